"""Make one business, and where they are one person one owner, of two; see docs/rules/identitas.md."""

from binaan.registry.actions.merging.acting import merge, survivor

__all__ = ["merge", "survivor"]
