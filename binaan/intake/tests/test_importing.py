"""However the work is cut, the register ends the same; what is personal stays hidden on the way."""

import json
import logging

import pytest
from django.db import transaction

from binaan.access.models import AuditEvent
from binaan.intake import importing, landing
from binaan.intake.tests.lists import batch_of, counts, faults
from binaan.kit.masking import PersonalFilter
from binaan.registry.models import (
    Alias,
    Business,
    Claim,
    Condition,
    Guidance,
    Identifier,
    Membership,
    Owner,
)
from binaan.registry.sheets import deciding
from tests.kill_import import write_list

NIK = "3216064507859003"
LEFT_OUT = {"id", "claim_id", "known_from", "known_until", "number", "place", "batch_id"}


def natural():
    """The register by what people see: no identifiers, no moments, only what is known now."""
    owners = Owner.objects.all()
    conditions = Condition.objects.filter(known_until=None).select_related("business")
    columns = [
        f.attname for f in Condition._meta.fields if f.attname not in LEFT_OUT | {"business_id"}
    ]
    return {
        "owners": sorted(owners.values_list("name", "name_key", "sex", "kind", "phone", "birth_date")),
        "numbers": sorted(Identifier.objects.values_list("owner__name", "kind", "value")),
        "businesses": sorted(
            Business.objects.values_list("name", "place_id", "status", "product", "roles__owner__name")
        ),
        "conditions": sorted(
            json.dumps([c.business.name, *(str(getattr(c, name)) for name in columns)])
            for c in conditions
        ),
        "claims": sorted(
            json.dumps([name, ordinal, said], sort_keys=True)
            for name, ordinal, said in Claim.objects.values_list("business__name", "ordinal", "said")
        ),
        "guidance": sorted(Guidance.objects.values_list("business__name", "valid_from")),
        "members": sorted(Membership.objects.values_list("owner__name", "association__name")),
        "aliases": sorted(Alias.objects.values_list("owner__name", "name")),
    }  # fmt: skip


def all_meet(clean, _known):
    return clean["ordinal"].is_not_null()


@pytest.mark.parametrize(
    "cut",
    [
        "chunks of 7",
        *(pytest.param(cut, marks=pytest.mark.once) for cut in ("parts of 9", "all one by one")),
    ],
)
def test_the_register_is_the_same_however_the_work_is_cut(lists, tmp_path, monkeypatch, cut):
    path = tmp_path / "daftar.csv"
    write_list(path, 300)
    mapping = {"sheets": {"CSV": {"key": "A"}}}
    ends = []
    for patch in (None, cut):
        if patch == "chunks of 7":
            monkeypatch.setattr(importing, "CHUNK", 7)
        elif patch == "parts of 9":
            monkeypatch.setattr(landing, "PART", 9)
        elif patch:
            monkeypatch.setattr(deciding, "meets_another", all_meet)
        with transaction.atomic():
            answer = lists.bring(path, mapping=mapping)
            ends.append((natural(), counts(answer), sorted(map(str, faults(answer)))))
            transaction.set_rollback(True)
    assert ends[0] == ends[1]


@pytest.fixture
def importer(lists):
    """Somebody who may import but not read personal values in full."""
    return lists.register.user("administrator", place="32")


def test_who_may_not_read_personal_values_sees_them_hidden(lists, importer):
    row = {"name": "Tahu", "owner_name": "Sari", "nik": NIK[:15], "phone": "0812-999", "sales": "5-6 juta",
           "capital": "15", "birth_date": "31/02/1980", "nib": "912000000001", "village": NIK}  # fmt: skip
    answer = lists.listed([row], by=importer)
    said = {p["field"]: p["value"] for p in answer["problems"]}
    text = json.dumps(answer)
    for secret in (NIK, NIK[:15], "0812-999", "5-6 juta", "31/02/1980", '"15"'):
        assert secret not in text
    assert said["nib"] == "912000000001"
    assert not AuditEvent.objects.filter(verb="personal.read").exists()


def test_a_full_answer_is_written_down_as_a_reading(lists):
    answer = lists.listed([{"name": "Tahu", "owner_name": "Sari", "nik": NIK[:15]}])
    assert NIK[:15] in json.dumps(answer)
    event = AuditEvent.objects.get(verb="personal.read")
    assert (event.by, event.payload.content["values"]) == (lists.staff.username, 1)
    assert NIK[:15] not in json.dumps(event.payload.content)
    assert str(batch_of(answer).pk) in event.subject


def test_no_log_line_names_a_nik(lists, monkeypatch, caplog):
    def broken(*_arguments):
        raise RuntimeError(f"row of {NIK}")

    monkeypatch.setattr(importing, "_apply_chunk", broken)
    caplog.handler.addFilter(PersonalFilter())
    caplog.set_level(logging.DEBUG)
    with pytest.raises(Exception) as refused:
        lists.listed([{"name": "Tahu", "owner_name": "Sari", "nik": NIK}])
    assert NIK not in caplog.text + str(refused.value)
