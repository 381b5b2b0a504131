"""What a person says of the phone that is put into use."""

from django import forms


class PairForm(forms.Form):
    """How the phone is called in the list of one's devices."""

    label = forms.CharField(
        label="Nama ponsel", max_length=100, initial="Ponsel saya",
        help_text="Agar dikenali bila nanti harus dicabut, misalnya “Samsung kuning”.",
    )  # fmt: skip
