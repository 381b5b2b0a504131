"""The numbers the register publishes: see docs/rules/measures.md."""

from binaan.registry.measures import flows, stocks

__all__ = ["flows", "stocks"]
