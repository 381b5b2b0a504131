"""What a reviewer decides: a reason, one corrected answer, a conflict, what a call brought."""

from django import forms
from django.core.exceptions import ValidationError

from binaan.intake.models import CallBackResult, ConflictState
from binaan.intake.rules.questioned import NUMBERS, SELECTS, Question

LONGEST = 2000
CALLED = (
    (CallBackResult.AGREES, "Terhubung, jawabannya di bawah ini"),
    (CallBackResult.UNREACHED, CallBackResult.UNREACHED.label),
    (CallBackResult.NEVER_VISITED, "Mengaku tidak pernah didatangi"),
)


def _reason(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, help_text=help_text, widget=forms.Textarea({"rows": 2})
    )


class ReturnForm(forms.Form):
    """Why it goes back to the phone."""

    reason = _reason("Apa yang harus diperbaiki petugas", "Tampil di ponsel petugas.")


class AsideForm(forms.Form):
    """Why it counts for nothing."""

    reason = _reason("Alasan menyisihkan")


class CorrectForm(forms.Form):
    """One answer as it should be, and why."""

    path = forms.ChoiceField(label="Pertanyaan")
    value = forms.CharField(
        label="Jawaban yang benar", required=False, max_length=LONGEST,
        help_text="Kosongkan untuk menghapus jawabannya. Untuk pilihan, tulis seperti di formulir.",
    )  # fmt: skip
    reason = _reason("Alasan koreksi")

    def __init__(self, *args, asked: list[Question], **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = {one.path: one for one in asked}
        self.fields["path"].choices = [(one.path, one.label[:90]) for one in asked]

    def clean(self):
        given = super().clean()
        one = self.asked.get(given.get("path"))
        if one is not None and given.get("value"):
            try:
                given["value"] = as_stored(one, given["value"])
            except ValidationError as error:
                self.add_error("value", error)
        return given


def as_stored(one: Question, text: str) -> str:
    """A typed answer as the form stores it: a choice by its name, a number with a dot.

    Raises ValidationError with what may be written.
    """
    if one.kind in SELECTS and one.choices:
        by_label = {label.casefold(): name for name, label in one.choices.items()}
        several = text.split(",") if one.kind != "select_one" else [text]
        wanted = [part.strip() for part in several]
        found = [by_label.get(part.casefold(), part) for part in wanted]
        if any(name not in one.choices for name in found):
            raise ValidationError(f"Tulis salah satu: {', '.join(one.choices.values())}.")
        return " ".join(found)
    if one.kind in NUMBERS:
        number = text.strip().replace(",", ".")
        try:
            float(number)
        except ValueError:
            raise ValidationError("Tulis angkanya saja, tanpa titik ribuan.") from None
        return number
    return " ".join(text.split())


class CallBackForm(forms.Form):
    """What came of a call; the answers given before are not shown."""

    result = forms.ChoiceField(
        label="Hasil panggilan", widget=forms.RadioSelect,
        choices=[(one.value, label) for one, label in CALLED],
    )  # fmt: skip
    note = forms.CharField(
        label="Catatan", required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args, asked: list[Question], **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = asked
        for at, one in enumerate(asked):
            self.fields[f"jawab_{at}"] = _answer(one)
        self.order_fields(["result", *(f"jawab_{at}" for at in range(len(asked))), "note"])

    def answers(self) -> dict[str, str]:
        """path → what was said now."""
        said = {}
        for at, one in enumerate(self.asked):
            value = self.cleaned_data.get(f"jawab_{at}")
            text = " ".join(value) if isinstance(value, list) else str(value or "")
            if text:
                said[one.path] = text
        return said


def _answer(one: Question) -> forms.Field:
    if one.kind == "select_one" and one.choices:
        return forms.ChoiceField(
            label=one.label, required=False, choices=[("", "–"), *one.choices.items()]
        )
    if one.kind in SELECTS and one.choices:
        return forms.MultipleChoiceField(
            label=one.label, required=False, choices=list(one.choices.items()),
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
    if one.kind in NUMBERS:
        return forms.DecimalField(label=one.label, required=False)
    return forms.CharField(label=one.label, required=False, max_length=LONGEST)


class DecideForm(forms.Form):
    """Which of two tellings counts, and why."""

    choice = forms.ChoiceField(label="Putusan", widget=forms.RadioSelect)
    reason = _reason("Alasan putusan")

    def __init__(self, *args, with_other: bool, **kwargs):
        super().__init__(*args, **kwargs)
        ours, theirs = (
            ("Kiriman pertama yang benar", "Kiriman kedua yang benar") if with_other
            else ("Kiriman ini yang benar: direktori diperbarui", "Direktori yang benar: kiriman disisihkan")
        )  # fmt: skip
        both = "Keduanya benar: dua usaha yang berbeda"
        self.fields["choice"].choices = [
            (ConflictState.OURS.value, ours), (ConflictState.THEIRS.value, theirs),
            (ConflictState.BOTH.value, both),
        ]  # fmt: skip
