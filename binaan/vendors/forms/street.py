"""What an officer says of a finding in the street."""

from django import forms
from django.utils import timezone

from binaan.access.permissions import Permission
from binaan.kit.step_forms import EMPTY, PaperForm
from binaan.registry.forms.places import PlaceMixin
from binaan.vendors.actions.street import Seen
from binaan.vendors.choices import FindingStep, Offence
from binaan.vendors.forms.fields import PhotoField, PointField
from binaan.vendors.queries import named, street

CHECK = Permission.STREET_CHECK
MOMENT = "%Y-%m-%dT%H:%M"
NOBODY = "Tidak ada PKL atau TDU dengan nomor itu dalam tugas Anda; periksa angkanya."


class FindingForm(PaperForm, PlaceMixin):
    """Who or where, what, and what was done about it."""

    who = forms.CharField(
        label="Nomor PKL atau TDU", max_length=60, required=False,
        help_text="Misalnya P-00012. Kosong bila belum dikenal.",
    )  # fmt: skip
    location = forms.ModelChoiceField(
        None, label="Lokasi", required=False, empty_label="–",
        help_text="Kosong bila di luar lokasi yang terdaftar.",
    )  # fmt: skip
    offence = forms.ChoiceField(label="Temuan", choices=[EMPTY, *Offence.choices])
    step = forms.ChoiceField(
        label="Tindakan", choices=FindingStep.choices, widget=forms.RadioSelect,
        help_text="Pembinaan dahulu; peringatan satu per satu, tidak boleh melompat.",
    )  # fmt: skip
    note = forms.CharField(
        label="Catatan", max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    document = PhotoField(label="Foto", required=False)
    point = PointField(label="Posisi", required=False, help_text="Lintang, bujur.")
    card = forms.CharField(max_length=5000, required=False, widget=forms.HiddenInput)
    seen_at = forms.DateTimeField(
        label="Dilihat", input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT),
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["place_text"].required = False
        self.fields["place_text"].help_text = "Hanya bila PKL dan lokasinya tidak dipilih."
        self.fields["location"].queryset = street.locations(user, CHECK)
        self.fields["location"].label_from_instance = lambda one: f"{one.code} {one.name}"
        self.fields["seen_at"].initial = timezone.localtime
        self.fields["document"].widget.attrs["capture"] = "environment"
        self.vendor = None

    def clean(self):
        given = super().clean()
        if who := (given.get("who") or "").strip():
            permit = named.permit(self.user, who, CHECK)
            self.vendor = permit.vendor if permit else named.vendor(self.user, who, CHECK)
            if self.vendor is None:
                self.add_error("who", NOBODY)
        return given

    def seen(self, photo) -> Seen:
        """The finding as said."""
        given = self.cleaned_data
        return Seen(
            given["offence"], given["step"], given["seen_at"], vendor=self.vendor,
            location=given["location"], place=given.get("place"), position=given["point"],
            note=given["note"], photo=photo, card=given["card"],
        )  # fmt: skip
