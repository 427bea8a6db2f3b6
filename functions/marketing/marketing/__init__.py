"""Marketing's room: what the shop writes to people, and that it was written."""
