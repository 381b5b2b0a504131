"""Choosing a place by typing its name: without JavaScript, the page asks back when several fit."""

from django import forms
from django.core.exceptions import ValidationError

from binaan.registry.queries.reference import MOST_PLACES, places_called


def written(place) -> str:
    """A place as `place_text` asks for it: "Mekarsari, Tambun Selatan"."""
    return f"{place.name}, {place.parent.name}"


class PlaceMixin(forms.Form):
    """Adds `place_text` and, once several places fit, `place_choice`; cleans to `place`.

    The form needs `user` set before its fields are bound. An initial `place` is shown by its name, and
    a name left as it was means the same place, even where another bears it too.
    """

    place_text = forms.CharField(
        label="Desa/kelurahan", max_length=150,
        help_text="Ketik nama atau kode, misalnya Mekarsari atau 32.16.06.2001.",
    )  # fmt: skip
    place_choice = forms.ChoiceField(
        label="Yang mana?", required=False, widget=forms.RadioSelect, choices=()
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)
        before = self.initial.get("place")
        said = written(before) if before else ""
        self.initial = {"place_text": said} | self.initial
        typed = (self.data.get(self.add_prefix("place_text")) or "").strip() if self.data else ""
        words = before.code if typed and typed == said else typed
        self.fitting = places_called(user, words) if words else []
        offered = [(place.code, written(place)) for place in self.fitting]
        self.fields["place_choice"].choices = offered
        if len(offered) < 2:
            self.fields["place_choice"].widget = forms.HiddenInput()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("place_text"):
            cleaned["place"] = self._place(cleaned.get("place_choice"))
        return cleaned

    def _place(self, chosen: str | None):
        if not self.fitting:
            self._wrong("place_text", "Tempat ini tidak ada di wilayah tugas Anda; periksa ejaan.")
            return None
        picked = [place for place in self.fitting if place.code == chosen]
        if len(self.fitting) == 1 or picked:
            return (picked or self.fitting)[0]
        if len(self.fitting) == MOST_PLACES:
            self._wrong("place_text", "Terlalu banyak yang cocok; tulis juga kecamatannya.")
        else:
            self._wrong("place_choice", "Beberapa tempat cocok; pilih salah satu.")
        return None

    def _wrong(self, name: str, sentence: str) -> None:
        self.add_error(name, ValidationError(sentence))
