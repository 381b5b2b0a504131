"""What an indicator's citation gives for a quarter: from the copy for pages, from the store to freeze.

Rule: docs/rules/pohon-rencana.md; what is asked when: rules/citing.py. A figure is counted as its
own office sees it, and given only to those who see all of that: the same whoever presses the button.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse

from binaan.access.models import Assignment
from binaan.access.permissions import Permission
from binaan.kit import measures, snapshot
from binaan.kit.dates import today
from binaan.kit.measures import Asked, Figure, Measure
from binaan.kit.measuring import kept
from binaan.kit.measuring.addresses import asked_in_words
from binaan.planning.models import Document, Indicator
from binaan.planning.rules import citing
from binaan.planning.rules.citing import Citation, Counted, Described

NOT_CITED = "Tanpa rekaman: indikator ini belum dikaitkan dengan angka."
NOT_WHOLE = (
    "Angka ini hanya dapat dihitung oleh orang yang melihat angka seluruh {place} untuk kantor ini."
)
TOO_FEW = "Rekamannya terlalu sedikit untuk ditampilkan kepada Anda."
NOTHING_KNOWN = "Rekaman tidak memberi angka."
NO_DIVISOR = "Pembaginya 0, sehingga tidak ada hasilnya."
STARTS = {citing.START: " pada awal tahun", citing.END: ""}


class Told(NamedTuple):
    """A number; `as_of`: when the copy it comes from was read, None for the store."""

    figure: Figure
    as_of: datetime | None


Answers = dict[tuple[str, Asked], Told]


@dataclass(frozen=True)
class Reach:
    """Who holds every right at a document's place for its office: nobody in person."""

    place: Any
    office: Any

    @cached_property
    def held(self) -> list[Assignment]:
        return [Assignment(place=self.place, office=self.office)]

    def holdings(self, permission: Permission) -> list[Assignment]:
        """As access.User.holdings."""
        return self.held

    def __str__(self):
        return f"{self.place.pk} {self.office.pk}"


@dataclass(frozen=True)
class Measurement:
    """A measured value, or None with `why` in Bahasa.

    `evidence`: records behind the numerator. `asked`: measure, date or period, place, office and
    parts of both numbers, as JSON. `url`, `per_url`: the pages of their records ("" where there is
    no such page). `as_of`: when the copy that answered was read; None for the store.
    `records` and `per_records` (only of `recounted`): the ids behind numerator and denominator.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    evidence: int | None = None
    asked: dict = field(default_factory=dict)
    url: str = ""
    per_url: str = ""
    as_of: datetime | None = None
    why: str = ""
    records: list[str] = field(default_factory=list)
    per_records: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Question:
    """One number of a citation, as it is asked, and as whose figure it is counted."""

    measure: Measure
    asked: Asked
    reach: Reach

    @property
    def as_json(self) -> dict:
        """All that is needed to ask again, with plain words for each part."""
        said: dict[str, Any] = {"measure": self.measure.key, **asked_in_words(self.asked)}
        if self.asked.parts:
            said["part"] = [list(pair) for pair in self.asked.parts]
        return said

    @property
    def url(self) -> str:
        """The page that lists the records, "" while there is none."""
        try:
            page = reverse("figure_evidence", args=[self.measure.key])
        except NoReverseMatch:
            return ""
        said = asked_in_words(self.asked)
        names = (("menurut", "baris"), ("kolom", "lajur"))
        for (dimension, row), pair in zip(names, self.asked.parts, strict=False):
            said |= {dimension: pair[0], row: pair[1]}
        return f"{page}?{urlencode(said)}"


@dataclass(frozen=True)
class Asking:
    """Who asks for which quarter. `lately`: what was counted a while ago will do."""

    user: Any
    when: tuple[int, int]
    how: Asked
    answers: Answers
    lately: bool = False


def published(user) -> dict[str, Described]:
    """Every measure an indicator may cite, by key; open to all."""
    return {
        one.key: Described(one.label, one.is_stock, tuple(one.dimensions), one.reckoned is not None)
        for one in measures.all_measures()
    }


def citation_of(user, stored: object) -> Citation | None:
    """A citation that can be measured; None for {}. Raises ValidationError with all that is wrong."""
    try:
        citation = citing.read(stored)
    except ValueError as error:
        raise ValidationError(str(error)) from None
    wrong = citing.faults(citation, published(user)) if citation else []
    if wrong:
        raise ValidationError(wrong)
    return citation


def in_words(user, stored: object) -> str:
    """ "Usaha naik kelas (Kelompok: Pangan) ÷ Usaha ada pada awal tahun × 100"; "" for {}."""
    citation = citation_of(user, stored)
    if citation is None:
        return ""
    said = _words(citation.counted)
    if citation.per is not None:
        said += f" ÷ {_words(citation.per)}{STARTS[citation.per.at]}"
    return said if citation.factor == 1 else f"{said} × {citation.factor:f}"


def _words(counted: Counted) -> str:
    measure = measures.get(counted.measure)
    parts = []
    for key, row in counted.part:
        dimension = measure.dimension(key)
        label = dimension.labels(Asked(), [row]).get(row, row)
        parts.append(f"{dimension.label}: {label}")
    return f"{measure.label} ({'; '.join(parts)})" if parts else measure.label


def measured(
    user,
    indicator: Indicator,
    document: Document,
    year: int,
    quarter: int,
    *,
    known: datetime | None = None,
    answers: Answers | None = None,
) -> Measurement:
    """The value for a quarter (0: the year), counted now on the copy where it may answer.

    `known`: as known at that moment; then, and without a copy, the store answers. `answers` keeps
    what was counted already where many indicators are asked together.
    """
    known_already = {} if answers is None else answers
    ask = Asking(user, (year, quarter), Asked(known=known), known_already)
    return _measured(ask, indicator, document)


def measured_all(
    user, indicators: Iterable[Indicator], document: Document, year: int, quarter: int
) -> dict[UUID, Measurement]:
    """The values of many indicators by their key; those without a citation are absent.

    For pages: what was counted at most ten minutes ago (kit.measuring.kept) is shown with its moment.
    """
    ask = Asking(user, (year, quarter), Asked(), {}, lately=True)
    return {one.key: _measured(ask, one, document) for one in indicators if one.citation}


def recounted(
    user,
    indicator: Indicator,
    document: Document,
    year: int,
    quarter: int,
    *,
    known: datetime | None = None,
) -> Measurement:
    """The value counted exactly, in the store itself, with the ids of its records.

    Only measures of a date can be asked as `known` earlier; those of a period are as known now.
    """
    how = Asked(known=known, exact=True)
    return _measured(Asking(user, (year, quarter), how, {}), indicator, document)


def _measured(ask: Asking, indicator: Indicator, document: Document) -> Measurement:
    try:
        citation = citation_of(ask.user, indicator.citation)
    except ValidationError as error:
        return Measurement(why=" ".join(error.messages))
    if citation is None:
        return Measurement(why=NOT_CITED)
    if not sees_all(ask.user, document):
        return Measurement(why=NOT_WHOLE.format(place=document.place))
    questions = [
        _question(counted, document, indicator.kind, when=ask.when, how=ask.how)
        for counted in (citation.counted, citation.per)
        if counted is not None
    ]
    return _told(citation, questions, [_answer(ask, one) for one in questions])


def sees_all(user, document: Document) -> bool:
    """Whether no figure of the document's place and office is kept from this user."""
    path = document.place.path
    return any(
        (not held.place.path or path == held.place.path or path.startswith(f"{held.place.path}."))
        and held.office_id in (None, document.office_id)
        for held in user.holdings(Permission.FIGURE_VIEW)
    )


