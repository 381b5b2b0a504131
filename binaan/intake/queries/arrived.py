"""What arrived from a phone, understood as far as it can be: form, edition, record, place, campaign."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from binaan.access.permissions import Permission
from binaan.intake.fieldwork import RECORD, TAKERS
from binaan.intake.models import (
    Form,
    FormVersion,
    Submission,
    SubmissionState,
)
from binaan.intake.rules import instances
from binaan.intake.rules.answered import position
from binaan.intake.rules.instances import Instance
from binaan.intake.rules.xlsforms import questions
from binaan.kit import prepared
from binaan.kit.files import path_of
from binaan.places.models import Place
from binaan.places.queries import place_of

MOST_XML = 10 * 1024 * 1024
TOO_LONG = "XML kiriman lebih besar dari 10 MB, jadi tidak dibaca; berkasnya tersimpan."
NO_FORM = "Formulir “{key}” tidak dikenal di sini; jawabannya tersimpan, belum diteruskan."
NO_VERSION = (
    "Versi “{version}” formulir ini belum pernah diunggah; unggah, atau periksa jawabannya."
)
NOT_YOURS = "Petugas tidak bertugas mengirim di wilayah atau kantor formulir ini."
PLACES = ("place_code", "village")
MOST_NAME = 200  # characters of what a submission is called


@dataclass(frozen=True)
class Told:
    """One instance, with what is known here of its form. `trouble`: why a person should look."""

    instance_id: str
    broken: bool = False
    trouble: str = ""
    instance: Instance | None = None
    form: Form | None = None
    version: FormVersion | None = None
    replaces: Submission | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def files(self) -> tuple[str, ...]:
        """Names of the files its answers speak of."""
        return self.instance.files if self.instance else ()

    def troubled(self, sentence: str) -> "Told":
        """The same, with one more reason to look."""
        return replace(self, trouble=f"{self.trouble} {sentence}".strip())

    def instead_of(self, before: Submission) -> "Told":
        """The same, as an answer to what was returned or edited."""
        return replace(self, replaces=before)

    def columns(self, user) -> dict:
        """The columns of its submission; a form nobody knows belongs where its sender works."""
        office, place = _where(user, self.form)
        of_form = {"form": self.form, "version": self.version, "office": office,
                   "form_place": place, "trouble": self.trouble, "replaces": self.replaces}  # fmt: skip
        if self.instance is None:
            return of_form
        return of_form | {
            "form_key": self.instance.form_key, "form_version": self.instance.version,
            "answers": self.instance.answers, "meta": self.instance.meta,
            "name": self.instance.name, "begun_at": self.instance.begun_at,
            "ended_at": self.instance.ended_at, **self.facts,
        }  # fmt: skip


def told(user, sha256: str) -> Told:
    """Read a kept instance; what cannot be read is told as broken, under the digest of its bytes."""
    path = path_of(sha256)
    if path.stat().st_size > MOST_XML:
        return Told(f"broken:{sha256}", broken=True, trouble=TOO_LONG)
    xml = path.read_bytes()
    try:
        first = instances.parse(xml)
        form, version = _form(first)
        read = instances.parse(xml, types_of(version)) if version else first
    except instances.Unreadable as error:
        return Told(f"broken:{sha256}", broken=True, trouble=str(error))
    found = Told(
        read.instance_id, instance=read, form=form, version=version,
        trouble=_trouble(user, read, form, version), replaces=_before(user, read, form),
    )  # fmt: skip
    return replace(found, facts=_facts(found))


def _form(read: Instance) -> tuple[Form | None, FormVersion | None]:
    """The form an instance names, and its edition."""
    key, number = prepared.text_slot("key"), prepared.text_slot("version")
    editions = FormVersion.objects.defer("xform").select_related("form__office", "form__place")
    known = prepared.objects(
        "edition of an answer", lambda: editions.filter(form__key=key.mark, version=number.mark),
        (key, number), {key.name: read.form_key, number.name: read.version},
    )  # fmt: skip
    if known:
        return known[0].form, known[0]
    return Form.objects.select_related("office", "place").filter(key=read.form_key).first(), None


def types_of(version: FormVersion) -> dict[str, str]:
    """The type of each question of an edition, by path."""
    return questions.types(version.definition)


def says_the_same(submission: Submission, told: Told) -> bool:
    """Whether an instance written anew (another order, other spaces) answers the same."""
    read = told.instance
    return (
        read is not None
        and submission.form_version == read.version
        and submission.answers == read.answers
    )


def standing(submission: Submission) -> SubmissionState:
    """Where a complete submission goes: to a person, to the worker, or it stays."""
    form = submission.form
    if form is None:
        return SubmissionState.KEPT
    if submission.trouble:
        return SubmissionState.REVIEW
    return SubmissionState.READY if form.kind in TAKERS else SubmissionState.KEPT


def may_send(user, form: Form) -> bool:
    """Whether this person's work in the field meets the place and office of a form."""
    for held in user.holdings(Permission.FIELD_SEND):
        here, there = held.place.path, form.place.path
        met = _below(here, there) or _below(there, here)
        if met and held.office_id in (None, form.office_id):
            return True
    return False


