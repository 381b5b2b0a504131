"""The rows of a fairness receipt as text, and their seal: SHA-256 anybody can compute again.

Source: docs/rules/seleksi.md §4. One line a candidate in the order of the rule, its fields between
tabs, lines between line feeds, UTF-8; the seal is the SHA-256 of all of it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

from binaan.programmes.rules import marks

FIELDS = (
    "urutan", "nomor_usaha", "hasil", "nomor", "layanan", "layanan_terakhir", "kebutuhan",
    "kesesuaian", "nilai", "undian", "kecamatan", "asosiasi", "kelompok_kuota", "mendaftar",
    "karena_kuota", "alasan",
)  # fmt: skip


FROZEN = (
    "rank", "business__number", "outcome", "place_in_line", "services", "last_served", "need",
    "fit", "total", "draw", "kecamatan", "association", "sex", "young", "nominated", "quota",
    "reason",
)  # fmt: skip


class Row(NamedTuple):
    """A candidate as it is frozen. `number`: of the business; `marks`: quota groups, sorted."""

    rank: int
    number: int
    outcome: str
    place_in_line: int
    services: int
    last_served: date | None
    need: Decimal
    fit: Decimal
    total: Decimal
    draw: str
    kecamatan: str
    association: str
    marks: tuple[str, ...]
    nominated: bool
    quota: str
    reason: str


def frozen(found: Iterable[tuple]) -> Iterator[Row]:
    """Rows out of the columns FROZEN of a candidate."""
    for *first, kecamatan, association, sex, young, nominated, quota, reason in found:
        carried = marks.marks_of(kecamatan, association, sex, young)
        groups = tuple(sorted(one for one in carried if not one.startswith(marks.KECAMATAN)))
        yield Row._make((*first, kecamatan, association, groups, nominated, quota, reason))


def texts(row: Row) -> tuple[str, ...]:
    """The fields of FIELDS as text, without tabs and line feeds."""
    said = (
        str(row.rank), f"U-{row.number:06d}", row.outcome, str(row.place_in_line),
        str(row.services), row.last_served.isoformat() if row.last_served else "",
        f"{row.need:.2f}", f"{row.fit:.2f}", f"{row.total:.4f}", row.draw, row.kecamatan,
        row.association, " ".join(row.marks), "ya" if row.nominated else "", row.quota, row.reason,
    )  # fmt: skip
    return tuple(" ".join(one.split()) for one in said)


def seal(rows: Iterable[Row]) -> str:
    """The SHA-256 of all rows, in the order given."""
    found = sha256()
    for place, row in enumerate(rows):
        found.update(("\n" * bool(place) + "\t".join(texts(row))).encode())
    return found.hexdigest()
