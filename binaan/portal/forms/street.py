"""What a street vendor fills in to register for an event day."""

from django import forms


class SlotForm(forms.Form):
    """Who it is: a number only he knows or holds, and the name that belongs to it."""

    number = forms.CharField(
        label="Nomor TDU atau nomor HP", max_length=40,
        help_text="Seperti tertera di kartu TDU, atau nomor HP yang dipakai saat didata.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    name = forms.CharField(
        label="Nama Anda atau nama usaha", max_length=200, help_text="Seperti saat didata.",
        widget=forms.TextInput({"autocomplete": "name"}),
    )  # fmt: skip
