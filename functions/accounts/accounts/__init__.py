"""The accounts' room: who people are to the shop, its customers and its own people alike."""
