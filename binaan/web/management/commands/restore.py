"""`restore FILE`: a backup into an empty installation."""

from pathlib import Path

from django.core.management import call_command

from binaan.kit.backup import reading
from binaan.kit.commands import JsonCommand, Refused
from binaan.registry.actions.touching import touch_everything

REFERENCE_APPS = {"places", "axes"}  # replaced by what the backup holds


class Command(JsonCommand):
    help = "Memulihkan cadangan ke pemasangan yang masih kosong, lalu membandingkan hasilnya."

    def arguments(self, parser):
        parser.add_argument("file", type=Path, help="Berkas yang dibuat oleh perintah backup")

    def answer(self, *, file: Path, **options):
        if not file.is_file():
            raise Refused(f"Berkas {file} tidak ada.")
        manifest = reading.check(file)
        call_command("migrate", interactive=False, verbosity=0)
        reading.refuse_used(REFERENCE_APPS)
        reading.restore(file, manifest)
        touch_everything()  # neither index nor copy is in a backup
        return {
            "file": str(file),
            "made_at": manifest["made_at"],
            "version": manifest["version"],
            "tables": len(manifest["tables"]),
            "rows": sum(table["rows"] for table in manifest["tables"]),
            "files": len(manifest["files"]),
        }

    def as_text(self, answer):
        return (
            f"{answer['rows']} baris dan {answer['files']} berkas dari cadangan "
            f"{answer['made_at']} dipulihkan, dan sama dengan cadangannya."
        )
