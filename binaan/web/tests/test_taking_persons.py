"""Personal values in a sheet: masked, or in full with the right, a reason and a line in the trail."""

import hashlib
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from binaan.access.models import Assignment, AuditEvent
from binaan.access.permissions import Permission
from binaan.web.taking import choosing, sheets
from binaan.web.taking.columns import CHOICES
from binaan.web.tests.taking import WHY, event, everything, lines, records, take
from tests import secrets

pytestmark = pytest.mark.once

PERSONAL = ("nik", "npwp", "telepon", "lahir", "surel", "alamat_ktp", "penjualan")


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def staff(world):
    return world.user("section_staff")


def text_of(download) -> str:
    return "\n".join(str(cell) for row in lines(download) for cell in row)


@pytest.mark.parametrize("role", ["section_staff", "office_head", "planner", "auditor"])
def test_personal_columns_are_masked_unless_asked_for(world, role):
    made = take(world.user(role), columns=PERSONAL)
    assert not secrets.found_in(text_of(made))
    assert "321606••••••0003" in text_of(made)
    assert not AuditEvent.objects.filter(verb="personal.read").exists()


def test_in_full_with_the_right_a_reason_and_a_line_in_the_trail(world, staff):
    made = take(staff, columns=PERSONAL, personal=True, reason=WHY)
    row = next(one for one in records(made) if one["Nama usaha"] == "Keripik Bu Sari")
    assert row["NIK"] == "3216064507850003"
    assert row["Telepon"] == "0813 1234 7721"
    assert row["Tanggal lahir"] == date(1985, 7, 5)
    assert row["Hasil penjualan setahun, paling banyak (Rp)"] == 187654321.0
    assert f"Untuk: {WHY}." in lines(made)[0][0]
    said = event("personal.read").payload.content
    chosen = list(everything(staff).ids(staff, Permission.EXPORT))
    root = hashlib.sha256("".join(f"{pk}\n" for pk in chosen).encode()).hexdigest()
    assert said == {
        "fields": sorted(PERSONAL, key=list(CHOICES).index), "why": WHY, "rows": 4, "root": root,
        "mark": made.mark,
    }  # fmt: skip


@pytest.mark.parametrize("role", ["office_head", "planner", "auditor"])
def test_without_the_right_to_read_nothing_is_written_in_full(world, role):
    with pytest.raises(ValidationError, match="tidak mencakup"):
        take(world.user(role), columns=PERSONAL, personal=True, reason=WHY)


def test_only_rows_i_may_read_stand_in_full(world, staff):
    """Staff of one kecamatan, who also plans for the whole regency."""
    Assignment.objects.filter(user=staff).update(place_id="32.16.06")
    Assignment.objects.create(
        user=staff, role="planner", place_id="32.16", office=world.offices["disperin"],
        valid_from=date(2020, 1, 1),
    )  # fmt: skip
    staff = type(staff).objects.get(pk=staff.pk)
    made = take(staff, columns=["nik"], personal=True, reason=WHY)
    shown = {row["Nama usaha"]: "•" not in row["NIK"] for row in records(made)}
    assert shown == {
        "Keripik Bu Sari": True, "Tahu Pak Darma": True, "Mebel Jati Mulia": False,
        "Roti Wanajaya": False,
    }  # fmt: skip
    assert event("personal.read").payload.content["rows"] == 2


def test_a_number_somebody_searched_for_is_not_repeated(world, staff):
    nik = "3216064507850003"
    asked = choosing.read(QueryDict(f"q={nik}"), None, staff)
    assert nik in asked.query
    assert nik not in asked.words
    assert nik not in sheets.noted(asked.query)
