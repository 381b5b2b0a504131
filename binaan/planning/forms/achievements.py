"""Forms of a quarter: what an owner says of an indicator, and why something is sent back or opened."""

from django import forms
from django.core.exceptions import ValidationError

from binaan.kit.numbers import id_number
from binaan.planning.actions.achieving import Given, mark
from binaan.planning.models import Achievement, Indicator
from binaan.planning.rules.papers import TARGET
from binaan.planning.rules.reading import read_figure

LARGEST_FILE = 20 * 1024 * 1024
TEXTS = ("explanation", "obstacle", "follow_up")
LABELS = {
    "explanation": "Penjelasan", "obstacle": "Kendala", "follow_up": "Tindak lanjut",
}  # fmt: skip


class FigureField(forms.CharField):
    """A number as Indonesians write it: 12,5 or 1.250."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(max_length=40, **kwargs)

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else id_number(value)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        figure = read_figure(text, column=TARGET)
        if figure.value is None or figure.doubt:
            raise ValidationError("Angka ini tidak terbaca; tulis seperti 12,5 atau 1250.")
        return figure.value


class AchievementForm(forms.Form):
    """A value with its document where there are no records, else only words."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    typed = FigureField(label="Capaian", required=False)
    document_note = forms.CharField(
        label="Menurut dokumen", required=False, max_length=300,
        help_text="Nama dan nomor dokumennya, misalnya BA Rekonsiliasi 12/2025.",
    )  # fmt: skip
    upload = forms.FileField(
        label="Berkas dokumen", required=False, help_text="Paling besar 20 MB."
    )
    explanation = forms.CharField(label=LABELS["explanation"], required=False)
    obstacle = forms.CharField(label=LABELS["obstacle"], required=False)
    follow_up = forms.CharField(label=LABELS["follow_up"], required=False)

    def __init__(self, *args, indicator: Indicator, row: Achievement | None, **kwargs):
        if row is not None and not row.filled_at:
            row = None
        kwargs.setdefault("initial", _initial(row))
        kwargs.setdefault("auto_id", f"i{indicator.key.hex}_%s")
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            self.fields[name].widget = forms.Textarea(attrs={"rows": 2, "maxlength": 4000})
        if indicator.citation:
            for name in ("typed", "document_note", "upload"):
                del self.fields[name]
        else:
            self.fields["typed"].label = (
                f"Capaian ({indicator.unit})" if indicator.unit else "Capaian"
            )

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload and upload.size > LARGEST_FILE:
            raise ValidationError("Berkas lebih besar dari 20 MB; perkecil dahulu.")
        return upload

    def given(self) -> Given:
        """What the action takes."""
        return Given(**{name: value for name, value in self.cleaned_data.items() if name != "upload"},
                     upload=self.cleaned_data.get("upload"))  # fmt: skip


def _initial(row: Achievement | None) -> dict:
    said = {"seen": mark(row)}
    if row is None:
        return said
    return said | {
        "typed": row.typed, "document_note": row.document_note,
        **{name: getattr(row, name) for name in TEXTS},
    }  # fmt: skip


class WhyForm(forms.Form):
    """A reason: of a return, of opening a quarter again."""

    why = forms.CharField(
        label="Alasan", min_length=5, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
