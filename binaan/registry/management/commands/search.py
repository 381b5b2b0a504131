"""`search "TEXT" --as U`: the businesses meant among those this user may see, best first."""

from binaan.access.commands import user_named
from binaan.kit.commands import JsonCommand
from binaan.registry.finding import asking

MOST = 20


class Command(JsonCommand):
    help = "Mencari usaha menurut nama, pemilik, nomor, produk, alamat atau wilayah."

    def arguments(self, parser):
        parser.add_argument("text", metavar="TEXT", help="Yang dicari; boleh sebagian kata.")
        parser.add_argument(
            "--as", dest="reader", required=True, metavar="U",
            help="Nama pengguna; hanya yang boleh dilihatnya.",
        )  # fmt: skip

    def answer(self, *, text: str, reader: str, **_options):
        user = user_named(reader)
        found = asking.find(user, text, limit=MOST)
        if found.plain:
            self.stderr.write(found.note)
        return [
            {
                "business": str(one.business),
                "name": one.name,
                "owner": one.owner,
                "place": one.place,
            }
            for one in asking.rows(user, found.ids)
        ]

    def as_text(self, answer):
        lines = ["  ".join((one["name"], one["owner"], one["place"])) for one in answer]
        return "\n".join(lines) or "Tidak ada yang ditemukan."
