"""The draw: a number anybody can compute again from the published seed.

Source: docs/rules/seleksi.md §2; our own definition [D].
"""

from datetime import date
from hashlib import sha256

DIGITS = 16


def drawn(seed: str, number: int | str) -> str:
    """The first 16 hexadecimal digits of SHA-256 of "seed:number"; lower comes first.

    `number`: the running number of whoever is drawn in the register, or what names it elsewhere.
    """
    return sha256(f"{seed}:{number}".encode()).hexdigest()[:DIGITS]


def usual_seed(activity: str, at: date) -> str:
    """A seed nobody chose: the number of the activity and the day."""
    return f"{activity}-{at:%Y%m%d}"
