"""Form fields of every room: a day, a day that is over or today."""

from django import forms
from django.core.exceptions import ValidationError

from binaan.kit.dates import today


class DateInput(forms.DateInput):
    """The browser's own date picker; it wants 2026-12-31."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, picked or written: 2026-12-31, 31-12-2026, 31/12/2026."""

    widget = DateInput

    def __init__(self, **kwargs):
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"])
        super().__init__(**kwargs)


class PastDayField(DayField):
    """A day that is not in the future."""

    def validate(self, value):
        super().validate(value)
        if value and value > today():
            raise ValidationError("Tanggal ini belum terjadi.")
