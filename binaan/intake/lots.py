"""Answers from the field handed on in lots: rows of a list that tells only of itself.

One lot: what waits of one form, one sender and one day of interviews. It becomes a CSV, kept like any
list, and a `Batch` of the form's own `Source`; from there it goes the way of every list. The rows are
chosen, marked and put to work in one transaction, so that a killed worker hands nothing on twice.
See docs/rules/kiriman.md.
"""

import csv
import io
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, Max, Min, OuterRef, Q, Subquery
from django.utils import timezone

from binaan.access import audit
from binaan.intake import fieldwork, importing
from binaan.intake.kinds import KINDS, Kind
from binaan.intake.mapcheck import hash_of
from binaan.intake.models import (
    Batch,
    Form,
    ListedKey,
    ReviewKind,
    Source,
    SourceVersion,
    Submission,
    SubmissionState,
)
from binaan.intake.passing_on import pass_on
from binaan.intake.reviewed import answers_now
from binaan.intake.rules import lots as rules
from binaan.intake.rules.lots import Row
from binaan.kit import files, jobs
from binaan.kit.jobs import job
from binaan.kit.keepers import keeper
from binaan.kit.models import Job, JobState
from binaan.kit.sheets.cells import letters

JOB = "intake.lots"
PASSING = "intake.lots.passing"
EVERY = 60  # seconds
LOOK = 3  # seconds between two looks at what arrived
QUIET, LONGEST = timedelta(seconds=3), timedelta(seconds=30)
MOST = 500  # rows of a lot
UNREACHED = (
    "Usaha yang dipilih di ponsel berada di luar wilayah tugas petugas; periksa, lalu setujui."
)


def ask(form: Form, *, by: str) -> None:
    """Let the worker hand on what waits of this form; asked once, however many answers wait.

    In the caller's transaction. The waiting job is held until it ends: a worker that takes it then
    sees what the caller has written.
    """
    waiting = Job.objects.select_for_update().filter(
        kind=JOB, state=JobState.WAITING, arguments__form=str(form.pk)
    )
    if not list(waiting):
        jobs.enqueue(JOB, {"form": str(form.pk)}, by=by)


@job(JOB)
def run(work, beat) -> None:
    """Hand on every lot of a form that waits; each is one transaction."""
    form = Form.objects.select_related("office", "place").get(pk=work.arguments["form"])
    done = 0
    while found := _next(form):
        with transaction.atomic():
            beat(done, 0, "Meneruskan kiriman lapangan")
            done += hand_on(form, found)


@job(PASSING)
def pass_photos_on(work, beat) -> None:
    """Keep the photos of a lot with the records its rows became."""
    pass_on(beat, batch=work.arguments["batch"])


@keeper("lapangan", every=EVERY)
def keep() -> bool:
    """What was repaired since has a record for its photos."""
    pass_on()
    return False


@keeper("kiriman", every=LOOK)
def look() -> bool:
    """A phone that comes back sends many at once: they are handed on together when it is done.

    That is when nothing more of a form has become complete for a while, or what waits waits long; so
    what no job hands on gets one, too.
    """
    now = timezone.now()
    ready = Form.objects.filter(submissions__state=SubmissionState.READY)
    ready = ready.annotate(
        first=Min("submissions__complete_at"), last=Max("submissions__complete_at")
    )
    for form in ready.filter(Q(last__lte=now - QUIET) | Q(first__lte=now - LONGEST)):
        with transaction.atomic():
            ask(form, by=form.created_by)
    return False


class Lot(NamedTuple):
    """Submissions of one sender and one day, in the order in which they were told; no key twice."""

    day: date
    submissions: list[Submission]


def _next(form: Form) -> Lot | None:
    """The oldest lot that waits; a second answer about the same record goes into the next lot."""
    waiting = Submission.objects.filter(form=form, state=SubmissionState.READY)
    first = waiting.order_by("told_on", "sender_id", "received_at").first()
    if first is None:
        return None
    alike = waiting.filter(told_on=first.told_on, sender=first.sender_id)
    some = alike.select_related("sender", "version").order_by("ended_at", "received_at", "pk")
    chosen: dict[str, Submission] = {}
    for one in some[:MOST]:
        chosen.setdefault(_key(one), one)
    return Lot(first.told_on, list(chosen.values()))


def hand_on(form: Form, lot: Lot) -> int:
    """Make a batch of a lot and put it to work, in the caller's transaction; how many rows.

    What was taken back in the meantime stays out; a record out of reach waits for a person instead.
    """
    held = Submission.objects.select_for_update().filter(
        pk__in=[one.pk for one in lot.submissions], state=SubmissionState.READY
    )
    still = set(held.values_list("pk", flat=True))
    kind = KINDS[form.kind]
    mine = _within_reach(kind, [one for one in lot.submissions if one.pk in still])
    if not mine:
        return 0
    source = _source(form)
    version, _new = SourceVersion.objects.get_or_create(source=source, as_of=lot.day)
    batch = _batch(form, version, kind, mine)
    _listed(source, batch, mine)
    for one in mine:
        one.state, one.batch, one.row_key = SubmissionState.HANDED, batch, _key(one)
    Submission.objects.bulk_update(mine, ["state", "batch", "row_key"])
    batch.job = jobs.enqueue(importing.JOB, {"batch": str(batch.pk)}, by=batch.by)
    batch.save(update_fields=["job"])
    audit.record(
        "submission.handed_on", batch, by=batch.by, place=form.place, office=form.office,
        payload={"form": form.key, "rows": len(mine), "sha256": batch.file_id},
    )  # fmt: skip
    return len(mine)


