"""Nobody reads a person by the way; the pages themselves are walked in test_walks.py.

The register is filled by hand and by a list with faulty rows; then every export, command and message
is searched for the numbers that went in.
"""

import json
from datetime import date

import pytest
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.access.permissions import Permission
from binaan.access.roles import ROLES
from binaan.kit.measures import all_measures
from binaan.registry.models import Business
from tests import secrets, walk
from tests.depth import some
from tests.filled import imported
from tests.test_commands import run

pytestmark = pytest.mark.once

STAFF = "section_staff-32.16-disperin"
NIK, PHONE = "3216064507850003", "0813-1234-7721"
ROLE_KEYS = [*ROLES, "nobody"]


def test_the_search_finds_a_number_however_it_is_written():
    for text in (
        "NIK 3216 0645 0785 0003", "<td>+62 813-1234-7721</td>", "Rp 187.654.321", "5 Juli 1985",
        "oji#contoh",
    ):  # fmt: skip
        assert secrets.found_in(text)
    assert not secrets.found_in("321606••••••0003 0813 •••• 7721 Rp ••• •• •• 1985")


def test_the_list_went_in_as_this_test_needs_it(filled):
    """Clean, faulty and held rows: all three kinds must be there, or the search proves little."""
    answer = filled.answer
    assert (answer["rows"], answer["waiting"]) == (6, 2)
    assert {"nik_length", "nik_date", "phone_unreadable", "name_missing", "place_outside"} <= {
        problem["code"] for problem in answer["problems"]
    }
    assert Business.objects.filter(name="Dodol Mak Iyem").exists()


def reader(world, role: str):
    return world.newcomer if role == "nobody" else world.user(role)


READING = [key for key, role in ROLES.items() if Permission.PERSONAL_READ in role.permissions]


@pytest.mark.parametrize("role", ROLE_KEYS)
@pytest.mark.parametrize("page", ["owner_reveal", "business_reveal"])
def test_only_a_permitted_reader_who_says_why_sees_it_and_is_written_down(role, page, filled):
    subject = filled.owner() if page == "owner_reveal" else filled.business()
    client = filled.client(reader(filled, role))
    address = reverse(page, args=[subject.pk])
    before = AuditEvent.objects.filter(verb="personal.read").count()

    silent = client.post(address, {"reason": ""})
    assert not secrets.found_in(silent.content)
    assert AuditEvent.objects.filter(verb="personal.read").count() == before

    said = client.post(address, {"reason": "Mencocokkan dengan KTP pemohon"})
    noted = AuditEvent.objects.filter(verb="personal.read").count() - before
    if role in READING:
        assert said.status_code == 200
        assert secrets.found_in(said.content)
        assert noted == 1
        assert "no-store" in said["Cache-Control"]
    else:
        assert said.status_code in (302, 403, 404)
        assert not secrets.found_in(said.content)
        assert noted == 0


@pytest.mark.parametrize("role", ROLE_KEYS)
def test_the_repair_box_is_read_in_full_only_with_the_right_a_reason_and_a_note(role, filled):
    client = filled.client(reader(filled, role))
    box, noted = reverse("repair_box"), AuditEvent.objects.filter(verb="personal.read")
    before = noted.count()
    client.post(reverse("repair_reveal"), {"reason": ""})
    assert not secrets.found_in(client.get(box).content)
    assert noted.count() == before
    client.post(reverse("repair_reveal"), {"reason": "Mencocokkan dengan KTP pemohon"})
    page = client.get(box)
    if role in READING:
        assert secrets.found_in(page.content)
        assert "no-store" in page["Cache-Control"]
        assert noted.count() == before + 1
        assert not secrets.found_in(json.dumps(noted.order_by("id").last().payload.content))
    else:
        assert not secrets.found_in(page.content)
        assert noted.count() == before


def test_somebody_of_the_next_district_reads_nothing_in_full(filled):
    client = filled.client(filled.operator_of("32.16.07"))
    before = AuditEvent.objects.filter(verb="personal.read").count()
    for address in (
        reverse("owner_reveal", args=[filled.owner().pk]),
        reverse("business_reveal", args=[filled.business().pk]),
    ):
        response = client.post(address, {"reason": "Mencocokkan dengan KTP pemohon"})
        assert response.status_code == 404
    assert AuditEvent.objects.filter(verb="personal.read").count() == before


def test_a_correction_is_confirmed_without_repeating_the_value(filled):
    client = filled.client(filled.user("section_head"))
    page = reverse("business_correct", args=[filled.business().pk])
    response = client.get(page)
    assert not secrets.found_in(response.content)
    response = client.post(
        page,
        {"phone": "0813-5550-1234", "reason": "Nomor baru", "as_of": date(2025, 7, 1)},
        follow=True,
    )
    assert not [one for one in map(str, response.context["messages"]) if secrets.found_in(one)]


@pytest.mark.parametrize("role", ROLE_KEYS)
def test_no_command_prints_a_personal_value_to_who_may_not_read_it(role, filled):
    """Roles take the figures in turns; in a deep run each asks for all."""
    user = reader(filled, role)
    printed = [run("accounts", "--json"), run("import_fields", "usaha", "--json")]
    printed.append(run("verify_audit", "--json"))
    turns = some(3, 1)
    for measure in all_measures()[ROLE_KEYS.index(role) % turns :: turns]:
        time = ("--at", "2025-12-31") if measure.is_stock else ("--period", "2025")
        for dimension in measure.dimensions.keys() & set(walk.DIVIDED):
            printed.append(
                run("measure", measure.key, "--place", "32.16", *time, "--by-dimension", dimension,
                    "--as", user.username, "--json")
            )  # fmt: skip
    assert not secrets.found_in("\n".join(out + err for _code, out, err in printed))


def test_the_problems_of_a_list_are_masked_for_who_may_not_read_them(filled):
    """An administrator brings lists in without reading people."""
    staff = secrets.found_in(json.dumps(filled.answer, ensure_ascii=False))
    assert staff, "the staff of the office needs the value to repair it"
    assert AuditEvent.objects.filter(verb="personal.read", by=STAFF).count() == 1
    answer = imported(filled, filled.user("administrator"))
    assert answer["batch"] == filled.answer["batch"]
    assert [one["code"] for one in answer["problems"]] == [
        one["code"] for one in filled.answer["problems"]
    ]
    assert not secrets.found_in(json.dumps(answer, ensure_ascii=False))


EXPORTING = [key for key, role in ROLES.items() if Permission.EXPORT in role.permissions]


@pytest.mark.parametrize("role", ["", *EXPORTING])
def test_an_export_of_the_register_is_masked_or_written_down(role, filled, tmp_path):
    """Without a reader it is made at the machine, for nobody in particular: masked."""
    reading = ("--as", filled.user(role).username) if role else ()
    code, _out, err = run("export_registry", str(tmp_path / "keluar"), *reading, "--json")
    assert (code, err) == (0, "")
    written = b"\n".join(path.read_bytes() for path in (tmp_path / "keluar").iterdir())
    assert b"Dodol Mak Iyem" in written
    noted = AuditEvent.objects.select_related("payload").get(verb="register.exported")
    assert noted.by == (filled.user(role).username if role else "")
    assert bool(secrets.found_in(written)) == (role in READING)
    assert bool(noted.payload.content["personal_values"]) == (role in READING)
