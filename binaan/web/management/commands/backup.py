"""`backup FILE`: everything this installation holds, in one file."""

from pathlib import Path

from binaan.kit.backup.writing import backup
from binaan.kit.commands import JsonCommand, Refused


class Command(JsonCommand):
    help = "Menyimpan seluruh isi Binaan (data dan berkas) ke satu berkas cadangan."

    def arguments(self, parser):
        parser.add_argument("file", type=Path, help="Nama berkas cadangan, misalnya kantor.tar.gz")

    def answer(self, *, file: Path, **options):
        if file.is_dir() or not file.absolute().parent.is_dir():
            raise Refused(f"{file} bukan nama berkas di folder yang ada.")
        manifest = backup(file)
        return {
            "file": str(file),
            "bytes": file.stat().st_size,
            "made_at": manifest["made_at"],
            "version": manifest["version"],
            "tables": len(manifest["tables"]),
            "rows": sum(table["rows"] for table in manifest["tables"]),
            "files": len(manifest["files"]),
        }

    def as_text(self, answer):
        return (
            f"{answer['rows']} baris dari {answer['tables']} tabel dan {answer['files']} berkas "
            f"tersimpan di {answer['file']} ({answer['bytes']} bita)."
        )