def _question(
    counted: Counted, document, kind: str, *, when: tuple[int, int], how: Asked
) -> Question:
    measure = measures.get(counted.measure)
    due = citing.asked(
        counted, is_stock=measure.is_stock, kind=kind, year=when[0], quarter=when[1], today=today()
    )
    period = None
    if due.first and due.last:
        period = measures.parse_period(citing.period_text(due.first, due.last))
    asked = how.but(
        place=document.place, office=document.office, at=due.at, period=period, parts=counted.part
    )
    return Question(measure, asked, Reach(document.place, document.office))


def _answer(ask: Asking, question: Question) -> Told:
    key = (question.measure.key, question.asked)
    if key not in ask.answers:
        ask.answers[key] = _counted(ask, question)
    return ask.answers[key]


def _counted(ask: Asking, question: Question) -> Told:
    measure, asked, reach = question.measure, question.asked, question.reach
    if measure.discreet(ask.user):
        return Told(measure.value(ask.user, asked), None)
    copy = snapshot.current() if measure.may_be_copied(asked) and snapshot.answers() else None
    if copy is None:
        return Told(measure.value(reach, asked), None)
    found = kept.kept(measure, asked, str(reach)) if ask.lately else None
    if found is not None:
        return Told(found.figure, found.as_of)
    figure = measure.value(reach, asked)
    kept.keep(measure, asked, str(reach), figure, copy)
    return Told(figure, copy.as_of)


def _told(citation: Citation, questions: list[Question], told: list[Told]) -> Measurement:
    figures = [one.figure for one in told]
    moments = [one.as_of for one in told if one.as_of]
    numerator, *rest = [_number(one) for one in figures]
    denominator = rest[0] if rest else None
    value = citing.result(numerator, denominator, citation)
    asked = {"numerator": questions[0].as_json, "factor": f"{citation.factor:f}"}
    if rest:
        asked["denominator"] = questions[1].as_json
    hidden = any(one.hidden for one in figures)
    ids = [[] if hidden else _ids(one) for one in questions]
    return Measurement(
        value,
        numerator,
        denominator,
        figures[0].evidence,
        asked,
        questions[0].url,
        questions[1].url if rest else "",
        min(moments) if len(moments) == len(told) else None,
        "" if value is not None else _why(figures, denominator),
        ids[0],
        ids[1] if rest else [],
    )


def _number(figure: Figure) -> Decimal | None:
    return None if figure.value is None else Decimal(figure.value)


def _why(figures: list[Figure], denominator: Decimal | None) -> str:
    if any(one.hidden for one in figures):
        return TOO_FEW
    return NO_DIVISOR if denominator == 0 else NOTHING_KNOWN


def _ids(question: Question) -> list[str]:
    """Only where the store itself was asked."""
    if not question.asked.exact:
        return []
    return list(question.measure.record_ids(question.reach, question.asked))
