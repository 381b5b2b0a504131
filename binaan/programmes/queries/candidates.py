"""Everyone in the register, judged: who is eligible for an activity at a day, and who is not and why.

Source: docs/rules/seleksi.md §1 and §2.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from binaan.access import parameters as chosen_by_office
from binaan.access.models import User
from binaan.programmes import parameters
from binaan.programmes.models import Activity
from binaan.programmes.queries import gathering
from binaan.programmes.queries.gathering import Gathered, Owned, Row
from binaan.programmes.rules import eligibility, marks, scoring
from binaan.programmes.rules.comparing import Reached, share
from binaan.programmes.rules.eligibility import Firm, Terms
from binaan.programmes.rules.facilitation import PRODUCT_KINDS
from binaan.programmes.rules.quotas import Quota
from binaan.programmes.rules.ranking import Applicant, Weights
from binaan.registry.choices import GONE
from binaan.registry.rules.activity import PARAMETER as ACTIVE_MONTHS

PRODUCT = frozenset(PRODUCT_KINDS)
NOBODY = Owned("", "", None, nib=False)


class Chosen(NamedTuple):
    """What the office chose on the day, by parameters: months, years, points."""

    active_months: int
    same_topic: int
    unserved: int
    young: int
    weights: Weights
    need: dict[str, float]
    fit: dict[str, float]

    def as_json(self) -> dict[str, Any]:
        """As it is kept in Selection.terms."""
        return self._asdict() | {"weights": self.weights._asdict()}


class Eligible(NamedTuple):
    """One candidate before the rule speaks. `kecamatan`: its path, "" where only a regency is known."""

    business: UUID
    name: str
    applicant: Applicant
    kecamatan: str
    association: str
    sex: str
    young: bool | None
    nominated: bool


class Refused(NamedTuple):
    """Not eligible, by the codes of rules/eligibility."""

    business: UUID
    number: int
    name: str
    codes: list[str]
    nominated: bool

    @property
    def reasons(self) -> list[str]:
        return [eligibility.WORDS[code] for code in self.codes]


@dataclass
class Pool:
    """All of an activity at a day. `reached`: everyone running there, for before and after."""

    activity: Activity
    at: date
    terms: Terms
    quotas: list[Quota]
    chosen: Chosen
    eligible: list[Eligible] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    reached: dict[UUID, Reached] = field(default_factory=dict)
    scores: dict[scoring.Facts, tuple[float, ...]] = field(default_factory=dict)

    @property
    def applicants(self) -> list[Applicant]:
        return [one.applicant for one in self.eligible]


def choices(user: User, activity: Activity, at: date) -> Chosen:
    """The parameters that count for the activity's office on the day."""
    keys = (ACTIVE_MONTHS, parameters.SAME_TOPIC, parameters.UNSERVED, parameters.YOUNG)
    parts = (parameters.WEIGHTS, parameters.NEED, parameters.FIT)
    asked = [*keys, *(key for part in parts for key in part.values())]
    found = chosen_by_office.numbers(asked, office=activity.office, on=at)
    weights, need, fit = (
        {name: max(float(found[key]), 0.0) for name, key in part.items()} for part in parts
    )
    return Chosen(*(int(found[key]) for key in keys), Weights(**weights), need, fit)


def pool(user: User, activity: Activity, at: date) -> Pool:
    """Judge everyone at the activity's place. Raises ValueError where the activity asks odd things."""
    chosen = choices(user, activity, at)
    made = Pool(
        activity, at, eligibility.read(activity.eligibility), marks.read(activity.quotas), chosen
    )
    found = gathering.gathered(user, activity, at, months=chosen.active_months)
    behind = _behind(found, at, chosen.unserved)
    for row in found.rows:
        _judge(made, found, row, behind)
    _outside(user, made, found)
    made.refused.sort(key=lambda one: one.number)
    return made


def _behind(found: Gathered, at: date, months: int) -> set[str]:
    """The kecamatan where less of the running firms was served lately than at the place as a whole."""
    running: Counter[str] = Counter()
    served: Counter[str] = Counter()
    for row in found.rows:
        if row.business in found.running:
            here = marks.kecamatan_of(row.path)
            running[here] += 1
            served[here] += _lately(found, row.business, at, months)
    whole = share(served.total(), running.total()) or 0.0
    return {here for here in running if here and served[here] / running[here] < whole}


def _lately(found: Gathered, business: UUID, at: date, months: int) -> bool:
    _count, last = found.services.get(business, (0, None))
    return eligibility.within(last, at, months)


def _judge(made: Pool, found: Gathered, row: Row, behind: set[str]) -> None:
    count, last = found.services.get(row.business, (0, None))
    running = row.business in found.running
    if running:
        lately = _lately(found, row.business, made.at, made.chosen.unserved)
        made.reached[row.business] = Reached(row.association, count, lately)
    firm = Firm(
        running, row.group, row.size, row.started_year,
        frozenset(found.certificates.get(row.business, ())), last, found.topics.get(row.business),
    )  # fmt: skip
    codes = eligibility.unmet(firm, made.terms, made.at, made.chosen.same_topic)
    nominated = row.business in found.nominated
    if codes:
        made.refused.append(Refused(row.business, row.number, row.name, codes, nominated))
    else:
        made.eligible.append(_eligible(made, found, row, behind))


def _eligible(made: Pool, found: Gathered, row: Row, behind: set[str]) -> Eligible:
    owner = found.owners.get(row.business, NOBODY)
    count, last = found.services.get(row.business, (0, None))
    here, sex = marks.kecamatan_of(row.path), row.sex or owner.sex
    young = _young(owner.born, made.at, made.chosen.young)
    wanted, held = made.activity.group, found.certificates.get(row.business, set())
    facts = scoring.Facts(
        micro=row.size == "mikro", nib=owner.nib, certified=bool(PRODUCT & held),
        behind=here in behind, suits=not wanted or row.group == wanted,
        nominated=row.business in found.nominated, verified=row.business in found.verified,
        employs=bool((row.paid_male or 0) + (row.paid_female or 0)), woman=sex == "P", young=young,
    )  # fmt: skip
    if facts not in made.scores:  # few kinds of firms, however many there are
        made.scores[facts] = scoring.scores(facts, made.chosen.need, made.chosen.fit)
    need, fit, *others = made.scores[facts]
    carried = marks.marks_of(here, row.association, sex, young)
    applicant = Applicant(row.number, count, last, need, fit, carried, *others, owner.key)
    return Eligible(
        row.business, row.name, applicant, here, row.association, sex, young, facts.nominated
    )


def _young(born: date | None, at: date, until: int) -> bool | None:
    """Whether an owner is at most so many whole years old; None where the birth is not known."""
    if born is None or born > at:
        return None
    return at.year - born.year - ((at.month, at.day) < (born.month, born.day)) <= until


def _outside(user: User, made: Pool, found: Gathered) -> None:
    """Who put himself forward and stands elsewhere, or is gone."""
    missing = found.nominated - {row.business for row in found.rows}
    for one in gathering.outside(user, missing):
        codes = ["status"] if one.status in GONE else ["place"]
        made.refused.append(Refused(one.pk, one.number, one.name, codes, nominated=True))
