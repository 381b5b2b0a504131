"""Sheets as offices make them: where the heading stands, which lines below it are rows of data."""

from binaan.intake.tables.heading import Heading, find_heading
from binaan.intake.tables.layout import Layout
from binaan.intake.tables.rows import WHY, data_rows

__all__ = ["WHY", "Heading", "Layout", "data_rows", "find_heading"]
