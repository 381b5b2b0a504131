"""What a person fills in of an event day, and of what becomes of a pitch."""

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.utils import timezone

from binaan.kit.fields import DayField
from binaan.vendors.choices import Trade
from binaan.vendors.models import EventDay
from binaan.vendors.queries import event_pages as pages

TIME = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
OWN = ("title", "series", "location", "on", "begins", "ends", "opens_at", "closes_at", "seats")
WEEK = timedelta(days=7)


class MomentField(forms.DateTimeField):
    """A day and an hour in one box, told in the office's zone."""

    def __init__(self, **kwargs):
        shape = "%Y-%m-%dT%H:%M"
        widget = forms.DateTimeInput(format=shape, attrs={"type": "datetime-local"})
        super().__init__(widget=widget, input_formats=[shape, "%d-%m-%Y %H.%M"], **kwargs)


class EventForm(forms.Form):
    """All of an edition; pitches kept for a trade are asked trade by trade."""

    title = forms.CharField(label="Nama acara", max_length=200)
    series = forms.CharField(
        label="Rangkaian", max_length=60,
        help_text="Misalnya CFD Ahmad Yani. Edisinya bergiliran: yang mendapat lapak melewati edisi berikutnya.",
    )  # fmt: skip
    location = forms.ModelChoiceField(None, label="Lokasi", empty_label="Pilih lokasi")
    on = DayField(label="Tanggal")
    begins = forms.TimeField(label="Jam mulai", widget=TIME)
    ends = forms.TimeField(label="Jam selesai", widget=TIME)
    opens_at = MomentField(label="Pendaftaran dibuka")
    closes_at = MomentField(label="Pendaftaran ditutup")
    seats = forms.IntegerField(label="Jumlah lapak", min_value=1, max_value=10_000)
    seed = forms.IntegerField(
        label="Benih undian", required=False, min_value=2, max_value=10**15,
        help_text="Kosong: tanggal acara. Diumumkan sejak pendaftaran dibuka agar undian dapat diulang.",
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["location"].queryset = pages.locations(user)
        for key, label in Trade.choices:
            self.fields[f"trade_{key}"] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=10_000
            )

    def trades(self):
        """The boxes of the trades, for the page."""
        return [self[f"trade_{key}"] for key in Trade.values]

    def said(self) -> dict:
        """For the action."""
        given = self.cleaned_data
        found = {name: given[name] for name in OWN}
        found["places_by_trade"] = {
            key: given[f"trade_{key}"] for key in Trade.values if given[f"trade_{key}"]
        }
        return found | ({"seed": given["seed"]} if given["seed"] else {})


def initial(event: EventDay) -> dict:
    """What the form shows of an edition."""
    found = {name: getattr(event, name) for name in (*OWN, "seed")}
    return found | {f"trade_{key}": many for key, many in event.places_by_trade.items()}


def following(event: EventDay) -> dict:
    """The edition a week later, as the form proposes it."""
    shown = initial(event) | {"seed": None, "on": event.on + WEEK}
    return shown | {
        "opens_at": max(event.opens_at + WEEK, timezone.now()), "closes_at": event.closes_at + WEEK,
    }  # fmt: skip


class CancelForm(forms.Form):
    """Why an edition does not take place."""

    why = forms.CharField(label="Alasan", max_length=300, widget=forms.Textarea({"rows": 2}))


class StepForm(forms.Form):
    """What is said of a step of one pitch; sales only at the end, and only if told."""

    note = forms.CharField(
        label="Keterangan", max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
    sales = forms.DecimalField(
        label="Omzet (Rp)", required=False, min_value=Decimal(0), max_digits=14, decimal_places=2,
        localize=True, help_text="Boleh tidak disebut.",
    )  # fmt: skip

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, **kwargs)
        if step.event != "check_out":
            del self.fields["sales"]
        self.fields["note"].required = any(one.required for one in step.asks)
