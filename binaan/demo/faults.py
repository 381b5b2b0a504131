"""What goes wrong when clerks type: the faulty values of the demo lists.

A fault never touches name, place, group, status or workers, so every published total stays true.
A NIK is spoiled only where its owner has one business: the others must be recognised by it.
"""

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from binaan.demo.firms import Firm

SPOILABLE = frozenset(
    {"nik", "nib", "npwp", "phone", "sales", "started", "latitude", "longitude", "kbli"}
)


class Fault(NamedTuple):
    """A kind of fault: so many in a thousand rows, where it can happen, and what is typed then."""

    name: str
    per_thousand: float
    fits: Callable[[Firm], bool]
    cells: Callable[[Firm, Random], dict[str, object]]


def _nik(change: Callable[[str, Random], object]):
    return lambda firm, rng: {"nik": change(firm.owner.nik, rng)}


def _one_of(name: str, *cells: object):
    return lambda firm, rng: {name: rng.choice(cells)}


def _position(firm: Firm, rng: Random) -> dict[str, object]:
    """Swapped, zero, or with the decimal point one digit too far left."""
    latitude, longitude = firm.latitude, firm.longitude
    return rng.choice(
        (
            {"latitude": longitude, "longitude": latitude},
            {"latitude": 0, "longitude": 0},
            {"longitude": round(longitude / 10, 6)},
        )
    )


def _has_nik(firm: Firm) -> bool:
    return bool(firm.owner.nik)


IMPOSSIBLE_DAYS = ("3202", "7207", "3002", "1213", "0005")  # DDMM

# fmt: off
FAULTS = (
    Fault("nik_length", 3.5, _has_nik, _nik(lambda nik, rng: nik[:-1])),
    Fault("nik_date", 2.6, _has_nik,
          _nik(lambda nik, rng: nik[:6] + rng.choice(IMPOSSIBLE_DAYS) + nik[10:])),
    Fault("nik_serial", 1.8, _has_nik, _nik(lambda nik, rng: nik[:12] + "0000")),
    # Excel keeps 15 digits of a number: the last one of a NIK becomes 0.
    Fault("nik_digits_lost", 8, _has_nik, _nik(lambda nik, rng: float(nik[:15] + "0"))),
    Fault("nib_zero_lost", 6, lambda firm: firm.owner.nib.startswith("0"),
          lambda firm, rng: {"nib": int(firm.owner.nib)}),
    Fault("nib_length", 2, lambda firm: firm.owner.nib[:1] in ("8", "9"),
          lambda firm, rng: {"nib": firm.owner.nib[:-2]}),
    Fault("npwp_length", 2, lambda firm: bool(firm.owner.npwp),
          lambda firm, rng: {"npwp": firm.owner.npwp[:-2]}),
    Fault("phone_unreadable", 6, lambda firm: True,
          _one_of("phone", "tidak punya HP", "0845-12", "WA istri", "08xx", "hilang")),
    Fault("sales_in_words", 12, lambda firm: True,
          _one_of("sales", "2,5 jt", "12 jt", "5-10 juta", "± 30 juta", "50 - 75 jt", "1,2 M")),
    Fault("sales_unreadable", 4, lambda firm: True,
          _one_of("sales", "belum dihitung", "tidak tentu", "rahasia")),
    Fault("sales_unit_unclear", 3, lambda firm: True, _one_of("sales", 2.5, 15, 40)),
    Fault("started_unreadable", 4, lambda firm: True,
          _one_of("started", "sejak lama", "th 90-an", "199?", "turun-temurun")),
    Fault("position_outside", 4, lambda firm: firm.longitude is not None, _position),
    Fault("kbli_unknown", 3, lambda firm: bool(firm.trade.kbli),
          _one_of("kbli", "10999", "1079", "99999")),
)
# fmt: on


def spoil(firms: list[Firm], rng: Random) -> list[Firm]:
    """The same firms, each fault typed into rows of its own."""
    met = Counter(firm.owner.name for firm in firms)
    spoiled = list(firms)
    free = [index for index, firm in enumerate(firms) if met[firm.owner.name] == 1]
    rng.shuffle(free)
    for fault in FAULTS:
        count = round(fault.per_thousand * len(firms) / 1_000)
        chosen = [index for index in free if fault.fits(firms[index])][:count]
        for index in chosen:
            for name, cell in fault.cells(firms[index], rng).items():
                spoiled[index] = spoiled[index].spoil(name, cell)
        taken = set(chosen)
        free = [index for index in free if index not in taken]
    return spoiled
