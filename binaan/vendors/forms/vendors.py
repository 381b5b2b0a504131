"""What a person says of a vendor: listed anew, described again, put somewhere, gone."""

import uuid

from django import forms
from django.core.exceptions import ValidationError

from binaan.kit.dates import today
from binaan.kit.fields import DateInput, PastDayField
from binaan.registry.forms.places import PlaceMixin
from binaan.registry.forms.values import ReasonField, form_field
from binaan.registry.forms.values import said as claim_of
from binaan.vendors.actions.vendors import Said
from binaan.vendors.choices import Category, Stall, Trade
from binaan.vendors.forms.fields import (
    EMPTY,
    ClockField,
    DaysField,
    HoursMixin,
    PointField,
    RegencyField,
    SpotField,
)

OWNER = ("nik", "owner_name", "sex", "phone", "nib")
BUSINESS = ("name", "address", "rt", "rw")
UNKNOWN, YES, NO = "", "ya", "tidak"


class VendorForm(HoursMixin, PlaceMixin):
    """What only street trade knows of a vendor, and where the stall stands."""

    category = forms.ChoiceField(label="Kategori", choices=[EMPTY, *Category.choices])
    trade = forms.ChoiceField(label="Bidang usaha", choices=[EMPTY, *Trade.choices])
    goods = forms.CharField(label="Jenis dagangan", max_length=200, required=False)
    stall = forms.ChoiceField(label="Jenis tempat", choices=[EMPTY, *Stall.choices])
    length = forms.DecimalField(label="Panjang lapak (m)", min_value=0, max_digits=5,
                                decimal_places=2, required=False, localize=True)  # fmt: skip
    width = forms.DecimalField(label="Lebar lapak (m)", min_value=0, max_digits=5,
                               decimal_places=2, required=False, localize=True)  # fmt: skip
    days = DaysField(label="Hari berjualan")
    begins = ClockField(label="Jam mulai", required=False)
    ends = ClockField(label="Jam selesai", required=False)
    origin = RegencyField()
    trading_since = forms.DateField(label="Berjualan sejak", required=False, widget=DateInput())
    association = forms.CharField(label="Paguyuban", max_length=200, required=False)
    wants_events = forms.ChoiceField(
        label="Berminat ikut hari acara", required=False,
        choices=[(UNKNOWN, "Belum ditanya"), (YES, "Ya"), (NO, "Tidak")],
    )  # fmt: skip
    agreed_public = forms.BooleanField(
        label="Setuju namanya ditampilkan di peta umum", required=False
    )

    def told(self, before=None) -> Said:
        """The vendor as said; `before` is the row that is described again."""
        given = self.cleaned_data
        agreed = getattr(before, "agreed_public", None) or today()
        names = ("category", "trade", "stall", "goods", "length", "width", "days", "begins", "ends",
                 "origin", "trading_since", "association")  # fmt: skip
        return Said(
            **{name: given[name] for name in names},
            statements=list(getattr(before, "statements", [])),
            wants_events={YES: True, NO: False}.get(given["wants_events"]),
            agreed_public=agreed if given["agreed_public"] else None,
        )  # fmt: skip


class VendorAddForm(VendorForm):
    """A person, his informal business and his trade in the street; `token`: sent twice is harmless."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    same_owner = forms.BooleanField(label="Ya, PKL ini orang tersebut", required=False)
    on = PastDayField(label="Didata tanggal", initial=today)
    office = forms.ModelChoiceField(None, label="Kantor", empty_label=None)
    reason = ReasonField(help_text="Misalnya: pendataan bersama kelurahan, datang ke kantor.")

    def __init__(self, *args, offices, **kwargs):
        super().__init__(*args, **kwargs)
        for name in (*OWNER, *BUSINESS):
            self.fields[name] = form_field(name, required=name == "owner_name")
        self.fields["name"].help_text = "Kosong: dagangan dan nama PKL."
        self.fields["owner_name"].label = "Nama sesuai KTP"
        self.fields["token"].initial = uuid.uuid4
        self.fields["office"].queryset, self.fields["office"].initial = offices, offices.first()
        if offices.count() == 1:
            self.fields["office"].widget = forms.HiddenInput()

    def clean_owner_name(self):
        name = " ".join(self.cleaned_data["owner_name"].split())
        if len(name) < 2:
            raise ValidationError("Tulis nama PKL.")
        return name

    def business(self) -> dict:
        """What the claim about the business says."""
        given = self.cleaned_data
        own = {key: given.get(key) for key in (*OWNER, *BUSINESS)}
        what = given.get("goods") or dict(Trade.choices)[given["trade"]]
        own["name"] = own["name"] or f"{what} {given['owner_name']}"[:200]
        return claim_of(own) | {"place": given["place"].code, "product": given.get("goods") or what}


class StandForm(forms.Form):
    """Where a vendor stands from a day on."""

    since = PastDayField(label="Sejak tanggal", initial=today)

    def __init__(self, *args, user, vendor, **kwargs):
        super().__init__(*args, **kwargs)
        spot = SpotField(
            user=user, vendor=vendor, on=today(), required=False,
            elsewhere="Di luar lokasi yang terdaftar",
        )  # fmt: skip
        point = PointField(
            label="Titik di luar lokasi", required=False,
            help_text="Hanya bila di luar lokasi: lintang, bujur; misalnya -6.2383, 107.0012.",
        )  # fmt: skip
        self.fields = {"spot": spot, "point": point} | self.fields


class LeaveForm(forms.Form):
    """A vendor trades no longer."""

    on = PastDayField(label="Tidak berjualan sejak", initial=today)
    why = forms.CharField(label="Sebab", max_length=200)
