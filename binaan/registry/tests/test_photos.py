"""Photos come in clean: no position, no bomb, nothing that only calls itself a photo."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from binaan.access.models import AuditEvent
from binaan.kit.files import path_of
from binaan.registry.actions import photos
from binaan.registry.models import Photo

pytestmark = pytest.mark.once  # a file, and one row of it

GPS = 0x8825


def picture(kind="JPEG", size=(40, 30), **options) -> bytes:
    out = io.BytesIO()
    mode = "RGBA" if kind in ("PNG", "WEBP") else "RGB"
    Image.new(mode, size, (200, 40, 40, 120)[: len(mode)]).save(out, kind, **options)
    return out.getvalue()


def with_position() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(GPS)[2] = (6.0, 15.0, 25.0)
    return picture(exif=exif.tobytes())


def huge_png(width=20_000, height=20_000) -> bytes:
    """400 megapixels in a few bytes: the size is a lie nobody should unpack."""

    def chunk(kind, body):
        crc = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + crc

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def upload(content, name="foto.jpg"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


@pytest.fixture
def staff(world):
    return world.user("section_staff")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_as_jpeg_and_shown(world, staff, kind):
    business, client = world.business(), world.client(staff)
    url = reverse("business_photo_add", args=[business.pk])
    answer = client.post(url, {"photo": upload(picture(kind)), "caption": "Rak pajang"})
    assert answer.status_code == 302
    photo = Photo.objects.get(business=business)
    shown = client.get(reverse("business_photo", args=[business.pk, photo.pk]))
    assert shown["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(b"".join(shown.streaming_content))).format == "JPEG"
    assert AuditEvent.objects.get(verb="photo.added").payload.content["photo"] == str(photo.pk)
    page = client.get(reverse("business_detail", args=[business.pk])).content.decode()
    assert "Rak pajang" in page


def test_no_position_travels_in_a_photo_and_it_stands_upright(world, staff):
    photo = photos.add_photo(world.business(), upload=upload(with_position()), by=staff)
    with Image.open(path_of(photo.file_id)) as kept:
        assert not kept.getexif()
        assert kept.size == (30, 40)


def test_a_large_photo_is_shrunk(world, staff):
    photo = photos.add_photo(world.business(), upload=upload(picture(size=(4000, 1000))), by=staff)
    with Image.open(path_of(photo.file_id)) as kept:
        assert kept.size == (2048, 512)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "kosong"),
        (b"GIF89a" + b"\0" * 50, "bukan foto JPEG, PNG atau WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan foto JPEG, PNG atau WebP"),
        (picture()[:200], "bukan foto JPEG, PNG atau WebP"),
        (picture("GIF"), "bukan foto JPEG, PNG atau WebP"),
        (huge_png(), "50 megapiksel"),
        (picture() + b"\0" * (10 * 1024 * 1024), "10 MB"),
    ],
    ids=["empty", "half a gif", "svg", "cut off", "gif", "bomb", "too big"],
)
def test_what_is_no_photo_is_refused_in_a_sentence(world, staff, content, sentence):
    url = reverse("business_photo_add", args=[world.business().pk])
    answer = world.client(staff).post(url, {"photo": upload(content)})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Photo.objects.exists()


def test_the_same_photo_twice_is_refused(world, staff):
    business = world.business()
    photos.add_photo(business, upload=upload(picture()), by=staff)
    with pytest.raises(ValidationError, match="sudah ada"):
        photos.add_photo(business, upload=upload(picture()), by=staff)
    assert business.photos.count() == 1


def test_photos_of_another_district_are_not_there(world, staff):
    business = world.business()
    photo = photos.add_photo(business, upload=upload(picture()), by=staff)
    operator = world.operator_of("32.16.07")
    url = reverse("business_photo", args=[business.pk, photo.pk])
    assert world.client(operator).get(url).status_code == 404
    assert world.client(world.stranger).get(url).status_code == 302
    with pytest.raises(PermissionDenied):
        photos.add_photo(business, upload=upload(picture("PNG")), by=operator)


def test_a_photo_belongs_to_its_business(world, staff):
    photo = photos.add_photo(world.business(), upload=upload(picture()), by=staff)
    other = world.business("Tahu Pak Darma")
    url = reverse("business_photo", args=[other.pk, photo.pk])
    assert world.client(staff).get(url).status_code == 404
