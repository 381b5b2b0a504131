"""`export_registry DIR`: the register as one CSV a table, with a data dictionary."""

from pathlib import Path

from binaan.access.commands import user_named
from binaan.access.permissions import Permission
from binaan.kit.commands import JsonCommand, Refused
from binaan.registry.sheets.exporting import export


class Command(JsonCommand):
    help = "Menulis isi direktori sebagai CSV per tabel beserta kamus data."

    def arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR", help="Folder baru atau kosong.")
        parser.add_argument(
            "--as", dest="reader", help="Hanya yang boleh dilihat pengguna ini; bawaan: seluruhnya,"
            " data pribadi disamarkan.",
        )  # fmt: skip

    def answer(self, *, folder: Path, reader=None, **_options):
        folder = folder.absolute()
        user = user_named(reader) if reader else None
        if user is not None and not user.may(Permission.EXPORT):
            raise Refused(f"{user.username} tidak bertugas mengekspor data.")
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Refused(f"{folder} sudah berisi. Pilih folder baru atau kosong.")
        try:
            done = export(folder, reader=user)
        except OSError as error:
            raise Refused(f"Tidak dapat menulis di {folder}: {error.strerror}.") from error
        return {
            "folder": str(folder),
            "rows": sum(done.rows.values()),
            "personal_values": done.personal,
            "tables": [{"file": name, "rows": rows} for name, rows in done.rows.items()],
        }

    def as_text(self, answer):
        lines = [f"{table['rows']:>10}  {table['file']}" for table in answer["tables"]]
        return "\n".join([*lines, f"Tertulis di {answer['folder']}."])
