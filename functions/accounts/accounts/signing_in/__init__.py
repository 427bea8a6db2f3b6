"""Ways in, and the sessions that they open."""
