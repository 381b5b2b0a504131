"""Photographs: checked, turned upright, shrunk and written anew: no position travels along."""

import tempfile
import warnings
from datetime import date
from pathlib import Path
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.kit import files
from binaan.kit.dates import today
from binaan.kit.files import path_of
from binaan.kit.models import StoredFile
from binaan.registry.actions.merging import survivor
from binaan.registry.actions.reach import locked, must_not_be_future, must_reach, must_stand
from binaan.registry.models import Business, Photo

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2048  # pixels: sharp on any screen, small enough for a village's line
QUALITY = 82
MOST_WORDS = 200  # characters of a caption
HUGE = "Foto lebih dari 50 megapiksel; perkecil dahulu."
UNREADABLE = "Berkas ini bukan foto JPEG, PNG atau WebP yang utuh."


def add_photo(
    business: Business, *, upload, caption: str = "", taken_on: date | None = None, by
) -> Photo:
    """Keep a photo of a business. `upload`: an open binary file with `size` (bytes).

    Raises ValidationError for what is no photo, above 10 MB or above 50 megapixels.
    """
    must_stand(Business.objects.get(pk=business.pk))
    must_reach(business, by=by, permission=Permission.BUSINESS_EDIT)
    if taken_on:
        must_not_be_future(taken_on)
    with tempfile.TemporaryDirectory() as folder:
        clean = Path(folder) / "foto.jpg"
        _write_anew(upload, clean)
        with transaction.atomic():
            business = locked(business)
            kept = files.keep(clean, name="foto.jpg", by=by.username)
            if business.photos.filter(file=kept).exists():
                raise ValidationError("Foto ini sudah ada.")
            photo = _added(business, kept, caption, taken_on, by)
            must_reach(business, by=by, permission=Permission.BUSINESS_EDIT)
    return photo


@transaction.atomic
def keep_answered(
    record: UUID, *, name: str, file: StoredFile, question: str, caption: str, on: date | None, by
) -> None:
    """Keep a photo the field sent with its business, or the one that was merged into; once.

    Called when the row is in the register, by whose reach was asked there. Raises ValidationError for
    what is no photo and for a business that is no longer there: such a photo stays with its submission.
    """
    found = Business.objects.filter(pk=record).first()
    if found is None:
        raise ValidationError("Usaha ini tidak ada.")
    business = locked(survivor(found))
    path = path_of(file.sha256)
    if business.erased_at or business.withdrawn_at or not path.is_file():
        raise ValidationError("Usaha atau berkas foto ini sudah tidak ada.")
    with File(path.open("rb")) as upload:
        kept = keep_anew(upload, by=by)
    if not business.photos.filter(file=kept).exists():
        _added(business, kept, caption[:MOST_WORDS], on if on and on <= today() else None, by)


def _added(business: Business, kept: StoredFile, caption: str, taken_on: date | None, by) -> Photo:
    photo = Photo.objects.create(
        business=business, file=kept, caption=caption.strip(), taken_on=taken_on, by=by.username
    )
    details = {"photo": str(photo.pk), "sha256": kept.sha256}
    audit.record("photo.added", business, by=by, payload=details, place=business.place)
    return photo


def keep_anew(upload, *, by) -> StoredFile:
    """Keep a photo of anything, written anew. `upload` and errors as of `add_photo`; notes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        clean = Path(folder) / "foto.jpg"
        _write_anew(upload, clean)
        return files.keep(clean, name="foto.jpg", by=by.username)


def _write_anew(upload, target: Path) -> None:
    if upload.size > MOST_BYTES:
        raise ValidationError("Foto lebih besar dari 10 MB; perkecil dahulu.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(upload, formats=FORMATS) as image:
                _refuse_huge(image)
                _upright_and_small(image).save(target, "JPEG", quality=QUALITY, optimize=True)
    except Image.DecompressionBombError as error:
        raise ValidationError(HUGE) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise ValidationError(UNREADABLE) from error


def _refuse_huge(image: Image.Image) -> None:
    """Looks at the size written in the file, before a single pixel is unpacked."""
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise ValidationError(HUGE)


def _upright_and_small(image: Image.Image) -> Image.Image:
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    colours = upright.convert("RGBA") if upright.has_transparency_data else upright.convert("RGB")
    plain = Image.new("RGB", colours.size, "white")
    plain.paste(colours, mask=colours if colours.mode == "RGBA" else None)
    return plain
