"""Table and linen. A module for each product."""
