"""What a person says of a step of a facilitation, and of a certificate."""

from decimal import Decimal

from django import forms

from binaan.kit.dates import today
from binaan.kit.fields import DateInput, PastDayField
from binaan.kit.workflow import Step
from binaan.programmes.forms.offices import ask_office
from binaan.programmes.rules.certificates import FOODS, PACKAGING
from binaan.programmes.rules.facilitation import FIELDS, KINDS, Kind
from binaan.registry.forms.values import ReasonField

PAPERS = "application/pdf,image/jpeg,image/png,image/webp"
PAPER_HELP = "PDF atau foto (JPEG, PNG, WebP)."
KEPT = ("on", "note", "document", "fee", "fee_paid_by")
EMPTY = ("", "–")
LONGEST = 200


def _field(key: str, *, required: bool) -> forms.Field:
    asked = FIELDS[key]
    options = {"label": asked.label, "required": required, "help_text": asked.help}
    if asked.kind == "long":
        return forms.CharField(max_length=2000, widget=forms.Textarea({"rows": 3}), **options)
    if asked.kind == "yes":
        return forms.BooleanField(**options)
    if asked.kind == "percent":
        return forms.DecimalField(min_value=0, max_value=100, decimal_places=2, localize=True,
                                  **options)  # fmt: skip
    if asked.kind == "date":
        return forms.DateField(widget=DateInput(), **options)
    if asked.kind in ("food", "packaging"):
        codes = FOODS if asked.kind == "food" else PACKAGING
        return forms.ChoiceField(choices=[EMPTY, *codes.items()], **options)
    return forms.CharField(max_length=LONGEST, **options)


def _paper(label: str, *, required: bool, too_large: bool) -> forms.FileField:
    return forms.FileField(
        label=label, required=required and not too_large, help_text=PAPER_HELP,
        widget=forms.FileInput({"accept": PAPERS}),
    )  # fmt: skip


class PaperForm(forms.Form):
    """A form with a paper beside it, which may have been dropped for its size."""

    too_large = False

    def clean(self):
        given = super().clean()
        if self.too_large:
            self.add_error(
                "document", "Berkas ini terlalu besar; perkecil atau pindai lebih ringan."
            )
        return given


class StepForm(PaperForm):
    """One step: its day, what it asks for, its paper and its fee."""

    on = PastDayField(label="Tanggal", initial=today)

    def __init__(self, *args, step: Step, too_large: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.step, self.too_large = step, too_large
        for one in step.asks:
            self.fields[one.key] = _field(one.key, required=one.required)
        if step.fee is not None:
            self.fields["fee"] = forms.DecimalField(
                label="Biaya (Rp)", min_value=0, max_digits=14, decimal_places=2, required=False,
                initial=step.fee.quantize(Decimal(1)), help_text=step.note,
            )  # fmt: skip
            self.fields["fee_paid_by"] = forms.CharField(
                label="Ditanggung oleh", max_length=60, required=False,
                help_text="Misalnya pelaku usaha, APBD kabupaten, SEHATI.",
            )  # fmt: skip
        if step.document:
            self.fields["document"] = _paper(
                step.document, required=step.document_required, too_large=too_large
            )
        self.fields["note"] = forms.CharField(
            label="Catatan", max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
        )

    def filled(self) -> dict[str, str]:
        """What was filled in, by key, as text; what was left empty is not in it."""
        asked = {one.key for one in self.step.asks}
        said = {key: self.cleaned_data.get(key) for key in asked}
        return {key: _text(value) for key, value in said.items() if value not in (None, "", False)}


def _text(value) -> str:
    if value is True:
        return "ya"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


class OpenForm(StepForm):
    """The first step, with what it is begun for."""

    def __init__(self, *args, kind: Kind, offices, activities, **kwargs):
        super().__init__(*args, **kwargs)
        before = {}
        if kind.product:
            before["product"] = forms.CharField(
                label=kind.product, max_length=LONGEST, required=False,
                help_text="Satu fasilitasi untuk satu produk.",
            )  # fmt: skip
        before["office"] = forms.ModelChoiceField(offices, label="Kantor", empty_label=None)
        ask_office(before, offices)
        if activities.exists():
            before["activity"] = forms.ModelChoiceField(
                activities, label="Bagian dari kegiatan", required=False, empty_label="–"
            )
        self.fields = before | self.fields


class FindForm(forms.Form):
    """Which business: by its number, name, owner or place."""

    q = forms.CharField(
        label="Cari usaha",
        max_length=100,
        help_text="Nama usaha, pemilik, NIB, telepon atau nomor U-…",
    )


class CertificateForm(PaperForm):
    """A certificate a business brought along."""

    kind = forms.ChoiceField(
        label="Jenis", choices=[(one.key, one.label) for one in KINDS.values()]
    )
    number = forms.CharField(
        label="Nomor",
        max_length=60,
        help_text="SPP-IRT 15 angka; halal ID dan 17 angka; NIB 13 angka.",
    )
    product = forms.CharField(label="Produk atau merek", max_length=LONGEST, required=False)
    issuer = forms.CharField(
        label="Penerbit", max_length=LONGEST, required=False, help_text="Kosong: penerbit jenisnya."
    )
    issued_on = PastDayField(label="Terbit")
    expires_on = forms.DateField(
        label="Berlaku sampai", required=False, widget=DateInput(),
        help_text="Kosong: menurut masa berlaku jenisnya, atau tanpa batas waktu.",
    )  # fmt: skip
    office = forms.ModelChoiceField(None, label="Kantor", empty_label=None)

    def __init__(self, *args, offices, too_large: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.too_large = too_large
        ask_office(self.fields, offices)
        self.fields["document"] = _paper("Berkas sertifikat", required=False, too_large=too_large)


class RevokeForm(forms.Form):
    on = PastDayField(label="Dicabut tanggal", initial=today)
    why = ReasonField(label="Alasan", help_text="Misalnya nomor surat pencabutan.")
