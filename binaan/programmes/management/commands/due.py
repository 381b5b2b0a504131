"""`due --date D`: what is due by a day, the longest overdue first."""

from datetime import date

from binaan.access.commands import user_named
from binaan.access.keeper import KEEPER
from binaan.kit.commands import JsonCommand, WrongUsage
from binaan.programmes.queries import due as queries


class Command(JsonCommand):
    help = (
        "Tindak lanjut, langkah kasus dan kunjungan pengawasan yang jatuh tempo sampai suatu hari."
    )

    def arguments(self, parser):
        parser.add_argument(
            "--date", required=True, metavar="D", help="Sampai hari ini, 2026-12-31."
        )
        parser.add_argument("--as", dest="reader", metavar="U", help="Pengguna; bawaan: penjaga.")

    def answer(self, *, date: str, reader=None, **_options):
        user = user_named(reader) if reader else KEEPER
        return queries.due(user, _day(date))

    def as_text(self, answer) -> str:
        found = [*answer["follow_ups"], *answer["case_steps"], *answer["visits"]]
        lines = [
            f"{one['due']}  {one['number']} {one['name']}: {one.get('label', 'kasus atau kunjungan')}"
            f", {one['officer'] or 'belum ada petugas'}"
            for one in sorted(found, key=lambda one: (one["due"], one["number"]))
        ]
        head = f"{answer['due']} jatuh tempo sampai {answer['date']}, {answer['overdue']} lewat."
        return "\n".join([head, *lines])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUsage("Tulis tanggal sebagai 2026-12-31.") from None
