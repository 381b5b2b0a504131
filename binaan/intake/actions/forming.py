"""Field forms: a version is brought in, put to use, withdrawn. Answers to old versions stay readable.

See docs/rules/formulir.md.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.intake import fieldwork
from binaan.intake.kinds import KINDS
from binaan.intake.models import Form, FormState, FormVersion
from binaan.intake.rules.xlsforms import mapped
from binaan.intake.rules.xlsforms.around import next_version
from binaan.intake.rules.xlsforms.book import Fault
from binaan.intake.rules.xlsforms.read import ReadForm
from binaan.kit import files
from binaan.kit.dates import today
from binaan.places.models import Place

OUTSIDE = "Anda tidak bertugas mengelola formulir {office} di {place}."
OTHERS = "Kode formulir {key} sudah dipakai {office}. Ganti form_id di lembar settings, misalnya {key}_2."
OTHER_ROOM = (
    "Formulir {key} sudah diteruskan ke {taker}. Jawaban lamanya tidak dapat dipindah; pakai kode "
    "formulir lain."
)
TAKEN = (
    "Versi {version} formulir {key} sudah ada dengan isi lain. Tulis versi {free} di lembar settings, "
    "atau kosongkan supaya diberi sendiri."
)
NO_LIST = (
    "Berkas {name} tidak disertakan dan bukan daftar yang dikenal, jadi tidak ada yang dapat dipilih. "
    "Daftar yang dikenal: {known}."
)
NO_FILE = "Berkas {name} disebut dalam formulir tetapi tidak disertakan."
LISTS = (".csv", ".xml", ".geojson")


class Given(NamedTuple):
    """A form to be kept: where it belongs, its workbook, and files handed in beside it by name."""

    read: ReadForm
    workbook: Path
    name: str
    office: Office
    place: Place
    room: str = ""
    media: Mapping[str, Path] = {}


@transaction.atomic
def add(given: Given, *, by: User | str) -> FormVersion:
    """Keep a version of a form; the same workbook again answers the version it became.

    `by`: who does it; a name alone stands for a command at the server itself. Raises ValidationError,
    PermissionDenied.
    """
    who = getattr(by, "username", by)
    form = _form(given, who)
    kept = files.keep(given.workbook, name=given.name, by=who)
    same = form.versions.filter(xlsx=kept).order_by("at").last()
    if same is not None and same.version == (given.read.version or same.version):
        _must_manage(form, by)
        return same
    version = _version(form, given, who)
    version.xlsx = kept
    version.save(force_insert=True)
    if form.title != given.read.title:
        form.title = given.read.title
        form.save(update_fields=["title"])
    _must_manage(form, by)
    _note("form.added", version, by)
    return version


def _form(given: Given, who: str) -> Form:
    key, room = given.read.key, given.room
    if room and room not in fieldwork.rooms():
        raise ValidationError(f"Ruang {room} tidak menerima jawaban formulir.")
    kind = fieldwork.rooms().get(room, "")
    form, _new = Form.objects.select_for_update(of=("self",)).get_or_create(
        key=key,
        defaults={
            "title": given.read.title, "room": room, "kind": kind, "office": given.office,
            "place": given.place, "created_by": who,
        },
    )  # fmt: skip
    if form.office_id != given.office.pk:
        raise ValidationError(OTHERS.format(key=key, office=form.office))
    if form.kind != kind:
        if form.submissions.exists():
            taker = fieldwork.TAKERS.get(form.kind)
            said = taker.label if taker else "kotak kiriman saja"
            raise ValidationError(OTHER_ROOM.format(key=key, taker=said))
        form.room, form.kind, form.source = room, kind, None
        form.save(update_fields=["room", "kind", "source"])
    return form


def _version(form: Form, given: Given, who: str) -> FormVersion:
    read = given.read
    taken = set(form.versions.values_list("version", flat=True))
    name = read.version or next_version(today(), taken)
    if name in taken:
        free = next_version(today(), taken)
        raise ValidationError(TAKEN.format(version=name, key=form.key, free=free))
    mapping = _mapping(form, read)
    media, missing = _media(given, who)
    return FormVersion(
        form=form, version=name, xform=read.as_version(name), mapping=mapping, media=media, by=who,
        definition=_definition(form, read, mapping),
        warnings=[[*fault] for fault in (*read.warnings, *missing)],
    )  # fmt: skip


def _mapping(form: Form, read: ReadForm) -> dict[str, str]:
    """Which field each question says, by the room that takes the answers."""
    taker = fieldwork.TAKERS.get(form.kind)
    if taker is None:
        return {}
    kind = KINDS.get(form.kind)
    headings = {
        mapped.folded(word): field.name
        for field in (kind.fields if kind else ())
        for word in (*reversed(field.synonyms), field.name, field.label)
    }
    return mapped.mapping(
        read.definition, named=taker.answers, headings=headings, records=taker.records,
        record=fieldwork.RECORD,
    )  # fmt: skip


def _definition(form: Form, read: ReadForm, mapping: Mapping[str, str]) -> list[dict]:
    """The questions, each told whether its answer is masked."""
    kind = KINDS.get(form.kind)
    personal = kind.personal if kind else frozenset()
    found = []
    for entry in read.definition:
        field = mapping.get(entry["path"])
        private = mapped.is_private(entry, None if field is None else field in personal)
        found.append({**entry, "private": True} if private else entry)
    return found


def _media(given: Given, who: str) -> tuple[dict[str, dict], list[Fault]]:
    """What fills each file the form speaks of, and a warning for what nothing fills."""
    media: dict[str, dict] = {}
    missing = []
    for name in given.read.files:
        stem, ending = Path(name).stem, Path(name).suffix.lower()
        if name in given.media:
            kept = files.keep(given.media[name], name=name, by=who)
            media[name] = {"file": kept.sha256}
        elif stem in fieldwork.LISTS and ending == ".csv":
            media[name] = {"list": stem}
        elif ending in LISTS:
            media[name] = {}
            known = ", ".join(f"{one}.csv" for one in sorted(fieldwork.LISTS))
            missing.append(
                Fault("survey", None, "type", NO_LIST.format(name=name, known=known), False)
            )
        else:
            missing.append(Fault("survey", None, "media", NO_FILE.format(name=name), False))
    return media, missing


def _must_manage(form: Form, by: User | str) -> None:
    """After writing, inside the transaction: nobody brings a form in where he does not work."""
    if isinstance(by, str):
        return
    if not Form.objects.permitted(by, Permission.FORM_MANAGE).filter(pk=form.pk).exists():
        raise PermissionDenied(OUTSIDE.format(office=form.office.name, place=form.place.name))


def _note(verb: str, version: FormVersion, by: User | str) -> None:
    form = version.form
    audit.record(
        verb, version, by=by, place=form.place, office=form.office,
        payload={"form": form.key, "version": version.version, "sha256": version.xlsx_id},
    )  # fmt: skip


@transaction.atomic
def publish(version: FormVersion, *, by: User | str) -> FormVersion:
    """From now on phones get this version; one that is in use already stays as it is."""
    version = _locked(version)
    if version.published_at and not version.withdrawn_at and version.form.state == FormState.OPEN:
        return version
    version.published_at, version.withdrawn_at = timezone.now(), None
    version.save(update_fields=["published_at", "withdrawn_at"])
    version.form.state = FormState.OPEN
    version.form.save(update_fields=["state"])
    _must_manage(version.form, by)
    _note("form.published", version, by)
    return version


@transaction.atomic
def withdraw(version: FormVersion, *, by: User | str) -> FormVersion:
    """Phones get it no more; the version before it, where there is one, takes its place.

    Answers begun with it are still taken, with its own definition.
    """
    version = _locked(version)
    if not version.published_at or version.withdrawn_at:
        raise ValidationError("Versi ini sedang tidak dipakai.")
    version.withdrawn_at = timezone.now()
    version.save(update_fields=["withdrawn_at"])
    left = version.form.versions.filter(published_at__isnull=False, withdrawn_at=None)
    if not left.exists():
        version.form.state = FormState.CLOSED
        version.form.save(update_fields=["state"])
    _must_manage(version.form, by)
    _note("form.withdrawn", version, by)
    return version


@transaction.atomic
def close(form: Form, *, by: User | str) -> Form:
    """Phones list the form no more; late answers are still taken."""
    form = Form.objects.select_for_update(of=("self",)).get(pk=form.pk)
    if form.state != FormState.OPEN:
        raise ValidationError("Formulir ini sedang tidak dipakai.")
    form.state = FormState.CLOSED
    form.save(update_fields=["state"])
    _must_manage(form, by)
    audit.record(
        "form.closed", form, by=by, place=form.place, office=form.office, payload={"form": form.key}
    )
    return form


def _locked(version: FormVersion) -> FormVersion:
    """The version and its form, nobody else changing either."""
    Form.objects.select_for_update(of=("self",)).get(pk=version.form_id)
    return FormVersion.objects.select_related("form__office", "form__place").get(pk=version.pk)
