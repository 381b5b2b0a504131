"""What a person says of an application, and of an objection."""

from django import forms

from binaan.kit.dates import today
from binaan.kit.fields import PastDayField
from binaan.kit.step_forms import PaperForm, paper
from binaan.vendors.actions.issuing import Asked
from binaan.vendors.forms.fields import ClockField, DaysField, HoursMixin, PhotoField, SpotField
from binaan.vendors.forms.steps import StepForm
from binaan.vendors.rules.schedule import Schedule


def _asked_fields(user, vendor) -> dict[str, forms.Field]:
    return {
        "spot": SpotField(user=user, vendor=vendor, on=today(), label="Tempat yang diminta"),
        "days": DaysField(label="Hari berjualan"),
        "begins": ClockField(label="Jam mulai", required=False),
        "ends": ClockField(label="Jam selesai", required=False),
    }


class AskedMixin(HoursMixin):
    """Where and when somebody asks to trade."""

    def asked(self, *, officer, photo=None) -> Asked:
        given = self.cleaned_data
        location, pitch = given["spot"]
        schedule = Schedule(given["days"], given["begins"], given["ends"])
        return Asked(location, pitch, schedule, photo, officer)


class ApplyForm(AskedMixin, StepForm):
    """An application for a TDU: the place, the time, the statements, the papers."""

    def __init__(self, *args, user, vendor, **kwargs):
        super().__init__(*args, **kwargs)
        photo = PhotoField(
            label="Pas foto 4×6", required=False,
            help_text="JPEG, PNG atau WebP; dicetak pada kartu.",
        )  # fmt: skip
        self.fields = _asked_fields(user, vendor) | {"photo": photo} | self.fields


class AskForm(AskedMixin):
    """Another place or time for an application."""

    def __init__(self, *args, user, vendor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = _asked_fields(user, vendor) | self.fields


class ObjectionForm(PaperForm):
    """An objection as it was received."""

    on = PastDayField(label="Diterima tanggal", initial=today)
    by_whom = forms.CharField(label="Diajukan oleh", max_length=200, required=False)
    said = forms.CharField(
        label="Isi keberatan", max_length=4000, widget=forms.Textarea({"rows": 5})
    )
    document = paper("Surat keberatan")


class DecideForm(forms.Form):
    """The answer to an objection."""

    on = PastDayField(label="Diputus tanggal", initial=today)
    granted = forms.ChoiceField(
        label="Putusan", choices=[("ya", "Dikabulkan"), ("tidak", "Ditolak")],
        widget=forms.RadioSelect,
    )  # fmt: skip
    answer = forms.CharField(
        label="Putusan dan alasannya", max_length=4000, widget=forms.Textarea({"rows": 4})
    )