def _key(one: Submission) -> str:
    """The stable key of its row: of the record it updates, of the row it replaces, else its own."""
    if one.record_id:
        return rules.key_of(str(one.record_id))
    before = one.replaces
    while before is not None:
        if before.row_key:
            return before.row_key
        before = before.replaces
    return rules.key_of(one.instance_id)


def _within_reach(kind: Kind, submissions: list[Submission]) -> list[Submission]:
    """Those whose record its sender may see, or who approved it; the others wait for a person."""
    mine = []
    for one in submissions:
        if one.record_id is None or _is_seen(kind, one):
            mine.append(one)
            continue
        one.state, one.trouble = SubmissionState.REVIEW, UNREACHED
        one.save(update_fields=["state", "trouble"])
    return mine


def _is_seen(kind: Kind, one: Submission) -> bool:
    if kind.naming is None:
        return False
    if kind.naming(one.sender, [one.record_id]):
        return True
    approved = one.reviews.filter(kind=ReviewKind.APPROVE).values_list("by", flat=True)
    people = type(one.sender).objects.filter(username__in=list(approved))
    return any(kind.naming(person, [one.record_id]) for person in people)


def _source(form: Form) -> Source:
    """The list of a form's answers, made with its first lot."""
    if form.source_id:
        return form.source
    source, _new = Source.objects.get_or_create(
        kind=form.kind, name=f"Kiriman lapangan: {form.title}"[:200], office=form.office,
        defaults={"place": form.place, "partial": True},
    )  # fmt: skip
    form.source = source
    Form.objects.filter(pk=form.pk).update(source=source)
    return source


def _batch(form: Form, version: SourceVersion, kind: Kind, mine: list[Submission]) -> Batch:
    """The rows as a CSV, kept like every list; the mapping names each column, so nothing is guessed."""
    taker = fieldwork.TAKERS[form.kind]
    rows = [_row(one, taker) for one in mine]
    fields = [field.name for field in kind.fields if any(field.name in row.said for row in rows)]
    labels = [kind.field(name).label for name in fields]
    table = rules.table(rows, fields, labels)
    sender = mine[0].sender.username
    name = f"{form.key}-{version.as_of:%Y%m%d}-{sender}.csv"
    columns = {letters(at): field for at, field in enumerate(fields, start=2)}
    entry = {"heading_row": 1, "columns": columns, "key": "A", "hidden": "include", "every": True}
    mapping = {"sheets": {"CSV": entry}}
    kept = files.note(files.store(_csv(table)), name=name, by=sender)
    return Batch.objects.create(
        version=version, file=kept, file_name=name[-255:], place=form.place, mapping=mapping,
        mapping_hash=hash_of(mapping), by=sender,
    )  # fmt: skip


def _row(one: Submission, taker: fieldwork.Taker) -> Row:
    version = one.version
    entries = {entry["path"]: entry for entry in version.definition}
    said = rules.said(answers_now(one), version.mapping, entries, taker.words)
    return Row(_key(one).removeprefix(rules.PREFIX), one.instance_id, said)


def _csv(table: list[list[str]]) -> io.BytesIO:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(table)
    return io.BytesIO(out.getvalue().encode())


def _listed(source: Source, batch: Batch, mine: list[Submission]) -> None:
    """Rows that update a record are known by it before they are read."""
    wanted = {_key(one): one.record_id for one in mine if one.record_id}
    there = ListedKey.objects.filter(source=source, key__in=wanted).values_list("key", flat=True)
    known = set(there)
    ListedKey.objects.bulk_create(
        ListedKey(source=source, key=key, hash=0, record_id=record, batch=batch, ordinal=0)
        for key, record in wanted.items()
        if key not in known
    )


def applied(batch: Batch) -> None:
    """Called when a batch has been applied: its submissions learn their records, photos follow."""
    source = batch.version.source
    if not source.partial or not batch.submissions.exists():
        return
    keys = ListedKey.objects.filter(source=source, key=OuterRef("row_key"))
    mine = batch.submissions.filter(Exists(keys))
    mine.update(record_id=Subquery(keys.values("record_id")[:1]))
    if mine.filter(attachments__file__isnull=False).exists():
        jobs.enqueue(PASSING, {"batch": str(batch.pk)}, by=batch.by)


importing.APPLIED.append(applied)
