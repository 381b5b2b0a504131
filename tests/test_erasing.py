"""No words of a room may tell of a person without saying what erasing does to them."""

import pytest
from django.apps import apps
from django.db import models

from binaan.kit.models import StoredFile
from binaan.registry import relations
from binaan.registry.models import Business, Owner

pytestmark = pytest.mark.once
ROOMS = {
    "programmes": {model.__name__ for model in apps.get_app_config("programmes").get_models()},
    "vendors": {model.__name__ for model in apps.get_app_config("vendors").get_models()},
    # Lists are erased with their batch (docs/rules/penghapusan.md); answers from the field row by row.
    "intake": {"Submission", "Attachment", "Review", "CallBack", "Conflict", "Target", "ClientAct"},
}
# Of the activity, the office or the rule; of a business only words of a list of choices or a hash.
PLAIN = {
    "Activity", "Competence", "Session", "CostLine", "Selection", "Supervision", "Refusal", "Service",
    "Location", "LocationStep", "Pitch", "Relocation", "EventDay",
}  # fmt: skip
CODED = {
    "by", "made_by", "done_by", "closed_by", "printed_by", "created_by", "set_aside_by", "user", "kind",
    "state", "event", "was", "now", "group", "sex", "association", "kecamatan", "draw", "quota", "unit",
    "organisation", "days", "serial", "verdict", "trade", "pitch_number", "decided_by", "drawn_by",
    "form_key", "form_version", "instance_id", "path", "sha256",
}  # fmt: skip
# A code in one room that tells of a person in another.
SAID = {"intake.Review.was", "vendors.Vendor.association", "programmes.CardLink.sha256"}


def speaks(field) -> bool:
    """Whether a column holds words, fields filled in, or a file."""
    if isinstance(field, models.TextField | models.JSONField):
        return True
    if isinstance(field, models.CharField):
        return not field.choices
    return field.is_relation and field.related_model is StoredFile


def telling(room: str) -> set[str]:
    return {
        name
        for model in apps.get_app_config(room).get_models()
        if model.__name__ in ROOMS[room] - PLAIN
        for field in model._meta.concrete_fields
        if speaks(field)
        and ((name := f"{room}.{model.__name__}.{field.name}") in SAID or field.name not in CODED)
    }


@pytest.mark.parametrize("room", ROOMS)
def test_every_column_that_may_tell_of_a_person_says_what_erasing_does(room):
    declared = {name for name in relations.COLUMNS if name.startswith(f"{room}.")}
    assert telling(room) == declared


def test_the_way_of_a_column_leads_to_whose_it_is():
    for column in relations.COLUMNS.values():
        model = apps.get_model(column.name.rsplit(".", 1)[0])
        for step in filter(None, column.way.split("__")):
            model = model._meta.get_field(step).related_model
        assert not column.way or model in (Business, Owner), column
