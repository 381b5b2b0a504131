"""What a person fills in of a campaign, its targets, and who goes where."""

from django import forms
from django.core.exceptions import ValidationError

from binaan.access.forms.fields import PlaceField, ask_as
from binaan.access.permissions import Permission
from binaan.intake.models import TargetState
from binaan.intake.queries import campaigns as queries
from binaan.kit.fields import DayField

MANAGE = Permission.FORM_MANAGE
MOST_EXPECTED = 100_000
TAKE_BACK = "-"


class CampaignForm(forms.Form):
    """One round of field work with one form."""

    title = forms.CharField(label="Nama kampanye", max_length=200)
    form = forms.ModelChoiceField(None, label="Formulir", empty_label="Pilih formulir")
    office = forms.ModelChoiceField(None, label="Kantor", empty_label=None)
    place = PlaceField(permission=MANAGE, label="Wilayah")
    starts_on = DayField(label="Mulai")
    ends_on = DayField(label="Sampai")
    needs_approval = forms.BooleanField(
        label="Diperiksa dahulu sebelum diteruskan ke direktori", required=False, initial=True
    )
    call_back_share = forms.IntegerField(
        label="Panggilan ulang (%)", min_value=0, max_value=100, initial=5,
        help_text="Bagian wawancara tiap petugas yang ditelepon ulang; paling sedikit dua.",
    )  # fmt: skip
    seed = forms.IntegerField(
        label="Benih undian", min_value=0, max_value=2**31, initial=1,
        help_text="Angka bebas yang diumumkan, agar undian dapat dihitung ulang siapa pun.",
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        ask_as(self, user)
        self.fields["form"].queryset = queries.forms_to_use(user)
        offices = queries.offices(user)
        self.fields["office"].queryset = offices
        if offices.count() == 1:
            self.fields["office"].widget = forms.HiddenInput()
            self.fields["office"].initial = offices.first()


class RollForm(forms.Form):
    """Records to be visited: all of a place, or those of one list that was brought in."""

    which = forms.ChoiceField(label="Siapa", widget=forms.RadioSelect)
    place = PlaceField(permission=MANAGE, label="Di wilayah")
    source = forms.ModelChoiceField(
        None, label="Hanya dari daftar", required=False, empty_label="Semua yang ada di direktori"
    )

    def __init__(self, *args, user, roll, sources, **kwargs):
        super().__init__(*args, **kwargs)
        ask_as(self, user)
        self.fields["which"].choices = list(roll.kinds.items())
        self.fields["which"].initial = next(iter(roll.kinds))
        self.fields["source"].queryset = sources
        if not sources.exists():
            del self.fields["source"]


class QuotaForm(forms.Form):
    """How many new ones are expected in each village of a place."""

    place = PlaceField(permission=MANAGE, label="Di wilayah")
    expected = forms.IntegerField(
        label="Jumlah tiap desa/kelurahan", min_value=1, max_value=MOST_EXPECTED
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        ask_as(self, user)


class GiveForm(forms.Form):
    """Which person gets the marked targets, or that they are taken back."""

    officer = forms.ChoiceField(label="Berikan kepada")

    def __init__(self, *args, officers, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in officers}
        self.fields["officer"].choices = [
            ("", "Pilih petugas"),
            *((key, str(one)) for key, one in self.people.items()),
            (TAKE_BACK, "Tarik kembali (belum dibagikan)"),
        ]

    def clean_officer(self):
        """The person; None takes them back."""
        return self.people.get(self.cleaned_data["officer"])


class ShareForm(forms.Form):
    """Among whom what nobody has is shared out."""

    officers = forms.ModelMultipleChoiceField(
        None, label="Bagikan di antara", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, officers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officers"].queryset = officers


class SettleForm(forms.Form):
    """What became of a target that was not visited."""

    state = forms.ChoiceField(
        label="Keadaan", widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in TargetState if one != TargetState.DONE],
    )  # fmt: skip
    why = forms.CharField(
        label="Keterangan", required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )

    def clean(self):
        given = super().clean()
        if given.get("state") not in (None, TargetState.WAITING) and not given.get("why"):
            self.add_error("why", ValidationError("Tulis keterangannya."))
        return given
