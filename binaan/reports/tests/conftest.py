"""The small plan of planning, with what was reached and paid, and a head who signs."""

from datetime import date
from decimal import Decimal

import pytest

from binaan.access.models import Official
from binaan.planning.models import Achievement, Node, Spending, Version
from binaan.planning.tests.conftest import Plan
from binaan.reports.catalogue import CATALOGUE
from binaan.reports.queries import finding
from tests.remembered import remembered

DAY = date(2026, 3, 2)


class Reported(Plan):
    """`asked(code)`: a report of its one version; what was reached and paid stands for 2021-2022."""

    def __init__(self):
        super().__init__()
        office = self.offices["diskopukm"]
        self.official = Official.objects.create(
            office=office, name="Dr. H. Usep Permana, M.Si.", position="Kepala Dinas",
            nip="196906201995031906", rank="Pembina Utama Muda (IV/c)", appointment="plt",
            valid_from=date(2023, 5, 2),
        )  # fmt: skip
        Version.objects.filter(pk=self.version.pk).update(
            vision="Kota yang sejahtera", mission="Memajukan ekonomi rakyat\nMelayani dengan baik"
        )
        Node.objects.filter(version=self.version, level="sasaran").update(
            strategy="Pendampingan berjenjang", policy="Naik kelas lewat kemitraan"
        )
        self.reach(2021, "0.9", quarter=0, typed=True)
        self.reach(2022, "2.5", quarter=4)
        for year, amount in ((2021, "90000000"), (2022, "99000000")):
            Spending.objects.create(
                office=office, place_id="32.75", node_key=self.node("Pendataan").key,
                paid_on=date(year, 6, 1), number=f"SP2D-{year}", amount=Decimal(amount),
                recorded_by="perencana",
            )  # fmt: skip

    def reach(self, year: int, value: str, *, quarter: int, typed: bool = False) -> Achievement:
        """What the indicator of the sasaran reached: typed after a document, or measured."""
        number = Decimal(value)
        return Achievement.objects.create(
            office=self.offices["diskopukm"], place_id="32.75", year=year, quarter=quarter,
            indicator_key=self.indicator("Persentase usaha mikro naik").key, value=number,
            typed=number if typed else None, measured=None if typed else number,
            document_note="Laporan kinerja 2021, halaman 12" if typed else "",
        )  # fmt: skip

    def asked(self, code: str, year: int = 2022, quarter: int = 0):
        version = finding.versions(self.planner).get(pk=self.version.pk)
        return finding.asked(
            self.planner, CATALOGUE[code], version, year=year, quarter=quarter, on=DAY
        )


@pytest.fixture
def reported(db):
    """A plan with achievements, payments and a signer."""
    return remembered("reported", Reported)
