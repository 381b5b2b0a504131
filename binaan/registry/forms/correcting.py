"""Correcting a business: one group of values at a time; only what changed becomes the claim."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from binaan.kit.dates import today
from binaan.kit.fields import PastDayField
from binaan.registry.choices import MissingReason
from binaan.registry.forms.places import PlaceMixin
from binaan.registry.forms.values import ReasonField, form_field, said
from binaan.registry.rules import fields as declared
from binaan.registry.rules.projection import GROUP_OF
from binaan.registry.wording import FACTS, words

GROUPS = {
    "usaha": ("Usaha", ("name", "product", "legal_form", "started_year", "kbli", "kbli_edition",
                        "group", "ekraf", "is_vendor")),
    "pemilik": ("Pemilik", ("owner_name", "sex", "nik", "nib", "npwp", "birth_date", "phone",
                            "email", "owner_address")),
    "alamat": ("Alamat dan posisi", ("address", "rt", "rw", "postcode", "lat", "lon")),
    "pekerja": ("Pekerja", ("paid_male", "paid_female", "family_male", "family_female", "workers")),
    "uang": ("Penjualan dan modal", ("sales", "sales_year", "capital", "investment",
                                     "production_value", "capacity", "capacity_unit", "market")),
    "asosiasi": ("Asosiasi", ("association", "association_name")),
}  # fmt: skip
HIDDEN = declared.PERSONAL | {"email"}
WITH_MISSING = ("pekerja", "uang")
TOGETHER = ("lat", "lon")


class CorrectForm(forms.Form):
    """`current`: the values that count now, by claim key. Personal ones are never filled in."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    as_of = PastDayField(label="Benar sejak tanggal", initial=today)
    reason = ReasonField(help_text="Misalnya: menurut kunjungan, menurut KTP yang diperlihatkan.")

    def __init__(self, *args, group: str, current: dict, **kwargs):
        self.group, self.current = group, current
        super().__init__(*args, **kwargs)
        names = GROUPS[group][1]
        for name in names:
            self.fields[name] = form_field(name)
            self._show_current(name)
        if group in WITH_MISSING:
            self.fields["why_missing"] = forms.ChoiceField(
                label="Bila ada yang tidak dijawab, mengapa?", required=False,
                choices=[("", "–"), *MissingReason.choices],
                help_text="Berlaku untuk isian di atas yang kosong.",
            )  # fmt: skip
        self.order_fields(["seen", *self.fields_before(), "why_missing", "as_of", "reason"])

    def fields_before(self) -> list[str]:
        return [name for name in self.fields if name not in ("seen", "as_of", "reason")]

    def _show_current(self, name: str) -> None:
        field = self.fields[name]
        if name in HIDDEN:
            fact = FACTS.get(name)
            shown = words(fact, self.current) if fact else ""
            if shown:
                note = f"Sekarang {shown}. Kosongkan bila tidak berubah."
                field.help_text = f"{field.help_text} {note}".strip()
            return
        field.initial = self._initial(name)

    def _initial(self, name: str):
        value = self.current.get(name)
        if name == "is_vendor":
            return "1" if value else ""
        return value

    def clean(self):
        cleaned = super().clean()
        for name in GROUPS[self.group][1]:
            emptied = cleaned.get(name) in (None, "") and name not in self.errors
            if emptied and name not in HIDDEN and self._initial(name) not in (None, ""):
                self.add_error(name, ValidationError("Tulis nilai yang benar; jangan dikosongkan."))
        given = [cleaned.get(name) is not None for name in TOGETHER]
        if self.group == "alamat" and given[0] != given[1]:
            self.add_error("lat", ValidationError("Isi lintang dan bujur keduanya."))
        return cleaned

    def said(self) -> dict:
        """Only values that differ; values that stand together are said together."""
        names = GROUPS[self.group][1]
        new = said({name: self.cleaned_data.get(name) for name in names})
        changed = {key for key, value in new.items() if not _same(self.current.get(key), value)}
        groups = {GROUP_OF.get(key, (key,)) for key in changed}
        found = {key: value for key, value in new.items() if GROUP_OF.get(key, (key,)) in groups}
        return found | self._missing(new)

    def _missing(self, new: dict) -> dict:
        why = self.cleaned_data.get("why_missing")
        if not why:
            return {}
        keys = [
            key for name in GROUPS[self.group][1]
            for key in (declared.claim_keys(declared.BY_NAME[name])[:1])
        ]  # fmt: skip
        unknown = {key: why for key in keys if key not in new and self.current.get(key) is None}
        return {"missing": unknown} if unknown else {}


def _same(old, new) -> bool:
    if old is None:
        return False
    if isinstance(old, Decimal):
        return old == Decimal(str(new))
    return old == new


class MoveForm(PlaceMixin):
    """The business stands in another desa than the register says."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    as_of = PastDayField(label="Benar sejak tanggal", initial=today)
    reason = ReasonField()

    field_order = ("seen", "place_text", "place_choice", "as_of", "reason")

    def __init__(self, *args, user, current: dict, **kwargs):
        self.current = current
        super().__init__(*args, user=user, **kwargs)

    def said(self) -> dict:
        code = self.cleaned_data["place"].code
        return {} if code == self.current.get("place") else {"place": code}
