"""What a person says of a step of a TDU or a location."""

from functools import partial

from django import forms

from binaan.kit import step_forms
from binaan.kit.step_forms import EMPTY
from binaan.vendors.choices import Offence
from binaan.vendors.rules.ways import FIELDS, STATEMENTS

OFFENCES = [one for one in Offence.choices if one[0] != Offence.NONE]


class StepForm(step_forms.StepForm):
    """One step: its day, what it asks for, its paper."""

    asks = FIELDS
    kinds = step_forms.StepForm.kinds | {
        "offence": partial(forms.ChoiceField, choices=[EMPTY, *OFFENCES]),
        "statements": partial(
            forms.MultipleChoiceField, choices=list(STATEMENTS.items()),
            widget=forms.CheckboxSelectMultiple,
        ),
    }  # fmt: skip
