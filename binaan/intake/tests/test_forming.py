"""Versions of field forms: kept once, put to use, withdrawn; what each phone gets of them."""

import csv
import io
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from binaan.access.models import AuditEvent
from binaan.access.permissions import Permission
from binaan.intake import fieldwork
from binaan.intake.actions import forming
from binaan.intake.actions.forming import Given
from binaan.intake.fieldwork import ChoiceList
from binaan.intake.models import Form, FormVersion
from binaan.intake.queries import field_forms, media
from binaan.intake.queries.place_lists import places
from binaan.intake.rules.xlsforms.read import UNVERSIONED, ReadForm
from binaan.intake.tests.fieldforms import send, told
from binaan.kit.sheets.book import write_book

DEFINITION = [
    {"path": "nama_usaha", "name": "nama_usaha", "type": "text", "label": "Nama usaha"},
    {"path": "nik", "name": "nik", "type": "text", "label": "NIK pemilik"},
    {"path": "lama", "name": "lama", "type": "select_one", "label": "Lama", "list": "usaha.csv"},
    {"path": "warna", "name": "warna", "type": "text", "label": "Warna gerobak"},
]


@pytest.fixture
def field(world, settings, tmp_path, clock):
    settings.FILES_DIR = tmp_path / "files"
    world.folder = tmp_path
    world.staff = world.user("section_staff")
    return world


def given(
    field, content="satu", *, version="2026112201", office="disperin", files=(), **more
) -> Given:
    """A form as it was read, its workbook a file with these letters."""
    path = field.folder / f"{content}.xlsx"
    path.write_text(content)
    read = ReadForm(
        more.pop("key", "pendataan"), "Pendataan", version,
        f'<data version="{version or UNVERSIONED}"/>', DEFINITION, tuple(files),
    )  # fmt: skip
    place = field.place(more.pop("place", "32.16"))
    return Given(
        read, path, path.name, field.offices[office], place, more.pop("room", "registry"), **more
    )


def test_a_version_is_kept_once_with_its_questions_fields_and_masks(field):
    made = forming.add(given(field), by=field.staff)
    again = forming.add(given(field), by=field.staff)
    assert (again.pk, FormVersion.objects.count(), Form.objects.get().kind) == (made.pk, 1, "usaha")
    assert made.mapping == {"nama_usaha": "name", "nik": "nik", "lama": fieldwork.RECORD}
    assert [one["name"] for one in made.definition if one.get("private")] == ["nik"]
    assert AuditEvent.objects.filter(verb="form.added").count() == 1


def test_another_content_under_a_taken_version_is_told_the_next_free_one(field):
    forming.add(given(field), by=field.staff)
    with pytest.raises(ValidationError, match="Tulis versi 20"):
        forming.add(given(field, "dua"), by=field.staff)
    assert FormVersion.objects.count() == 1
    unnamed = forming.add(given(field, "tiga", version=""), by=field.staff)
    assert len(unnamed.version) == 10
    assert UNVERSIONED not in unnamed.xform


def test_nobody_brings_a_form_in_where_he_does_not_manage(field):
    with pytest.raises(PermissionDenied, match="tidak bertugas"):
        forming.add(given(field, office="diskopukm", place="32.75"), by=field.staff)
    assert not Form.objects.exists()
    forming.add(given(field), by="perintah form")
    with pytest.raises(ValidationError, match=r"form_id .* pendataan_2"):
        forming.add(given(field, "dua", office="diskopukm", place="32.75"), by="perintah form")


def test_phones_get_the_version_put_to_use_last_and_the_one_before_when_it_is_withdrawn(field):
    enumerator = field.user("enumerator")
    first = forming.add(given(field), by=field.staff)
    assert field_forms.to_fetch(enumerator) == []
    forming.publish(first, by=field.staff)
    second = forming.publish(
        forming.add(given(field, "dua", version="2026112202"), by=field.staff), by=field.staff
    )
    assert [one.version for one in field_forms.to_fetch(enumerator)] == ["2026112202"]
    forming.withdraw(second, by=field.staff)
    assert [one.version for one in field_forms.to_fetch(enumerator)] == ["2026112201"]
    assert field_forms.edition(enumerator, "pendataan", "2026112202").pk == second.pk
    forming.withdraw(first, by=field.staff)
    assert field_forms.to_fetch(enumerator) == []
    with pytest.raises(ValidationError, match="tidak dipakai"):
        forming.withdraw(first, by=field.staff)
    with pytest.raises(ValidationError):
        forming.close(first.form, by=field.staff)


