"""What vendors in designated places come to: the share, and the growth on the plan's base.

Source: handbook small-industry §6.6 [D]: both ways; the plan of Kota Bekasi 2018-2023 (source 003,
tables 6.2 and 7.2): base 613, 5 % in 2019 (30 of 613), 15 % in 2020 (90 of 613), added up.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

HUNDRED = Decimal(100)
BASE = 613  # Kota Bekasi, Renstra 2018-2023
EDITION = "Renstra Diskop UKM Kota Bekasi 2018–2023: basis 613 PKL"


def share(placed: int, registered: int) -> Decimal | None:
    """Percent of the registered who stand in a designated place; None where nobody is registered."""
    return HUNDRED * placed / registered if registered else None


def share_of(tally: Mapping[bool, int]) -> Decimal | None:
    """The share of vendors by whether they stand in a designated place."""
    return share(sum(many for worth, many in tally.items() if worth), sum(tally.values()))


def growth(added: int, base: int) -> Decimal | None:
    """Percent of the base that came into designated places in a time; years add up."""
    return HUNDRED * added / base if base > 0 else None


def growth_of(tally: Mapping[int, int]) -> Decimal | None:
    """The growth, of vendors placed by the base they are measured on (one base for all)."""
    found = [growth(many, int(base)) for base, many in tally.items()]
    known = [one for one in found if one is not None]
    return sum(known, Decimal(0)) if known else None


def position(*, permit: str, in_place: bool) -> str:
    """How a vendor is drawn on the map: by the TDU first, then by where he stands.

    `permit` as of permits.standing. Answers di_tempat, di_luar, habis or belum.
    """
    if permit == "berlaku":
        return "di_tempat" if in_place else "di_luar"
    return "habis" if permit == "habis" else "belum"


POSITIONS = {
    "di_tempat": "Di tempatnya",
    "di_luar": "Di luar tempatnya",
    "habis": "TDU habis atau dicabut",
    "belum": "Belum punya TDU",
}


def tallied(positions: Iterable[str]) -> dict[str, int]:
    """How many of each, all four named."""
    found = dict.fromkeys(POSITIONS, 0)
    for one in positions:
        found[one] += 1
    return found
