"""What the pictures are composed of: one module for each family of things."""
