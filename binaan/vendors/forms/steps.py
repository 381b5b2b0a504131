"""What a person says of a step of a TDU or a location."""

from django import forms

from binaan.kit.dates import today
from binaan.kit.fields import DateInput, PastDayField
from binaan.kit.workflow import Step
from binaan.vendors.choices import Offence
from binaan.vendors.forms.fields import EMPTY, PaperForm, paper
from binaan.vendors.rules.ways import FIELDS, STATEMENTS

LONGEST = 200
OFFENCES = [one for one in Offence.choices if one[0] != Offence.NONE]


def _field(key: str, *, required: bool) -> forms.Field:
    asked = FIELDS[key]
    options = {"label": asked.label, "required": required, "help_text": asked.help}
    if asked.kind == "long":
        return forms.CharField(max_length=2000, widget=forms.Textarea({"rows": 3}), **options)
    if asked.kind == "date":
        return forms.DateField(widget=DateInput(), **options)
    if asked.kind == "offence":
        return forms.ChoiceField(choices=[EMPTY, *OFFENCES], **options)
    if asked.kind == "statements":
        return forms.MultipleChoiceField(
            choices=list(STATEMENTS.items()), widget=forms.CheckboxSelectMultiple, **options
        )
    return forms.CharField(max_length=LONGEST, **options)


class StepForm(PaperForm):
    """One step: its day, what it asks for, its paper."""

    on = PastDayField(label="Tanggal", initial=today)

    def __init__(self, *args, step: Step, too_large: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.step, self.too_large = step, too_large
        for one in step.asks:
            self.fields[one.key] = _field(one.key, required=one.required)
        if step.document:
            self.fields["document"] = paper(
                step.document, required=step.document_required, too_large=too_large
            )
        self.fields["note"] = forms.CharField(
            label="Catatan", max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
        )

    def filled(self) -> dict[str, str]:
        """What was filled in, by key, as text; what was left empty is not in it."""
        said = {one.key: self.cleaned_data.get(one.key) for one in self.step.asks}
        return {key: _text(value) for key, value in said.items() if value}


def _text(value) -> str:
    if isinstance(value, list):
        return " ".join(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
