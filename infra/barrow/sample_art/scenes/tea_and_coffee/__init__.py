"""Tea and coffee. A module for each product."""
