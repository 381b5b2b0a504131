"""How an indicator cites a measure, and what is asked of it for a quarter: docs/rules/pohon-rencana.md.

As stored: {"measure": KEY, "part": [[dimension, row], …], "per": {…, "at": "start"|"end"}, "factor": 100};
{} is "tanpa rekaman".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from binaan.planning.rules.calendar import first_day, last_day
from binaan.planning.rules.quarters import CUMULATIVE

START, END = "start", "end"
KEYS = {"measure", "part", "per", "factor"}
PER_KEYS = {"measure", "part", "at"}
MOST_PARTS = 2  # as many as the page of evidence can narrow by

UNREADABLE = "Kutipan angka harus berupa nama angka dengan rinciannya; pilih lagi dari daftar."
NO_MEASURE = "Pilih angka yang mengukur indikator ini."
BAD_PART = "Setiap rincian terdiri atas nama rincian dan satu barisnya, misalnya ukuran dan mikro."
MANY_PARTS = f"Sebutkan paling banyak {MOST_PARTS} rincian untuk satu angka."
TWICE = "Rincian {dimension!r} disebut dua kali; sebutkan satu barisnya saja."
BAD_FACTOR = "Faktor pengali harus angka lebih dari 0, misalnya 100 untuk persen."
BAD_AT = "Pembagi dihitung pada awal tahun (start) atau akhir triwulan (end)."
UNKNOWN_KEY = "{key!r} tidak dikenal dalam kutipan angka; yang dikenal: {known}."
UNKNOWN_MEASURE = "Angka {key!r} tidak dikenal; pilih dari daftar angka."
RATE_DIVIDED = "{key} sudah berupa perbandingan; pakai apa adanya, tanpa pembagi."
UNKNOWN_DIMENSION = "{key} tidak dapat dirinci menurut {dimension!r}; ada: {known}."


@dataclass(frozen=True)
class Counted:
    """A measure, narrowed to rows of its dimensions; `at` says when a stock is asked."""

    measure: str
    part: tuple[tuple[str, str], ...] = ()
    at: str = END


@dataclass(frozen=True)
class Citation:
    """`counted` ÷ `per` × `factor`; without `per`: `counted` × `factor`."""

    counted: Counted
    per: Counted | None = None
    factor: Decimal = field(default=Decimal(1))

    def as_json(self) -> dict:
        """As it is stored: nothing said that goes without saying."""
        said: dict = _as_json(self.counted)
        if self.per is not None:
            said["per"] = {**_as_json(self.per), "at": self.per.at}
        if self.factor != 1:
            whole = self.factor == self.factor.to_integral_value()
            said["factor"] = int(self.factor) if whole else str(self.factor)
        return said


class Described(NamedTuple):
    """What is known of a published measure: a stock or not, its dimensions, a rate or not."""

    label: str
    is_stock: bool
    dimensions: tuple[str, ...]
    is_rate: bool = False


class Asked(NamedTuple):
    """When a measure is asked: a stock `at` a day, a flow from `first` to `last`."""

    at: date | None = None
    first: date | None = None
    last: date | None = None


def _as_json(counted: Counted) -> dict:
    said: dict = {"measure": counted.measure}
    if counted.part:
        said["part"] = [list(pair) for pair in counted.part]
    return said


def read(stored: object) -> Citation | None:
    """What is stored; None for {}. Raises ValueError with what to do, in Bahasa."""
    if not isinstance(stored, Mapping):
        raise ValueError(UNREADABLE)
    if not stored:
        return None
    _must_know(stored, KEYS)
    per = stored.get("per")
    if per and not isinstance(per, Mapping):
        raise ValueError(UNREADABLE)
    if per:
        _must_know(per, PER_KEYS)
    return Citation(
        Counted(_measure(stored), _parts(stored.get("part"))),
        Counted(_measure(per), _parts(per.get("part")), _at(per)) if per else None,
        _factor(stored.get("factor", 1)),
    )


def _must_know(said: Mapping, known: set[str]) -> None:
    for key in said:
        if key not in known:
            raise ValueError(UNKNOWN_KEY.format(key=key, known=", ".join(sorted(known))))


def _measure(said: Mapping) -> str:
    key = said.get("measure")
    if not isinstance(key, str) or not key:
        raise ValueError(NO_MEASURE)
    return key


def _parts(said: object) -> tuple[tuple[str, str], ...]:
    if said is None:
        return ()
    if not isinstance(said, list | tuple):
        raise ValueError(BAD_PART)
    pairs = []
    for pair in said:
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise ValueError(BAD_PART)
        if not all(isinstance(word, str) for word in pair):
            raise ValueError(BAD_PART)
        pairs.append((pair[0], pair[1]))
    if len(pairs) > MOST_PARTS:
        raise ValueError(MANY_PARTS)
    if len(pairs) == 2 and pairs[0][0] == pairs[1][0]:
        raise ValueError(TWICE.format(dimension=pairs[0][0]))
    return tuple(pairs)


def _at(per: Mapping) -> str:
    at = per.get("at", END)
    if at not in (START, END):
        raise ValueError(BAD_AT)
    return at


def _factor(said: object) -> Decimal:
    try:
        factor = Decimal(str(said))
    except InvalidOperation:
        raise ValueError(BAD_FACTOR) from None
    if not factor.is_finite() or factor <= 0 or isinstance(said, bool):
        raise ValueError(BAD_FACTOR)
    return factor


def faults(citation: Citation, known: Mapping[str, Described]) -> list[str]:
    """What is wrong with a citation that could be read: unpublished measures or dimensions, divided rates."""
    found = []
    for counted in filter(None, (citation.counted, citation.per)):
        measure = known.get(counted.measure)
        if measure is None:
            found.append(UNKNOWN_MEASURE.format(key=counted.measure))
            continue
        if measure.is_rate and citation.per is not None:
            found.append(RATE_DIVIDED.format(key=measure.label))
        found += [
            UNKNOWN_DIMENSION.format(
                key=measure.label, dimension=dimension, known=", ".join(measure.dimensions) or "–"
            )
            for dimension, _row in counted.part
            if dimension not in measure.dimensions
        ]
    return found


def asked(
    counted: Counted, *, is_stock: bool, kind: str, year: int, quarter: int, today: date
) -> Asked:
    """When it is asked for a quarter (0: the year).

    A stock: the quarter's last day, or today before that day has come; at START the day before the
    year. A flow: the quarter alone where quarters are added up, else the year until its end.
    """
    last = last_day(year, quarter)
    if is_stock:
        return Asked(at=first_day(year, 0) - timedelta(days=1) if counted.at == START else
                     min(last, max(today, first_day(year, quarter))))  # fmt: skip
    first = first_day(year, quarter if kind == CUMULATIVE else 0)
    return Asked(first=first, last=last)


def period_text(first: date, last: date) -> str:
    """A period as kit reads it: 2025, 2025-Q3, else both days."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}"
    quarter = (last.month + 2) // 3
    if first == first_day(last.year, quarter) and last == last_day(last.year, quarter):
        return f"{last.year}-Q{quarter}"
    return f"{first}..{last}"


def result(
    numerator: Decimal | None, denominator: Decimal | None, citation: Citation
) -> Decimal | None:
    """The value; None where a part is unknown, or there is nothing to divide by."""
    if numerator is None:
        return None
    if citation.per is None:
        return numerator * citation.factor
    if not denominator:
        return None
    return numerator / denominator * citation.factor
