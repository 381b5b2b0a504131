"""The statutory reports that can be printed. A form that is not finished is not here.

One line per report; how to add one: docs/howto/add-a-report.md.
"""

from binaan.planning import parameters as plan
from binaan.planning.choices import DocumentKind
from binaan.planning.models import Document
from binaan.planning.rules import papers
from binaan.reports.asking import Report
from binaan.reports.builders import (
    accountability,
    action_plan,
    agreement,
    evaluation,
    main_indicators,
    money,
    performance,
    programmes,
    strategy,
    targets,
    yearly,
)
from binaan.reports.parameters import YEAR_HEADINGS

RENSTRA, RENJA, EVALUATION, SAKIP = "Renstra", "Renja", "Evaluasi", "SAKIP"
GROUPS = (RENSTRA, RENJA, EVALUATION, SAKIP)
YEARS = (YEAR_HEADINGS,)
OF_RENSTRA = (DocumentKind.RENSTRA,)
OF_RENJA = (DocumentKind.RENJA,)
OF_PK = (DocumentKind.PK,)
RATES = (plan.LOWER, plan.ZERO_TARGET)
EVALUATED = (plan.E81_VARIANT, plan.AVERAGE_OVER, plan.CAP, plan.SCALE, plan.HIGH_TARGET, *RATES)

REPORTS = (
    Report("T-C.23", RENSTRA, OF_RENSTRA, performance.build, "f4", parameters=YEARS,
           paper_kind=papers.PERFORMANCE),
    Report("T-C.24", RENSTRA, OF_RENSTRA, money.build, "f4", parameters=YEARS,
           paper_kind=papers.MONEY),
    Report("T-C.25", RENSTRA, OF_RENSTRA, targets.build_goals, parameters=YEARS),
    Report("T-C.26", RENSTRA, OF_RENSTRA, strategy.build),
    Report("T-C.27", RENSTRA, OF_RENSTRA, programmes.build, "a3", parameters=YEARS),
    Report("T-C.28", RENSTRA, OF_RENSTRA, targets.build_indicators, parameters=YEARS),
    Report("T-C.33", RENJA, OF_RENJA, yearly.build_33, "f4", needs_year=True, until=2026,
           name="Rumusan Rencana Program dan Kegiatan, dengan prakiraan maju"),
    Report("RENJA-4.1", RENJA, OF_RENJA, yearly.build_41, "a3", needs_year=True, since=2027,
           name="Rencana Kerja dan Pendanaan Perangkat Daerah (Tabel 4.1)"),
    Report("E.81", EVALUATION, OF_RENJA, evaluation.build, "a3", needs_year=True,
           needs_quarter=True, parameters=EVALUATED,
           name="Evaluasi terhadap Hasil Renja Perangkat Daerah"),
    Report("PK", SAKIP, OF_PK, agreement.build, needs_year=True, name="Perjanjian Kinerja"),
    Report("RENAKSI", SAKIP, OF_PK, action_plan.build, "f4", needs_year=True,
           name="Rencana Aksi Pencapaian Kinerja"),
    Report("RENAKSI-R", SAKIP, OF_PK, action_plan.build_realised, "a3", needs_year=True,
           needs_quarter=True, parameters=RATES, name="Realisasi Rencana Aksi"),
    Report("IKU", SAKIP, OF_RENSTRA, main_indicators.build, "f4"),
    Report("IN2-IKU", SAKIP, OF_RENSTRA, main_indicators.build_targets, since=2025),
    Report("LKJIP-3.1", SAKIP, OF_PK, accountability.build, needs_year=True,
           parameters=(plan.SCALE, *RATES), name="Capaian Kinerja: target dan realisasi"),
)  # fmt: skip
CATALOGUE = {report.code: report for report in REPORTS}


def for_document(document: Document) -> list[Report]:
    """What can be printed of a document, in the order of the catalogue, by the law of its years.

    A form of another year's law is still made for who asks for it by its code.
    """
    return [
        report
        for report in REPORTS
        if document.kind in report.kinds and report.since <= document.first_year <= report.until
    ]
