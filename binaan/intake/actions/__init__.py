"""What people do with lists: hand them over, go step by step, repair, assign."""

from binaan.intake.actions.handing import hand_over

__all__ = ["hand_over"]
