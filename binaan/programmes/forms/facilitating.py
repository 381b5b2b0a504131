"""What a person says of a step of a facilitation, and of a certificate."""

from decimal import Decimal
from functools import partial

from django import forms

from binaan.kit import step_forms
from binaan.kit.dates import today
from binaan.kit.fields import DateInput, PastDayField
from binaan.kit.step_forms import EMPTY, LONGEST, PaperForm, paper
from binaan.programmes.forms.offices import ask_office
from binaan.programmes.rules.certificates import FOODS, PACKAGING
from binaan.programmes.rules.facilitation import FIELDS, KINDS, Kind
from binaan.registry.forms.values import ReasonField


class StepForm(step_forms.StepForm):
    """One step: its day, what it asks for, its paper and its fee."""

    asks = FIELDS
    kinds = step_forms.StepForm.kinds | {
        "yes": forms.BooleanField,
        "percent": partial(
            forms.DecimalField, min_value=0, max_value=100, decimal_places=2, localize=True
        ),
        "food": partial(forms.ChoiceField, choices=[EMPTY, *FOODS.items()]),
        "packaging": partial(forms.ChoiceField, choices=[EMPTY, *PACKAGING.items()]),
    }

    def besides(self) -> dict[str, forms.Field]:
        """The fee and who pays it, where the step has one."""
        if self.step.fee is None:
            return {}
        return {
            "fee": forms.DecimalField(
                label="Biaya (Rp)", min_value=0, max_digits=14, decimal_places=2, required=False,
                initial=self.step.fee.quantize(Decimal(1)), help_text=self.step.note,
            ),
            "fee_paid_by": forms.CharField(
                label="Ditanggung oleh", max_length=60, required=False,
                help_text="Misalnya pelaku usaha, APBD kabupaten, SEHATI.",
            ),
        }  # fmt: skip


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
    document = paper("Berkas sertifikat")

    def __init__(self, *args, offices, **kwargs):
        super().__init__(*args, **kwargs)
        ask_office(self.fields, offices)


class RevokeForm(forms.Form):
    on = PastDayField(label="Dicabut tanggal", initial=today)
    why = ReasonField(label="Alasan", help_text="Misalnya nomor surat pencabutan.")
