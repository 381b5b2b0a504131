"""Fields several forms of the street share: days, a position, a regency, a spot."""

from django import forms
from django.core.exceptions import ValidationError

from binaan.kit.papers import HEAD, JPEG, PNG, WEBP, paper_of
from binaan.kit.step_forms import EMPTY
from binaan.places.models import Place
from binaan.registry.rules.positions import Box, locate
from binaan.vendors.queries import spots
from binaan.vendors.queries.regions import regencies
from binaan.vendors.rules import hours
from binaan.vendors.rules.locations import INDONESIA

SOUTH, NORTH, WEST, EAST = INDONESIA
HERE = Box(WEST, SOUTH, EAST, NORTH)
SAME_HOUR = "Jam selesai sama dengan jam mulai. Isi jam selesai yang lain, atau kosongkan keduanya bila 24 jam."
PHOTOS = (JPEG, PNG, WEBP)
NO_PHOTO = "Berkas ini bukan foto JPEG, PNG atau WebP; ambil atau pilih fotonya lagi."


class DaysField(forms.MultipleChoiceField):
    """Days of the week; cleaned to "sen sel", "" for all or none."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Hari")
        kwargs.setdefault("help_text", "Tanpa pilihan: setiap hari.")
        names = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
        choices = list(zip(hours.DAYS, names, strict=True))
        super().__init__(choices=choices, required=False, **kwargs)

    def clean(self, value):
        chosen = super().clean(value)
        return "" if len(chosen) == len(hours.DAYS) else " ".join(chosen)


class ClockField(forms.TimeField):
    """16:00 or 16.00."""

    def __init__(self, **kwargs):
        widget = forms.TimeInput({"type": "time"}, format="%H:%M")
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], widget=widget, **kwargs)


class HoursMixin(forms.Form):
    """A form that asks from when (`begins`) until when (`ends`): both, or neither.

    Hours may run over midnight. Equal ones would mean the whole day; that is said by leaving both empty.
    """

    def clean(self):
        given = super().clean()
        if (given.get("begins") is None) != (given.get("ends") is None):
            self.add_error("ends", "Isi jam mulai dan selesai, atau kosongkan keduanya.")
        elif given.get("begins") is not None and given["begins"] == given["ends"]:
            self.add_error("ends", SAME_HOUR)
        return given


class PhotoField(forms.FileField):
    """A photo, known by how its bytes begin: a scan on paper (PDF) is none."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "JPEG, PNG atau WebP.")
        widget = forms.FileInput({"accept": ",".join(one.media for one in PHOTOS)})
        super().__init__(widget=widget, **kwargs)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        head = file.read(HEAD)
        file.seek(0)
        if paper_of(head) not in PHOTOS:
            raise ValidationError(NO_PHOTO)
        return file


class PointField(forms.CharField):
    """A position as people write it; cleaned to (lat, lon) or None."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Titik di peta")
        kwargs.setdefault("help_text", "Lintang, bujur; misalnya -6.2383, 107.0012.")
        super().__init__(max_length=200, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        found = locate(None, None, text, HERE)
        if found.point is None:
            raise ValidationError("Titik ini tidak terbaca; tulis misalnya -6.2383, 107.0012.")
        return found.point.lat, found.point.lon


class RegencyField(forms.CharField):
    """A regency by name or code; cleaned to its Place or None. Any of Indonesia, in reach or not."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Kabupaten/kota alamat KTP")
        kwargs.setdefault("help_text", "Alamat di KTP sekarang, bukan dari angka NIK.")
        super().__init__(max_length=100, required=False, **kwargs)

    def prepare_value(self, value):
        return value.name if isinstance(value, Place) else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        found = regencies(None, text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError("Kabupaten/kota ini tidak dikenal; periksa ejaannya.")
        raise ValidationError(f"Tulis lengkap: {' atau '.join(one.name for one in found)}.")


class SpotField(forms.ChoiceField):
    """A location or a pitch that is free for a vendor; cleaned to (location, pitch)."""

    def __init__(self, *, user, vendor, on, elsewhere: str = "", **kwargs):
        kwargs.setdefault("label", "Tempat")
        self.offered = spots.offered(user, vendor, on)
        super().__init__(**kwargs)
        first = [("", elsewhere)] if elsewhere else [EMPTY]
        self.choices = first + [
            (f"{location.code} {location.name}",
             [(f"l:{location.pk}", f"{location.name}, tanpa nomor lapak")]
             + [(f"p:{one.pk}", f"{location.name}, lapak {one.number}") for one in pitches])
            for location, pitches in self.offered
        ]  # fmt: skip

    def clean(self, value):
        chosen = super().clean(value)
        for location, pitches in self.offered:
            if chosen == f"l:{location.pk}":
                return location, None
            for pitch in pitches:
                if chosen == f"p:{pitch.pk}":
                    return location, pitch
        return None, None
