"""An action refuses: its words stand beside the field they name, above the form, or above the next page."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest


def refuse(form: BaseForm, error: ValidationError) -> None:
    """Put what an action says where it belongs."""
    told = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for name, said in told.items():
        form.add_error(name if name in form.fields else None, said)


@contextmanager
def telling(request: HttpRequest, done: str = "") -> Iterator[None]:
    """An action is taken inside: `done` is told above the next page, or why it was refused."""
    try:
        yield
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if done:
            messages.success(request, done)
