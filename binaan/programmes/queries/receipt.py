"""The fairness receipt of a selection: everything printed, for the page, the PDF and the CSV."""

from dataclasses import dataclass, field
from typing import NamedTuple

from binaan.access.models import Official, User
from binaan.access.queries import names
from binaan.kit.dates import long_date, moment
from binaan.kit.numbers import id_number
from binaan.programmes.choices import Outcome
from binaan.programmes.models import Override, Selection
from binaan.programmes.queries import paper, selections
from binaan.programmes.rules import eligibility, marks, ranking, receipts
from binaan.programmes.rules.quotas import Quota
from binaan.registry.choices import AssociationStatus


class Line(NamedTuple):
    """A candidate with the words people read."""

    row: receipts.Row
    name: str
    outcome: str
    kecamatan: str
    association: str
    quota: str
    groups: str

    @property
    def place(self) -> str:
        """Chosen or waiting with the number in its list; who is on none has no number."""
        listed = self.row.outcome in (Outcome.CHOSEN, Outcome.WAITING)
        return f"{self.outcome} {self.row.place_in_line}" if listed else self.outcome


@dataclass
class Receipt:
    """`holds`: whether the rows still give the seal; `runs`: how often it was computed, with which seeds.

    `overrides`: each with the name of who made it.
    """

    selection: Selection
    lines: list[Line]
    holds: bool
    facts: list[tuple[str, str]]
    terms: list[str]
    quotas: list[str]
    overrides: list[tuple[Override, str]]
    interests: list[tuple[str, str]]
    runs: list[str] = field(default_factory=list)
    signer: Official | None = None


def receipt(user: User, selection: Selection) -> Receipt:
    """All of it, whatever the number of rows. Who asks has asked whether this user reads every row."""
    activity = selection.activity
    places = selections.kecamatan_names(user, activity)
    rows = list(selections.rows(user, selection))
    named = dict(selection.candidates.values_list("business__number", "business__name"))
    signed = (selection.set_at or selection.made_at).date()
    return Receipt(
        selection=selection, lines=[_line(row, named[row.number], places) for row in rows],
        holds=receipts.seal(rows) == selection.sha256, facts=facts(user, selection),
        terms=terms(user, selection), quotas=quotas(user, selection, rows, places),
        overrides=by_name(user, selection.overrides.select_related("business"), "by"),
        interests=[(who, said(user, one))
                   for one, who in by_name(user, selections.interests(user, activity), "user")],
        runs=runs(user, selection), signer=paper.head(user, activity.office, signed),
    )  # fmt: skip


def by_name(user: User, rows, field: str) -> list[tuple]:
    """Rows with the full name of whom `field` names; the user name where nobody is found."""
    found = list(rows)
    called = names(user, {getattr(one, field) for one in found})
    return [(one, called.get(getattr(one, field), getattr(one, field))) for one in found]


def facts(user: User, selection: Selection) -> list[tuple[str, str]]:
    """What was asked and what came of it, label and text."""
    activity = selection.activity
    counts = selections.counts(user, selection)
    called = names(user, {selection.made_by, selection.set_by})
    listed = [
        ("Kegiatan", f"{activity.title} ({activity.short_number})"),
        ("Aturan", f"{ranking.LABELS.get(selection.rule, selection.rule)}, edisi {selection.edition}"),
        ("Benih undian", selection.seed),
        ("Keadaan per", long_date(selection.at)),
        ("Memenuhi syarat", f"{id_number(selection.eligible)} usaha"),
        ("Terpilih", f"{id_number(counts[Outcome.CHOSEN])} dari {id_number(selection.seats)} kursi"),
        ("Daftar tunggu", f"{id_number(counts[Outcome.WAITING])} usaha"),
        ("Dihitung", f"{called.get(selection.made_by, selection.made_by)}, {moment(selection.made_at)}"),
    ]  # fmt: skip
    if selection.set_at:
        setter = called.get(selection.set_by, selection.set_by)
        listed.append(("Ditetapkan", f"{setter}, {moment(selection.set_at)}"))
    if selection.decree:
        listed.append(("Keputusan", str(selection.decree)))
    return listed


def terms(user: User, selection: Selection) -> list[str]:
    """The conditions as they were when it was computed."""
    asked = eligibility.in_words(
        eligibility.read(selection.terms.get("eligibility")), paper.labels(user)
    )
    months = selection.terms["parameters"]["same_topic"]
    always = [f"Berada di {selection.activity.place.name} dan tercatat berjalan"]
    return [*always, *asked, f"Tidak mengikuti topik yang sama dalam {months} bulan terakhir"]


def quotas(user: User, selection: Selection, rows, places: dict[str, str]) -> list[str]:
    """Each quota with what the list holds, and what it lacks."""
    asked = marks.read(selection.terms.get("quotas"))
    carried = [
        frozenset({*row.marks, marks.KECAMATAN + row.kecamatan})
        for row in rows if row.outcome == Outcome.CHOSEN
    ]  # fmt: skip
    short = {(one["mark"], one["least"], one["most"]): one for one in selection.unmet}
    return [_quota(one, count, short.get(tuple(one)), places)
            for one, count in marks.standing(asked, carried)]  # fmt: skip


def _quota(one: Quota, count: int, short: dict | None, places: dict[str, str]) -> str:
    told = f"{marks.in_words(one, places)}; terisi {count}"
    if short is None:
        return f"{told}, terpenuhi."
    lack = "kurang" if count < one.least else "lebih"
    return f"{told}, {lack} {short['short']} (calon dengan tanda ini: {short['there']})."


def unmet(user: User, selection: Selection) -> list[str]:
    """The quotas the list does not meet, a sentence each."""
    places = selections.kecamatan_names(user, selection.activity)
    return [
        f"{marks.in_words(Quota(one['mark'], one['least'], one['most']), places)}: "
        f"selisih {one['short']} kursi; calon dengan tanda ini {one['there']}."
        for one in selection.unmet
    ]


def runs(user: User, selection: Selection) -> list[str]:
    """Every computation of this activity: trying seeds until one pleases shows here."""
    return [
        f"{moment(one.made_at)}: {ranking.LABELS.get(one.rule, one.rule).lower()}, benih {one.seed}, keadaan per "
        f"{long_date(one.at)}, oleh {who}" + (" (ditetapkan)" if one.set_at else "")
        for one, who in by_name(
            user, selections.of_activity(user, selection.activity).order_by("made_at"), "made_by"
        )
    ]


def said(user: User, interest) -> str:
    """What somebody declared."""
    if interest.business is None:
        return "Menyatakan tidak ada benturan kepentingan."
    return f"{interest.business} ({interest.business.short_number}): {interest.note}"


def _line(row: receipts.Row, name: str, places: dict[str, str]) -> Line:
    association = AssociationStatus(row.association).label if row.association else "Tidak diketahui"
    return Line(
        row, name, Outcome(row.outcome).label, places.get(row.kecamatan, row.kecamatan),
        association, marks.label(row.quota, places) if row.quota else "",
        ", ".join(marks.label(one) for one in row.marks),
    )  # fmt: skip
