"""The columns of the directory, declared once for the screen, sheets and print."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from binaan.kit.dates import short_date, today
from binaan.kit.masking import mask_nik, mask_npwp, mask_phone
from binaan.kit.numbers import id_number
from binaan.places import queries as places
from binaan.places.models import Place
from binaan.registry.choices import AssociationStatus
from binaan.registry.models import Business, Card, Guidance, Identifier, Role
from binaan.registry.rules.size import EDITIONS

UNSEEN = "belum pernah dilihat"
NOTHING = "–"

Value = str | int | date | bool | None


class Column(NamedTuple):
    """`value(business, card)`: what a sheet holds (text, number, day, yes/no, or None: unknown).

    The business is a live row dressed for its columns (`dress`); `card` is None where the copy has
    no line for it yet. `mask`: how a personal value is shown to those who may not read it in full.
    `needs`: what must be fetched for it: "card", "identifiers", "guidance", "groups".
    """

    key: str
    label: str
    value: Callable[[Business, Card | None], Value]
    mask: Callable[[object], str] | None = None
    needs: str = ""
    right: bool = False

    @property
    def personal(self) -> bool:
        return self.mask is not None


def text(column: Column, business: Business, card: Card | None, *, whole: bool = False) -> str:
    """A value as people read it; personal ones masked unless `whole`."""
    value = column.value(business, card)
    if value is None or value == "":
        return NOTHING
    if column.mask is not None and not whole:
        parts = str(value).split(", ")
        return ", ".join(column.mask(part) for part in parts)
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, date):
        return short_date(value)
    return id_number(value) if isinstance(value, int) and column.right else str(value)


def place_label(place: Place) -> str:
    """Setiadarma, Tambun Selatan: a village with its kecamatan, a larger area by itself."""
    if place.level == Place.Level.VILLAGE and place.parent:
        return f"{place.name}, {place.parent.name}"
    return place.name


def owner_names(business: Business) -> str:
    """Who runs it today; from the roles fetched with it."""
    return ", ".join(str(role.owner) for role in business.roles.all())


def _of_card(name: str):
    return lambda business, card: getattr(card, name) if card is not None else None


def _size(business: Business, card: Card | None) -> Value:
    if card is None:
        return None
    return EDITIONS["pp7"].classes.get(card.size_pp7, "Belum dapat ditentukan")


def _association(business: Business, card: Card | None) -> Value:
    return dict(AssociationStatus.choices).get(card.association) if card is not None else None


def _phones(business: Business, card: Card | None) -> Value:
    return ", ".join(role.owner.phone for role in business.roles.all() if role.owner.phone)


def _number(kind: str):
    def value(business: Business, card: Card | None) -> Value:
        found = (one for role in business.roles.all() for one in role.owner.identifiers.all())
        return ", ".join(one.value for one in found if one.kind == kind)

    return value


def _guides(business: Business, card: Card | None) -> Value:
    return ", ".join(row.office.name for row in business.guidance.all())


def _position(business: Business, card: Card | None) -> Value:
    return None if business.lat is None else f"{business.lat:.5f}, {business.lon:.5f}"


def _plain(name: str):
    return lambda business, card: getattr(business, name)


_ALL = (
    Column("nomor", "Nomor", lambda business, card: business.short_number),
    Column("pemilik", "Pemilik", lambda business, card: owner_names(business)),
    Column("wilayah", "Wilayah", lambda business, card: place_label(business.place)),
    Column("alamat", "Alamat usaha", _plain("address")),
    Column("kelompok", "Kelompok industri", _plain("group_label"), needs="groups"),
    Column("produk", "Produk utama", _plain("product")),
    Column("kbli", "KBLI", _plain("kbli")),
    Column("bentuk", "Bentuk usaha", lambda business, card: business.get_legal_form_display()),
    Column("keadaan", "Keadaan terakhir",
           lambda business, card: business.get_status_display() or UNSEEN),
    Column("dilihat", "Dilihat tanggal", _of_card("status_on"), needs="card"),
    Column("berjalan", "Masih berjalan", _of_card("running"), needs="card"),
    Column("ukuran", "Ukuran", _size, needs="card"),
    Column("pekerja", "Tenaga kerja", _of_card("workers"), needs="card", right=True),
    Column("mulai", "Tahun mulai", _plain("started_year")),
    Column("verifikasi", "Verifikasi",
           lambda business, card: business.get_verification_display()),
    Column("diverifikasi", "Diverifikasi tanggal", _of_card("verified_on"), needs="card"),
    Column("asosiasi", "Asosiasi", _association, needs="card"),
    Column("kantor", "Dibina oleh", _guides, needs="guidance"),
    Column("lengkap", "Kelengkapan (%)", _of_card("complete"), needs="card", right=True),
    Column("dicatat", "Dicatat tanggal",
           lambda business, card: timezone.localdate(business.known_from)),
    Column("nib", "NIB", _number("nib"), needs="identifiers"),
    Column("nik", "NIK", _number("nik"), mask_nik, "identifiers"),
    Column("npwp", "NPWP", _number("npwp"), mask_npwp, "identifiers"),
    Column("telepon", "Telepon", _phones, mask_phone),
    Column("titik", "Titik (lintang, bujur)", _position),
)  # fmt: skip
COLUMNS: dict[str, Column] = {column.key: column for column in _ALL}
DEFAULT = ("nomor", "pemilik", "wilayah", "keadaan")


def needed(keys: Iterable[str]) -> set[str]:
    return {COLUMNS[key].needs for key in keys} - {""}


def with_parts(found: QuerySet[Business], keys: Iterable[str]) -> QuerySet[Business]:
    """The businesses with place and owners, and what else these columns read."""
    needs = needed(keys)
    roles = Role.objects.filter(valid_until=None, known_until=None).select_related("owner")
    if "identifiers" in needs:
        open_ones = Identifier.objects.filter(valid_until=None, known_until=None)
        roles = roles.prefetch_related(Prefetch("owner__identifiers", open_ones.order_by("value")))
    found = found.select_related("place__parent").prefetch_related(Prefetch("roles", roles))
    if "guidance" in needs:
        day = today()
        now = Guidance.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=day),
            known_until__isnull=True, valid_from__lte=day,
        )  # fmt: skip
        found = found.prefetch_related(Prefetch("guidance", now.select_related("office")))
    return found


def dress(rows: list[Business], keys: Iterable[str], cards: dict[Any, Card]) -> list[Business]:
    """Every row with `card` (None: the copy has none) and the name of its group."""
    groups = places.industry_groups() if "groups" in needed(keys) else {}
    for business in rows:
        business.card = cards.get(business.pk)
        business.group_label = groups.get(business.group, business.group)
    return rows
