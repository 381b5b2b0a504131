"""`identities`: what each row of the lists became, one JSON object a line."""

import json

from binaan.access.commands import user_named
from binaan.kit.commands import JsonCommand
from binaan.registry.queries.identities import Identity, identities


class Command(JsonCommand):
    help = "Mencetak menjadi usaha dan pemilik yang mana setiap baris daftar."

    def arguments(self, parser):
        parser.add_argument(
            "--json-lines", action="store_true", help="Satu objek JSON sebaris (juga tanpa ini)."
        )
        parser.add_argument(
            "--as", dest="reader", required=True, metavar="U",
            help="Nama pengguna; hanya yang boleh dilihatnya.",
        )  # fmt: skip

    def answer(self, *, reader: str, **_options):
        """Printed line by line: nothing of it is kept."""
        for one in identities(user_named(reader)):
            self.stdout.write(json.dumps(line(one), ensure_ascii=False))

    def execute(self, *args, **options):
        options["json"] = False
        return super().execute(*args, **options)

    def as_text(self, answer) -> str:
        self.stdout.ending = ""
        return ""


def line(one: Identity) -> dict:
    """A row as other programs read it."""
    return one._asdict() | {
        "business": str(one.business) if one.business else None,
        "person": str(one.person) if one.person else None,
    }
