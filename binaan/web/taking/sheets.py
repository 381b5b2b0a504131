"""Writes a sheet somebody asked for: ids first, then rows with the rights of now, then the trail."""

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs
from uuid import UUID

from django.db import reset_queries, transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit.dates import moment
from binaan.kit.files import BLOCK
from binaan.kit.masking import mask_text
from binaan.kit.numbers import id_number
from binaan.kit.sheets import writing
from binaan.registry.models import Business
from binaan.registry.selecting import asking, columns
from binaan.registry.selecting.selection import Selection
from binaan.web.models import Download
from binaan.web.queries.scope import Scope, scope
from binaan.web.taking import dated, shelf
from binaan.web.taking.choosing import Choice, allowed, batches
from binaan.web.taking.columns import Chosen

MOST_XLSX = writing.LINES - writing.ABOVE
TRIES = 3  # of a sheet whose businesses change while it is written
TITLE = "Usaha"
TOO_MANY = (
    f"Satu lembar XLSX memuat paling banyak {id_number(MOST_XLSX)} usaha. Pilih CSV, atau saring "
    "lebih sempit."
)
EXPORT = Permission.EXPORT
Beat = Callable[[int, int, str], None]


class Refused(Exception):
    """Why a sheet was not written, in a sentence for the one who asked."""


@dataclass
class Work:
    """One attempt. `full`: hash over the ids of rows written in full, and how many."""

    download: Download
    user: User
    choice: Choice
    chosen: Chosen
    beat: Beat
    full: int = 0
    root: "hashlib._Hash" = field(default_factory=hashlib.sha256)


def write(download: Download, beat: Beat) -> None:
    """Write the file and note it; doing it again changes nothing. Raises Refused.

    `beat(done, total, message)` reports, and raises when somebody cancelled it.
    """
    if download.ready_at is not None:
        return
    with shelf.desk(download) as desk:
        for _try in range(TRIES):
            work = _work(download, beat)
            ids = _ids(work)
            out = desk / "lembar"
            if _write(work, ids, out) == len(ids):
                _finish(work, len(ids), out)
                return
    raise Refused("Isi direktori terus berubah selagi lembar disusun. Coba lagi sebentar lagi.")


def _work(download: Download, beat: Beat) -> Work:
    user = User.objects.get(pk=download.user_id)  # read anew: rights as they are now
    must_be_allowed(user, personal=download.personal)
    ticked = tuple(UUID(text) for text in download.chosen.split()) or None
    selection = Selection.parse(parse_qs(download.query), user)
    if ticked is None and selection.query() != download.query:
        raise Refused("Saringan ini memuat pilihan yang tidak lagi berlaku bagi Anda. Pilih lagi.")
    choice = Choice(selection, ticked)
    return Work(download, user, choice, Chosen.of(download.columns), beat)


def must_be_allowed(user: User, *, personal: bool) -> None:
    if not user.may(EXPORT):
        raise Refused("Hak Anda untuk mengekspor data sudah berakhir.")
    if personal and not user.may(Permission.PERSONAL_READ):
        raise Refused("Hak Anda untuk membaca data pribadi secara utuh sudah berakhir.")


def _ids(work: Work) -> list[UUID]:
    """The businesses of the sheet, in its order, each asked for live."""
    work.beat(0, 0, "Menghitung usaha yang dapat diunduh")
    found = allowed(work.user, EXPORT, work.choice.ids(work.user, EXPORT))
    if not found:
        raise Refused("Tidak ada usaha dalam pilihan ini yang dapat Anda unduh.")
    if work.download.format == Download.Format.XLSX and len(found) > MOST_XLSX:
        raise Refused(TOO_MANY)
    return found


def _write(work: Work, ids: list[UUID], out: Path) -> int:
    download = work.download
    paper = writing.Paper(TITLE, str(work.user), download.mark, above(work, len(ids)))
    way = writing.write_csv if download.format == Download.Format.CSV else writing.write_xlsx
    written = way(out, paper, work.chosen.sheet, _rows(work, ids))
    out.chmod(0o600)
    return written


def above(work: Work, count: int) -> tuple[str, str]:
    """The watermark; and what was selected, with the moment of the copy where it says anything."""
    download, user = work.download, work.user
    office = _where(scope(user))
    personal = "memuat data pribadi utuh" if download.personal else "data pribadi disamarkan"
    mark = (
        f"Diunduh {moment(timezone.now())} oleh {user} ({user.username}){office}; "
        f"{id_number(count)} usaha; kode {download.mark}; {personal}."
    )
    if download.personal:
        mark += f" Untuk: {download.reason}. Jaga seperti berkas rahasia dan hapus setelah dipakai."
    said = f"Pilihan: {work.choice.words}"
    copied = dated.sentence(work.choice, work.chosen.directory_keys)
    return mark, f"{said}. {copied}" if copied else said


def _where(here: Scope | None) -> str:
    return f", {here.label}" if here else ""


def _rows(work: Work, ids: list[UUID]) -> Iterator[list]:
    done = 0
    for part in batches(ids):
        work.beat(done, len(ids), "Menulis lembar")
        full = _readable(work, part)
        for business in _live(work, part):
            whole = business.pk in full
            if whole:
                work.full += 1
                work.root.update(f"{business.pk}\n".encode())
            yield work.chosen.cells(business, full=whole)
        done += len(part)
        reset_queries()


def _readable(work: Work, ids: list[UUID]) -> set[UUID]:
    """Of these, whose personal values stand in full: ticked, with a reason, and the right to it."""
    if not work.download.personal or not work.chosen.personal:
        return set()
    return set(allowed(work.user, Permission.PERSONAL_READ, ids))


def _live(work: Work, ids: list[UUID]) -> list[Business]:
    keys = work.chosen.directory_keys
    mine = Business.objects.permitted(work.user, EXPORT).present()
    found = columns.with_parts(mine.filter(pk__in=ids), keys)
    by_key = {business.pk: business for business in found}
    rows = asking.dressed(work.user, [by_key[pk] for pk in ids if pk in by_key], keys)
    work.chosen.dress(rows)
    return rows


def _finish(work: Work, count: int, out: Path) -> None:
    """The file under its name, the line and the trail: together, or nothing."""
    download, digest = work.download, _sha256(out)
    with transaction.atomic():
        work.beat(count, count, "Selesai")
        must_be_allowed(User.objects.get(pk=work.user.pk), personal=download.personal)
        mine = Download.objects.filter(pk=download.pk, ready_at=None, removed_at=None)
        if not mine.update(rows=count, ready_at=timezone.now()):
            raise Refused("Unduhan ini sudah dibatalkan.")
        _note(work, count, digest)
        os.replace(out, shelf.path_of(download))
    download.refresh_from_db()


def _note(work: Work, count: int, digest: str) -> None:
    download, here = work.download, scope(work.user)
    where = {"place": here.place, "office": here.office} if here else {}
    payload = {
        "query": noted(download.query), "selection": work.choice.words, "format": download.format,
        "columns": download.columns, "rows": count, "personal": work.full,
        "reason": download.reason, "mark": download.mark, "sha256": digest,
    }  # fmt: skip
    audit.record("directory.exported", download, by=work.user, payload=payload, **where)
    if work.full:
        read = {
            "fields": work.chosen.personal, "why": download.reason, "rows": work.full,
            "root": work.root.hexdigest(), "mark": download.mark,
        }  # fmt: skip
        audit.record("personal.read", download, by=work.user, payload=read, **where)


def noted(query: str) -> str:
    """A query string for the trail, without numbers of persons somebody searched for."""
    return mask_text(query)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
