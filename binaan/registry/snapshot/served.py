"""What counts as having been served: rooms above sign their records up, the card shows the last day.

Nobody has yet; until then nobody was served on any day.
"""

from typing import NamedTuple

from django.db import models

DECLARED: list["Service"] = []


class Service(NamedTuple):
    """Records of `model` that each served a business (`business`: its field) on a day (`on`).

    `where`: SQL both stores understand, for those that count.
    """

    model: type[models.Model]
    business: str
    on: str
    where: str = ""


def declare(
    model: type[models.Model], *, business: str = "business", on: str = "on", where: str = ""
) -> None:
    """Sign records up. The copy then holds these two columns of them, and nothing else."""
    made = Service(model, business, on, where)
    if made not in DECLARED:
        DECLARED.append(made)
