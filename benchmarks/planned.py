"""A plan of any size for `./bench plan`, put in row by row in bulk, the same on every run.

Words are as long as those of the nomenclature, so that rows of a printed table break as they do in
an office; numbers are invented and add up. The plan stands in the register of benchmarks/register.
"""

from decimal import Decimal
from itertools import cycle, product

from benchmarks.register import EARLIER

YEARS = (2022, 2023, 2024, 2025, 2026)
COUNTED = (2025, 2)  # the quarter whose figures are asked; the lists say 2024, checks 2025
ABOVE = (("tujuan", 4), ("sasaran", 8), ("program", 40), ("kegiatan", 200))
PARTS = 500  # rows put in at once
VERBS = (
    "Penyediaan", "Koordinasi", "Pembinaan", "Fasilitasi", "Penyusunan Dokumen", "Peningkatan",
    "Pendataan dan Verifikasi",
)  # fmt: skip
THINGS = (
    "Usaha Mikro dan Kemitraannya", "Sentra Industri Kecil Menengah", "Perizinan Usaha Mikro",
    "Pelaku Ekonomi Kreatif", "Sarana dan Prasarana Kantor", "Promosi Produk Unggulan",
    "Data dan Informasi Industri Nasional",
)  # fmt: skip
MEASURED = (
    ("Jumlah usaha", {"measure": "registry.businesses"}),
    ("Jumlah usaha binaan", {"measure": "registry.guided"}),
    ("Jumlah usaha yang berjalan", {"measure": "registry.running"}),
    ("Jumlah tenaga kerja", {"measure": "registry.workers"}),
    ("Jumlah usaha ekonomi kreatif", {"measure": "registry.creative"}),
    ("Jumlah usaha baru tercatat", {"measure": "registry.recorded"}),
    ("Jumlah usaha mikro naik kelas", {"measure": "registry.grown"}),
    ("Persentase usaha pangan", {
        "measure": "registry.businesses", "part": [["group", "pangan"]],
        "per": {"measure": "registry.businesses", "at": "start"}, "factor": 100,
    }),
)  # fmt: skip


def planner(office, place: str = "32"):
    """Who plans for an office in the whole province."""
    from binaan.access.models import Assignment, User

    user = User.objects.create(username=f"bangku-perencana-{place}", name="Bangku Perencana")
    Assignment.objects.create(
        user=user, role="planner", place_id=place, office=office, valid_from=EARLIER
    )
    return user


def document(office, kind: str, title: str, years, place: str = "32"):
    """A document and its one draft."""
    from binaan.planning.models import Document, Version

    made = Document.objects.create(
        office=office, place_id=place, kind=kind, title=title, first_year=years[0],
        last_year=years[-1],
    )  # fmt: skip
    return Version.objects.create(document=made, number=1, era="E2", created_by="bangku")


def tree(office, count: int):
    """A Renstra of `count` parts, an indicator and five targets each, money at every leaf."""
    from binaan.planning.models import Budget, Indicator, Node, Target

    version = document(office, "renstra", f"Renstra bangku {count}", YEARS)
    nodes = list(_nodes(version, count))
    leaves = [node for node in nodes if node.level == "subkegiatan"]
    marks = [
        Indicator(node=node, order=0, name=f"Jumlah {node.name.lower()}", unit="Dokumen",
                  base_text="10", base_value=Decimal(10), end_text="60", end_value=Decimal(60))
        for node in nodes
    ]  # fmt: skip
    targets = [
        Target(indicator=mark, year=year, value=Decimal(20 + 10 * n), text=str(20 + 10 * n))
        for mark, (n, year) in product(marks, enumerate(YEARS))
    ]
    budgets = [
        Budget(node=node, year=year, amount=Decimal(50_000_000 + 1_250_000 * (order % 97) + year))
        for order, node in enumerate(leaves)
        for year in YEARS
    ]
    for model, rows in ((Node, nodes), (Indicator, marks), (Target, targets), (Budget, budgets)):
        model.objects.bulk_create(rows, batch_size=PARTS)
    return version


def _nodes(version, count: int):
    """In the order of print: what stands above comes first; the leaves are shared out evenly."""
    from binaan.planning.models import Node

    shape = [*ABOVE, ("subkegiatan", count - sum(many for _level, many in ABOVE))]
    words = cycle(product(VERBS, THINGS))
    order = 0

    def grow(depth: int, number: int, parent, code: str):
        nonlocal order
        level, many = shape[depth]
        verb, thing = next(words)
        node = Node(version=version, parent=parent, level=level, code=code if depth > 1 else "",
                    name=f"{verb} {thing} {order}", order=order, location="Jawa Barat")  # fmt: skip
        order += 1
        yield node
        if depth + 1 == len(shape):
            return
        below = shape[depth + 1][1]
        for one in range(number * below // many, (number + 1) * below // many):
            yield from grow(depth + 1, one, node, f"{code}.{one:02}")

    for number in range(shape[0][1]):
        yield from grow(0, number, None, "3")


def eight(office, place: str):
    """A Renja whose eight indicators cite measures of the register at a place."""
    from binaan.planning.models import Indicator, Node, Target

    version = document(office, "renja", f"Renja bangku {place}", COUNTED[:1], place)
    node = Node.objects.create(version=version, level="tujuan", name="Usaha tumbuh", order=0)
    for order, (name, citation) in enumerate(MEASURED):
        mark = Indicator.objects.create(
            node=node, order=order, name=name, unit="Usaha", citation=citation, kind="position"
        )
        Target.objects.create(indicator=mark, year=COUNTED[0], value=Decimal(100), text="100")
    return version
