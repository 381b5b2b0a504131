"""What counts as having been served: rooms above sign their records up, the card shows the last day.

Until somebody does, nobody was served on any day. Rooms above may have more columns and tables of
theirs copied, so that their figures are counted on the copy too; never anything personal.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import models

DECLARED: list["Service"] = []
BESIDE: list["Beside"] = []


class Service(NamedTuple):
    """Records of `model` that each served a business (`business`: its field) on a day (`on`).

    `where`: SQL both stores understand, for those that count. `also`: further fields the copy holds.
    """

    model: type[models.Model]
    business: str
    on: str
    where: str = ""
    also: tuple[str, ...] = ()


class Beside(NamedTuple):
    """Fields of a further table. `business`: its field; "" for few rows of nobody's, copied whole.

    Who changes such a row of a business touches that business (actions/touching).
    """

    model: type[models.Model]
    names: tuple[str, ...]
    business: str = ""


def declare(
    model: type[models.Model],
    *,
    business: str = "business",
    on: str = "on",
    where: str = "",
    also: Iterable[str] = (),
) -> None:
    """Sign records up. The copy then holds these columns of them, and nothing else."""
    made = Service(model, business, on, where, tuple(also))
    if made not in DECLARED:
        DECLARED.append(made)


def beside(model: type[models.Model], names: Iterable[str], *, business: str = "") -> None:
    """Have these fields of a table copied."""
    made = Beside(model, tuple(names), business)
    if made not in BESIDE:
        BESIDE.append(made)
