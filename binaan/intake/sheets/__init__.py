"""Sheets of field work that leave the house."""
