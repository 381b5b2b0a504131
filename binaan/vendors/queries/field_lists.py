"""What a form on an enumerator's phone may choose from: vendors he is to visit, locations around him."""

from collections.abc import Iterator

from binaan.access.permissions import Permission
from binaan.intake.queries.campaigns import to_meet
from binaan.places.queries import codes_down
from binaan.vendors.models import Location, Vendor

VENDORS = (
    "name", "label", "nama_usaha", "kode_kab", "kode_kec", "kode_desa", "bidang_usaha",
    "jenis_dagangan", "jenis_tempat",
)  # fmt: skip
LOCATIONS = ("name", "label", "kode_kec")
GONE = ("dihapus", "ditarik")


def assigned(user) -> Iterator[tuple[str, ...]]:
    """Vendors of his open targets, by the id of their business: no NIK, no telephone, no owner."""
    mine = Vendor.objects.permitted(user, Permission.FIELD_SEND)
    found = mine.filter(business__in=to_meet(user), left_on__isnull=True)
    for one in found.select_related("business", "place__parent__parent").order_by("number"):
        yield (
            str(one.business_id), f"{one.short_number} {one.business.name}, {one.place.name}",
            one.business.name, *codes_down(one.place), one.trade, one.goods, one.stall,
        )  # fmt: skip


def around(user) -> Iterator[tuple[str, ...]]:
    """Locations where he works, the forbidden ones too: who stands there is written down."""
    mine = Location.objects.permitted(user, Permission.FIELD_SEND).exclude(state__in=GONE)
    for one in mine.select_related("place__parent__parent").order_by("code"):
        yield one.code, f"{one.code} {one.name}", codes_down(one.place)[1]