def test_a_form_reaches_those_below_and_above_its_place_and_nobody_of_another_office(field):
    forming.publish(forming.add(given(field, place="32.16.06"), by="x"), by="x")
    reached = {
        place: bool(field_forms.to_fetch(field.user("enumerator", place=place)))
        for place in ("32.16.06.1001", "32.16.06", "32.16", "32.16.07", "32.75")
    }
    assert reached == {
        "32.16.06.1001": True, "32.16.06": True, "32.16": True, "32.16.07": False, "32.75": False,
    }  # fmt: skip
    assert not field_forms.to_fetch(
        field.user("kecamatan_operator", place="32.16.06", office="diskopukm")
    )


def test_a_form_may_change_its_room_until_answers_came(field):
    forming.add(given(field), by=field.staff)
    moved = forming.add(given(field, "dua", version="2026112202", room=""), by=field.staff)
    assert (moved.form.kind, moved.mapping) == ("", {})
    forming.publish(moved, by=field.staff)
    send(told("uuid:a", version="2026112202"), field.user("enumerator"))
    with pytest.raises(ValidationError, match="kotak kiriman saja"):
        forming.add(given(field, "tiga", version="2026112203"), by=field.staff)
    assert Form.objects.get().kind == ""
    with pytest.raises(ValidationError, match="tidak menerima"):
        forming.add(given(field, room="gudang"), by=field.staff)


def test_a_phone_holds_the_places_of_its_assignment_and_what_is_above_them(field):
    held = places(field.user("enumerator"))
    assert [one[0] for one in held] == ["32.16", "32.16.06", "32.16.06.1001", "32.16.06.2004"]
    assert held[1] == ("32.16.06", "Tambun Selatan", "kecamatan", "32.16")
    everywhere = places(field.user("enumerator", place="00", office="disperin"))
    assert {one[0][:5] for one in everywhere} == {"32.16"}


def test_what_goes_beside_a_form_is_filled_for_its_holder(field, monkeypatch):
    monkeypatch.setitem(
        fieldwork.LISTS, "usaha",
        ChoiceList("usaha", ("name", "label"), lambda user: [("1", f"Warung, {user}")], "uji"),
    )  # fmt: skip
    logo = field.folder / "logo.png"
    logo.write_bytes(b"gambar")
    version = forming.add(
        given(field, files=("usaha.csv", "warna.csv", "logo.png", "lain.png"), media={"logo.png": logo}),
        by=field.staff,
    )  # fmt: skip
    assert sorted(version.media) == ["logo.png", "usaha.csv", "warna.csv"]
    assert ["warna.csv" in one[3] or "lain.png" in one[3] for one in version.warnings] == [
        True,
        True,
    ]
    someone = field.user("enumerator")
    made = {one.name: one for one in media.media(someone, version)}
    rows = list(csv.reader(io.StringIO(made["usaha.csv"].content.decode())))
    assert rows == [["name", "label"], ["1", f"Warung, {someone}"]]
    assert made["warna.csv"].content == b"name,label\n"
    assert (made["logo.png"].content, made["logo.png"].type) == (b"gambar", "image/png")
    assert media.medium(someone, version, "tiada.csv") is None
    assert made["warna.csv"].md5 == "4803a876223ea8836f7742754ff9722a"


def test_the_command_adds_uses_and_tells_faults(field, capsys):
    good, bad = field.folder / "baik.xlsx", field.folder / "buruk.xlsx"
    heads = ("type", "name", "label")
    settings = (("form_id", "form_title"), [["uji", "Uji"]])
    rows = [["text", "nama_usaha", "Nama usaha"]]
    write_book(good, {"survey": (heads, rows), "settings": settings}, title="x")
    write_book(bad, {"survey": (heads, [["txt", "a", "A"]]), "settings": settings}, title="x")
    call_command("form", "add", str(good), "--room", "registry", "--office", "disperin", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert (answer["form"], answer["state"], answer["mapped"]) == ("uji", "open", 1)
    with pytest.raises(SystemExit) as left:
        call_command("form", "add", str(bad), "--json")
    assert left.value.code == 1
    faults = json.loads(capsys.readouterr().out)["problems"]
    assert [(one["sheet"], one["row"], one["stops"]) for one in faults] == [("survey", 2, True)]
    assert Form.objects.count() == 1
    assert field.staff.may(Permission.FORM_MANAGE)
