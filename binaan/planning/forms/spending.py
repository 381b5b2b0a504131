"""Forms of money and progress at a sub kegiatan: SP2D, shift, physical percent, a list."""

import re

from django import forms
from django.core.exceptions import ValidationError

from binaan.kit.dates import MONTHS, today
from binaan.kit.fields import DayField
from binaan.kit.numbers import id_number
from binaan.planning.choices import FundSource
from binaan.planning.rules.papers import RP
from binaan.planning.rules.reading import read_figure

DAY = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")
LARGEST_LIST = 20 * 1024 * 1024


class RupiahField(forms.CharField):
    """Rupiah as people write them: 12.500.000, −2.000.000, (2.000.000)."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        figure = read_figure(text, column=RP)
        if figure.value is None or figure.doubt:
            raise ValidationError("Tulis rupiah, misalnya 12.500.000.")
        return figure.value


class PercentField(RupiahField):
    def clean(self, value):
        text = forms.CharField.clean(self, value).replace("%", "").replace(",", ".").strip()
        try:
            return forms.DecimalField(min_value=0, max_value=100, decimal_places=2).clean(text)
        except ValidationError:
            raise ValidationError("Tulis persen antara 0 dan 100, misalnya 37,5.") from None

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else id_number(value)


class PayForm(forms.Form):
    """One SP2D; the date keeps the last one so that a row is typed quickly."""

    paid_on = DayField(label="Tanggal")
    number = forms.CharField(
        label="Nomor SP2D", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    amount = RupiahField(label="Nilai (Rp)", help_text="Pengembalian: pakai tanda minus.")
    note = forms.CharField(label="Uraian", max_length=300, required=False)
    fund = forms.ChoiceField(label="Sumber dana", choices=FundSource.choices)
    beyond = forms.BooleanField(
        label="Sudah saya periksa, catat juga", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if isinstance(self.initial.get("paid_on"), str):
            self.fields["number"].widget.attrs["autofocus"] = True  # the next of the same day

    def warn(self, words: list[str]) -> None:
        """Ask once more: the tick appears only now."""
        self.fields["beyond"].widget = forms.CheckboxInput()
        self.add_error("beyond", words)


class ShiftForm(forms.Form):
    shifted_on = DayField(label="Tanggal")
    amount = RupiahField(label="Tambah atau kurang (Rp)", help_text="Pengurangan: tanda minus.")
    basis = forms.CharField(
        label="Dasar", max_length=200, help_text="Misalnya DPA pergeseran II, nomor dan tanggalnya."
    )


class ProgressForm(forms.Form):
    month = forms.TypedChoiceField(
        label="Akhir bulan", coerce=int,
        choices=[(number, name) for number, name in enumerate(MONTHS, 1)],
    )  # fmt: skip
    percent = PercentField(label="Fisik (%)")
    note = forms.CharField(
        label="Catatan", max_length=300, required=False, help_text="Wajib bila turun."
    )


class ListForm(forms.Form):
    upload = forms.FileField(
        label="Daftar SP2D", help_text="CSV atau XLSX, paling besar 20 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.xls,.ods"}),
    )  # fmt: skip

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload.size > LARGEST_LIST:
            raise ValidationError("Berkas lebih besar dari 20 MB; bagi dua.")
        return upload


class VoidForm(forms.Form):
    why = forms.CharField(
        label="Alasan", min_length=5, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


def first_shown(year: int, last: str = "") -> dict:
    """What fresh forms begin with: the day of the payment before, else today or the year's last day."""
    now = today()
    day = now if now.year == year else now.replace(year=year, month=12, day=31)
    paid_on = last if DAY.fullmatch(last) else day
    return {"paid_on": paid_on, "shifted_on": day, "month": day.month, "fund": "apbd"}
