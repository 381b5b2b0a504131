"""Field forms: those somebody manages, and those a phone may fetch and answer."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Max, Q, QuerySet

from binaan.access.permissions import Permission
from binaan.intake import fieldwork
from binaan.intake.models import Form, FormState, FormVersion, Submission
from binaan.places.scope import within

MANAGE = Permission.FORM_MANAGE
SEND = Permission.FIELD_SEND


class Listed(NamedTuple):
    """A form as its list shows it. `current`: the version phones get, None: none is in use."""

    form: Form
    current: FormVersion | None
    versions: int
    answers: int
    last_at: datetime | None
    taker: str


def forms(user) -> QuerySet[Form]:
    """The forms somebody manages."""
    return Form.objects.permitted(user, MANAGE).select_related("office", "place")


def versions(user) -> QuerySet[FormVersion]:
    """The versions of the forms somebody manages."""
    found = FormVersion.objects.filter(form__in=forms(user).values("pk"))
    return found.select_related("form__office", "form__place", "xlsx")


def listed(user) -> list[Listed]:
    """The forms somebody manages, those in use first, with their version and answers."""
    found = list(forms(user).prefetch_related("versions"))
    answers = Submission.objects.permitted(user, Permission.SUBMISSION_VIEW).filter(form__in=found)
    told = answers.order_by().values_list("form").annotate(Count("pk"), Max("received_at"))
    counts = {form: (count, last) for form, count, last in told}
    lines = [
        Listed(
            one, current(one), len(one.versions.all()), *counts.get(one.pk, (0, None)), taken_by(one)
        )
        for one in found
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.form.state != FormState.OPEN, line.form.title))


def taken_by(form: Form) -> str:
    """Who takes its answers, in words; "" where they stay here."""
    taker = fieldwork.TAKERS.get(form.kind)
    return taker.label if taker else ""


def current(form: Form) -> FormVersion | None:
    """The version phones get: the one put to use last and not withdrawn, of a form in use."""
    if form.state != FormState.OPEN:
        return None
    usable = [one for one in form.versions.all() if one.published_at and not one.withdrawn_at]
    return max(usable, key=lambda one: (one.published_at, one.version), default=None)


def sendable(user) -> QuerySet[Form]:
    """The forms in use that somebody may answer: of his office, where his place and theirs meet.

    A form of a whole regency is answered by an enumerator of one kecamatan, and one of a kecamatan
    by somebody who works all over the regency.
    """
    reached = Q(pk__in=[])
    for held in user.holdings(SEND):
        meets = within("place__path", held.place) | Q(place__path__in=_above(held.place.path))
        reached |= meets if held.office_id is None else meets & Q(office_id=held.office_id)
    return Form.objects.filter(reached, state=FormState.OPEN).prefetch_related("versions")


def _above(path: str) -> list[str]:
    """The paths of a place and of all above it: "32.75.09" → "", "32", "32.75", "32.75.09"."""
    steps = path.split(".") if path else []
    return ["", *(".".join(steps[:count]) for count in range(1, len(steps) + 1))]


def to_fetch(user) -> list[FormVersion]:
    """What a phone lists: the current version of every form somebody may answer, by title."""
    found = [(one, current(one)) for one in sendable(user)]
    return [version for one, version in sorted(found, key=lambda pair: pair[0].title) if version]


def edition(user, key: str, version: str = "") -> FormVersion | None:
    """A version of a form that somebody may answer, the current one where none is named.

    One withdrawn since is still found: a phone may ask for what belongs to answers begun with it.
    """
    form = sendable(user).filter(key=key).first()
    if form is None:
        return None
    if not version:
        return current(form)
    return form.versions.filter(version=version, published_at__isnull=False).first()
