"""Sheets of street vendors: the list taken along, lists that arrive."""
