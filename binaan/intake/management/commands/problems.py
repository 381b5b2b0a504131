"""`problems --batch ID`: what is wrong in a list, one JSON object a line, for programs and people."""

from django.core.exceptions import ValidationError

from binaan.access import audit
from binaan.access.commands import user_named
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake.management.commands.import_list import personal_fields, told
from binaan.intake.models import STILL_OPEN, Batch, Problem
from binaan.kit.commands import JsonLinesCommand, Refused


class Command(JsonLinesCommand):
    help = "Mencetak masalah satu daftar yang sudah dimasukkan."

    def arguments(self, parser):
        parser.add_argument("--batch", required=True, help="Nomor tetap (UUID) kiriman.")
        parser.add_argument("--by", help="Nama pengguna; data pribadi utuh bila ia berhak.")
        parser.add_argument("--state", choices=["open", "all"], default="open")

    def answer(self, **options):
        batch = batch_named(options["batch"])
        by = user_named(options["by"]) if options["by"] else None
        found = _seen(batch, by).order_by("ordinal", "pk")
        if options["state"] == "open":
            found = found.filter(state__in=STILL_OPEN)
        full = by is not None and _may_read(by, batch)
        personal = personal_fields(batch)
        if full:
            _note_reading(found.filter(field__in=personal).exclude(value=""), batch, by)
        return [line(problem, batch, None if full else personal) for problem in found.iterator()]


def batch_named(text: str) -> Batch:
    """The batch with this id; Refused with a sentence when there is none."""
    try:
        found = Batch.objects.select_related("version__source__office", "place").filter(pk=text)
        batch = found.first()
    except ValidationError:
        batch = None
    if batch is None:
        raise Refused(f'Kiriman {text!r} tidak ada. `import_list` mencetak nomornya di "batch".')
    return batch


def line(problem: Problem, batch: Batch, hidden: set[str] | None) -> dict:
    """As `import_list` tells it, with its number and how it stands."""
    said = told(problem, batch, hidden)
    return {"problem": problem.pk, **said, "state": problem.state}


def _seen(batch: Batch, by: User | None):
    """All of a batch at the machine itself; for a person what his list or his places hold."""
    found = Problem.objects.filter(batch=batch)
    if by is None:
        return found
    if Batch.objects.permitted(by, Permission.LIST_VIEW).filter(pk=batch.pk).exists():
        return found
    mine = Problem.objects.permitted(by, Permission.LIST_REPAIR).filter(batch=batch)
    if not mine.exists():
        raise Refused(f"{by.username} tidak bertugas melihat daftar ini.")
    return found.filter(pk__in=mine.values("pk"))


def _may_read(by: User, batch: Batch) -> bool:
    return Batch.objects.permitted(by, Permission.PERSONAL_READ).filter(pk=batch.pk).exists()


def _note_reading(read, batch: Batch, by: User) -> None:
    """One event says whose list was read in full, and how many values."""
    fields = sorted(set(read.order_by().values_list("field", flat=True)))
    if fields:
        details = {"fields": fields, "values": read.count(), "why": "jawaban perintah problems"}
        office = batch.version.source.office
        audit.record(
            "personal.read", batch, by=by, payload=details, place=batch.place, office=office
        )
