"""The office in whose name something is done: asked only of who works for several."""

from django import forms
from django.db.models import QuerySet


def ask_office(fields: dict[str, forms.Field], offices: QuerySet) -> None:
    """Offer these offices in the field `office`, the first one chosen; the only one is not asked."""
    field = fields["office"]
    field.queryset, field.initial = offices, offices.first()
    if offices.count() == 1:
        field.widget = forms.HiddenInput()
