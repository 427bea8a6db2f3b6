"""Garden tools. A module for each product."""
