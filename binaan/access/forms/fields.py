"""Fields several forms of this room share: a place by code or name, a PDF."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access import queries
from binaan.access.permissions import Permission
from binaan.kit.refusing import refuse
from binaan.places.queries import label, labels

MEGABYTE = 1024 * 1024
PDF_LIMIT = 10 * MEGABYTE


def place_text(place) -> str:
    """A place as the place box writes it: "Cibitung, Bekasi (32.16.07)"."""
    return f"{label(place)} ({place.code})"


class PlaceInput(forms.TextInput):
    """A text box with suggestions from the server; without JavaScript it is just a text box."""

    template_name = "access/place_input.html"

    def __init__(self, permission: Permission):
        super().__init__(attrs={"autocomplete": "off"})
        self.permission = permission

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["permission"] = str(self.permission)
        return context


class PlaceField(forms.CharField):
    """Answers a Place the asking user reaches: "32.16.06", "Tambun Selatan", or both together."""

    def __init__(self, *, permission: Permission, **kwargs):
        kwargs.setdefault("label", "Wilayah")
        kwargs.setdefault("help_text", "Tulis nama atau kode, misalnya Cibitung atau 32.16.07.")
        super().__init__(widget=PlaceInput(permission), **kwargs)
        self.permission = permission
        self.user = None

    def prepare_value(self, value):
        return place_text(value) if hasattr(value, "code") else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        found = queries.find_places(self.user, self.permission, text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError("Tidak ada wilayah Anda dengan nama atau kode itu.")
        said = labels([place.code for place in found])
        listed = "; ".join(f"{said[place.code]} ({place.code})" for place in found)
        raise ValidationError(f"Ada beberapa wilayah bernama itu. Tulis kodenya: {listed}.")


class PdfField(forms.FileField):
    """A file that really is a PDF, of at most 10 MB."""

    def __init__(self, **kwargs):
        widget = forms.FileInput(attrs={"accept": "application/pdf"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > PDF_LIMIT:
            raise ValidationError("Berkas lebih besar dari 10 MB. Pindai ulang dengan mutu biasa.")
        head = file.read(1024)
        file.seek(max(0, file.size - 2048))
        tail = file.read()
        file.seek(0)
        if not head.startswith(b"%PDF-") or b"startxref" not in tail or b"%%EOF" not in tail:
            raise ValidationError("Berkas ini bukan PDF yang utuh.")
        return file


def ask_as(form: forms.Form, user) -> None:
    """Tell the place fields of a form who is asking."""
    for field in form.fields.values():
        if isinstance(field, PlaceField):
            field.user = user


def attempt(form: forms.Form, action, **arguments):
    """Run an action; a refusal becomes an error of the form and the answer is None."""
    try:
        return action(**arguments)
    except PermissionDenied as error:
        form.add_error(None, str(error))
    except ValidationError as error:
        refuse(form, error)
    return None
