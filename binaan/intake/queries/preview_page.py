"""What the progress page and the preview of one list show; personal words are hidden."""

from typing import NamedTuple
from uuid import UUID

from binaan.access.permissions import Permission
from binaan.intake import wording
from binaan.intake.kinds import KINDS, Named
from binaan.intake.models import Batch, BatchState, Row
from binaan.intake.problems import describe
from binaan.intake.queries.batches import steerable
from binaan.kit.models import JobState

DOING = {
    BatchState.RECEIVED: ("Membaca berkas", 1),
    BatchState.LANDING: ("Memeriksa setiap baris", 3),
    BatchState.APPLYING: ("Memasukkan ke direktori", 4),
}
VERDICTS = {
    "new": ("Baru", "ok"),
    "changed": ("Berubah", "warn"),
    "unchanged": ("Tetap", ""),
}
HEADS = ("name", "owner_name", "village")  # what names a row before anything else


def progress(user, batch: Batch) -> dict:
    """How far the work on a batch is; `onward` is where it leads when there is none."""
    may_import = steerable(user).filter(pk=batch.pk).exists()
    if batch.state not in wording.WORKING or wording.is_broken(batch):
        page = wording.standing(batch).page if may_import else "batch_detail"
        return {"over": True, "onward": page}
    title, step = DOING[BatchState(batch.state)]
    job = batch.job
    waits = job is None or job.state == JobState.WAITING
    message = "Menunggu giliran" if waits else job.message or title
    return {
        "over": False, "batch": batch, "title": title, "step": step, "message": message,
        "done": job.done if job else 0, "total": job.total if job else 0,
        "may_import": may_import,
    }  # fmt: skip


class Count(NamedTuple):
    """A kind of problem that putting the list in will leave."""

    label: str
    next_step: str
    count: int


class Sheet(NamedTuple):
    """What becomes of every line of a sheet."""

    name: str
    lines: int
    rows: int
    heading: str
    skipped: list[tuple[str, int, str]]


class Sample(NamedTuple):
    """A row as it will go in: its address, its words, and what it alters.

    `said`: label, words of the list, whether it alters the register, and the words there now.
    """

    cell: str
    verdict: str
    tone: str
    named: Named | None
    heads: list[str]
    said: list[tuple[str, str, bool, str]]


def page(user, batch: Batch) -> dict:
    """What putting a list in will do."""
    foreseen = batch.foreseen
    counted = sorted(foreseen["problems"].items(), key=lambda one: (-one[1], one[0]))
    problems = [
        Count(describe(code).label, describe(code).next_step, many) for code, many in counted
    ]
    return {
        "batch": batch,
        "foreseen": foreseen,
        "goes_in": foreseen["rows"] - foreseen["waiting"],
        "problems": problems,
        "sheets": accounted(user, batch),
        "samples": samples_of(user, batch),
    }


def accounted(user, batch: Batch) -> list[Sheet]:
    """Every line of every sheet that is read: a row of data, a heading, or skipped with its why."""
    found = []
    for layout in batch.layout:
        entry = batch.proposal.get("sheets", {}).get(layout["name"], {})
        skipped = {why: lines for why, lines in layout.get("skipped", {}).items() if lines}
        rows = layout.get("rows") or entry.get("rows", 0)
        first = (entry.get("heading_rows") or [layout["heading_line"]])[0]
        last = layout["heading_line"]
        lines = rows + sum(map(len, skipped.values()))
        told = str(last) if first == last else f"{first}–{last}"
        found.append(Sheet(layout["name"], lines, rows, told, wording.skipped_lines(skipped)))
    return found


def samples_of(user, batch: Batch) -> list[Sample]:
    """Rows of each verdict, with the words they state; what they alter comes first."""
    kind = KINDS[batch.version.source.kind]
    told = batch.foreseen.get("samples", [])
    rows = {row.ordinal: row for row in _rows(user, batch, [one["ordinal"] for one in told])}
    records = {UUID(one["record"]) for one in told if one["record"]}
    names = kind.naming(user, records) if kind.naming and records else {}
    wanted = {_record(one): set(one["altered"]) for one in told if one["record"] and one["altered"]}
    now = kind.before(user, wanted) if kind.before and wanted else {}
    return [
        _sample(
            batch,
            rows[one["ordinal"]],
            one | {"now": now.get(_record(one), {})},
            names.get(_record(one)),
        )
        for one in told
        if one["ordinal"] in rows
    ]


def _rows(user, batch: Batch, ordinals: list[int]):
    mine = Batch.objects.permitted(user, Permission.LIST_VIEW)
    return Row.objects.filter(batch=batch, batch__in=mine, ordinal__in=ordinals)


def _record(told: dict) -> UUID | None:
    return UUID(told["record"]) if told["record"] else None


def _sample(batch: Batch, row: Row, told: dict, named: Named | None) -> Sample:
    kind, layout = KINDS[batch.version.source.kind], batch.layout[row.sheet]
    cells, altered = row.values, set(told["altered"] or ())
    words = {
        name: wording.written(kind, name, cells[index])
        for name, index in layout["columns"].items()
        if index < len(cells) and cells[index]
    }
    said = [
        (wording.label(kind, name), text, name in altered, told["now"].get(name, ""))
        for name, text in sorted(words.items(), key=lambda one: one[0] not in altered)
        if name not in HEADS or name in altered
    ]
    verdict, tone = VERDICTS[told["verdict"]]
    heads = [words[name] for name in HEADS if name in words]
    return Sample(f"{layout['name']}!{row.line}", verdict, tone, named, heads, said)
