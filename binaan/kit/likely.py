"""What an amount that must wait was probably meant to be, written so that it can be read back.

`docs/rules/values.md` tells when; the answer is None wherever two readings are near.
"""

import re
from decimal import Decimal

from binaan.kit.amounts import MILLION, THOUSAND, UNIT_OF, parse_amount, plain
from binaan.kit.numbers import rupiah

MEANS_MILLIONS_BELOW = 100  # "15" for a year's sales is 15 juta; 250 may be thousands or millions
SMALL = {
    "nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7,
    "delapan": 8, "sembilan": 9, "sepuluh": 10, "sebelas": 11,
}  # fmt: skip
ONE_OF = {"seratus": 100, "seribu": 1000, "sejuta": 10**6, "semiliar": 10**9, "semilyar": 10**9}
_SIZES = {word: int(size) for word, size in UNIT_OF.items() if len(word) > 2}
_TIMES = re.compile(r"(.+?)\s*[x×*]\s*(\d{1,3})(?:\s*(?:bln|bulan|hari|minggu))?")


def likely_amount(text: str) -> str | None:
    """The likeliest amount of a cell that `parse_amount` could not use."""
    said = plain(text)
    return _in_millions(said) or _decimal_dot(said) or _times(said) or _in_words(said)


def _in_millions(said: str) -> str | None:
    """A bare number below a hundred: "2,5", "15", "3-4"."""
    if re.fullmatch(r"\d{1,2}(?:[.,]\d{1,2})?", said):
        value = Decimal(said.replace(",", "."))
        return rupiah(value * MILLION) if 0 < value < MEANS_MILLIONS_BELOW else None
    if re.fullmatch(r"\d{1,2}(?:,\d)?\s*-\s*\d{1,2}(?:,\d)?", said):
        return _readable(f"{said} juta")
    return None


def _decimal_dot(said: str) -> str | None:
    """ "1.846 triliun": with so large a unit the dot divides (handbook §0, trap 16)."""
    found = re.fullmatch(r"(\d{1,3}\.\d{3})\s*([a-z]+)\.?", said)
    if not found or UNIT_OF.get(found[2], 0) <= MILLION:
        return None
    return rupiah(Decimal(found[1]) * UNIT_OF[found[2]])


def _times(said: str) -> str | None:
    """ "2.500.000 x 12" """
    found = _TIMES.fullmatch(said)
    if not found:
        return None
    amount = parse_amount(found[1])
    if amount.code or not amount.low:
        return None
    return rupiah(amount.low * int(found[2]))


def _readable(text: str) -> str | None:
    return text if parse_amount(text).code in (None, "number_range") else None


def _in_words(said: str) -> str | None:
    value = number_in_words(said.removesuffix(" rupiah"))
    return rupiah(Decimal(value)) if value and value >= THOUSAND else None


def number_in_words(said: str) -> int | None:
    """ "dua juta lima ratus ribu" -> 2500000; None for what is no such number."""
    total = part = 0
    last = 0  # the words of the part since the last unit; a half counts by the unit behind it
    half, smallest = False, 10**15
    for word in said.replace("-", " ").split():
        if word in SMALL and not last:
            last = SMALL[word]
        elif word in ("belas", "puluh", "ratus") and 0 < last < 10:
            part, last = part + last * {"puluh": 10, "ratus": 100}.get(word, 1), 0
            part += 10 if word == "belas" else 0
        elif word == "setengah":
            half = True
        elif word == "seratus":
            part += 100
        elif word in ONE_OF or word in _SIZES:
            size = ONE_OF.get(word) or _SIZES[word]
            count = (1 if word in ONE_OF else part + last) + (Decimal("0.5") if half else 0)
            if not count or size >= smallest:
                return None
            total, part, last, half, smallest = total + int(count * size), 0, 0, False, size
        else:
            return None
    return None if half else total + part + last
