"""Forms for what happens to a business: closing, checking, guiding, consenting, photographing."""

from django import forms
from django.core.exceptions import ValidationError

from binaan.kit.dates import today
from binaan.kit.fields import PastDayField
from binaan.registry.actions.closing import ENDINGS, OPEN
from binaan.registry.actions.photos import MOST_BYTES
from binaan.registry.choices import Status, VerificationMethod, VerificationState
from binaan.registry.forms.values import ReasonField
from binaan.registry.models import Consent

READING_REASONS = [
    ("Memeriksa identitas saat pelayanan", "Memeriksa identitas saat pelayanan"),
    ("Menghubungi untuk pembinaan", "Menghubungi untuk pembinaan"),
    ("Memeriksa data ganda", "Memeriksa data ganda"),
    ("Menyiapkan berkas bantuan atau fasilitasi", "Menyiapkan berkas bantuan atau fasilitasi"),
    ("", "Alasan lain (tulis di bawah)"),
]


def _labelled(states) -> list[tuple[str, str]]:
    return [(state.value, state.label) for state in map(Status, states)]


class CloseForm(forms.Form):
    status = forms.ChoiceField(
        label="Apa yang terjadi?", choices=_labelled(ENDINGS), widget=forms.RadioSelect
    )
    on = PastDayField(label="Sejak tanggal", initial=today)
    reason = ReasonField(help_text="Siapa yang melihat atau memberi tahu.")


class ReopenForm(forms.Form):
    status = forms.ChoiceField(
        label="Keadaannya sekarang", choices=_labelled(OPEN), widget=forms.RadioSelect,
        initial=Status.RUNNING,
    )  # fmt: skip
    on = PastDayField(label="Terlihat pada tanggal", initial=today)
    reason = ReasonField()


class VerifyForm(forms.Form):
    state = forms.ChoiceField(
        label="Hasil pemeriksaan", widget=forms.RadioSelect,
        choices=[
            (VerificationState.VERIFIED, "Sesuai: usaha dan datanya benar"),
            (VerificationState.DISPUTED, "Tidak sesuai: perlu diperiksa lagi"),
        ],
    )  # fmt: skip
    method = forms.ChoiceField(
        label="Cara memeriksa", choices=VerificationMethod.choices, widget=forms.RadioSelect
    )
    on = PastDayField(label="Tanggal pemeriksaan", initial=today)
    note = forms.CharField(
        label="Catatan", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("state") == VerificationState.DISPUTED and not cleaned.get("note"):
            self.add_error("note", ValidationError("Tuliskan apa yang perlu diperiksa lagi."))
        return cleaned


class GuidanceForm(forms.Form):
    office = forms.ModelChoiceField(queryset=None, label="Kantor", empty_label=None)
    since = PastDayField(label="Dibina sejak", initial=today)
    reason = ReasonField(help_text="Misalnya nomor surat keputusan atau hasil kunjungan.")

    def __init__(self, *args, offices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices


class EndGuidanceForm(forms.Form):
    on = PastDayField(label="Berakhir tanggal", initial=today)
    reason = ReasonField()


class ConsentForm(forms.Form):
    purpose = forms.ChoiceField(
        label="Untuk keperluan", choices=Consent.Purpose.choices, widget=forms.RadioSelect
    )
    given = forms.ChoiceField(
        label="Pernyataan pemilik", widget=forms.RadioSelect,
        choices=[("1", "Setuju"), ("0", "Menarik persetujuan")],
    )  # fmt: skip
    on = PastDayField(label="Tanggal", initial=today)
    method = forms.CharField(
        label="Cara", max_length=100, help_text="Misalnya tanda tangan di formulir, pesan WhatsApp."
    )


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label="Foto", help_text="JPEG, PNG atau WebP, paling besar 10 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    caption = forms.CharField(label="Keterangan", required=False, max_length=200)
    taken_on = PastDayField(label="Tanggal foto", required=False)

    def clean_photo(self):
        upload = self.cleaned_data["photo"]
        if upload.size > MOST_BYTES:
            raise ValidationError("Foto lebih besar dari 10 MB; perkecil dahulu.")
        return upload


class RevealForm(forms.Form):
    """Why personal values are read in full; a ready sentence or an own one."""

    choice = forms.ChoiceField(
        label="Untuk apa dibaca?", choices=READING_REASONS, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(label="Alasan lain", required=False, max_length=200)

    def clean(self):
        cleaned = super().clean()
        why = " ".join((cleaned.get("reason") or cleaned.get("choice") or "").split())
        if len(why) < 5:
            raise ValidationError("Tuliskan untuk apa data pribadi ini dibaca.")
        cleaned["why"] = why
        return cleaned
