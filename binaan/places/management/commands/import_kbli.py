"""Import an official KBLI list of one edition; nothing is recoded from one edition to another."""

from django.db import transaction

from binaan.kit.commands import JsonCommand
from binaan.places import kbli, loading
from binaan.places.models import KbliEdition


class Command(JsonCommand):
    help = "Memuat daftar KBLI resmi (CSV: code,title) untuk satu edisi."

    def arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--edition", required=True, choices=KbliEdition.values)

    def answer(self, **options):
        with transaction.atomic():
            counts = kbli.import_official(options["file"], edition=options["edition"])
            loading.note_load("kbli", f"{options['file']} (edisi {options['edition']})")
        return {"edition": options["edition"], **counts}

    def as_text(self, answer):
        return f"KBLI {answer['edition']}: {answer['new']} baru, {answer['changed']} berubah."
