"""What can be printed of which document and year: the page /laporan/."""

from typing import NamedTuple
from uuid import UUID

from django.urls import reverse

from binaan.kit.dates import QUARTERS, today
from binaan.planning.models import Document, Version
from binaan.reports.asking import Report
from binaan.reports.builders import paper_tables
from binaan.reports.catalogue import GROUPS, for_document
from binaan.reports.queries.finding import documents


class Offer(NamedTuple):
    """A report of a document, with the address of its page."""

    report: Report
    url: str


def chosen(user, given: str) -> tuple[list[Document], Document | None]:
    """The documents to choose from and the one chosen; None for an id that is not among them."""
    found = [one for one in documents(user) if for_document(one)]
    if not given:
        return found, (found[0] if found else None)
    return found, next((one for one in found if str(one.pk) == given), None)


def year_of(user, document: Document, given: str) -> int:
    """The year asked for if the document covers it, else this year or the nearest one."""
    asked = int(given) if given.isdecimal() and len(given) == 4 else today().year
    return min(max(asked, document.first_year), document.last_year)


def offers(user, document: Document, year: int) -> list[tuple[str, list[Offer]]]:
    """The reports of a document by group."""
    made: dict[str, list[Offer]] = {group: [] for group in GROUPS}
    for one in for_document(document):
        made[one.group].append(Offer(one, address(user, document.pk, one, year)))
    return [(group, found) for group, found in made.items() if found]


def address(user, pk: UUID, report: Report, year: int, quarter: int = 0) -> str:
    """The page of a report; year and quarter only where the report asks for them."""
    url = reverse("report_page", args=[pk, report.code])
    said = []
    if report.needs_year:
        said.append(f"tahun={year}")
    if report.needs_quarter:
        said.append(f"triwulan={quarter or _usual_quarter(year)}")
    return f"{url}?{'&'.join(said)}" if said else url


def period_chips(user, report: Report, version: Version, year: int) -> list[dict]:
    """The five years of each imported table and of the document; none where there is only one."""
    if not report.paper_kind:
        return []
    found = paper_tables.periods(user, version, report.paper_kind)
    url = reverse("report_page", args=[version.pk, report.code])
    now = next((one for one in found if year in one), found[-1])
    return [
        {"label": f"{one[0]}-{one[-1]}", "url": f"{url}?tahun={one[-1]}", "active": one == now}
        for one in found
        if len(found) > 1
    ]


def _usual_quarter(year: int) -> int:
    """The last quarter that has ended; the first of a year that has none yet."""
    now = today()
    if year < now.year:
        return 4
    return max(1, (now.month - 1) // 3) if year == now.year else 1


def chips(user, pk: UUID, report: Report, document: Document, at: tuple[int, int]) -> list[dict]:
    """Years of the document, then quarters, as links; of the whole document the periods there are."""
    year, quarter = at
    made = []
    if report.needs_year:
        made += [
            {
                "label": str(one),
                "url": address(user, pk, report, one, quarter),
                "active": one == year,
            }
            for one in document.years
        ]
    if report.needs_quarter:
        made += [
            {
                "label": f"Triwulan {roman}",
                "active": number == quarter,
                "url": address(user, pk, report, year, number),
            }
            for number, roman in enumerate(QUARTERS, 1)
        ]
    return made  # fmt: skip
