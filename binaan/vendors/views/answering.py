"""What views of the street share: a form meets an action, papers come and go."""

from django.core.exceptions import ValidationError

from binaan.kit import opening, uploading
from binaan.kit.refusing import refuse
from binaan.kit.stepping import Said
from binaan.vendors.actions import papers


def attempt(form, action, *args, **said):
    """Run an action; what it refuses becomes an error of the form and the answer is None."""
    try:
        return action(*args, **said)
    except ValidationError as error:
        refuse(form, error)
    return None


def take(request, form, action, row, event: str):
    """Takes the step a form was filled in for; None where it was refused."""
    given = form.cleaned_data
    try:
        said = Said(given["on"], form.filled(), given["note"], uploading.kept_paper(request, form))
        return action(row, event=event, said=said, by=request.user)
    except ValidationError as error:
        refuse(form, error)
    return None


def send_paper(request, row, sha256: str, *, name: str):
    """A paper beside this row as a download, its reading noted; 404 where its bytes are gone."""
    return opening.send_paper(
        sha256, name=name, note=lambda: papers.note_reading(row, sha256=sha256, by=request.user)
    )
