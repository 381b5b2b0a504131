"""How deep the tests dig: as deep as every run can pay, or, with BINAAN_DEEP=1, to the bottom."""

import os
from typing import TypeVar

Amount = TypeVar("Amount")

DEEP = bool(os.environ.get("BINAAN_DEEP"))


def some(few: Amount, many: Amount) -> Amount:
    """`few` in every run, `many` in a deep one."""
    return many if DEEP else few
