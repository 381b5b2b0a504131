"""Sheets in and out: true cell addresses on reading, no formulas smuggled out on writing."""
