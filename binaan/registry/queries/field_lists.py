"""The businesses an enumerator is to visit, as a form on his phone may choose from them."""

from collections.abc import Iterator

from binaan.access.permissions import Permission
from binaan.intake.models import CampaignState, Target, TargetState
from binaan.registry.models import Business

COLUMNS = (
    "name", "label", "nama_usaha", "kode_kab", "kode_kec", "kode_desa", "produk", "kbli",
    "kbli_edisi", "tahun_mulai", "bentuk_usaha",
)  # fmt: skip
LEFT = (TargetState.WAITING, TargetState.NOT_FOUND)  # who may still be met


def assigned(user) -> Iterator[tuple[str, ...]]:
    """What is known of each, without his person: no NIK, no telephone, no owner."""
    targets = Target.objects.permitted(user, Permission.FIELD_SEND).filter(
        officer=user, campaign__state=CampaignState.OPEN, state__in=LEFT, record_id__isnull=False
    )
    asked = set(targets.order_by().values_list("record_id", flat=True))
    mine = Business.objects.permitted(user, Permission.FIELD_SEND)
    merged = mine.filter(pk__in=asked, merged_into__isnull=False)
    asked |= set(merged.values_list("merged_into", flat=True))
    present = mine.present().filter(pk__in=asked).select_related("place__parent__parent")
    yield from map(_line, present.order_by("name", "number"))


def _line(one: Business) -> tuple[str, ...]:
    codes = _codes(one.place)
    return (
        str(one.pk), f"{one.short_number} {one.name}, {one.place.name}", one.name, *codes,
        one.product, one.kbli, one.kbli_edition, str(one.started_year or ""), one.legal_form,
    )  # fmt: skip


def _codes(place) -> tuple[str, str, str]:
    """Regency, kecamatan and village; "" below where the business is known to stand."""
    codes = {"regency": "", "district": "", "village": ""}
    while place is not None and place.level in codes:
        codes[place.level] = place.code
        place = place.parent
    return codes["regency"], codes["district"], codes["village"]
