"""Experts: who they are, what they know, when they cannot come. Rule: docs/rules/kegiatan.md §4."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.actions.keeping import keep
from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.places.models import Place
from binaan.programmes.models import Absence, Competence, Expert

EDIT = Permission.PROGRAMME_EDIT
KNOWN = ("name", "organisation", "phone", "fee_class", "certificate", "until", "note", "active")
PHONE = re.compile(r"(?:\+62|0)[0-9]{7,13}")


@transaction.atomic
def add(office: Office, *, place: Place, said: dict[str, Any], by) -> Expert:
    """A new expert of an office. `said`: fields of KNOWN."""
    row = Expert(office=office, place=place)
    _written(row, said, by)
    _note("expert.added", row, {"fields": sorted(said)}, by)
    return row


@transaction.atomic
def change(expert: Expert, *, said: dict[str, Any], by) -> Expert:
    """Change what is known of an expert; who is no longer asked stays with what he taught."""
    row = _locked(expert, by)
    altered = sorted(name for name in KNOWN if name in said and said[name] != getattr(row, name))
    if altered:
        _written(row, said, by)
        _note("expert.changed", row, {"fields": altered}, by)
    return row


@transaction.atomic
def know(
    expert: Expert, *, skill: str, by, group: str = "", years: int | None = None
) -> Competence:
    """Write down a skill, in a product group or in any."""
    row = _locked(expert, by)
    one = Competence(expert=row, skill=" ".join(skill.split()), group=group, years=years)
    keep(one)
    _note("expert.changed", row, {"skill": one.skill, "group": group}, by)
    return one


@transaction.atomic
def forget(competence: Competence, *, by) -> None:
    """Take a skill away that was written by mistake."""
    row = _locked(competence.expert, by)
    row.competences.get(pk=competence.pk).delete()
    _note("expert.changed", row, {"skill": competence.skill, "dropped": True}, by)


@transaction.atomic
def away(expert: Expert, *, first: date, last: date, by) -> Absence:
    """Write down days on which an expert cannot come."""
    row = _locked(expert, by)
    one = Absence(expert=row, first=first, last=last)
    keep(one)
    _note("expert.changed", row, {"away": f"{first} - {last}"}, by)
    return one


@transaction.atomic
def back(absence: Absence, *, by) -> None:
    """He can come on those days after all."""
    row = _locked(absence.expert, by)
    row.absences.get(pk=absence.pk).delete()
    _note("expert.changed", row, {"away": str(absence), "dropped": True}, by)


def _written(row: Expert, said: dict[str, Any], by) -> None:
    for name in KNOWN:
        if name in said:
            setattr(row, name, said[name])
    if row.phone and not PHONE.fullmatch(re.sub(r"[\s.\-()]", "", row.phone)):
        raise ValidationError({"phone": "Tulis nomor telepon seperti 0812-3456-7890."})
    keep(row)
    _must_hold(row, by)


def _locked(expert: Expert, by) -> Expert:
    found = Expert.objects.select_for_update(of=("self",)).select_related("place", "office")
    row = found.get(pk=expert.pk)
    _must_hold(row, by)
    return row


def _must_hold(row: Expert, by) -> None:
    if not Expert.objects.permitted(by, EDIT).filter(pk=row.pk).exists():
        raise PermissionDenied("Narasumber ini di luar wilayah atau kantor Anda.")


def _note(verb: str, row: Expert, payload: dict, by) -> None:
    audit.record(verb, row, by=by, payload=payload, place=row.place, office=row.office)
