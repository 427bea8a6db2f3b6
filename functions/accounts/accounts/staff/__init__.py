"""The shop's people: who they are, what they may do, and what they did."""
