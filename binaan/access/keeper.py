"""Whoever keeps the machine, where a command names no user: reads the records of every office."""

from typing import NamedTuple

READER = "auditor"  # reads everything, drafts of plans too, and writes nothing


class Top(NamedTuple):
    """The place above all places."""

    path: str = ""


class Everywhere(NamedTuple):
    """An assignment at the top, of no office."""

    place: Top = Top()
    office_id: None = None
    role: str = READER


class Keeper:
    """Asked like a user."""

    username = "penjaga mesin"
    is_active = True

    def may(self, _permission) -> bool:
        return True

    def holdings(self, _permission) -> list[Everywhere]:
        return [Everywhere()]


KEEPER = Keeper()
