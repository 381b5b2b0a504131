"""Numbers about street vendors. Written out in docs/rules/pkl.md §8."""

from django.db.models import F, IntegerField, Value

from binaan.access.permissions import Permission
from binaan.kit.measures import FLOW, Asked, Dimension, Reckoning, Shown, measure
from binaan.registry.measures.declared import keeps_small_cells, wider
from binaan.registry.measures.dimensions import office_labels, place_labels, place_row
from binaan.vendors.choices import Category, LocationKind, Stall, Trade
from binaan.vendors.queries import figures, status
from binaan.vendors.rules.measuring import EDITION, growth_of, share_of

SOURCE = "PKL, lokasi dan TDU yang dicatat kantor (docs/rules/pkl.md)"
LISTED = "PKL yang terdata pada tanggal itu dan belum berhenti berjualan"
PLACED = "berdiri di lokasi yang pada hari itu ditetapkan, tetap atau sementara"


def _of(key: str, label: str, choices) -> Dimension:
    """Divided by a column whose values have labels."""
    named = {str(value): shown for value, shown in choices.choices}
    return Dimension(key, label, lambda asked: F(key), lambda asked, keys: named)


PLACE = Dimension("place", "Wilayah", place_row("place"), place_labels)
OFFICE = Dimension("office", "Kantor", lambda asked: F("office__key"), office_labels)
OF_VENDORS = {
    "unit": "PKL",
    "source": SOURCE,
    "dimensions": (
        PLACE, _of("trade", "Bidang usaha", Trade), _of("stall", "Jenis tempat", Stall),
        _of("category", "Kategori PKL", Category), OFFICE,
    ),
    "order": ("business_id", "pk"),
    "shows": (Shown("registered_on", "Terdata"), Shown("trade", "Bidang usaha")),
    "subject": "business",
    "opens_with": Permission.VENDOR_VIEW,
    "discreet": keeps_small_cells,
    "wider": wider,
}  # fmt: skip


def stock(asked: Asked) -> dict:
    """The day, place and office asked, as the queries take them."""
    return {"at": asked.at, "known": asked.known, "place": asked.place, "office": asked.office}


@measure("vendors.registered", "PKL terdata", formula=f"Banyaknya {LISTED}.", **OF_VENDORS)
def registered(user, asked: Asked):
    return figures.registered(user, **stock(asked))


@measure(
    "vendors.tdu_valid",
    "PKL dengan TDU berlaku",
    formula=f"Banyaknya {LISTED} dan memegang TDU yang terbit, belum habis dan tidak dicabut.",
    **OF_VENDORS,
)
def tdu_valid(user, asked: Asked):
    return figures.with_tdu(user, **stock(asked))


@measure(
    "vendors.in_designated_place_share",
    "Bagian PKL yang menempati tempat yang ditetapkan",
    formula=f"{LISTED} dan {PLACED}, dibagi seluruh {LISTED}, kali 100.",
    reckoned=Reckoning(lambda asked: status.in_place(asked.at, asked.known), share_of),
    **(OF_VENDORS | {"unit": "%"}),
)
def in_designated_place_share(user, asked: Asked):
    return figures.registered(user, **stock(asked))


def _base(asked: Asked):
    """The base every vendor is measured on: one for the office, by the end of the time."""
    base = figures.plan_base(None, asked.office, asked.period.last)
    return Value(base, output_field=IntegerField())


@measure(
    "vendors.in_designated_place",
    "PKL yang menempati tempat yang ditetapkan, atas basis rencana",
    formula=f"Banyaknya PKL yang di dalam periode untuk pertama kali {PLACED}, dibagi basis rencana "
    "(613 PKL, atau menurut ketetapan kantor), kali 100. Capaian tahun-tahun dijumlahkan.",
    kind=FLOW,
    edition=EDITION,
    reckoned=Reckoning(_base, growth_of),
    **(OF_VENDORS | {"unit": "%", "shows": (Shown("placed_on", "Menempati"), Shown("trade", "Bidang usaha"))}),
)  # fmt: skip
def in_designated_place(user, asked: Asked):
    period = asked.period
    return figures.placed(
        user, first=period.first, last=period.last, place=asked.place, office=asked.office
    )


@measure(
    "vendors.locations",
    "Lokasi PKL yang ditetapkan",
    unit="lokasi",
    formula="Banyaknya lokasi yang pada tanggal itu ditetapkan untuk PKL, tetap atau sementara.",
    source=SOURCE,
    dimensions=(PLACE, _of("kind", "Jenis lokasi", LocationKind), OFFICE),
    order=("code", "pk"),
    shows=(Shown("code", "Kode"), Shown("valid_from", "Berlaku sejak"), Shown("capacity", "Kapasitas")),
    subject="location",
    opens_with=Permission.VENDOR_VIEW,
)  # fmt: skip
def locations(user, asked: Asked):
    return figures.locations(user, at=asked.at, place=asked.place, office=asked.office)
