"""What owners fill in: a paper's code, an answer, an objection."""

from django import forms

from binaan.programmes.rules.inviting import REASONS

OTHER = "lain"


class CodeForm(forms.Form):
    """The code of a paper."""

    code = forms.CharField(
        label="Kode pada kertas", max_length=20, help_text="Delapan huruf dan angka, misalnya ABCD-EFGH.",
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """Coming or not; who does not come says why."""

    comes = forms.ChoiceField(
        label="Apakah Anda dapat hadir?", widget=forms.RadioSelect,
        choices=[("1", "Ya, saya hadir"), ("0", "Tidak dapat hadir")],
    )  # fmt: skip
    reason = forms.ChoiceField(
        label="Bila tidak, mengapa?", required=False,
        choices=[("", "Pilih alasan"), *((one, one) for one in REASONS), (OTHER, "Alasan lain")],
    )  # fmt: skip
    why = forms.CharField(
        label="Keterangan", required=False, max_length=300, widget=forms.Textarea({"rows": 2})
    )

    def given(self) -> dict:
        """What the action is given."""
        said = self.cleaned_data
        reason = "" if said["reason"] == OTHER else said["reason"]
        why = ": ".join(one for one in (reason, said["why"].strip()) if one)
        return {"comes": said["comes"] == "1", "why": why}


class ObjectionForm(forms.Form):
    """Why the owner does not agree."""

    text = forms.CharField(
        label="Keberatan Anda", max_length=2000, widget=forms.Textarea({"rows": 4}),
        help_text="Tuliskan apa yang menurut Anda keliru. Kantor wajib membacanya.",
    )  # fmt: skip
