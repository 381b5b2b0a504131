"""Supervision: a plan for the whole population, a sample drawn, visits recorded.

Rule: docs/rules/pengawasan.md.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.access.queries import places
from binaan.kit.models import StoredFile
from binaan.places.models import Place
from binaan.programmes.choices import Risk
from binaan.programmes.models import Supervision, Visit
from binaan.programmes.queries import supervising as queries
from binaan.programmes.rules import supervision as rules
from binaan.registry.actions.reach import must_not_be_future
from binaan.registry.actions.touching import touch
from binaan.registry.models import Business

EDIT = Permission.PROGRAMME_EDIT
LONGEST_SEED = 40
PLAN_OUTSIDE = "Wilayah atau kantor ini di luar tugas Anda."
OUTSIDE = "Kunjungan ini di luar wilayah atau kantor tugas Anda."
THERE = "Sudah ada rencana pengawasan kantor ini untuk masa itu."
NOBODY = "Tidak ada usaha binaan yang tercatat berjalan pada tanggal itu."
NOT_HIS = "{officer} tidak bertugas di wilayah atau kantor kunjungan itu."


class Wanted(NamedTuple):
    """A plan asked for: the period, of what day the population is, the published seed, visits at most."""

    office: Office
    place: Place
    first: date
    last: date
    at: date
    seed: str
    most: int | None = None


class Seen(NamedTuple):
    """What a visit found, on which day, with a photo or paper."""

    on: date
    finding: str
    evidence: StoredFile | None = None


@transaction.atomic
def plan(wanted: Wanted, *, by) -> Supervision:
    """Judge everyone, decide how many visits each risk gets, draw who is visited.

    Raises ValidationError for a period that another plan covers, an odd seed, or nobody to look after.
    """
    Office.objects.select_for_update(of=("self",), no_key=True).get(pk=wanted.office.pk)
    _must_be_his(wanted, by)
    _must_be_asked_well(wanted)
    population, visits = counted(wanted, by=by)
    if not population:
        raise ValidationError(NOBODY)
    row = Supervision.objects.create(
        office=wanted.office, place=wanted.place, first=wanted.first, last=wanted.last, at=wanted.at,
        seed=wanted.seed.strip(), population=_kept(_by_risk(population)), wanted=_kept(visits),
        made_by=by.username, made_at=timezone.now(),
    )  # fmt: skip
    chosen = rules.draw(population, seed=row.seed, visits=visits)
    Visit.objects.bulk_create(_visits(row, chosen, _by_risk(population), visits), batch_size=500)
    said = {"seed": row.seed, "population": row.population, "wanted": row.wanted,
            "edition": rules.EDITION}  # fmt: skip
    audit.record(
        "supervision.planned", row, by=by, payload=said, place=row.place, office=row.office
    )
    if not Supervision.objects.permitted(by, EDIT).filter(pk=row.pk).exists():
        raise PermissionDenied(PLAN_OUTSIDE)
    return row


def counted(wanted: Wanted, *, by) -> tuple[list[rules.Judged], dict[int, int]]:
    """The population with its risks, and the visits by risk; writes nothing."""
    asked = queries.Asked(wanted.office, wanted.place, wanted.at)
    population = queries.population(by, asked)
    margin = queries.margin(by, wanted.office, wanted.at)
    return population, rules.wanted(_by_risk(population), margin=margin, most=wanted.most)


def _must_be_his(wanted: Wanted, by) -> None:
    """Raises PermissionDenied where the office or the whole of the place is not his to plan for."""
    mine = queries.my_offices(by).filter(pk=wanted.office.pk)
    if not (mine.exists() and places(by, EDIT).filter(pk=wanted.place.pk).exists()):
        raise PermissionDenied(PLAN_OUTSIDE)


def _must_be_asked_well(wanted: Wanted) -> None:
    must_not_be_future(wanted.at)
    if not wanted.seed.strip() or len(wanted.seed.strip()) > LONGEST_SEED:
        raise ValidationError({"seed": f"Tulis benih undian, paling panjang {LONGEST_SEED} huruf."})
    if wanted.last < wanted.first:
        raise ValidationError({"last": "Hari terakhir sebelum hari pertama."})
    there = Supervision.objects.filter(
        office=wanted.office, place=wanted.place, first__lte=wanted.last, last__gte=wanted.first
    )
    if there.exists():
        raise ValidationError(THERE)


def _by_risk(population: Iterable[rules.Judged]) -> dict[int, int]:
    found = Counter(int(one.risk) for one in population)
    return {int(level): found[level] for level in Risk}


def _kept(counts: dict[int, int]) -> dict[str, int]:
    return {str(level): count for level, count in sorted(counts.items())}


def _visits(row: Supervision, chosen, population: dict[int, int], visits: dict[int, int]):
    standing: dict = {}
    keys = [one.business for one in chosen]
    for start in range(0, len(keys), 500):
        part = Business.objects.filter(pk__in=keys[start : start + 500])
        standing |= dict(part.values_list("pk", "place_id"))
    return [
        Visit(
            supervision=row, office=row.office, business_id=one.business, risk=one.risk,
            place_id=standing[one.business], why=one.why[:300],
            weight=rules.weight(population[one.risk], visits[one.risk]),
            due=rules.due(max(row.first, min(row.at, row.last)), row.last, one.risk),
        )
        for one in chosen
    ]  # fmt: skip


@transaction.atomic
def visited(visit: Visit, *, seen: Seen, by) -> Visit:
    """Write down a visit with what was found, also when nothing was wrong."""
    found = Visit.objects.select_for_update(of=("self",))
    row = found.select_related("office", "place", "supervision").get(pk=visit.pk)
    must_hold([row], by=by)
    must_not_be_future(seen.on)
    if row.done_on is not None:
        raise ValidationError("Kunjungan ini sudah dicatat; muat ulang halaman ini.")
    if seen.on < row.supervision.first:
        raise ValidationError({"on": "Tanggal ini sebelum masa pengawasannya."})
    if not seen.finding.strip():
        raise ValidationError({"finding": "Tuliskan temuan, juga bila tidak ada masalah."})
    row.done_on, row.finding, row.evidence = seen.on, seen.finding.strip(), seen.evidence
    row.done_by = by.username
    row.save()
    touch([row.business_id])
    said = {"business": str(row.business_id), "on": seen.on,
            "evidence": seen.evidence.sha256 if seen.evidence else ""}  # fmt: skip
    audit.record("visit.done", row, by=by, payload=said, place=row.place, office=row.office)
    must_hold([row], by=by)
    return row


@transaction.atomic
def assign(visits: Iterable[Visit], *, officer: User, by) -> int:
    """Give visits that are not done to an officer. Raises ValidationError where he has no task."""
    rows = list(
        Visit.objects.select_for_update(of=("self",))
        .select_related("office", "place")
        .filter(pk__in=[one.pk for one in visits], done_on=None)
    )
    must_hold(rows, by=by)
    keys = [row.pk for row in rows]
    his = Visit.objects.permitted(officer, Permission.FOLLOW_UP).filter(pk__in=keys)
    if his.count() < len(keys):
        raise ValidationError({"officer": NOT_HIS.format(officer=officer)})
    Visit.objects.filter(pk__in=keys).update(officer=officer)
    if rows:
        said = {"officer": officer.username, "rows": [str(key) for key in keys]}
        audit.record("visit.assigned", rows[0].supervision, by=by, payload=said,
                     place=rows[0].place, office=rows[0].office)  # fmt: skip
    return len(rows)


def must_hold(rows: list[Visit], *, by) -> None:
    """Raises PermissionDenied for a visit out of reach."""
    keys = {row.pk for row in rows}
    if Visit.objects.permitted(by, Permission.FOLLOW_UP).filter(pk__in=keys).count() < len(keys):
        raise PermissionDenied(OUTSIDE)
