"""Flower seeds and bulbs. A module for each product."""
