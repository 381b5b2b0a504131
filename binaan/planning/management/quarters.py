"""What the commands about a quarter read, the same for all of them."""

from uuid import UUID

from binaan.access.commands import user_named
from binaan.kit.commands import Refused
from binaan.planning.models import Document
from binaan.planning.queries import periods


def give_quarter(parser, who: str) -> None:
    parser.add_argument("--document", required=True, metavar="ID", help="Dokumen rencana.")
    parser.add_argument("--year", required=True, type=int)
    parser.add_argument(
        "--quarter", required=True, type=int, choices=range(5), help="1-4; 0 untuk setahun."
    )
    parser.add_argument("--by", required=True, metavar="U", help=who)


def asked(options: dict) -> tuple[Document, tuple[int, int], object]:
    """The document within this user's reach, (year, quarter), and the user. Raises Refused."""
    user = user_named(options["by"])
    document = periods.documents(user).filter(pk=_uuid(options["document"])).first()
    if document is None:
        raise Refused(f"Dokumen {options['document']} tidak ada, atau di luar tugas {user}.")
    if options["year"] not in document.years:
        first, last = document.first_year, document.last_year
        raise Refused(f"{document} memuat tahun {first} sampai {last}.")
    return document, (options["year"], options["quarter"]), user


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused(f"{text!r} bukan id dokumen; salin dari alamat halamannya.") from None
