"""Cookware. A module for each product."""
