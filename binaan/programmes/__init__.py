"""Programmes: whom the office reaches, why they were chosen, and what came of it afterwards."""
