"""`import_nomenclature FILE --era E3 --source … --by U`: the official list of one era."""

from pathlib import Path

from binaan.access.commands import user_named
from binaan.kit.commands import JsonCommand
from binaan.places.rules.nomenclature import BY_KEY
from binaan.planning.actions.nomenclature import import_official


class Command(JsonCommand):
    help = (
        "Memuat daftar nomenklatur resmi satu edisi (kolom kode, nama, kinerja, indikator, satuan)."
    )

    def arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--era", required=True, choices=list(BY_KEY), help="Edisi.")
        parser.add_argument("--source", required=True, help="Keputusan asal daftar ini.")
        parser.add_argument("--by", required=True, help="Nama pengguna.")

    def answer(self, *, file: str, era: str, source: str, by: str, **_options):
        counts = import_official(Path(file), era=era, source=source, by=user_named(by))
        return {"era": era, **counts}

    def as_text(self, answer):
        return f"Nomenklatur {answer['era']}: {answer['new']} baru, {answer['changed']} berubah."
