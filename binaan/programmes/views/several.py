"""Several forms on one page: which of them was sent, and what came of it."""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from binaan.kit import uploading
from binaan.kit.refusing import refuse
from binaan.programmes.forms.staying import EvidenceForm

FIELD = "buat"  # the hidden field that names the form


class Act(NamedTuple):
    """One form: its key, what it is called, its button."""

    key: str
    title: str
    button: str
    form: forms.Form
    sent: bool


def act(request: HttpRequest, key: str, words: tuple[str, str], form, **given) -> Act:
    """A form of the page, filled in when it is the one sent. `words`: its title and its button."""
    sent = request.method == "POST" and request.POST.get(FIELD) == key
    if sent and issubclass(form, EvidenceForm):
        given["too_large"] = uploading.too_large(request, "document")
    made = form(
        request.POST if sent else None,
        request.FILES if sent else None,
        auto_id=f"{key}_%s",
        **given,
    )
    return Act(key, *words, made, sent)


def which(acts: list[Act]) -> Act | None:
    """The form that was sent."""
    return next((one for one in acts if one.sent), None)


def tried(one: Act | None, do: Callable[[dict], object]) -> bool:
    """Whether the form was right and its action did it; what the action refuses stands at its field."""
    if one is None or not one.form.is_valid():
        return False
    try:
        do(one.form.cleaned_data)
    except ValidationError as error:
        refuse(one.form, error)
        return False
    return True
