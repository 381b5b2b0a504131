"""The businesses an enumerator is to visit, as a form on his phone may choose from them."""

from collections.abc import Iterator

from binaan.access.permissions import Permission
from binaan.intake.queries.campaigns import to_meet
from binaan.places.queries import codes_down
from binaan.registry.models import Business

COLUMNS = (
    "name", "label", "nama_usaha", "kode_kab", "kode_kec", "kode_desa", "produk", "kbli",
    "kbli_edisi", "tahun_mulai", "bentuk_usaha",
)  # fmt: skip


def assigned(user) -> Iterator[tuple[str, ...]]:
    """What is known of each, without his person: no NIK, no telephone, no owner."""
    asked = to_meet(user)
    mine = Business.objects.permitted(user, Permission.FIELD_SEND)
    merged = mine.filter(pk__in=asked, merged_into__isnull=False)
    asked |= set(merged.values_list("merged_into", flat=True))
    present = mine.present().filter(pk__in=asked).select_related("place__parent__parent")
    yield from map(_line, present.order_by("name", "number"))


def _line(one: Business) -> tuple[str, ...]:
    codes = codes_down(one.place)
    return (
        str(one.pk), f"{one.short_number} {one.name}, {one.place.name}", one.name, *codes,
        one.product, one.kbli, one.kbli_edition, str(one.started_year or ""), one.legal_form,
    )  # fmt: skip
