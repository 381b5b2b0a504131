"""Days without signal on a phone whose browser is killed: everything arrives, and once."""

import json

from PIL import Image
from playwright.sync_api import expect
from pyxform.xls2xform import convert

from binaan.intake.models import FormVersion, Submission
from binaan.intake.tests.fieldforms import a_form
from binaan.kit import files, signing
from binaan.places.models import Outline
from tests.browser import violations
from tests.journeys.phone import SMALL, paired, picture

TEN = 10
SURVEY = [
    {"type": "start", "name": "mulai"},
    {"type": "text", "name": "nama_usaha", "label": "Nama usaha", "required": "yes",
     "hint": "Seperti di papan namanya."},
    {"type": "integer", "name": "umur", "label": "Umur pemilik", "constraint": ". >= 15",
     "constraint_message": "Paling muda 15 tahun."},
    {"type": "image", "name": "foto", "label": "Foto tempat"},
    {"type": "geopoint", "name": "peta", "label": "Letak di peta", "appearance": "placement-map",
     "relevant": "${nama_usaha} = 'Warung 10'"},
    {"type": "begin_repeat", "name": "saksi", "label": "Saksi"},
    {"type": "image", "name": "ttd", "label": "Tanda tangan saksi", "appearance": "signature"},
    {"type": "end_repeat", "name": "saksi"},
]  # fmt: skip


def xform() -> str:
    said = {"survey": SURVEY, "choices": [],
            "settings": [{"form_id": "pendataan", "form_title": "Pendataan usaha",
                          "version": "2026010101", "instance_name": "${nama_usaha}"}]}  # fmt: skip
    return convert(said, validate=False).xform


def begin(phone, number: int):
    page = phone.page
    phone.goto("/lapangan/isi/#formulir=pendataan")
    expect(page.get_by_text("Seperti di papan namanya.")).to_be_visible()
    page.get_by_label("Nama usaha").fill(f"Warung {number}")
    page.locator("input[type=file]").first.set_input_files(picture(number))
    expect(page.get_by_alt_text("Foto yang dipilih")).to_be_visible()


def aged(phone, years: str) -> None:
    asked = phone.page.get_by_label("Umur pemilik")
    asked.press("Control+a")
    asked.press_sequentially(years)
    asked.blur()


def finish(phone):
    phone.page.get_by_role("button", name="Selesai").click()
    phone.says("Selesai dan tersimpan di ponsel")


def signed(phone) -> None:
    """A scrawl by mouse; nothing is no signature, and turning the phone leaves it as it is."""
    page = phone.page
    page.get_by_role("button", name="Gambar tanda tangan").click()
    dialog = page.get_by_role("dialog", name="Tanda tangan saksi")
    dialog.get_by_role("button", name="Simpan").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Belum ada tanda tangan")
    field = dialog.get_by_role("img", name="Bidang tanda tangan")
    box = field.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 60)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(box["x"] + 40 + step * 18, box["y"] + (40, 100)[step % 2])
    page.mouse.up()
    assert violations(page, "dialog") == []
    page.set_viewport_size({"width": SMALL["height"], "height": SMALL["width"]})
    expect(dialog.get_by_role("button", name="Simpan")).to_be_in_viewport(ratio=1)
    page.set_viewport_size(SMALL)
    dialog.get_by_role("button", name="Simpan").click()
    expect(page.get_by_alt_text("Foto yang dipilih")).to_have_count(2)


def pinned(phone) -> None:
    """A pin in the middle of the map: that is where the outlines of the assignment lie."""
    page = phone.page
    page.locator(".full-screen-overlay").click()
    page.get_by_text("Ketuk untuk menaruh titik").wait_for()
    box = page.locator(".map-block").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    phone.says("Titik tersimpan")
    page.keyboard.press("Escape")


def outlined(place) -> None:
    ring = [[107.0, -6.3], [107.1, -6.3], [107.1, -6.2], [107.0, -6.2], [107.0, -6.3]]
    Outline.objects.create(
        place=place, geometry=json.dumps({"type": "Polygon", "coordinates": [ring]}),
        min_lon=107.0, min_lat=-6.3, max_lon=107.1, max_lat=-6.2, source="Gambar sendiri",
    )  # fmt: skip


