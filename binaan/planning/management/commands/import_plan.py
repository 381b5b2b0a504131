"""`import_plan FILE --document … --place … --office … --by U`: a plan from a workbook or CSV."""

from pathlib import Path

from binaan.access.commands import user_named
from binaan.access.models import Office
from binaan.kit.commands import JsonCommand, Refused
from binaan.kit.sheets.reading import Unreadable
from binaan.places.models import Place
from binaan.planning.actions.importing import Imported, import_plan
from binaan.planning.choices import DocumentKind
from binaan.planning.queries.nomenclature import level_teller
from binaan.planning.sheets.reading import read_tables


class Command(JsonCommand):
    help = "Memasukkan rencana dari buku kerja atau CSV: disimpan sebagaimana tercetak, lalu diperiksa."

    def arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--document", required=True, help="Judul, misalnya Renstra 2018-2023.")
        parser.add_argument("--place", required=True, help="Kode wilayah, misalnya 32.75.")
        parser.add_argument("--office", required=True, metavar="KEY", help="Kunci kantor.")
        parser.add_argument("--by", required=True, help="Nama pengguna.")
        parser.add_argument("--kind", default="", choices=["", *DocumentKind.values])
        parser.add_argument(
            "--era", default="", help="Edisi nomenklatur, bila bukan menurut tahun."
        )
        parser.add_argument("--bidang", default="", help="Bidang utama kantor, misalnya 2.17.")

    def answer(self, *, file: str, document: str, place: str, office: str, by: str, **options):
        user = user_named(by)
        path = Path(file)
        try:
            tables = read_tables(path, path.name, level_of=level_teller(user))
        except (Unreadable, OSError) as error:
            raise Refused(f"{path.name}: {error}") from error
        done = import_plan(
            path, tables=tables, title=document, office=office_named(office),
            place=place_named(place), kind=options["kind"], era=options["era"],
            lead=options["bidang"], by=user,
        )  # fmt: skip
        return told(done)

    def as_text(self, answer):
        return (
            f"{answer['title']}: tabel {', '.join(answer['added']) or '(tidak ada yang baru)'}; "
            f"{answer['nodes']} bagian, {len(answer['findings'])} temuan, "
            f"{len(answer['unmatched'])} nama tanpa padanan nomenklatur."
        )


def told(done: Imported) -> dict:
    """What other programs read."""
    document = done.version.document
    return {
        "document": str(document.pk),
        "title": document.title,
        "version": str(done.version.pk),
        "tables": done.tables,
        "added": done.added,
        "nodes": done.nodes,
        "achievements": done.achievements,
        "unmatched": done.unmatched,
        "money_without_leaf": done.loose,
        "unknown_indicators": done.unknown,
        "findings": [one.as_json() for one in done.findings],
    }


def office_named(key: str) -> Office:
    """The office of this key; Refused with those there are."""
    found = Office.objects.filter(key=key).first()
    if found is None:
        there = ", ".join(Office.objects.values_list("key", flat=True)[:20]) or "belum ada satu pun"
        raise Refused(f"Kantor {key} tidak dikenal. Yang ada: {there}.")
    return found


def place_named(code: str) -> Place:
    """The place of this code; Refused with a sentence."""
    found = Place.objects.filter(pk=code).first()
    if found is None:
        raise Refused(f"Tidak ada wilayah berkode {code}. Pakai kode Kemendagri, misalnya 32.75.")
    return found
