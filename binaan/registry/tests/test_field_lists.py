"""The businesses a phone holds: those its holder is to visit, told without their person."""

import pytest

from binaan.intake import fieldwork
from binaan.intake.models import Target
from binaan.intake.tests.campaigns import Camp
from binaan.registry.models import Business
from binaan.registry.queries.field_lists import COLUMNS, assigned
from tests.remembered import remembered


@pytest.fixture
def camp(db, clock):
    return remembered("camp", Camp)


def test_a_phone_holds_its_own_targets_and_nobody_elses(camp):
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in assigned(camp.budi)]
    assert {row["nama_usaha"] for row in rows} == {"Keripik Bu Sari", "Tahu Pak Darma"}
    known = next(row for row in rows if row["nama_usaha"] == "Keripik Bu Sari")
    business = camp.business()
    assert known["name"] == str(business.pk)
    assert known["label"] == f"{business.short_number} Keripik Bu Sari, Jatimulya"
    assert (known["kode_kab"], known["kode_kec"], known["kode_desa"]) == (
        "32.16", "32.16.06", "32.16.06.1001",
    )  # fmt: skip
    assert list(assigned(camp.staff)) == []


def test_no_person_lies_in_the_list(camp):
    said = " ".join(" ".join(row) for row in assigned(camp.budi))
    for secret in ("3216064507850003", "81312347721", "Sari Wulandari", "187654321"):
        assert secret not in said
    assert not {"nik", "telepon", "pemilik"} & set(fieldwork.LISTS["usaha"].columns)


def test_what_is_done_or_out_of_reach_is_not_carried_about(camp):
    Target.objects.filter(officer=camp.budi, label__contains="Tahu").update(state="done")
    names = {row[2] for row in assigned(camp.budi)}
    assert names == {"Keripik Bu Sari"}
    elsewhere = Target.objects.filter(officer=camp.sari, record_id__isnull=False).first()
    Target.objects.filter(pk=elsewhere.pk).update(officer=camp.budi)
    assert {row[2] for row in assigned(camp.budi)} == names


def test_a_target_merged_away_is_carried_as_whom_it_became(camp):
    gone, stays = camp.business("Tahu Pak Darma"), camp.business()
    Target.objects.filter(record_id=stays.pk).delete()
    Business.objects.filter(pk=gone.pk).update(merged_into=stays)
    assert [row[0] for row in assigned(camp.budi)] == [str(stays.pk)]
