"""The statutory reports that can be printed. A form that is not finished is not here.

One line per report; how to add one: docs/howto/add-a-report.md.
"""

from binaan.planning.choices import DocumentKind
from binaan.planning.models import Document
from binaan.planning.rules import papers
from binaan.reports.asking import Report
from binaan.reports.builders import money, performance, programmes, strategy, targets
from binaan.reports.parameters import YEAR_HEADINGS

RENSTRA, RENJA, EVALUATION, SAKIP = "Renstra", "Renja", "Evaluasi", "SAKIP"
GROUPS = (RENSTRA, RENJA, EVALUATION, SAKIP)
YEARS = (YEAR_HEADINGS,)
OF_RENSTRA = (DocumentKind.RENSTRA,)

REPORTS = (
    Report("T-C.23", RENSTRA, OF_RENSTRA, performance.build, "f4", parameters=YEARS,
           paper_kind=papers.PERFORMANCE),
    Report("T-C.24", RENSTRA, OF_RENSTRA, money.build, "f4", parameters=YEARS,
           paper_kind=papers.MONEY),
    Report("T-C.25", RENSTRA, OF_RENSTRA, targets.build_goals, parameters=YEARS),
    Report("T-C.26", RENSTRA, OF_RENSTRA, strategy.build),
    Report("T-C.27", RENSTRA, OF_RENSTRA, programmes.build, "a3", parameters=YEARS),
    Report("T-C.28", RENSTRA, OF_RENSTRA, targets.build_indicators, parameters=YEARS),
)  # fmt: skip
CATALOGUE = {report.code: report for report in REPORTS}


def for_document(document: Document) -> list[Report]:
    """What can be printed of a document, in the order of the catalogue."""
    return [report for report in REPORTS if document.kind in report.kinds]
