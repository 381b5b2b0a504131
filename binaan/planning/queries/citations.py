"""What an indicator could cite, and what that says now: shown before anything is saved."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import ValidationError

from binaan.kit import measures
from binaan.kit.dates import today
from binaan.planning.models import Indicator
from binaan.planning.queries import measuring
from binaan.planning.rules import calendar
from binaan.planning.rules.citing import Citation

PERCENT = ("persen", "%")
MOST_PARTS = 15  # rows of one dimension that are proposed


class Offered(NamedTuple):
    """A published measure as the page explains it; `parts`: key and label of its dimensions."""

    key: str
    label: str
    unit: str
    kind: str
    formula: str
    parts: list[tuple[str, str]]


@dataclass(frozen=True)
class Preview:
    """`measured` None: tanpa rekaman. `refused`: why it cannot be counted. `when`: the quarter."""

    measured: measuring.Measurement | None = None
    words: str = ""
    when: str = ""
    unit: str = ""
    unit_warning: str = ""
    refused: str = ""
    formulas: tuple[tuple[str, str], ...] = ()
    choices: tuple[tuple[str, str], ...] = ()


def offered(user) -> list[Offered]:
    """Every published measure; nobody's figures are in it."""
    return [
        Offered(
            one.key, one.label, one.unit, "keadaan" if one.is_stock else "kejadian", one.formula,
            [(dimension.key, dimension.label) for dimension in one.dimensions.values()],
        )
        for one in measures.all_measures()
    ]  # fmt: skip


def words(user, indicator: Indicator) -> str:
    """A citation as people say it; "" for tanpa rekaman or one that cannot be read any more."""
    try:
        return measuring.in_words(user, indicator.citation)
    except ValidationError:
        return ""


def preview(user, indicator: Indicator, stored: dict) -> Preview:
    """What a citation says for the quarter of today, for the office and place of the plan."""
    try:
        citation = measuring.citation_of(user, stored)
    except ValidationError as error:
        return Preview(refused=" ".join(error.messages))
    if citation is None:
        return Preview()
    tried, day = copy(indicator), today()
    tried.citation = stored
    document = indicator.node.version.document
    quarter = calendar.quarter_of(day)
    counted = [one for one in (citation.counted, citation.per) if one is not None]
    known = [measures.get(one.measure) for one in counted]
    return Preview(
        measuring.measured(user, tried, document, day.year, quarter),
        measuring.in_words(user, stored),
        calendar.label(day.year, quarter),
        indicator.unit,
        unit_warning(user, indicator, citation),
        formulas=tuple((one.label, one.formula) for one in known),
        choices=tuple(_choices(user, known[0], document)),
    )


def _choices(user, measure: measures.Measure, document) -> Iterator[tuple[str, str]]:
    """The parts a measure of this place has now, as they are typed; villages would be too many."""
    if not measuring.sees_all(user, document):
        return
    asked = measures.Asked(place=document.place, office=document.office)
    if measure.is_stock:
        asked = asked.but(at=today())
    else:
        asked = asked.but(period=measures.parse_period(str(today().year)))
    for dimension in measure.dimensions.values():
        rows = measure.rows(user, asked, dimension.key)
        for row in rows[:MOST_PARTS]:
            yield f"{dimension.key}={row.key}", f"{dimension.label}: {row.label}"


def unit_warning(user, indicator: Indicator, citation: Citation) -> str:
    """A unit that does not fit is told, not refused: offices write the same unit in many ways."""
    unit = indicator.unit.casefold()
    said = f"satuan indikator ini “{indicator.unit}”" if unit else "indikator ini belum bersatuan"
    measured = measures.get(citation.counted.measure).unit
    if measured in PERCENT and citation.factor != 1:
        return f"Angka ini sudah persen; dikalikan {citation.factor:f} hasilnya bukan persen lagi."
    if measured in PERCENT or (citation.per is not None and citation.factor == 100):
        percent = any(word in unit for word in PERCENT)
        return "" if percent else f"Hasilnya persen, tetapi {said}."
    if unit and (measured.casefold() in unit or unit in measured.casefold()):
        return ""
    return f"Angka ini menghitung {measured}, tetapi {said}. Simpan bila memang sama maksudnya."
