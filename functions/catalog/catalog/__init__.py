"""The catalogue: products, their slugs, prices, levels and listings, and the category tree."""
