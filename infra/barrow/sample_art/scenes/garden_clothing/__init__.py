"""Garden clothing. A module for each product."""
