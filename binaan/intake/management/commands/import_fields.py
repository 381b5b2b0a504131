"""`import_fields KIND`: the fields a list may state, with the headings that are understood."""

from binaan.intake.kinds import KINDS
from binaan.kit.commands import JsonCommand


class Command(JsonCommand):
    help = "Mencetak nama field suatu jenis daftar beserta judul kolom yang dikenal."

    def arguments(self, parser):
        parser.add_argument("kind", choices=sorted(KINDS))

    def answer(self, **options):
        return [
            {
                "name": field.name,
                "label": field.label,
                "synonyms": list(field.synonyms),
                "personal": field.personal,
                "help": field.help,
            }
            for field in KINDS[options["kind"]].fields
        ]
