"""Larder. A module for each product."""
