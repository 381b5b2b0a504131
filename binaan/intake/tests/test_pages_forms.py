"""Pages of field forms, as somebody who prepares field work sees them."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from binaan.intake.models import Form, FormState, FormVersion
from binaan.kit.sheets.book import write_book

SURVEY = (
    ("type", "name", "label", "relevant"),
    [
        ["begin_group", "g", "Usaha", ""],
        ["text", "nama_usaha", "Nama usaha", ""],
        ["text", "nik", "NIK pemilik", "${nama_usaha}!=''"],
        ["end_group", "", "", ""],
        ["select_one warna", "warna", "Warna gerobak", ""],
    ],
)
CHOICES = (
    ("list_name", "name", "label"),
    [["warna", str(one), f"Warna {one}"] for one in range(12)],
)
SETTINGS = (("form_id", "form_title"), [["uji", "Formulir uji"]])


@pytest.fixture
def desk(world, settings, tmp_path, clock):
    settings.FILES_DIR = tmp_path / "files"
    world.browser = world.client(world.user("section_staff"))
    return world


def upload(folder, survey=SURVEY) -> SimpleUploadedFile:
    out = folder / "uji.xlsx"
    write_book(out, {"survey": survey, "choices": CHOICES, "settings": SETTINGS}, title="uji")
    return SimpleUploadedFile("uji.xlsx", out.read_bytes())


def hand_in(desk, tmp_path, survey=SURVEY, **more):
    given = {
        "file": upload(tmp_path, survey), "room": "registry", "place": "32.16",
        "office": desk.offices["disperin"].pk,
    }  # fmt: skip
    return desk.browser.post(reverse("form_add"), given | more, follow=True)


def test_a_form_is_handed_in_looked_at_put_to_use_and_withdrawn(desk, tmp_path):
    empty = desk.browser.get(reverse("form_list")).content.decode()
    assert "Belum ada formulir" in empty
    shown = hand_in(desk, tmp_path)
    version = FormVersion.objects.get()
    text = shown.content.decode()
    assert shown.redirect_chain[-1][0] == reverse("form_preview", args=[version.pk])
    for words in (
        "Nama usaha",
        "Muncul bila nama_usaha terisi",
        "dan 4 pilihan lagi",
        "disamarkan",
    ):
        assert words in text
    desk.browser.post(reverse("form_publish", args=[version.pk]))
    assert Form.objects.get().state == FormState.OPEN
    told = desk.browser.get(reverse("form_detail", args=[version.form_id])).content.decode()
    assert "Dipakai ponsel" in told
    assert "2 dari 3 pertanyaan" in told
    assert "Formulir uji" in desk.browser.get(reverse("form_list")).content.decode()
    desk.browser.post(reverse("form_withdraw", args=[version.pk]))
    assert Form.objects.get().state == FormState.CLOSED
    again = desk.browser.post(reverse("form_withdraw", args=[version.pk]), follow=True)
    assert "tidak dipakai" in again.content.decode()


def test_every_fault_stands_on_the_page_and_nothing_is_kept(desk, tmp_path):
    wrong = (SURVEY[0], [*SURVEY[1], ["txt", "a b", "A", "${tiada} = "]])
    shown = hand_in(desk, tmp_path, wrong).content.decode()
    for words in ("survey baris 7", "Maksudnya text?", "a_b", "sesudah = belum ada isinya"):
        assert words in shown
    assert not Form.objects.exists()
    refused = hand_in(desk, tmp_path, place="32.75").content.decode()
    assert "Tidak ada wilayah Anda" in refused
    assert not Form.objects.exists()


def test_a_ready_form_is_used_in_one_step_and_taken_along(desk):
    kept = desk.browser.post(
        reverse("form_ready_use", args=["usaha"]), {"kantor": "disperin"}, follow=True
    )
    form = Form.objects.get()
    assert (form.key, form.room, form.state) == ("binaan_usaha", "registry", FormState.OPEN)
    assert "Rekaman yang diperbarui" in kept.content.decode()
    desk.browser.post(reverse("form_ready_use", args=["usaha"]), {"kantor": "disperin"})
    assert FormVersion.objects.count() == 1
    book = desk.browser.get(reverse("form_ready_workbook", args=["pkl"]))
    assert b"".join(book.streaming_content).startswith(b"PK")
    other = desk.browser.post(reverse("form_ready_use", args=["pkl"]), {"kantor": "diskopukm"})
    unknown = desk.browser.get(reverse("form_ready_workbook", args=["lain"]))
    assert (other.status_code, unknown.status_code) == (404, 404)
    listed = desk.browser.get(reverse("form_choices", args=["kelompok"])).content.decode()
    assert list(csv.reader(io.StringIO(listed)))[1] == ["pangan", "Makanan dan minuman"]


def test_a_form_of_another_office_does_not_exist_here(desk, tmp_path):
    hand_in(desk, tmp_path)
    version = FormVersion.objects.get()
    elsewhere = desk.client(desk.user("section_staff", place="32.75"))
    for name, key in (
        ("form_detail", version.form_id),
        ("form_preview", version.pk),
        ("form_workbook", version.pk),
    ):
        assert elsewhere.get(reverse(name, args=[key])).status_code == 404
    enumerator = desk.client(desk.user("enumerator"))
    assert enumerator.get(reverse("form_list")).status_code == 403
