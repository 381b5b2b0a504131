"""A photo of a stall stands with the business of its vendor; what shows a person stays with the answers."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from binaan.access.models import AuditEvent
from binaan.intake import lots, passing_on
from binaan.intake.models import Attachment
from binaan.intake.tests.fieldforms import a_form, send, work
from binaan.registry.models import Business, Photo
from binaan.vendors.models import Vendor
from binaan.vendors.tests.conftest import MARGAHAYU

LABELS = {
    "nama_usaha": "Nama usaha", "nama": "Nama", "jenis_dagangan": "Dagangan", "kode_desa": "Kode desa",
    "foto_lapak": "Foto lapak", "pasfoto": "Pas foto 4x6", "tanda_tangan": "Tanda tangan pedagang",
}  # fmt: skip
PHOTOS = ("foto_lapak", "pasfoto", "tanda_tangan")
DEFINITION = [
    {"path": name, "name": name, "type": "image" if name in PHOTOS else "text", "label": label,
     "appearance": "signature" if name == "tanda_tangan" else ""}
    for name, label in LABELS.items()
]  # fmt: skip
MAPPING = {
    "nama_usaha": "name",
    "nama": "owner_name",
    "jenis_dagangan": "goods",
    "kode_desa": "place_code",
}


def jpeg(colour: str) -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(0x8825)[2] = (6.0, 15.0, 25.0)
    Image.new("RGB", (40, 30), colour).save(out, "JPEG", exif=exif.tobytes())
    return out.getvalue()


@pytest.fixture
def asked(street, settings, tmp_path, monkeypatch):
    """The street with an open form of vendors, or of businesses: `asked(kind)`."""
    settings.FILES_DIR = tmp_path / "files"
    monkeypatch.setattr(passing_on, "REFUSED", set())

    def opened(kind="pkl"):
        a_form(
            street.place("32.75"), street.office, kind=kind, definition=DEFINITION, mapping=MAPPING
        )
        return street

    return opened


def answered(street, sign="uuid:a", name="Bakso Gita", **photos: bytes) -> None:
    """Hand in one answer with these photos by their question."""
    said = {
        "nama_usaha": name, "nama": "Gita Puspita", "jenis_dagangan": "Bakso", "kode_desa": MARGAHAYU,
    }  # fmt: skip
    plain = {question: question.replace("_", "") for question in photos}
    said |= {question: f"{stem}.jpg" for question, stem in plain.items()}
    inside = "".join(f"<{tag}>{text}</{tag}>" for tag, text in said.items())
    meta = f"<meta><instanceID>{sign}</instanceID></meta>"
    xml = f'<data id="pendataan" version="2026010101">{inside}{meta}</data>'
    files = {f"{stem}_jpg": photos[question] for question, stem in plain.items()}
    send(xml.encode(), street.staff, **files)
    work()


@pytest.mark.parametrize("kind", ["pkl", "usaha"])
def test_the_photo_of_a_stall_stands_with_its_business_once(asked, kind):
    street = asked(kind)
    answered(street, foto_lapak=jpeg("red"), pasfoto=jpeg("blue"), tanda_tangan=jpeg("white"))
    lots.keep()
    business = Business.objects.get(name="Bakso Gita")
    assert Vendor.objects.filter(business=business).exists() == (kind == "pkl")
    photo = Photo.objects.get()
    assert (photo.business, photo.caption, photo.by) == (
        business, "Foto lapak", street.staff.username
    )  # fmt: skip
    passed = Attachment.objects.exclude(passed_on_at=None).values_list("name", flat=True)
    assert list(passed) == ["fotolapak.jpg"]
    event = AuditEvent.objects.get(verb="photo.added")
    assert (event.by, event.payload.content["photo"]) == (street.staff.username, str(photo.pk))


def test_it_is_written_anew_and_only_they_see_it_who_see_the_business(asked):
    street = asked()
    answered(street, foto_lapak=jpeg("red"))
    photo = Photo.objects.get()
    url = reverse("business_photo", args=[photo.business_id, photo.pk])
    shown = street.client(street.user("section_staff", place="32.75")).get(url)
    with Image.open(io.BytesIO(b"".join(shown.streaming_content))) as kept:
        assert not kept.getexif()
    neighbour = street.user("section_staff", place="32.16.06")
    assert street.client(neighbour).get(url).status_code == 404


def test_what_is_no_photo_stays_with_the_submission_and_holds_nothing_up(asked):
    street = asked()
    answered(street, foto_lapak=b"bukan foto")
    answered(street, "uuid:b", "Bakso Lain", foto_lapak=jpeg("red"))
    assert Photo.objects.get().business.name == "Bakso Lain"
    assert Attachment.objects.get(passed_on_at=None).submission.instance_id == "uuid:a"


def test_it_follows_a_business_to_the_one_it_was_merged_into(asked, monkeypatch):
    street = asked()
    monkeypatch.setattr(passing_on, "waiting", lambda _batch: [])
    answered(street, foto_lapak=jpeg("red"))
    monkeypatch.undo()
    kept = street.vendor("Ani").business
    Business.objects.filter(name="Bakso Gita").update(merged_into=kept)
    assert passing_on.pass_on() == 1
    assert Photo.objects.get().business == kept
