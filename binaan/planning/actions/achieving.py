"""Filling, checking, approving and sending back what indicators reached. Rule: docs/rules/menutup-triwulan.md."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.kit import files, uploading
from binaan.kit.dates import today
from binaan.planning.actions.versions import OUTSIDE
from binaan.planning.choices import AchievementState as State
from binaan.planning.models import Achievement, Document, Indicator
from binaan.planning.queries import measuring, owners, periods
from binaan.planning.rules import calendar, freezing

MEASURED = (
    "Nilai indikator ini dihitung dari rekaman dan tidak dapat diketik. Bila angkanya keliru, "
    "perbaiki rekamannya; jelaskan di kolom penjelasan."
)
NO_DOCUMENT = "Sebutkan dokumennya atau lampirkan berkasnya: nilai tanpa rekaman harus berdasar."
CHANGED = "{by} menyimpan indikator ini sesudah halaman Anda dibuka. Muat ulang, lalu isi lagi."
NOT_BEGUN = "Triwulan ini belum mulai; isi setelah mulai."
NOT_FILLED = "Belum diisi."
OF_OTHERS = "Indikator ini milik bidang lain."


class Given(NamedTuple):
    """What a person filled in. `seen`: `mark` of the row as it was shown ("" for none, None: not asked)."""

    typed: Decimal | None = None
    document_note: str = ""
    explanation: str = ""
    obstacle: str = ""
    follow_up: str = ""
    upload: object = None
    seen: str | None = None


class Left(NamedTuple):
    """An indicator that a step passed over, and why."""

    indicator: Indicator
    why: str


class Step(NamedTuple):
    """What a step did: the indicators it moved on, and those it left."""

    done: list[Indicator]
    left: list[Left]


def mark(row: Achievement | None) -> str:
    """What a row is recognised by when a form comes back: it changes whenever somebody writes."""
    if row is None:
        return ""
    moments = (row.filled_at, row.checked_at, row.approved_at)
    return f"{row.state}{max((one.isoformat() for one in moments if one), default='')}"


@transaction.atomic
def fill(indicator: Indicator, *, year: int, quarter: int, given: Given, by) -> Achievement:
    """Save what an owner says of a quarter (0: of the year). A cited value is counted, never typed.

    Raises ValidationError for a quarter not begun, a figure already checked, a value typed over
    records or without a document, and when somebody else saved since the page was opened.
    """
    document = indicator.node.version.document
    _must_have_begun(document, year, quarter)
    row = _locked(indicator, document, year, quarter)
    if given.seen is not None and given.seen != mark(row if row.filled_at else None):
        raise ValidationError(CHANGED.format(by=row.filled_by or "Seseorang"))
    _must_be_draft(row)
    _put_value(row, indicator, document, given, by)
    row.explanation, row.obstacle = given.explanation.strip(), given.obstacle.strip()
    row.follow_up, row.returned_why = given.follow_up.strip(), ""
    _signed(row, by)
    row.full_clean(exclude=["hold", "file", "office", "place"])
    row.save()
    _must_reach(indicator, document, Permission.ACHIEVEMENT_FILL, by)
    _note("achievement.filled", row, indicator, by, {"value": freezing.plain(row.value)})
    return row


@transaction.atomic
def count(document: Document, *, year: int, quarter: int, by) -> int:
    """Count every cited indicator of mine that is still a draft, and keep the values. Answers how many."""
    _must_have_begun(document, year, quarter)
    counted = 0
    for line in periods.lines(by, document, year, quarter):
        if not line.is_mine(by, Permission.ACHIEVEMENT_FILL) or not line.indicator.citation:
            continue
        row = _locked(line.indicator, document, year, quarter)
        if row.state != State.DRAFT:
            continue
        _measure(row, line.indicator, document, by)
        _signed(row, by)
        row.save()
        counted += 1
    _must_hold(document, Permission.ACHIEVEMENT_FILL, by)
    payload = {"year": year, "quarter": quarter, "counted": counted}
    audit.record("achievement.filled", _subject(document), by=by, payload=payload,
                 place=document.place, office=document.office)  # fmt: skip
    return counted


def check(document: Document, *, year: int, quarter: int, keys: Iterable[UUID], by) -> Step:
    """Check the figures of these indicators; the one who filled a figure cannot. Cited ones are counted anew."""

    def do(row: Achievement, indicator: Indicator) -> str:
        if row.state != State.DRAFT:
            return f"Sudah {row.get_state_display().lower()}."
        if row.filled_by == by.username:
            return "Anda sendiri yang mengisi; minta orang lain memeriksa."
        if indicator.citation:
            _measure(row, indicator, document, by)
        missing = incomplete(row, indicator)
        if missing:
            return missing
        row.state, row.checked_by, row.checked_at = State.CHECKED, by.username, timezone.now()
        return ""

    return _advance(document, (year, quarter), keys, do, verb="achievement.checked",
                    asked=Permission.ACHIEVEMENT_CHECK, by=by)  # fmt: skip


def approve(document: Document, *, year: int, quarter: int, keys: Iterable[UUID], by) -> Step:
    """Approve checked figures."""

    def do(row: Achievement, _indicator: Indicator) -> str:
        if row.state == State.DRAFT:
            return "Belum diperiksa."
        if row.state != State.CHECKED:
            return f"Sudah {row.get_state_display().lower()}."
        row.state, row.approved_by, row.approved_at = State.APPROVED, by.username, timezone.now()
        return ""

    return _advance(document, (year, quarter), keys, do, verb="achievement.approved",
                    asked=Permission.ACHIEVEMENT_APPROVE, by=by)  # fmt: skip


@transaction.atomic
def send_back(indicator: Indicator, *, year: int, quarter: int, why: str, by) -> Achievement:
    """Make a checked or approved figure, or a filled one, a draft again, with the reason."""
    why = " ".join(why.split())
    if len(why) < 5:
        raise ValidationError("Tuliskan apa yang perlu diperbaiki.")
    document = indicator.node.version.document
    row = _locked(indicator, document, year, quarter)
    if row.state == State.CLOSED:
        raise ValidationError("Triwulan ini sudah ditutup; buka kembali dahulu.")
    if row.filled_at is None:
        raise ValidationError("Belum ada yang diisi.")
    asked = Permission.ACHIEVEMENT_CHECK
    if row.state != State.DRAFT and by.may(Permission.ACHIEVEMENT_APPROVE):
        asked = Permission.ACHIEVEMENT_APPROVE
    as_draft(row)
    row.returned_why = why
    row.save()
    _must_reach(indicator, document, asked, by)
    _note("achievement.returned", row, indicator, by, {"why": why})
    return row


def incomplete(row: Achievement | None, indicator: Indicator) -> str:
    """What is missing before a figure can be checked; "" when nothing is."""
    if row is None or row.value is None:
        return "Rekaman tidak memberi angka." if indicator.citation else "Nilainya belum diisi."
    if not indicator.citation and not (row.file_id or row.document_note):
        return "Dokumennya belum disebut."
    return ""


def as_draft(row: Achievement) -> None:
    """Take the signatures of checking and approving off."""
    row.state = State.DRAFT
    row.checked_by = row.approved_by = ""
    row.checked_at = row.approved_at = None


@transaction.atomic
def _advance(
    document, when: tuple[int, int], keys, do: Callable, *, verb: str, asked: Permission, by
):
    (year, quarter), wanted = when, set(keys)
    done: list[Indicator] = []
    left: list[Left] = []
    for line in periods.lines(by, document, year, quarter):
        if line.indicator.key not in wanted:
            continue
        if not line.is_mine(by, asked):
            left.append(Left(line.indicator, OF_OTHERS))
            continue
        why = NOT_FILLED
        if line.state:
            row = _locked(line.indicator, document, year, quarter)
            why = do(row, line.indicator)
        if why:
            left.append(Left(line.indicator, why))
            continue
        row.save()
        done.append(line.indicator)
        _note(verb, row, line.indicator, by, {"value": freezing.plain(row.value)})
    _must_hold(document, asked, by)
    return Step(done, left)


def _locked(indicator, document, year: int, quarter: int) -> Achievement:
    rows = Achievement.objects.select_for_update(of=("self",))
    row, _new = rows.get_or_create(
        office=document.office, indicator_key=indicator.key, year=year, quarter=quarter,
        defaults={"place": document.place},
    )  # fmt: skip
    return row


def _put_value(row: Achievement, indicator, document, given: Given, by) -> None:
    if indicator.citation:
        if given.typed is not None:
            raise ValidationError({"typed": MEASURED})
        _measure(row, indicator, document, by)
        return
    if given.upload is not None:
        with uploading.named(given.upload) as path:
            row.file = files.keep(path, name=given.upload.name, by=by.username)
    row.document_note = given.document_note.strip()
    if given.typed is not None and not (row.file_id or row.document_note):
        raise ValidationError({"document_note": NO_DOCUMENT})
    row.typed = row.value = freezing.kept(given.typed)


def _measure(row: Achievement, indicator, document, by) -> None:
    found = measuring.measured(by, indicator, document, row.year, row.quarter)
    row.measured = row.value = freezing.kept(found.value)
    row.measured_at = timezone.now()


def _signed(row: Achievement, by) -> None:
    row.filled_by, row.filled_at = by.username, timezone.now()


def _must_be_draft(row: Achievement) -> None:
    if row.state != State.DRAFT:
        state = row.get_state_display().lower()
        raise ValidationError(f"Capaian ini sudah {state}. Minta dikembalikan dahulu.")


def _must_have_begun(document: Document, year: int, quarter: int) -> None:
    if year not in document.years or quarter not in range(5):
        raise ValidationError("Tahun atau triwulan ini di luar dokumen.")
    if calendar.first_day(year, quarter) > today():
        raise ValidationError(NOT_BEGUN)


def _must_reach(indicator: Indicator, document: Document, asked: Permission, by) -> None:
    _must_hold(document, asked, by)
    if not owners.is_mine(by, indicator, asked):
        raise PermissionDenied(OF_OTHERS)


def _must_hold(document: Document, asked: Permission, by) -> None:
    """Asked after the write, inside the transaction, so that a refusal undoes it."""
    if not Document.objects.permitted(by, asked).filter(pk=document.pk).exists():
        raise PermissionDenied(OUTSIDE)


def _subject(document: Document) -> str:
    return f"planning.Document:{document.pk}"


def _note(verb: str, row: Achievement, indicator: Indicator, by, more: dict) -> None:
    payload = {"indicator": str(indicator.key), "year": row.year, "quarter": row.quarter, **more}
    subject = f"planning.Achievement:{row.pk}"
    audit.record(verb, subject, by=by, payload=payload, place=row.place, office=row.office)
