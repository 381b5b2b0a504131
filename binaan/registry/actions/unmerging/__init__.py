"""Take a merge back: both sides as they were, and what came since asked about."""

from binaan.registry.actions.unmerging.acting import Unmerged, unmerge
from binaan.registry.actions.unmerging.telling import later_items

__all__ = ["Unmerged", "later_items", "unmerge"]
