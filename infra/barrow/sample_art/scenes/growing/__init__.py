"""Growing and composting. A module for each product."""
