"""What a form on an enumerator's phone may choose from: vendors he is to visit, locations around him."""

from collections.abc import Iterator

from binaan.access.permissions import Permission
from binaan.intake.models import CampaignState, Target, TargetState
from binaan.vendors.models import Location, Vendor

VENDORS = (
    "name", "label", "nama_usaha", "kode_kab", "kode_kec", "kode_desa", "bidang_usaha",
    "jenis_dagangan", "jenis_tempat",
)  # fmt: skip
LOCATIONS = ("name", "label", "kode_kec")
LEFT = (TargetState.WAITING, TargetState.NOT_FOUND)  # who may still be met
GONE = ("dihapus", "ditarik")


def assigned(user) -> Iterator[tuple[str, ...]]:
    """Vendors of his open targets, by the id of their business: no NIK, no telephone, no owner."""
    targets = Target.objects.permitted(user, Permission.FIELD_SEND).filter(
        officer=user, campaign__state=CampaignState.OPEN, state__in=LEFT, record_id__isnull=False
    )
    asked = set(targets.order_by().values_list("record_id", flat=True))
    mine = Vendor.objects.permitted(user, Permission.FIELD_SEND)
    found = mine.filter(business__in=asked, left_on__isnull=True)
    for one in found.select_related("business", "place__parent__parent").order_by("number"):
        yield (
            str(one.business_id), f"{one.short_number} {one.business.name}, {one.place.name}",
            one.business.name, *_codes(one.place), one.trade, one.goods, one.stall,
        )  # fmt: skip


def around(user) -> Iterator[tuple[str, ...]]:
    """Locations where he works, the forbidden ones too: who stands there is written down."""
    mine = Location.objects.permitted(user, Permission.FIELD_SEND).exclude(state__in=GONE)
    for one in mine.select_related("place__parent__parent").order_by("code"):
        yield one.code, f"{one.code} {one.name}", _codes(one.place)[1]


def _codes(place) -> tuple[str, str, str]:
    """Regency, kecamatan and village; "" below where it is known to lie."""
    codes = {"regency": "", "district": "", "village": ""}
    while place is not None and place.level in codes:
        codes[place.level] = place.code
        place = place.parent
    return codes["regency"], codes["district"], codes["village"]
