"""Closing a quarter: figures frozen with records and hash; opened again. Rule: docs/rules/menutup-triwulan.md."""

import tempfile
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.kit import files
from binaan.kit.dates import long_date, today
from binaan.planning.actions.achieving import Left, as_draft
from binaan.planning.actions.versions import OUTSIDE
from binaan.planning.choices import AchievementState as State
from binaan.planning.models import Achievement, Document, Hold, Indicator
from binaan.planning.queries import measuring, periods
from binaan.planning.queries.periods import Line
from binaan.planning.rules import calendar, freezing

NOT_APPROVED = {
    "": "Belum diisi.",
    State.DRAFT: "Diisi, belum diperiksa.",
    State.CHECKED: "Diperiksa, belum disetujui.",
    State.CLOSED: "Sudah ditutup.",
}
MOVED = "Berubah sewaktu ditutup; tutup sekali lagi."


class Closed(NamedTuple):
    """A figure that was frozen. `approved`: the value approved before, where counting gave another."""

    indicator: Indicator
    value: Decimal | None
    evidence: int
    hash: str
    approved: Decimal | None


class Closing(NamedTuple):
    """What was frozen, and what stays open with the reason."""

    closed: list[Closed]
    left: list[Left]


class Counted(NamedTuple):
    """A figure counted and packed, before anything is written; `why` it cannot be frozen."""

    line: Line
    sealed: freezing.Sealed
    packed: bytes | None
    evidence: int
    why: str = ""


def close(document: Document, *, year: int, quarter: int, by) -> Closing:
    """Freeze every approved figure of a quarter; the others are listed and stay as they are.

    Counted first, then written in one transaction: a kill leaves all of it or nothing, and a second
    run finds nothing to do. Raises ValidationError for a quarter that is not over.
    """
    _must_hold(document, Permission.PERIOD_CLOSE, by)
    if calendar.last_day(year, quarter) >= today():
        last = long_date(calendar.last_day(year, quarter))
        label = calendar.label(year, quarter)
        raise ValidationError(f"{label} belum berakhir; dapat ditutup sesudah {last}.")
    lines = periods.lines(by, document, year, quarter)
    counted = [_count(line, by) for line in lines if line.state == State.APPROVED]
    left = [Left(one.line.indicator, one.why) for one in counted if one.why]
    counted = [one for one in counted if not one.why]
    left += [
        Left(line.indicator, NOT_APPROVED[line.state])
        for line in lines
        if line.state not in (State.APPROVED, State.CLOSED)
    ]
    if not counted:
        return Closing([], left)
    frozen, moved = _freeze(document, counted, year=year, quarter=quarter, by=by)
    return Closing(frozen, moved + left)


@transaction.atomic
def reopen(
    document: Document, *, year: int, quarter: int, why: str, by, keys: Iterable[UUID] = ()
) -> list[Indicator]:
    """Open closed figures of a quarter again (all, or those of `keys`); what was frozen stays to be read.

    Raises ValidationError without a reason, or when nothing is closed.
    """
    why = " ".join(why.split())
    if len(why) < 5:
        raise ValidationError("Tuliskan mengapa triwulan ini dibuka kembali.")
    wanted, opened, now = set(keys), [], timezone.now()
    for line in periods.lines(by, document, year, quarter):
        if line.row is None or (wanted and line.indicator.key not in wanted):
            continue
        row = Achievement.objects.select_for_update(of=("self",)).get(pk=line.row.pk)
        if row.state != State.CLOSED:
            continue
        _release(row, why, now, by)
        opened.append(line.indicator)
    if not opened:
        raise ValidationError("Tidak ada capaian yang ditutup pada triwulan ini.")
    _must_hold(document, Permission.PERIOD_REOPEN, by)
    _note("achievement.reopened", document, (year, quarter), by,
          {"why": why, "indicators": [str(one.key) for one in opened]})  # fmt: skip
    return opened


def _release(row: Achievement, why: str, now: datetime, by) -> None:
    hold = row.hold
    hold.released_at, hold.released_by, hold.released_why = now, by.username, why
    hold.save(update_fields=["released_at", "released_by", "released_why"])
    as_draft(row)
    row.hold, row.returned_why = None, why
    row.save()


def _count(line: Line, by) -> Counted:
    """A cited figure counted exactly in the register; a typed one with its document."""
    row, known_at = line.row, timezone.now()
    assert row is not None, "an approved figure has a row"
    if not line.indicator.citation:
        asked = {"typed": True, "file": row.file_id or "", "document": row.document_note}
        sealed = freezing.Sealed(row.value, None, None, asked, known_at)
        return Counted(line, sealed, None, 0)
    found = measuring.recounted(by, line.indicator, line.document, row.year, row.quarter)
    why = found.why if found.value is None else ""
    lists = freezing.lists(found.records, found.per_records, found.denominator)
    sealed = freezing.Sealed(
        freezing.kept(found.value), freezing.kept(found.numerator),
        freezing.kept(found.denominator), found.asked, known_at, lists,
    )  # fmt: skip
    return Counted(line, sealed, freezing.packed(lists), len(found.records), why)


@transaction.atomic
def _freeze(document, counted: list[Counted], *, year, quarter, by):
    frozen, moved = [], []
    for one in counted:
        row = Achievement.objects.select_for_update(of=("self",)).get(pk=one.line.row.pk)
        if row.state != State.APPROVED or row.approved_at != one.line.row.approved_at:
            moved.append(Left(one.line.indicator, MOVED))
            continue
        frozen.append(_hold(row, one, by))
    _must_hold(document, Permission.PERIOD_CLOSE, by)
    told = [
        {"indicator": str(one.indicator.key), "value": freezing.plain(one.value), "hash": one.hash,
         "evidence": one.evidence, "approved": freezing.plain(one.approved)}
        for one in frozen
    ]  # fmt: skip
    if frozen:
        _note("achievement.closed", document, (year, quarter), by, {"closed": told})
    return frozen, moved


def _hold(row: Achievement, one: Counted, by) -> Closed:
    sealed, approved = one.sealed, row.value
    records = _keep(one, by) if one.packed is not None else None
    hold = Hold.objects.create(
        achievement=row, value=sealed.value, numerator=sealed.numerator,
        denominator=sealed.denominator, evidence=one.evidence, asked=sealed.asked,
        known_at=sealed.known_at, records=records, hash=sealed.hash(), held_at=timezone.now(),
        held_by=by.username,
    )  # fmt: skip
    row.hold, row.state, row.value = hold, State.CLOSED, sealed.value
    if one.line.indicator.citation:
        row.measured, row.measured_at = sealed.value, sealed.known_at
    row.save()
    other = approved if approved != sealed.value else None
    return Closed(one.line.indicator, sealed.value, hold.evidence, hold.hash, other)


def _keep(one: Counted, by):
    row = one.line.row
    name = f"rekaman-{row.year}-tw{row.quarter}-{one.line.indicator.key}.txt.gz"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rekaman")
        path.write_bytes(one.packed)
        return files.keep(path, name=name, by=by.username)


def _must_hold(document: Document, asked: Permission, by) -> None:
    if not Document.objects.permitted(by, asked).filter(pk=document.pk).exists():
        raise PermissionDenied(OUTSIDE)


def _note(verb: str, document: Document, when: tuple[int, int], by, more: dict) -> None:
    payload = {"year": when[0], "quarter": when[1], **more}
    audit.record(verb, f"planning.Document:{document.pk}", by=by, payload=payload,
                 place=document.place, office=document.office)  # fmt: skip
