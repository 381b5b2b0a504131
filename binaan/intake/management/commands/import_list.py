"""`import_list KIND FILE …`: hand over a list and return when it is applied; JSON for programs."""

import json
from datetime import date
from pathlib import Path

from binaan.access import audit
from binaan.access.commands import user_named
from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.intake.actions import hand_over
from binaan.intake.kinds import KINDS
from binaan.intake.models import Batch, BatchState, Problem
from binaan.intake.problems import describe
from binaan.intake.queries import address
from binaan.kit import jobs
from binaan.kit.commands import JsonCommand, Refused, WrongUsage
from binaan.kit.dates import today
from binaan.kit.masking import PERSONAL_FIELDS, mask_all, mask_text
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
        self._tell_left_out(batch)
        return summary(batch, by, again=again)

    def _tell_left_out(self, batch: Batch) -> None:
        """No sheet is passed over in silence; standard output stays the answer alone."""
        if names := batch.proposal.get("left_out"):
            self.stderr.write(
                f"Lembar yang tidak dibaca: {', '.join(names)}. `propose_map` mengatakan mengapa; "
                "--map membacanya juga."
            )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUsage(f"--as-of {text!r} bukan tanggal; tulis seperti 2020-12-31.") from error


def _mapping(path: str | None) -> dict:
    if not path:
        return {}
    try:
        mapping = json.loads(Path(path).read_text(encoding="utf-8-sig"))
        json.dumps(mapping, allow_nan=False)  # no store keeps a number without end
    except (OSError, ValueError, RecursionError) as error:
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
    personal = personal_fields(batch)
    full = Batch.objects.permitted(by, Permission.PERSONAL_READ).filter(pk=batch.pk).exists()
    done = batch.rows - batch.waiting
    problems = list(Problem.objects.filter(batch=batch).order_by("ordinal", "id"))
    if full:
        _note_reading(batch, [problem for problem in problems if problem.field in personal], by)
    return {
        "batch": str(batch.pk),
        "rows": batch.rows,
        "new": 0 if again else batch.new,
        "changed": 0 if again else batch.changed,
        "unchanged": done if again else batch.unchanged,
        "waiting": batch.waiting,
        "problems": [told(problem, batch, None if full else personal) for problem in problems],
    }


def _note_reading(batch: Batch, problems: list[Problem], by: User) -> None:
    """One event says whose list was read in full, and how many values."""
    said = [problem for problem in problems if problem.value]
    if not said:
        return
    details = {
        "fields": sorted({problem.field for problem in said}),
        "values": len(said),
        "why": "jawaban perintah import_list",
    }
    place, office = batch.place, batch.version.source.office
    audit.record("personal.read", batch, by=by, payload=details, place=place, office=office)


def personal_fields(batch: Batch) -> set[str]:
    """Fields of the kind of this list whose words are personal."""
    fields = KINDS[batch.version.source.kind].fields
    return {field.name for field in fields if field.personal or field.name in PERSONAL_FIELDS}


def told(problem: Problem, batch: Batch, hidden: set[str] | None) -> dict:
    """A problem as programs read it; `hidden`: personal fields, None when all may be read."""

    def shown(text: str | None) -> str | None:
        return text if hidden is None else _hide(hidden, problem.field, text)

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


def _hide(personal: set[str], field: str, text: str | None) -> str | None:
    """A value as those see it who may not read personal data: also one typed in a wrong column."""
    if not text:
        return text
    return str(PERSONAL_FIELDS.get(field, mask_all)(text)) if field in personal else mask_text(text)
