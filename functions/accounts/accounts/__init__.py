"""The accounts' room: who people are to the shop, customers and its own, and what it keeps of them."""
