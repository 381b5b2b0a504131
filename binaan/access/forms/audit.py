"""What an auditor may ask the trail."""

from django import forms

from binaan.access import verbs
from binaan.kit.fields import DayField


class EventFilter(forms.Form):
    person = forms.CharField(label="Orang", required=False)
    verb = forms.ChoiceField(label="Peristiwa", required=False)
    subject = forms.CharField(
        label="Objek", required=False, widget=forms.TextInput(attrs={"spellcheck": "false"})
    )
    since = DayField(label="Dari tanggal", required=False)
    until = DayField(label="Sampai tanggal", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", "Semua peristiwa"), *verbs.choices()]
