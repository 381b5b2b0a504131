"""What a person says of the nomenclature: which row of an old edition continues in which new one."""

from django import forms

from binaan.places.rules.nomenclature import ERAS
from binaan.planning.queries import nomenclature

EDITIONS = [(era.key, f"{era.key} – {era.regulation}") for era in ERAS]
CODE = {"class": "input", "autocomplete": "off"}


class LinkForm(forms.Form):
    """One old code and one new code, typed."""

    old_era = forms.ChoiceField(label="Edisi lama", choices=EDITIONS[:-1], initial="E2")
    old_code = forms.CharField(
        label="Kode lama", max_length=20, widget=forms.TextInput(CODE | {"placeholder": "2.17.03.2.01.01"})
    )  # fmt: skip
    new_era = forms.ChoiceField(label="Edisi baru", choices=EDITIONS[1:], initial="E3")
    new_code = forms.CharField(
        label="Kode baru", max_length=20, widget=forms.TextInput(CODE | {"placeholder": "2.17.03.2.01.0003"})
    )  # fmt: skip
    note = forms.CharField(
        label="Catatan", max_length=300, required=False, widget=forms.TextInput(CODE)
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self):
        said = super().clean()
        for side in ("old", "new"):
            code, era = said.get(f"{side}_code"), said.get(f"{side}_era")
            if not code or not era:
                continue
            said[side] = nomenclature.named(self.user, era, code.strip())
            if said[side] is None:
                self.add_error(
                    f"{side}_code", f"Tidak ada kode {code} pada edisi {era}. Periksa nomornya."
                )
        return said
