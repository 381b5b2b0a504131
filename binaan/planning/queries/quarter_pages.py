"""The page of a quarter: indicators by owner, with value, target, rate, evidence and what may be done."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.urls import reverse

from binaan.access import queries as access
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.planning.choices import AchievementState as State
from binaan.planning.models import Achievement, Document, Version
from binaan.planning.queries import achievements, measuring, owners, periods
from binaan.planning.queries.measuring import Measurement
from binaan.planning.queries.periods import Line
from binaan.planning.queries.trees import tree
from binaan.planning.rules import calendar, freezing
from binaan.planning.rules.rates import Choices
from binaan.planning.rules.standing import Standing

PAGE = 20
MINE, ALL, NOBODY = "saya", "semua", "tanpa"
TONES = {State.CHECKED: "info", State.APPROVED: "ok", State.CLOSED: "ok", State.DRAFT: "warn"}
BEHIND = 75  # percent, below which a rate is drawn as bad


class Rights(NamedTuple):
    """What somebody may do in this document; `fills`, `checks`: ids of bidang, None for all."""

    fill: bool
    check: bool
    approve: bool
    close: bool
    reopen: bool
    fills: set | None
    checks: set | None


def rights(user, document: Document) -> Rights:
    """Of the very document: a right held elsewhere is none here."""

    def held(permission) -> bool:
        return periods.documents(user, permission).filter(pk=document.pk).exists()

    return Rights(
        held(Permission.ACHIEVEMENT_FILL), held(Permission.ACHIEVEMENT_CHECK),
        held(Permission.ACHIEVEMENT_APPROVE), held(Permission.PERIOD_CLOSE),
        held(Permission.PERIOD_REOPEN),
        owners.my_divisions(user, document, Permission.ACHIEVEMENT_FILL),
        owners.my_divisions(user, document, Permission.ACHIEVEMENT_CHECK),
    )  # fmt: skip


@dataclass
class Shown:
    """One indicator as the page shows it. `measured`: while it is a draft; `now`: as known now, once it
    is closed. `form`: the view's."""

    line: Line
    stood: Standing
    measured: Measurement | None
    now: Measurement | None
    may_fill: bool
    may_check: bool
    may_approve: bool
    names: dict[str, str]
    form: object = None

    @property
    def indicator(self):
        return self.line.indicator

    @property
    def row(self) -> Achievement | None:
        return self.line.row

    @property
    def is_cited(self) -> bool:
        return bool(self.indicator.citation)

    @property
    def value(self) -> Decimal | None:
        return self.stood.value

    @property
    def target(self) -> Decimal | None:
        """What the rate compares with."""
        return self.stood.target if self.stood.against == "quarter" else self.stood.year

    @property
    def rate_tone(self) -> str:
        rate = self.stood.rate.value
        if rate is None:
            return ""
        return "ok" if rate >= 100 else "warn" if rate >= BEHIND else "bad"

    @property
    def state_tone(self) -> str:
        return TONES.get(self.line.state, "")

    @property
    def evidence_url(self) -> str:
        """One click to the records or the document behind the value."""
        if self.measured is not None:
            return self.measured.url
        if self.row is None or self.value is None:
            return ""
        return reverse("achievement_evidence", args=[self.row.pk])

    @property
    def since(self) -> Decimal | None:
        """What would be counted more or less today than was frozen; None when nothing."""
        frozen = self.row.hold.value if self.row and self.row.hold else None
        if self.now is None or self.now.value is None or frozen is None:
            return None
        return (freezing.kept(self.now.value) or Decimal(0)) - frozen or None

    @property
    def signatures(self) -> list[tuple[str, str, datetime]]:
        """Who filled, checked, approved and closed it, and when."""
        row = self.row
        if row is None or row.filled_at is None:
            return []
        steps = [("Diisi", row.filled_by, row.filled_at), ("Diperiksa", row.checked_by, row.checked_at),
                 ("Disetujui", row.approved_by, row.approved_at)]  # fmt: skip
        if row.hold:
            steps.append(("Ditutup", row.hold.held_by, row.hold.held_at))
        return [(what, self.names.get(by, by), at) for what, by, at in steps if at]

    @property
    def said(self) -> bool:
        return bool(self.row and (self.row.explanation or self.row.obstacle or self.row.follow_up))


class Chip(NamedTuple):
    key: str
    label: str
    count: int


class Page(NamedTuple):
    """`lines` of the owner chosen, `shown` those of the page; `counts` of all by state."""

    version: Version | None
    lines: list[Line]
    chosen: str
    chips: list[Chip]
    counts: Counter
    rights: Rights


