"""What a person answers to problems of a list, and who is to deal with them until when."""

from django import forms
from django.core.exceptions import ValidationError

from binaan.intake.actions.answering import SUGGESTED
from binaan.intake.models import RepairKind
from binaan.intake.queries.repair_pages import ROWS, Group
from binaan.intake.sight import hides
from binaan.kit.fields import DayField

READING = "Memperbaiki daftar"
TYPE_AGAIN = "Ketik lagi: isian pribadi tidak diulang di halaman."


class Unrepeated(forms.TextInput):
    """Takes a value and does not show it again when it is personal."""

    def __init__(self, group: Group):
        super().__init__()
        self.group = group

    def format_value(self, value):
        return "" if hides(self.group.batch, self.group.field, value) else value


class AnswerForm(forms.Form):
    """One answer for the rows ticked, or for all rows of the group.

    `group` says which answers fit. A value is asked only for an answer that gives one.
    """

    answer = forms.ChoiceField(
        label="Apa jawabannya?", widget=forms.RadioSelect,
        error_messages={"required": "Pilih jawabannya.",
                        "invalid_choice": "Jawaban ini tidak cocok untuk masalah ini."},
    )  # fmt: skip
    value = forms.CharField(label="Isian yang benar", required=False, max_length=500)
    reason = forms.CharField(
        label="Alasan atau pesan", required=False, max_length=500,
        help_text="Wajib bila disisihkan.",
    )  # fmt: skip
    remember = forms.BooleanField(label="Ingat untuk daftar ini berikutnya", required=False)

    def __init__(self, *args, group: Group, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group
        self.fields["answer"].choices = choices(group)
        self.fields["value"].label = group.label
        if not group.whole_words:
            self.fields["value"].widget = Unrepeated(group)
        closed = {"autocomplete": "off"}
        if group.place:
            closed["list"] = f"tempat-{group.batch.place_id}"
        self.fields["value"].widget.attrs |= closed
        if not (group.answers.fill and group.whole):
            del self.fields["value"]
        if not group.may_remember:
            del self.fields["remember"]

    def clean(self):
        cleaned = super().clean()
        answer = cleaned.get("answer")
        if answer == RepairKind.VALUE and not cleaned.get("value") and "value" not in self.errors:
            self.add_error("value", ValidationError("Isi nilai yang benar."))
        if answer == RepairKind.SET_ASIDE and not cleaned.get("reason"):
            self.add_error("reason", ValidationError("Tuliskan alasan menyisihkan."))
        return cleaned

    @property
    def asks(self) -> bool:
        """Whether the answer is a question to the sender."""
        return self.cleaned_data.get("answer") == RepairKind.ASK

    def refuse(self, error: ValidationError) -> None:
        """Tell a refusal beside the value when one was typed."""
        typed = self.cleaned_data.get("answer") == RepairKind.VALUE and "value" in self.fields
        told = list(error.messages)
        if typed and not self["value"].subwidgets[0].data["value"]:
            told.append(TYPE_AGAIN)
        self.add_error("value" if typed else None, told)

    def ticked(self) -> list[int]:
        """The problems chosen, as many as a page holds; [] means all of the group. 0 is none."""
        found = self.data.getlist("baris")[:ROWS] if self.is_bound else []
        return [
            int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
            for text in found
        ]


def choices(group: Group) -> list[tuple[str, str]]:
    """The answers that fit a group, in the words of its problem."""
    fits = group.answers
    offered = [
        (SUGGESTED, f"Jadikan {group.suggestion}" if group.suggestion else ""),
        (RepairKind.VALUE, fits.fill if group.whole else ""),
        (RepairKind.INCLUDE, fits.include),
        (RepairKind.ACCEPT, fits.accept),
        (RepairKind.SET_ASIDE, "Sisihkan"),
        (RepairKind.ASK, "Tanya pengirim"),
    ]
    return [(str(key), label) for key, label in offered if label]


class RevealForm(forms.Form):
    """Why personal words of lists are read in full."""

    reason = forms.CharField(
        label="Untuk apa isian pribadi dibaca?", min_length=5, max_length=200, initial=READING,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Tuliskan untuk apa isian pribadi dibaca.",
                        "min_length": "Tuliskan untuk apa isian pribadi dibaca."},
    )  # fmt: skip


class ErrandForm(forms.Form):
    """Whose the problems at and below a place are, until a day."""

    place = forms.ModelChoiceField(queryset=None, label="Wilayah", empty_label="Pilih wilayah")
    officer = forms.ModelChoiceField(queryset=None, label="Petugas", empty_label="Pilih petugas")
    due = DayField(label="Sampai tanggal")

    def __init__(self, *args, places, officers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places
        self.fields["officer"].queryset = officers


class DeadlineForm(forms.Form):
    due = DayField(label="Batas untuk seluruh daftar", required=False)
