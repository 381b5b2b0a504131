"""Forms for what a person says of pairs, merges and samples of merges."""

from django import forms
from django.core.exceptions import ValidationError

from binaan.registry.choices import PairState, SampleAnswer
from binaan.registry.forms.values import ReasonField
from binaan.registry.queries.identity_sides import PICKED, PICKED_NUMBERS
from binaan.registry.rules import projection
from binaan.registry.wording import FACTS

# The value of a button: the answer, and what becomes of two owners.
BUTTONS = {
    "same": (PairState.SAME, None),
    "same-merge": (PairState.SAME, "merge"),
    "same-succeed": (PairState.SAME, "succeed"),
    "owner": (PairState.OWNER, None),
    "different": (PairState.DIFFERENT, None),
    "unsure": (PairState.UNSURE, None),
}
CHOOSE = {"required": "Pilih salah satu jawaban.", "invalid_choice": "Pilih salah satu jawaban."}
SIDES = [("", "menurut sumbernya"), ("left", "kiri"), ("right", "kanan")]


def first_of(key: str) -> str:
    """How merging names a fact: the first key of its group, or the kind of number."""
    name = FACTS[key].keys[0]
    return projection.GROUP_OF.get(name, (name,))[0]


class AnswerForm(forms.Form):
    """One answer about a pair; `jawab` is the button pressed."""

    jawab = forms.ChoiceField(
        label="Jawaban", choices=[(one, one) for one in BUTTONS], error_messages=CHOOSE
    )
    note = forms.CharField(label="Catatan", required=False, max_length=500)
    facts = forms.CharField(required=False, max_length=60)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key in (*PICKED, *PICKED_NUMBERS):
            self.fields[f"pilih-{key}"] = forms.ChoiceField(choices=SIDES, required=False)

    def given(self) -> dict:
        """What `deciding.answer` takes."""
        answer, owners = BUTTONS[self.cleaned_data["jawab"]]
        picked = {
            first_of(name.removeprefix("pilih-")): side
            for name, side in self.cleaned_data.items()
            if name.startswith("pilih-") and side
        }
        chosen = picked if answer == PairState.SAME else {}
        return {
            "answer": answer, "owners": owners, "chosen": chosen, "note": self.cleaned_data["note"],
        }  # fmt: skip


GROUP_ANSWERS = [
    (PairState.SAME, "Sama"),
    (PairState.OWNER, "Pemilik sama, usaha lain"),
    (PairState.DIFFERENT, "Berbeda"),
    (PairState.UNSURE, "Belum pasti"),
]


class GroupForm(forms.Form):
    """An answer for each record but the first: `usaha-<key>`."""

    note = forms.CharField(label="Catatan", required=False, max_length=500)

    def __init__(self, *args, sides, **kwargs):
        super().__init__(*args, **kwargs)
        self.sides = sides
        for side in sides:
            self.fields[f"usaha-{side.business.pk}"] = forms.ChoiceField(
                label=f"{side.letter}: {side.business.name}",
                choices=GROUP_ANSWERS,
                widget=forms.RadioSelect,
                error_messages=CHOOSE,
            )

    def answers(self) -> dict:
        """What `deciding.answer_group` takes."""
        return {
            side.business.pk: self.cleaned_data[f"usaha-{side.business.pk}"] for side in self.sides
        }

    def lines(self) -> list[dict]:
        """Each record with its choices, as the page draws them."""
        return [{"side": side, "field": self[f"usaha-{side.business.pk}"]} for side in self.sides]


class UnmergeForm(forms.Form):
    """Why a merge is taken back, and whose is what came in since."""

    later_to = forms.ChoiceField(
        label="Milik siapa catatan yang masuk sesudah digabung?",
        widget=forms.RadioSelect, required=False,
    )  # fmt: skip
    reason = ReasonField(help_text="Misalnya hasil kunjungan atau keterangan pemilik.")

    def __init__(self, *args, merge, names, asks, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["later_to"]
            return
        left, right = merge.left, merge.right
        self.fields["later_to"].choices = [
            ("left", f"{left.short_number} {names[0]}"),
            ("right", f"{right.short_number} {names[1]}"),
            ("ask", "Belum tahu: biarkan dahulu dan catat sebagai belum jelas"),
        ]
        self.fields["later_to"].required = True


class SampleForm(forms.Form):
    """What a head of section found of an automatic merge."""

    jawab = forms.ChoiceField(choices=SampleAnswer.choices, error_messages=CHOOSE)

    def clean_jawab(self):
        given = self.cleaned_data["jawab"]
        if not given:
            raise ValidationError(CHOOSE["required"])
        return given
