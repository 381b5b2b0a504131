"""Forms for what is decided about a finding."""

from django import forms

DECISIONS = (("terapkan", "Terapkan usul"), ("biarkan", "Biarkan"), ("buka", "Buka lagi"))


class DecideForm(forms.Form):
    """The button pressed, and why something is left as it is."""

    putusan = forms.ChoiceField(choices=DECISIONS, error_messages={"required": "Pilih putusan."})
    reason = forms.CharField(
        label="Alasan dibiarkan", required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def clean(self):
        given = super().clean()
        if given.get("putusan") == "biarkan" and not given.get("reason", "").strip():
            self.add_error("reason", "Tuliskan mengapa angka ini dibiarkan.")
        return given
