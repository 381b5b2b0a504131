"""A small plan everyone remembers: Renstra 2021-2023 of diskopukm, one line of each level and a bit."""

from decimal import Decimal
from functools import cached_property

import pytest

from binaan.access.models import Division
from binaan.planning.models import Budget, Document, Indicator, Node, Target, Version
from tests.remembered import remembered
from tests.world import World

# level, code, name, indicator, unit, targets, rupiah of 2021-2023
LINES = (
    ("tujuan", "", "Meningkatnya peran koperasi dan usaha mikro", "Laju usaha mikro naik kelas",
     "Persen", ("1", "2", "3"), ()),
    ("sasaran", "", "Meningkatnya usaha mikro yang naik kelas", "Persentase usaha mikro naik kelas",
     "Persen", ("1", "2", "3"), ()),
    ("program", "2.17.07", "Program Pemberdayaan UMKM", "Persentase usaha mikro dibina", "Persen",
     ("10", "20", "30"), ()),
    ("kegiatan", "2.17.07.2.01", "Pemberdayaan Usaha Mikro", "Jumlah usaha mikro dibina",
     "Usaha mikro", ("100", "120", "140"), ()),
    ("subkegiatan", "2.17.07.2.01.01", "Pendataan Usaha Mikro", "Jumlah usaha terdata",
     "Usaha mikro", ("80", "90", "CC"), ("100000000", "110000000", "120000000")),
    ("subkegiatan", "2.17.07.2.01.02", "Kemitraan Usaha Mikro", "Jumlah kemitraan", "Kemitraan",
     ("5", "6", "7"), ("50000000", None, "60000000")),
    ("program", "2.17.08", "Program Pengembangan UMKM", "Jumlah produk bersertifikat", "Produk",
     ("20", "25", "30"), ()),
)  # fmt: skip
YEARS = (2021, 2022, 2023)


class Plan(World):
    """The small world with a draft: `version`, and its `planner`, `head` and `auditor`."""

    def __init__(self):
        super().__init__()
        office = self.offices["diskopukm"]
        self.division = Division.objects.create(office=office, key="mikro", name="Usaha Mikro")
        self.document = Document.objects.create(
            office=office, place_id="32.75", kind="renstra", title="Renstra 2021-2023",
            first_year=2021, last_year=2023,
        )  # fmt: skip
        self.version = Version.objects.create(
            document=self.document, number=1, era="E2", created_by="perencana"
        )
        above: dict[str, Node] = {}
        for order, line in enumerate(LINES):
            above[line[0]] = self._line(order, line, above)

    def _line(self, order, line, above) -> Node:
        level, code, name, indicator, unit, targets, money = line
        levels = [one[0] for one in (LINES[0], LINES[1], LINES[2], LINES[3], LINES[4])]
        place = levels.index(level)
        node = Node.objects.create(
            version=self.version, parent=above[levels[place - 1]] if place else None, level=level,
            code=code, official_code=code, name=name, order=order,
        )  # fmt: skip
        mark = Indicator.objects.create(node=node, order=0, name=indicator, unit=unit)
        for year, text in zip(YEARS, targets, strict=True):
            value = Decimal(text) if text.isdigit() else None
            Target.objects.create(indicator=mark, year=year, text=text, value=value)
        for year, rupiah in zip(YEARS, money, strict=False):
            if rupiah:
                Budget.objects.create(node=node, year=year, amount=Decimal(rupiah))
        return node

    def node(self, name: str) -> Node:
        """By the beginning of its name."""
        return Node.objects.get(version=self.version, name__startswith=name)

    def indicator(self, name: str) -> Indicator:
        return Indicator.objects.get(node__version=self.version, name__startswith=name)

    @cached_property
    def planner(self):
        return self.user("planner", place="32.75")

    @cached_property
    def neighbour(self):
        """The planner of the other office."""
        return self.user("planner")

    @cached_property
    def head(self):
        return self.user("office_head", place="32.75")


@pytest.fixture
def plan(db):
    """A draft of one document: see LINES."""
    return remembered("plan", Plan)
