"""Selling: what it comes to, holding it, being paid for it, and every penny of it in a ledger."""