def quarter_page(user, document: Document, year: int, quarter: int, owner: str = "") -> Page:
    """The indicators of a quarter; `owner`: "saya", "semua", "tanpa" or the key of a bidang."""
    version = periods.version_for(user, document, year, quarter)
    every = periods.lines_of(user, tree(user, version), year, quarter) if version else []
    mine = rights(user, document)
    groups = _groups(every, mine)
    chosen = owner if owner in groups else (MINE if MINE in groups else ALL)
    chips = [Chip(key, label, len(lines)) for key, (label, lines) in groups.items()]
    return Page(
        version, groups[chosen][1], chosen, chips, periods.counts(user, every), mine
    )  # fmt: skip


def _groups(every: list[Line], mine: Rights) -> dict[str, tuple[str, list[Line]]]:
    """By owner, one's own first; of one owner alone there is nothing to choose."""
    found: dict[str, tuple[str, list[Line]]] = {}
    if mine.fill and mine.fills is not None:
        own = [line for line in every if line.owner is None or line.owner.pk in mine.fills]
        found[MINE] = ("Punya saya", own)
    found[ALL] = ("Semua", every)
    divisions = {line.owner.key: line.owner for line in every if line.owner}
    for key, division in sorted(divisions.items(), key=lambda pair: pair[1].name):
        found[key] = (division.name, [line for line in every if line.owner == division])
    bare = [line for line in every if line.owner is None]
    if divisions and bare:
        found[NOBODY] = ("Tanpa bidang", bare)
    return found


def shown(user, document: Document, when: tuple[int, int], lines: list[Line], mine: Rights):
    """The lines with their figures. Drafts and closed ones that cite a measure are counted as known
    now, in few questions; a closed one keeps its frozen value and shows the other beside it."""
    asked = [line.indicator for line in lines if line.state in ("", State.DRAFT, State.CLOSED)]
    counted = measuring.measured_all(user, asked, document, *when)
    asking = Asking(
        user, when, mine, achievements.choices_of(user, document.office), _names(user, lines)
    )
    return [_shown(asking, line, counted.get(line.indicator.key)) for line in lines]


class Asking(NamedTuple):
    """Who looks at which quarter; `names` of colleagues by user name."""

    user: Any
    when: tuple[int, int]
    mine: Rights
    choices: Choices
    names: dict[str, str]


def _names(user, lines: list[Line]) -> dict[str, str]:
    rows = [line.row for line in lines if line.row]
    wanted = {name for row in rows for name in (row.filled_by, row.checked_by, row.approved_by)}
    return access.names(user, wanted | {row.hold.held_by for row in rows if row.hold})


def _shown(asking: Asking, line: Line, counted: Measurement | None) -> Shown:
    mine, row, parts = asking.mine, line.row, dict(line.parts)
    is_draft = line.state in ("", State.DRAFT)
    if counted is not None and is_draft:
        parts[asking.when[1]] = Achievement(value=counted.value)
    begun = calendar.first_day(*asking.when) <= today()
    own = row is not None and row.filled_by == asking.user.username
    return Shown(
        line,
        achievements.stands(asking.user, line.mark, parts, *asking.when, choices=asking.choices),
        counted if is_draft else None,
        None if is_draft else counted,
        may_fill=mine.fill and is_draft and begun and _of(line, mine.fills),
        may_check=mine.check and line.state == State.DRAFT and not own and _of(line, mine.checks),
        may_approve=mine.approve and line.state == State.CHECKED,
        names=asking.names,
    )


def _of(line: Line, divisions: set | None) -> bool:
    return divisions is None or line.owner is None or line.owner.pk in divisions


def line_of(user, document: Document, when: tuple[int, int], key: UUID) -> Line | None:
    """One indicator of a quarter; None where the document has none of that key."""
    found = periods.lines(user, document, *when)
    return next((line for line in found if line.indicator.key == key), None)


class Quarter(NamedTuple):
    """A quarter of a document: how many indicators stand in each state (`none`: nothing saved)."""

    label: str
    url: str
    begun: bool
    counts: dict[str, int]
    total: int


class Entry(NamedTuple):
    """A document and its quarters of a year."""

    document: Document
    quarters: list[Quarter]


def entries(user, year: int) -> list[Entry]:
    """The documents of a year with the state of each quarter."""
    return [
        Entry(document, [_quarter(user, document, year, one) for one in (1, 2, 3, 4)])
        for document in periods.documents(user).order_by("title")
        if year in document.years
    ]


def _quarter(user, document: Document, year: int, quarter: int) -> Quarter:
    url = reverse("period_detail", args=[document.pk, year, quarter])
    label = calendar.label(year, quarter)
    if calendar.first_day(year, quarter) > today():
        return Quarter(label, url, False, {}, 0)
    counts = periods.counts_of(user, document, year, quarter)
    return Quarter(label, url, True, by_name(user, counts) if counts else {}, counts.total())


def by_name(user, counts: Counter) -> dict[str, int]:
    """Counts by state for a page, which cannot say "" (nothing saved)."""
    return {"none": counts[""]} | {str(state): counts[state] for state in State}
