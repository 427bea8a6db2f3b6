"""Pots and planters. A module for each product."""
