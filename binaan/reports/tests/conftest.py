"""The small plan of planning, with what was reached and paid, and a head who signs."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from binaan.access.models import Official
from binaan.planning.actions.deriving import Parties, derive
from binaan.planning.models import Achievement, Document, Indicator, Node, Spending, Version
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


class Yearly(Reported):
    """The plan in force, with a Renja of 2022 and a Perjanjian Kinerja under it, and their year."""

    def __init__(self):
        super().__init__()
        self.renja = derive(self.in_force(self.version), kind="renja", year=2022, by=self.planner)
        parties = Parties(self.official, second_name="Tri Adhianto", second_position="Wali Kota")
        source = self.in_force(self.renja.versions.get())
        self.pk = derive(source, kind="pk", parties=parties, by=self.planner)
        Node.objects.filter(level="sasaran").update(division=self.division)
        Indicator.objects.filter(name__startswith="Persentase usaha mikro naik").update(
            is_iku=True, formula="naik kelas ÷ seluruhnya × 100", source="Register"
        )
        Indicator.objects.filter(name="Jumlah usaha terdata").update(kind="cumulative")
        for quarter, value in ((1, "20"), (2, "25"), (3, "90")):
            self.count("Jumlah usaha terdata", 2022, quarter, value)
        self.count("Jumlah usaha terdata", 2021, 0, "70")
        self.count("Jumlah kemitraan", 2022, 1, "9", follow_up="Undang ritel")
        self.count("Persentase usaha mikro dibina", 2022, 2, "15", explanation="Pendamping baru")

    def in_force(self, version: Version) -> Version:
        """The version as set, without the steps before."""
        Version.objects.filter(pk=version.pk).update(
            state="set", hash="0" * 64, set_by="kadis", set_at=timezone.now(),
            effective_on=date(2021, 1, 4),
        )  # fmt: skip
        return Version.objects.get(pk=version.pk)

    def count(self, name: str, year: int, quarter: int, value: str, **said) -> None:
        """What an indicator reached, with the words beside it."""
        words = {"obstacle": "Data terlambat", "follow_up": "Kirim surat"} if quarter == 2 else {}
        Achievement.objects.create(
            office=self.offices["diskopukm"], place_id="32.75", year=year, quarter=quarter,
            indicator_key=self.indicator(name).key, value=Decimal(value), **(words | said),
        )  # fmt: skip

    def of(self, document: Document, code: str, quarter: int = 0, year: int = 2022):
        version = finding.versions(self.planner).get(document=document)
        return finding.asked(
            self.planner, CATALOGUE[code], version, year=year, quarter=quarter, on=DAY
        )


@pytest.fixture
def yearly(db):
    """The year 2022: Renja and Perjanjian Kinerja with achievements, words and payments."""
    return remembered("yearly", Yearly)
