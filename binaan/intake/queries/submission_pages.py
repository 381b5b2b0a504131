"""The list of submissions and the page of one: what was said, what came with it, where it went."""

from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake.kinds import KINDS, Named
from binaan.intake.models import (
    STILL_OPEN,
    Attachment,
    Batch,
    Form,
    ListedKey,
    Problem,
    Row,
    Submission,
    SubmissionState,
)
from binaan.intake.problems import describe
from binaan.intake.queries import reviewing
from binaan.kit.files import path_of
from binaan.kit.masking import mask_all, mask_text

VIEW = Permission.SUBMISSION_VIEW
PAGE = 50
TONES = {
    SubmissionState.HANDED: "ok", SubmissionState.READY: "info", SubmissionState.KEPT: "info",
    SubmissionState.REVIEW: "warn", SubmissionState.PARTIAL: "warn", SubmissionState.RETURNED: "warn",
    SubmissionState.BROKEN: "bad",
}  # fmt: skip


class Listed(NamedTuple):
    """A submission as its list shows it."""

    one: Submission
    tone: str
    files: int
    missing: int


class Part(NamedTuple):
    """A page of rows, and the key after which the next one starts ("" at the end)."""

    rows: list[Listed]
    next: str


class Turn(NamedTuple):
    """One turn of a repeat: its label and number, and its answers as label and words."""

    title: str
    said: list[tuple[str, str]]


class Fault(NamedTuple):
    """What is wrong in the row a submission became; words of persons are masked."""

    label: str
    message: str
    open: bool


class Shown(NamedTuple):
    """Everything the page of one submission shows. `raw`: the XML where it was asked for in full."""

    one: Submission
    tone: str
    lines: list
    turns: list[Turn]
    attachments: list[Attachment]
    batch: Batch | None
    faults: list[Fault]
    record: Named | None
    reviews: list
    raw: str


def submissions(user: User) -> QuerySet[Submission]:
    """The submissions this user may look at."""
    return reviewing.submissions(user)


def answered(user: User) -> QuerySet[Form]:
    """The forms of which this user may see a submission."""
    mine = Submission.objects.permitted(user, VIEW).order_by().values("form")
    return Form.objects.filter(pk__in=mine).order_by("title")


def listed(
    user: User, *, form: str = "", state: str = "", words: str = "", after: str = ""
) -> Part:
    """Submissions newest first, by keyset; `words` looks in the name and the sender."""
    found = submissions(user).defer("answers", "meta", "version__definition", "version__xform")
    found = found.annotate(
        files=Count("attachments", filter=Q(attachments__file__isnull=False)),
        missing=Count("attachments", filter=Q(attachments__file=None)),
    ).order_by("-pk")
    if form:
        found = found.filter(form__key=form)
    if state in SubmissionState.values:
        found = found.filter(state=state)
    if words := words.strip():
        found = found.filter(
            Q(name__icontains=words) | Q(sender__name__icontains=words) | Q(instance_id=words)
        )
    if key := _key(after):
        found = found.filter(pk__lt=key)
    rows = list(found[: PAGE + 1])
    shown = [Listed(one, TONES.get(one.state, ""), one.files, one.missing) for one in rows[:PAGE]]
    return Part(shown, str(rows[PAGE - 1].pk) if len(rows) > PAGE else "")


def counts(user: User, form: str = "") -> list[tuple[str, str, int]]:
    """State, its words, how many; only those there are."""
    found = Submission.objects.permitted(user, VIEW)
    if form:
        found = found.filter(form__key=form)
    told = dict(found.order_by().values_list("state").annotate(Count("pk")))
    return [
        (value, label, told[value]) for value, label in SubmissionState.choices if told.get(value)
    ]


def _key(text: str) -> UUID | None:
    try:
        return Submission._meta.pk.to_python(text) if text else None
    except ValidationError:
        return None


def one(user: User, row: Submission, *, whole: bool = False) -> Shown:
    """A submission within reach, as its page shows it; `whole`: with personal words and the raw."""
    batch = Batch.objects.permitted(user, Permission.LIST_VIEW).filter(pk=row.batch_id).first()
    return Shown(
        row, TONES.get(row.state, ""), _lines(user, row, whole), _turns(row, whole),
        list(row.attachments.select_related("file")), batch, _faults(row), record_of(user, row),
        reviewing.reviews(user, row), _raw(row) if whole else "",
    )  # fmt: skip


def _lines(user: User, row: Submission, whole: bool) -> list:
    """What was said outside repeats; of a form nobody knows by its paths, all of it masked."""
    if row.version is None:
        said = ((path, value) for path, value in row.answers.items() if isinstance(value, str))
        return [reviewing.Line(path, path, value if whole else mask_all(value), "", False, True)
                for path, value in said]  # fmt: skip
    found = reviewing.lines(user, row)
    if not whole:
        return found
    now = reviewing.answers_now(row)
    return [
        line._replace(value=str(now.get(line.path, "")), was=str(row.answers.get(line.path, "")))
        if line.personal else line
        for line in found
    ]  # fmt: skip


def _turns(row: Submission, whole: bool) -> list[Turn]:
    entries = {entry["path"]: entry for entry in (row.version.definition if row.version else [])}
    made = []
    for path, rows in row.answers.items():
        if isinstance(rows, list):
            title = entries.get(path, {}).get("label") or path
            for number, turn in enumerate(rows, start=1):
                made.append(Turn(f"{title} {number}", _said(turn, entries, whole)))
    return made


def _said(turn: dict, entries: dict, whole: bool) -> list[tuple[str, str]]:
    said = []
    for path, value in turn.items():
        entry = entries.get(path, {})
        label = entry.get("label") or path.rpartition("/")[2]
        if not isinstance(value, str):
            value = f"{len(value)} isian"
        hidden = (entry.get("private") or not entry) and not whole
        words = dict(entry.get("choices", ())).get(value, value)
        said.append((label, mask_all(value) if hidden else words))
    return said


def _faults(row: Submission) -> list[Fault]:
    """The problems of the row it became, those still open first."""
    if row.batch_id is None:
        return []
    mine = Row.objects.filter(batch=row.batch_id, key=row.row_key).values("ordinal")
    found = Problem.objects.filter(batch=row.batch_id, ordinal__in=mine)
    kind = KINDS[row.batch.version.source.kind]
    made = []
    for problem in found:
        field = kind.field(problem.field)
        label = field.label if field else problem.field
        message = mask_text(describe(problem.code).message)
        made.append(Fault(label, message, problem.state in STILL_OPEN))
    return sorted(made, key=lambda fault: not fault.open)


def record_of(user: User, row: Submission) -> Named | None:
    """The record it updates or became, where this user may see it."""
    kind = KINDS.get(row.form.kind) if row.form else None
    record = row.record_id
    if record is None and row.batch_id:
        keys = ListedKey.objects.filter(source=row.form.source_id, key=row.row_key)
        record = keys.values_list("record_id", flat=True).first()
    if record is None or kind is None or kind.naming is None:
        return None
    return kind.naming(user, [record]).get(record)


def _raw(row: Submission) -> str:
    path = path_of(row.file_id)
    return path.read_bytes().decode("utf-8", errors="replace") if path.is_file() else ""
