"""Codes printed on paper: read aloud, written by hand and typed in without being taken for another.

Our own definition [D]: eight letters and digits without 0, O, 1, I and L, the last one a check.
The check finds every single wrong letter and every two neighbours exchanged (31 is prime, the
weights 1 to 7 differ).
"""

import re
from collections.abc import Callable

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 8
_BETWEEN = re.compile(r"[\s\-.]")


def made(choose: Callable[[str], str]) -> str:
    """A new code, `choose` taking each letter by chance (secrets.choice)."""
    drawn = "".join(choose(LETTERS) for _ in range(LENGTH - 1))
    return drawn + check(drawn)


def check(drawn: str) -> str:
    """The last letter, of the seven before it."""
    total = sum(weight * LETTERS.index(one) for weight, one in enumerate(drawn, start=1))
    return LETTERS[total % len(LETTERS)]


def read(text: str) -> str:
    """A code as it is kept, from "abcd-efgh" or "ABCD EFGH"; "" where it cannot be one."""
    plain = _BETWEEN.sub("", text).upper()
    if len(plain) != LENGTH or not set(plain) <= set(LETTERS):
        return ""
    return plain if check(plain[:-1]) == plain[-1] else ""


def shown(code: str) -> str:
    """ABCDEFGH -> ABCD-EFGH, as it is printed."""
    return f"{code[:4]}-{code[4:]}"
