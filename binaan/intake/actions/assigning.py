"""Who repairs which part of a list, and by when."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake.deciding import batch_of
from binaan.intake.models import Batch, Errand
from binaan.kit.dates import today
from binaan.places.models import Place


@transaction.atomic
def give(batch: Batch, *, place: Place, officer: User, due: date, by) -> Errand:
    """Give the problems of a batch at or below a place to an officer until a day.

    Raises ValidationError for an officer who may not repair there, a day gone by, a place outside
    the batch or one that another officer has; PermissionDenied for a batch out of reach.
    """
    batch = _reached(batch, by)
    _must_not_be_past(due)
    if not _meets(place, batch.place):
        raise ValidationError(f"{place.name} di luar wilayah daftar ini.")
    if not _may_repair(officer, place, batch):
        raise ValidationError(f"{officer} tidak bertugas memperbaiki daftar di {place.name}.")
    made = Errand(batch=batch, place=place, officer=officer, due=due, by=by.username)
    made.validate_constraints()
    made.save()
    details = {"officer": officer.username, "place": place.pk, "until": due}
    _note("list.errand_given", batch, details, place=place, by=by)
    return made


@transaction.atomic
def take_back(errand: Errand, *, by) -> None:
    """The officer has it no longer; the problems stay as they are."""
    found = Errand.objects.select_for_update(of=("self",)).filter(pk=errand.pk).first()
    if found is None:
        raise ValidationError("Tugas ini sudah ditarik.")
    batch = _reached(found.batch, by)
    place = found.place
    details = {"officer": found.officer.username, "place": place.pk, "until": found.due}
    found.delete()
    _note("list.errand_taken_back", batch, details, place=place, by=by)


@transaction.atomic
def set_deadline(batch: Batch, *, due: date | None, by) -> Batch:
    """The day by which a list should be repaired; None: no day."""
    batch = _reached(batch, by)
    if due is not None:
        _must_not_be_past(due)
    was, batch.repair_by = batch.repair_by, due
    batch.save(update_fields=["repair_by"])
    _note("list.deadline_set", batch, {"was": was, "now": due}, place=batch.place, by=by)
    return batch


def _reached(batch: Batch, by) -> Batch:
    if not Batch.objects.permitted(by, Permission.LIST_REPAIR).filter(pk=batch.pk).exists():
        raise PermissionDenied("Daftar ini di luar wilayah tugas Anda.")
    return batch_of(batch.pk)


def _must_not_be_past(due: date) -> None:
    if due < today():
        raise ValidationError("Batas waktunya sudah lewat.")


def _may_repair(officer: User, place: Place, batch: Batch) -> bool:
    """Held at, above or inside the place, and for the office of the list or for any."""
    office = batch.version.source.office_id
    return any(
        held.office_id in (None, office) and _meets(held.place, place)
        for held in officer.holdings(Permission.LIST_REPAIR)
    )


def _meets(one: Place, other: Place) -> bool:
    """Whether one of the places lies in the other."""
    return _inside(one.path, other.path) or _inside(other.path, one.path)


def _inside(path: str, above: str) -> bool:
    return not above or path == above or path.startswith(f"{above}.")


def _note(verb: str, batch: Batch, details: dict, *, place: Place, by) -> None:
    office = batch.version.source.office
    audit.record(verb, batch, by=by, payload=details, place=place, office=office)
