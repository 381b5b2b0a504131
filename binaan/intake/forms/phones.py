"""A phone to be registered, and why answers are read in full."""

from django import forms


class DeviceForm(forms.Form):
    """How a person calls this phone."""

    label = forms.CharField(
        label="Nama perangkat", max_length=100, help_text="Misalnya: HP Samsung hitam.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip


class WholeForm(forms.Form):
    """Why the answers of one submission are read in full."""

    reason = forms.CharField(
        label="Untuk apa jawaban ini dibaca utuh?", min_length=5, max_length=200
    )
