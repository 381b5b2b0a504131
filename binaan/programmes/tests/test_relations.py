"""No words of programmes may tell of a person without saying what erasing does to them."""

import pytest
from django.apps import apps
from django.db import models

from binaan.kit.models import StoredFile
from binaan.registry import relations
from binaan.registry.models import Business, Owner

pytestmark = pytest.mark.once
# Of the activity, the office or the rule; of a business only words of a list of choices or a hash.
PLAIN = {
    "Activity", "Competence", "Session", "CostLine", "Selection", "Supervision", "Refusal", "Service",
}  # fmt: skip
CODED = {
    "by", "made_by", "done_by", "closed_by", "printed_by", "created_by", "set_aside_by", "user", "kind",
    "state", "event", "was", "now", "group", "sex", "association", "kecamatan", "draw", "quota", "unit",
    "organisation",
}  # fmt: skip


def speaks(field) -> bool:
    """Whether a column holds words, fields filled in, or a file."""
    if isinstance(field, models.TextField | models.JSONField):
        return True
    if isinstance(field, models.CharField):
        return not field.choices
    return field.is_relation and field.related_model is StoredFile


def test_every_column_that_may_tell_of_a_person_says_what_erasing_does():
    there = {
        f"programmes.{model.__name__}.{field.name}"
        for model in apps.get_app_config("programmes").get_models()
        for field in model._meta.concrete_fields
        if model.__name__ not in PLAIN and field.name not in CODED and speaks(field)
    }
    declared = {name for name in relations.COLUMNS if name.startswith("programmes.")}
    assert there == declared


def test_the_way_of_a_column_leads_to_whose_it_is():
    for column in relations.COLUMNS.values():
        model = apps.get_model(column.name.rsplit(".", 1)[0])
        for step in filter(None, column.way.split("__")):
            model = model._meta.get_field(step).related_model
        assert not column.way or model in (Business, Owner), column
