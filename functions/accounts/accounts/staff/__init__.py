"""The shop's people: members and their roles, invitations, API keys, and what they did."""