def drawn(submission: Submission) -> None:
    """What was drawn is a small PNG, dark on white, with the line in it."""
    part = submission.attachments.get(name__endswith=".png")
    seen = Image.open(files.path_of(part.file_id))
    assert (seen.format, seen.size) == ("PNG", (600, 300))
    assert part.file.size <= 30_000
    dark, white = seen.convert("L").getextrema()
    assert (dark < 60, white) == (True, 255)
    assert seen.convert("L").getpixel((2, 2)) == 255


def all_but_one_offline(phone) -> None:
    """Nine are finished, the tenth is half done with a fault when the browser dies."""
    for number in range(1, TEN):
        begin(phone, number)
        finish(phone)
    begin(phone, TEN)
    signed(phone)
    pinned(phone)
    aged(phone, "14")
    phone.page.get_by_role("button", name="Selesai").click()
    phone.says("Paling muda 15 tahun.")
    assert violations(phone.page) == []
    phone.page.wait_for_timeout(700)
    phone.again()


def the_tenth_as_it_was(phone) -> None:
    phone.goto("/lapangan/")
    phone.says("9 belum terkirim")
    assert violations(phone.page) == []
    phone.page.get_by_role("link", name="Lanjutkan").click()
    expect(phone.page.get_by_label("Nama usaha")).to_have_value("Warung 10")
    expect(phone.page.get_by_label("Umur pemilik")).to_have_value("14")
    expect(phone.page.get_by_alt_text("Foto yang dipilih")).to_have_count(2)
    aged(phone, "41")
    finish(phone)
    phone.again()


def one_comes_back(phone, sent: Submission) -> None:
    """Returned by the office, corrected on the phone, and sent in place of the first."""
    Submission.objects.filter(pk=sent.pk).update(state="returned")
    phone.page.get_by_role("button", name="Perbarui daftar").click()
    phone.page.get_by_role("link", name="Perbaiki").click()
    expect(phone.page.get_by_label("Nama usaha")).to_have_value(sent.name)
    expect(phone.page.get_by_alt_text("Foto yang dipilih")).to_be_visible()
    phone.page.get_by_label("Nama usaha").fill("Warung yang benar")
    finish(phone)
    phone.says("Semua sudah terkirim")
    anew = Submission.objects.get(name="Warung yang benar")
    assert anew.replaces_id == sent.pk
    assert anew.attachments.get().file_id == sent.attachments.get().file_id


def test_ten_forms_without_a_line_a_killed_browser_a_bad_line(
    world, line, phone, client, settings, tmp_path
):
    settings.FILES_DIR = tmp_path / "files"
    form = a_form(world.place("32.16"), world.offices["disperin"])
    FormVersion.objects.filter(form=form).update(xform=xform())
    outlined(world.place("32.16.06.1001"))
    paired(phone, client, world.user("enumerator"))
    line.cut()
    all_but_one_offline(phone)
    the_tenth_as_it_was(phone)
    line.breaks, line.up = [8, 30, 4, 60, 12, 25, 5, 5], True
    phone.goto("/lapangan/")
    phone.sends("Semua sudah terkirim")
    assert line.torn >= 5
    arrived = list(Submission.objects.order_by("name").prefetch_related("attachments__file"))
    assert len({one.name for one in arrived}) == len(arrived) == TEN
    assert all(one.complete_at for one in arrived)
    assert len([part.file.size for one in arrived for part in one.attachments.all()]) == TEN + 1
    last = next(one for one in arrived if one.name == f"Warung {TEN}")
    drawn(last)
    lat, lon = map(float, last.answers["peta"].split()[:2])
    assert (abs(lat + 6.25) < 0.02, abs(lon - 107.05) < 0.02) == (True, True)
    one_comes_back(phone, arrived[0])
    phone.page.get_by_text("Tanda terima").first.click()
    receipt = phone.page.locator(".phone-receipt code").first.inner_text()
    said = signing.verify(receipt, signing.public_keys("kiriman"))
    assert Submission.objects.filter(file=said["sha"]).exists()
    assert phone.problems == []
