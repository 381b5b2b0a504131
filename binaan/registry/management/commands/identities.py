"""`identities`: what each row of the lists became, one JSON object a line."""

from binaan.access.commands import user_named
from binaan.kit.commands import StreamCommand
from binaan.registry.queries.identities import Identity, identities


class Command(StreamCommand):
    help = "Mencetak menjadi usaha dan pemilik yang mana setiap baris daftar."

    def arguments(self, parser):
        parser.add_argument(
            "--as", dest="reader", required=True, metavar="U",
            help="Nama pengguna; hanya yang boleh dilihatnya.",
        )  # fmt: skip

    def lines(self, *, reader: str, **_options):
        return map(line, identities(user_named(reader)))


def line(one: Identity) -> dict:
    """A row as other programs read it."""
    return one._asdict() | {
        "business": str(one.business) if one.business else None,
        "person": str(one.person) if one.person else None,
    }
