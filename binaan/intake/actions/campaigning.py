"""Campaigns: made, opened, closed; who is visited, by whom.

Rule: docs/rules/pengumpulan.md §8.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.access.queries import offices, places
from binaan.intake.models import Campaign, CampaignState, Form, Target, TargetState
from binaan.intake.queries import campaigns as queries
from binaan.intake.rolls import Listed
from binaan.intake.rules import fieldplan
from binaan.places.models import Place

MANAGE = Permission.FORM_MANAGE
OUTSIDE = "Kampanye ini di luar wilayah atau kantor tugas Anda."
MOST_TARGETS = 20_000
PART = 500


class Wanted(NamedTuple):
    """A campaign as somebody wants it. `call_back_share` in percent; `seed` of the draw."""

    title: str
    form: Form
    office: Office
    place: Place
    starts_on: date
    ends_on: date
    needs_approval: bool = True
    call_back_share: int = 5
    seed: int = 1


@transaction.atomic
def make(wanted: Wanted, *, by) -> Campaign:
    """A new campaign, to be filled with targets before it is opened."""
    if not wanted.title.strip():
        raise ValidationError({"title": "Tulis nama kampanye."})
    made = Campaign(**wanted._asdict(), created_by=by.username)
    made.validate_constraints()
    made.save(force_insert=True)
    _must_be_his(made, by)
    _note("campaign.made", made, {"form": made.form.key, "until": made.ends_on}, by)
    return made


@transaction.atomic
def change(campaign: Campaign, wanted: Wanted, *, by) -> Campaign:
    """Other words, days or review. The form of a campaign that was opened stays what it is."""
    row = _locked(campaign, by)
    if row.state != CampaignState.DRAFT and row.form_id != wanted.form.pk:
        raise ValidationError({"form": "Formulir kampanye yang sudah dibuka tidak dapat diganti."})
    if row.call_backs.exists() and row.seed != wanted.seed:
        raise ValidationError({"seed": "Undian sudah dilakukan; benihnya tidak dapat diganti."})
    for name, value in wanted._asdict().items():
        setattr(row, name, value)
    row.validate_constraints()
    row.save()
    _must_be_his(row, by)
    _note("campaign.changed", row, {"until": row.ends_on, "review": row.needs_approval}, by)
    return row


@transaction.atomic
def open_(campaign: Campaign, *, by) -> Campaign:
    """From now on phones fetch its targets, and answers are counted for it."""
    row = _locked(campaign, by)
    if row.state == CampaignState.OPEN:
        raise ValidationError("Kampanye ini sudah berjalan.")
    if not row.targets.exclude(state=TargetState.DROPPED).exists():
        raise ValidationError("Belum ada sasaran. Tambahkan sasaran dahulu.")
    return _moved(row, CampaignState.OPEN, "campaign.opened", by)


@transaction.atomic
def close(campaign: Campaign, *, by) -> Campaign:
    """Phones get no targets of it any more; answers that come late still count."""
    row = _locked(campaign, by)
    if row.state != CampaignState.OPEN:
        raise ValidationError("Hanya kampanye yang berjalan dapat ditutup.")
    return _moved(row, CampaignState.CLOSED, "campaign.closed", by)


def _moved(row: Campaign, state: CampaignState, verb: str, by) -> Campaign:
    row.state = state
    row.save(update_fields=["state"])
    _note(verb, row, None, by)
    return row


@transaction.atomic
def add_records(campaign: Campaign, listed: Iterable[Listed], *, by) -> int:
    """Records to be visited, once each; those that are there stay. Answers how many are new."""
    row = _locked(campaign, by)
    there = set(row.targets.filter(record_id__isnull=False).values_list("record_id", flat=True))
    new = {one.record: one for one in listed if one.record not in there}
    _must_fit(row, len(new))
    _must_lie_in(row, {one.place for one in new.values()})
    order = row.targets.count()
    made = [
        Target(campaign=row, record_id=one.record, label=one.label[:200], place_id=one.place,
               lat=one.lat, lon=one.lon, order=order + at)
        for at, one in enumerate(new.values(), start=1)
    ]  # fmt: skip
    return _added(row, made, by)


@transaction.atomic
def add_quotas(campaign: Campaign, quotas: Mapping[Place, int], *, by) -> int:
    """How many new ones are expected in each village; said again, the later number counts."""
    row = _locked(campaign, by)
    _must_lie_in(row, {place.pk for place in quotas})
    if any(count < 1 for count in quotas.values()):
        raise ValidationError("Jumlah yang diharapkan paling sedikit 1.")
    order, made = row.targets.count(), []
    for place, count in quotas.items():
        known = row.targets.filter(record_id=None, place=place)
        if not known.update(expected=count, state=TargetState.WAITING):
            made.append(
                Target(campaign=row, place=place, label=f"Pendataan baru di {place.name}"[:200],
                       expected=count, order=order + len(made) + 1)
            )  # fmt: skip
    _must_fit(row, len(made))
    return _added(row, made, by)


def _added(row: Campaign, made: list[Target], by) -> int:
    Target.objects.bulk_create(made, batch_size=PART)
    if made:
        _note("campaign.targets_added", row, {"targets": len(made)}, by)
    return len(made)


@transaction.atomic
def assign(campaign: Campaign, targets: Iterable[Target], *, officer: User | None, by) -> int:
    """Give waiting targets to a person, or take them back (None). Answers how many moved."""
    row = _locked(campaign, by)
    _must_go_there(row, [officer] if officer else [], by)
    keys = [one.pk for one in targets]
    moved = 0
    for start in range(0, len(keys), PART):
        part = row.targets.filter(pk__in=keys[start : start + PART], state=TargetState.WAITING)
        moved += part.update(officer=officer)
    if moved:
        told = {"officer": officer.username if officer else "", "targets": moved}
        _note("campaign.assigned", row, told, by)
    return moved


@transaction.atomic
def share_out(campaign: Campaign, officers: Iterable[User], *, by) -> int:
    """Give what nobody has to these persons, whole villages each; answers how many targets moved."""
    row = _locked(campaign, by)
    persons = {str(one.pk): one for one in officers}
    if not persons:
        raise ValidationError("Pilih paling sedikit satu petugas.")
    _must_go_there(row, persons.values(), by)
    has = dict.fromkeys(persons, 0)
    has |= {pk: many for pk, many in queries.loads(by, row).items() if pk in persons}
    given = fieldplan.shared_out(queries.villages_waiting(by, row), has)
    moved = 0
    for village, person in given.items():
        free = row.targets.filter(place=village, officer=None, state=TargetState.WAITING)
        moved += free.update(officer=persons[person])
    if not moved:
        raise ValidationError("Semua sasaran sudah dibagikan.")
    _note("campaign.assigned", row, {"shared_out": len(given), "targets": moved}, by)
    return moved


@transaction.atomic
def settle(target: Target, *, state: TargetState, why: str, by) -> Target:
    """A target refused, was not found, is dropped, or waits again.

    Who was given it says the first two; whoever manages the campaign says all of them.
    """
    found = Target.objects.select_for_update(of=("self",)).select_related("campaign__office")
    row = found.get(pk=target.pk)
    own = row.officer_id == by.pk and by.may(Permission.FIELD_SEND)
    if not (own and state in queries.DEALT_WITH):
        _must_be_his(row.campaign, by)
    if state != TargetState.WAITING and not why.strip():
        raise ValidationError({"why": "Tulis keterangannya."})
    if row.state == TargetState.DONE:
        raise ValidationError("Sasaran ini sudah selesai.")
    row.state, row.state_why = state, why.strip()
    row.save(update_fields=["state", "state_why"])
    told = {"target": str(row.pk), "state": state, "why": row.state_why}
    _note("campaign.target_settled", row.campaign, told, by)
    return row


def _locked(campaign: Campaign, by) -> Campaign:
    found = Campaign.objects.select_for_update(of=("self",))
    row = found.select_related("form", "office", "place").get(pk=campaign.pk)
    _must_be_his(row, by)
    return row


def _must_be_his(row: Campaign, by) -> None:
    """Raises PermissionDenied where the office, the form or the whole place is not his to manage."""
    reach = Campaign.objects.permitted(by, MANAGE).filter(pk=row.pk).exists()
    his = offices(by, MANAGE).filter(pk=row.office_id).exists()
    form = Form.objects.permitted(by, MANAGE).filter(pk=row.form_id).exists()
    if not (reach and his and form and places(by, MANAGE).filter(pk=row.place_id).exists()):
        raise PermissionDenied(OUTSIDE)


def _must_go_there(row: Campaign, officers: Iterable[User], by) -> None:
    able = queries.officers(by, row)
    for one in officers:
        if not able.filter(pk=one.pk).exists():
            raise ValidationError(
                f"{one} tidak bertugas mengirim pendataan di wilayah kampanye ini."
            )


def _must_lie_in(row: Campaign, codes: set[str]) -> None:
    inside = row.place.path
    codes_there = sorted(codes)
    for start in range(0, len(codes_there), PART):
        for place in Place.objects.filter(pk__in=codes_there[start : start + PART]):
            if inside and place.path != inside and not place.path.startswith(f"{inside}."):
                raise ValidationError(f"{place.name} di luar wilayah kampanye ini.")


def _must_fit(row: Campaign, new: int) -> None:
    if row.targets.count() + new > MOST_TARGETS:
        raise ValidationError(
            f"Satu kampanye memuat paling banyak {MOST_TARGETS} sasaran. Pilih wilayah yang lebih "
            "kecil atau buat beberapa kampanye."
        )


def _note(verb: str, row: Campaign, payload: dict | None, by) -> None:
    audit.record(verb, row, by=by, payload=payload, place=row.place, office=row.office)
