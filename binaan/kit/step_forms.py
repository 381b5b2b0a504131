"""What a person says of a step of a declared way (kit.workflow), and the paper laid beside a form."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import ClassVar

from django import forms
from django.http import HttpRequest

from binaan.kit import uploading
from binaan.kit.dates import today
from binaan.kit.fields import DateInput, PastDayField
from binaan.kit.workflow import Field, Step

PAPERS = "application/pdf,image/jpeg,image/png,image/webp"
PAPER_HELP = "PDF atau foto (JPEG, PNG, WebP)."
TOO_LARGE = "Berkas ini terlalu besar; perkecil atau pindai lebih ringan."
EMPTY = ("", "–")
LONGEST = 200


def paper(label: str, *, required: bool = False, help_text: str = PAPER_HELP) -> forms.FileField:
    """A scan or a photo; the action looks at what it is."""
    return forms.FileField(
        label=label, required=required, help_text=help_text,
        widget=forms.FileInput({"accept": PAPERS}),
    )  # fmt: skip


class PaperForm(forms.Form):
    """A form with a paper beside it, which may have been dropped for its size."""

    def __init__(self, *args, too_large: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.too_large = too_large

    def clean(self):
        given = super().clean()
        if self.too_large:
            self.add_error("document", TOO_LARGE)
        return given


class StepForm(PaperForm):
    """One step: its day, what it asks for, its paper. A room says its `asks` and further `kinds`."""

    asks: ClassVar[Mapping[str, Field]] = {}
    kinds: ClassVar[Mapping[str, Callable[..., forms.Field]]] = {
        "text": partial(forms.CharField, max_length=LONGEST),
        "long": lambda **options: forms.CharField(
            max_length=2000, widget=forms.Textarea({"rows": 3}), **options
        ),
        "date": partial(forms.DateField, widget=DateInput),
    }

    on = PastDayField(label="Tanggal", initial=today)

    def __init__(self, *args, step: Step, **kwargs):
        super().__init__(*args, **kwargs)
        self.step = step
        for one in step.asks:
            asked = self.asks[one.key]
            self.fields[one.key] = self.kinds[asked.kind](
                label=asked.label, required=one.required, help_text=asked.help
            )
        self.fields |= self.besides()
        if step.document:
            required = step.document_required and not self.too_large
            self.fields["document"] = paper(step.document, required=required)
        self.fields["note"] = forms.CharField(
            label="Catatan", max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
        )

    def besides(self) -> dict[str, forms.Field]:
        """What a room asks for at this step besides, by name."""
        return {}

    def filled(self) -> dict[str, str]:
        """What was filled in, by key, as text; what was left empty is not in it."""
        said = {one.key: self.cleaned_data.get(one.key) for one in self.step.asks}
        return {key: _text(value) for key, value in said.items() if value}


def offered(
    request: HttpRequest, steps: Iterable[Step], form: type[StepForm]
) -> tuple[list[tuple[Step, StepForm, bool]], StepForm | None]:
    """The steps with their forms, and whether it was sent; the form that was sent (POST `langkah`)."""
    asked = request.POST.get("langkah", "")
    found = []
    for step in steps:
        mine = step.event == asked
        made = form(
            request.POST if mine else None, request.FILES if mine else None, step=step,
            too_large=mine and uploading.too_large(request, "document"), auto_id=f"{step.event}_%s",
        )  # fmt: skip
        found.append((step, made, mine))
    return found, next((made for _step, made, mine in found if mine), None)


def _text(value) -> str:
    if value is True:
        return "ya"
    if isinstance(value, list):
        return " ".join(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
