"""What a person asks of a selection, says of an exception, of what ties him, of a list to be set."""

from django import forms
from django.core.exceptions import ValidationError

from binaan.access.models import Decree
from binaan.kit.fields import PastDayField
from binaan.programmes.queries import selection_pages
from binaan.programmes.rules.ranking import LABELS
from binaan.registry.forms.values import ReasonField

SEED_HELP = "Kata atau angka yang diumumkan bersama daftar; siapa pun dapat mengulang undiannya."


class TryForm(forms.Form):
    """Of what day, and with which seed."""

    seed = forms.CharField(label="Benih undian", max_length=40, help_text=SEED_HELP)
    at = PastDayField(label="Keadaan direktori per")


class KeepForm(TryForm):
    """The rule whose list becomes the proposal."""

    rule = forms.ChoiceField(
        label="Aturan yang dipakai", choices=list(LABELS.items()), widget=forms.RadioSelect
    )


class OverrideForm(forms.Form):
    """Why one candidate is taken in or out against the rule."""

    reason = ReasonField(
        label="Alasan pengecualian", widget=forms.Textarea({"rows": 3}),
        help_text="Dicetak pada tanda terima seleksi bersama nama Anda.",
    )  # fmt: skip


class InterestForm(forms.Form):
    """That nothing ties me to a candidate, or what does."""

    tied = forms.ChoiceField(
        label="Pernyataan saya", widget=forms.RadioSelect,
        choices=[("tidak", "Saya tidak mempunyai hubungan dengan usaha mana pun yang dapat terpilih"),
                 ("ada", "Saya mempunyai hubungan dengan usaha di bawah ini")],
    )  # fmt: skip
    business = forms.CharField(
        label="Nomor usaha", required=False, max_length=20, help_text="Misalnya U-000123."
    )
    note = forms.CharField(
        label="Hubungannya", required=False, max_length=300,
        help_text="Misalnya keluarga, pemilik bersama, pemasok.",
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self):
        given = super().clean()
        if given.get("tied") != "ada":
            return given | {"business": None, "note": ""}
        found = selection_pages.business(self.user, given.get("business", ""))
        if found is None:
            self.add_error("business", ValidationError("Tidak ada usaha Anda dengan nomor ini."))
        return given | {"business": found}

    def given(self) -> dict:
        """For the action."""
        return {name: self.cleaned_data[name] for name in ("business", "note")}


class SetForm(forms.Form):
    """A list to be frozen; `seen` is the seal of the rows shown."""

    decree = forms.ModelChoiceField(
        Decree.objects.none(), label="Keputusan", required=False, empty_label="Tanpa keputusan",
        help_text="Bila peserta ditetapkan dengan keputusan kepala dinas.",
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, decrees, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decree"].queryset = decrees
