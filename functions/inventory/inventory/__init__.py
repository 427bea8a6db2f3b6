"""Stock: what is on hand, what of it may be sold, and the ledger of every unit that moved."""
