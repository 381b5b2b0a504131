"""What an office chooses of the look of its reports."""

from binaan.access import parameters
from binaan.reports.schemas import ORDINAL

YEAR_HEADINGS = "reports.year_headings"


def start() -> None:
    """Called once when the room starts."""
    parameters.declare(
        YEAR_HEADINGS,
        "Judul kolom tahun (ke atau kalender)",
        ORDINAL,
        "Lampiran mencetak tahun ke-1 sampai ke-5; banyak kantor mencetak tahun kalender.",
        "Permendagri 86/2017, Lampiran",
    )
