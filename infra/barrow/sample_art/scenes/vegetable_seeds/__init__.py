"""Vegetable and herb seeds. A module for each product."""
