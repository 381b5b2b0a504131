"""`propose_map KIND FILE`: prints how the sheets of a file would be read; feed it back with --map."""

from pathlib import Path

from binaan.access.models import Office
from binaan.intake.kinds import KINDS
from binaan.intake.models import Source
from binaan.intake.proposing import propose
from binaan.kit.commands import JsonCommand, Refused, WrongUsage
from binaan.kit.sheets import reading


class Command(JsonCommand):
    help = "Mencetak peta kolom yang diusulkan untuk suatu berkas; tidak menyimpan apa pun."

    def arguments(self, parser):
        parser.add_argument("kind", choices=sorted(KINDS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", help="Nama daftar, agar peta yang diingat dipakai.")
        parser.add_argument("--office", help="Kunci kantor daftar itu.")

    def answer(self, **options):
        path = Path(options["file"])
        if not path.is_file():
            raise Refused(f"Berkas {path} tidak ada.")
        try:
            sheets = reading.read(path, path.name)
        except reading.Unreadable as error:
            raise Refused(str(error)) from error
        source = _source(options["kind"], options["source"], options["office"])
        return propose(KINDS[options["kind"]], sheets, source)


def _source(kind: str, name: str | None, office: str | None) -> Source | None:
    """The list of this name, if there is one; without an office where the name alone tells it."""
    if not name:
        if office:
            raise WrongUsage("--office hanya berguna bersama --source.")
        return None
    found = Source.objects.filter(kind=kind, name=name.strip())
    if office:
        if not Office.objects.filter(key=office).exists():
            raise Refused(f"Kantor {office!r} tidak ada.")
        found = found.filter(office__key=office)
    found = list(found[:2])
    if len(found) > 1:
        raise Refused(f"Daftar {name!r} ada di beberapa kantor. Sebutkan kantor dengan --office.")
    return found[0] if found else None
