"""`import_list KIND FILE …`: hand over a list and return when it is applied; JSON for programs."""

import json
from datetime import date
from pathlib import Path

from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.access.commands import user_named
from binaan.intake.actions import hand_over
from binaan.intake.kinds import KINDS
from binaan.intake.models import Batch, BatchState, Problem
from binaan.intake.problems import describe
from binaan.intake.queries import address
from binaan.kit import jobs
from binaan.kit.commands import JsonCommand, Refused, WrongUsage
from binaan.kit.dates import today
from binaan.kit.masking import mask
from binaan.places.models import Place


class Command(JsonCommand):
    help = "Memasukkan daftar kantor (XLSX, XLS, ODS, CSV) ke direktori."

    def arguments(self, parser):
        parser.add_argument("kind", choices=sorted(KINDS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="Nama daftar.")
        parser.add_argument("--office", help="Kunci kantor; boleh kosong bila hanya satu.")
        parser.add_argument("--place", required=True, help="Kode wilayah daftar ini.")
        parser.add_argument("--as-of", help="Keadaan per (TTTT-BB-HH); bawaan hari ini.")
        parser.add_argument("--map", help="Berkas JSON peta kolom.")
        parser.add_argument("--by", required=True, help="Nama pengguna.")

    def answer(self, **options):
        by = user_named(options["by"])
        as_of = _day(options["as_of"]) if options["as_of"] else today()
        mapping = _mapping(options["map"])
        source = (options["source"] or "").strip()
        if not source:
            raise WrongUsage("--source tidak boleh kosong.")
        batch = hand_over(
            options["kind"],
            Path(options["file"]),
            source=source[:200],
            office=_office(options["office"]),
            place=_place(options["place"]),
            as_of=as_of,
            mapping=mapping,
            by=by,
        )
        again = batch.state == BatchState.APPLIED
        if batch.job and not again:
            jobs.finish(batch.job)
            batch.refresh_from_db()
        if batch.state == BatchState.REFUSED:
            raise Refused(batch.refusal)
        if batch.state != BatchState.APPLIED:
            batch.job.refresh_from_db()
            raise Refused(f"Impor belum selesai: {batch.job.message or batch.get_state_display()}")
        return summary(batch, by, again=again)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUsage(f"--as-of {text!r} bukan tanggal; tulis seperti 2020-12-31.") from error


def _mapping(path: str | None) -> dict:
    if not path:
        return {}
    try:
        mapping = json.loads(Path(path).read_text())
    except (OSError, ValueError) as error:
        raise Refused(f"Peta kolom {path} tidak terbaca sebagai JSON.") from error
    if not isinstance(mapping, dict) or not isinstance(mapping.get("sheets", {}), dict):
        raise Refused('Peta kolom harus berbentuk {"sheets": {"NAMA LEMBAR": {…}}}.')
    return mapping


def _office(key: str | None) -> Office:
    offices = list(Office.objects.all()[:2]) if not key else list(Office.objects.filter(key=key))
    if len(offices) == 1:
        return offices[0]
    known = ", ".join(Office.objects.values_list("key", flat=True)) or "belum ada"
    sentence = f"Kantor {key!r} tidak ada." if key else "Sebutkan kantor dengan --office."
    raise Refused(f"{sentence} Kantor yang ada: {known}.")


def _place(code: str) -> Place:
    place = Place.objects.filter(pk=code).first()
    if place is None:
        raise Refused(f"Wilayah {code!r} tidak ada. Pakai kode Kemendagri, misalnya 32.16.")
    return place


def summary(batch: Batch, by: User, *, again: bool = False) -> dict:
    """The answer as other programs read it; handing over again alters nothing."""
    personal = {
        field.name for field in KINDS[batch.version.source.kind].fields if field.personal
    }
    full = by.may(Permission.PERSONAL_READ)
    done = batch.rows - batch.waiting
    return {
        "batch": str(batch.pk),
        "rows": batch.rows,
        "new": 0 if again else batch.new,
        "changed": 0 if again else batch.changed,
        "unchanged": done if again else batch.unchanged,
        "waiting": batch.waiting,
        "problems": [
            _problem(problem, batch, hidden=problem.field in personal and not full)
            for problem in Problem.objects.filter(batch=batch).order_by("ordinal", "id")
        ],
    }


def _problem(problem: Problem, batch: Batch, *, hidden: bool) -> dict:
    def shown(text):
        return mask(problem.field, text) if hidden and text else text

    return {
        "sheet": batch.layout[problem.sheet]["name"],
        "row": problem.line,
        "cell": address(problem),
        "field": problem.field,
        "code": problem.code,
        "value": shown(problem.value),
        "message": describe(problem.code).message,
        "suggestion": shown(problem.suggestion),
    }
