"""A small plan of disperin in the filled world: a figure closed with its records, money, a finding, a print."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from binaan.planning.actions import achieving, closing, spending
from binaan.planning.models import (
    Budget,
    Document,
    Finding,
    Indicator,
    Node,
    Printed,
    Target,
    Version,
)

YEAR = 2025
LINES = (
    ("tujuan", "", "Industri kecil berdaya saing", "Jumlah usaha ada", {"measure": "registry.businesses"}),
    ("sasaran", "", "Usaha bertahan", "Nilai AKIP", {}),
    ("program", "3.31.02", "Perencanaan dan pembangunan industri", "Jumlah dokumen", {}),
    ("kegiatan", "3.31.02.2.01", "Penyusunan rencana", "Jumlah rencana", {}),
    ("subkegiatan", "3.31.02.2.01.01", "Penyusunan rencana industri", "Jumlah naskah", {}),
)  # fmt: skip


def plan(world) -> None:
    """A draft with a finding and a printed figure; its first quarter of 2025 closed for one indicator."""
    document = Document.objects.create(
        office=world.offices["disperin"], place_id="32.16", kind="renstra",
        title="Renstra 2025-2026", first_year=YEAR, last_year=YEAR + 1,
    )  # fmt: skip
    version = Version.objects.create(document=document, number=1, era="E2", created_by="seseorang")
    above = None
    for order, (level, code, name, indicator, citation) in enumerate(LINES):
        above = _line(version, above, order, (level, code, name), indicator, citation)
    Budget.objects.create(node=above, year=YEAR, amount=Decimal(90_000_000))
    _printed(version, above)
    _closed(world, document)
    spending.pay(
        above, paid_on=date(YEAR, 3, 3), number="1/SP2D", amount=Decimal(5_000_000),
        by=world.user("planner"),
    )  # fmt: skip


def _line(version, above, order, named, indicator, citation) -> Node:
    level, code, name = named
    node = Node.objects.create(
        version=version,
        parent=above,
        level=level,
        code=code,
        official_code=code,
        name=name,
        order=order,
    )
    mark = Indicator.objects.create(
        node=node, order=0, name=indicator, unit="Usaha", citation=citation, is_iku=bool(citation)
    )
    for year in (YEAR, YEAR + 1):
        Target.objects.create(indicator=mark, year=year, text="3", value=Decimal(3))
    return node


def _printed(version, node) -> None:
    said = {"table": "6.2", "line": 1, "row": 7, "label": node.name, "year": YEAR, "column": "rp"}
    Printed.objects.create(version=version, node=node, text="90,000,001", value=90_000_001, **said)
    Finding.objects.create(
        version=version, mark="a" * 64, rule="sum_mismatch", severity="error", node=node, row=7,
        table="6.2", year=YEAR, column="rp", label=node.name, message="Jumlah tidak cocok.", order=1,
        found_at=timezone.now(),
    )  # fmt: skip


def _closed(world, document) -> None:
    quarter = {"year": YEAR, "quarter": 3}
    planner, head = world.user("planner"), world.user("office_head")
    checker = world.user("section_head")
    achieving.count(document, **quarter, by=planner)
    keys = list(Indicator.objects.exclude(citation={}).values_list("key", flat=True))
    achieving.check(document, **quarter, keys=keys, by=checker)
    achieving.approve(document, **quarter, keys=keys, by=head)
    closing.close(document, **quarter, by=planner)
