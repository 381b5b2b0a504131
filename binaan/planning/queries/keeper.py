"""Whoever keeps the machine, where a command names no user: reads every plan, drafts too."""

from typing import NamedTuple

PLANNER = "planner"


class Everywhere(NamedTuple):
    """An assignment at the place above all places, of no office."""

    place: str = ""
    office_id: None = None
    role: str = PLANNER


class Keeper:
    """Asked like a user."""

    username = "penjaga mesin"
    is_active = True

    def may(self, _permission) -> bool:
        return True

    def holdings(self, _permission) -> list[Everywhere]:
        return [Everywhere()]


KEEPER = Keeper()