def _below(path: str, above: str) -> bool:
    return not above or path == above or path.startswith(f"{above}.")


def _where(user, form: Form | None):
    if form is not None:
        return form.office, form.place
    held = next(iter(user.holdings(Permission.FIELD_SEND)), None)
    return (held.office, held.place) if held else (None, None)


def _trouble(user, read: Instance, form: Form | None, version: FormVersion | None) -> str:
    if form is None:
        return NO_FORM.format(key=read.form_key)
    said = [] if version else [NO_VERSION.format(version=read.version)]
    if not may_send(user, form):
        said.append(NOT_YOURS)
    return " ".join(said)


def _before(user, read: Instance, form: Form | None) -> Submission | None:
    """The submission this one edits: of the same form and sender only."""
    if not read.deprecated_id or form is None:
        return None
    mine = Submission.objects.filter(form=form, sender=user)
    return mine.filter(instance_id=read.deprecated_id).first()


def _facts(found: Told) -> dict:
    """What the answers say of day, position, place and record."""
    read, version = found.instance, found.version
    assert read is not None
    facts: dict = {"told_on": _day(read, version)}
    if version is None or found.form is None:
        return facts
    types, flat = types_of(version), instances.flat(read.answers)
    points = (
        position(flat[path]) for path, kind in types.items() if kind == "geopoint" and path in flat
    )
    if point := next((one for one in points if one), None):
        facts |= {"lat": point.lat, "lon": point.lon, "accuracy": point.accuracy}
    facts["name"] = read.name or _called(version, flat)
    facts["record_id"] = _record(read, version, flat)
    facts["place"] = _place(version, flat)
    return facts


def _day(read: Instance, version: FormVersion | None) -> date:
    """The day of the interview: as the phone says, unless its clock cannot be right.

    A day to come, or one before this edition existed, comes from a wrong clock: the day of arrival
    counts then.
    """
    today = timezone.localdate()
    first = version.at if version else None
    said = _date(read.meta.get("today", "")) or _local(read.ended_at) or _local(read.begun_at)
    if said is None or said > today or (first and said < timezone.localdate(first)):
        return today
    return said


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _local(moment: datetime | None) -> date | None:
    return moment.date() if moment else None  # the day as the phone saw it


def _called(version: FormVersion, flat: Mapping[str, str]) -> str:
    """The name of what was told of, where the engine gave the answers none."""
    named = (
        flat[path] for path, said in version.mapping.items() if said == "name" and path in flat
    )
    return next(named, "")[:MOST_NAME]


def _record(read: Instance, version: FormVersion, flat: Mapping[str, str]) -> UUID | None:
    """The record that was chosen on the phone, or that the engine says it changes."""
    said = [flat.get(path, "") for path, field in version.mapping.items() if field == RECORD]
    if read.entity and read.entity.update:
        said.append(read.entity.record)
    for text in said:
        try:
            return UUID(text)
        except ValueError:
            continue
    return None


def _place(version: FormVersion, flat: Mapping[str, str]) -> Place | None:
    codes = [
        flat[path] for path, said in version.mapping.items() if said in PLACES and path in flat
    ]
    found = [place for code in codes if (place := place_of(code))]
    return max(found, key=lambda place: place.path, default=None)
