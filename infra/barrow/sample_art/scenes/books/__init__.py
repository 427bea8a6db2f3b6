"""Books. A module for each product."""
