"""The form for a business nobody has listed yet."""

import uuid

from django import forms
from django.core.exceptions import ValidationError

from binaan.kit.dates import today
from binaan.kit.fields import PastDayField
from binaan.registry.forms.places import PlaceMixin
from binaan.registry.forms.values import ReasonField, form_field, said
from binaan.registry.queries.pages import my_offices

OWNER = ("nik", "nib", "owner_name", "sex", "phone")
BUSINESS = ("name", "product", "legal_form", "started_year", "group", "address", "rt", "rw")
WORKERS = {
    "paid_male": "Dibayar, laki-laki",
    "paid_female": "Dibayar, perempuan",
    "family_male": "Keluarga, laki-laki",
    "family_female": "Keluarga, perempuan",
}


class AddForm(PlaceMixin):
    """Owner, business and place; `token` makes sending the form twice harmless."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    same_owner = forms.BooleanField(
        label="Ya, usaha ini milik pelaku usaha di atas", required=False
    )
    as_of = PastDayField(label="Keadaan per tanggal", initial=today)
    office = forms.ModelChoiceField(
        queryset=None, label="Dibina oleh", required=False, empty_label="Belum dibina"
    )
    reason = ReasonField(help_text="Misalnya: didata saat kunjungan, datang ke kantor.")

    field_order = ("token", *OWNER, "same_owner", *BUSINESS, "place_text", "place_choice", *WORKERS,
                   "as_of", "office", "reason")  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        for name in (*OWNER, *BUSINESS, *WORKERS):
            required = name in ("name", "owner_name")
            self.fields[name] = form_field(name, required=required, label=WORKERS.get(name, ""))
        offices = my_offices(user)
        self.fields["office"].queryset = offices
        if len(offices) == 1:
            self.fields["office"].initial = offices[0]
        self.fields["token"].initial = uuid.uuid4
        self.order_fields(self.field_order)

    def clean_owner_name(self):
        name = " ".join(self.cleaned_data["owner_name"].split())
        if len(name) < 2:
            raise ValidationError("Tulis nama pemilik.")
        return name

    def said(self) -> dict:
        """What the claim says, the place included."""
        return said(self.cleaned_data) | {"place": self.cleaned_data["place"].code}
