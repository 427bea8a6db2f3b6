"""Knives and boards. A module for each product."""
