"""What became of the served beside comparable unserved businesses: a plain difference.

Source: docs/rules/layanan.md §5; handbook small-industry 8 (fewer than 30: counts only). No causal
claim: who comes to a training differs from who does not.
"""

from decimal import Decimal
from typing import NamedTuple

from binaan.programmes.rules.equity import share

LEAST = 30
MONTHS = (6, 12)
CAUTION = (
    "Selisih ini bukan bukti sebab-akibat: pelaku usaha yang datang berbeda dari yang tidak datang, "
    "misalnya lebih siap atau lebih ingin maju. Pembandingnya hanya usaha mikro dari kecamatan dan "
    "kelompok yang sama."
)
TOO_FEW = (
    "Kurang dari {least} usaha yang terukur dua kali pada salah satu sisi: hanya jumlahnya yang "
    "ditampilkan, karena persentasenya akan menyesatkan."
)


class Side(NamedTuple):
    """Businesses that were micro before: how many, measured again, and then small."""

    micro: int
    measured: int
    grew: int

    @property
    def unmeasured(self) -> int:
        return self.micro - self.measured


class Effect(NamedTuple):
    """Both sides with the share that grew (None while too few) and the difference (0.05 = 5 points)."""

    served: Side
    unserved: Side
    served_share: Decimal | None
    unserved_share: Decimal | None
    difference: Decimal | None
    caution: str


def compared(served: Side, unserved: Side, least: int = LEAST) -> Effect:
    """The plain difference; with fewer than `least` measured twice on either side only counts."""
    if min(served.measured, unserved.measured) < max(least, 1):
        return Effect(served, unserved, None, None, None, TOO_FEW.format(least=least))
    first = share(served.grew, served.measured)
    second = share(unserved.grew, unserved.measured)
    apart = None if first is None or second is None else first - second
    return Effect(served, unserved, first, second, apart, CAUTION)


class Cell(NamedTuple):
    """A kecamatan and product group, in which like is compared with like."""

    district: str
    group: str


def weighted(served: dict[Cell, Side], unserved: dict[Cell, Side]) -> tuple[Side, Side]:
    """Both sides summed over those cells alone in which there is a served and an unserved business."""
    common = [cell for cell in served if cell in unserved]
    return _sum(served[cell] for cell in common), _sum(unserved[cell] for cell in common)


def _sum(sides) -> Side:
    total = Side(0, 0, 0)
    for one in sides:
        total = Side(*(a + b for a, b in zip(total, one, strict=True)))
    return total
