"""A row of a list of SP2D once read, and what is wrong with one. Rule: docs/rules/realisasi.md."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID


class Payment(NamedTuple):
    """A payment in rupiah; `node` is the key of its sub kegiatan, `where` its cell or line."""

    where: str
    paid_on: date
    number: str
    node: UUID
    amount: Decimal
    note: str


class Problem(NamedTuple):
    """What is wrong in a cell ("D7", or "baris 7" in a CSV), and what to do."""

    where: str
    message: str


class Imported(NamedTuple):
    """`added` payments; `same`: already recorded; `problems`: then nothing was recorded."""

    added: int
    same: int
    problems: list[Problem]
