"""An action refuses what a form said: its words stand beside the field they name, or above the form."""

from django.core.exceptions import ValidationError
from django.forms import BaseForm


def refuse(form: BaseForm, error: ValidationError) -> None:
    """Put what an action says where it belongs."""
    told = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for name, said in told.items():
        form.add_error(name if name in form.fields else None, said)
