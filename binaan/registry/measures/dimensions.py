"""Ways to divide figures of businesses. The rows of each always add up to the figure."""

from django.db.models import Case, CharField, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Substr
from django.db.models.lookups import Exact

from binaan.access.models import Office
from binaan.kit.measures import Asked, Dimension
from binaan.places.models import IndustryGroup, Place
from binaan.registry.choices import AssociationStatus, Sex, Status, VerificationState
from binaan.registry.models import Guidance
from binaan.registry.queries.sizes import size_case
from binaan.registry.rules.size import EDITIONS

UNKNOWN = "Belum diketahui"
SEVERAL = "beberapa"
# How long the path of a place is at each level: "", "32", "32.16", "32.16.06", "32.16.06.2001".
LENGTHS = (0, 2, 5, 8, 13)
BELOW = ("provinsi", "kabupaten/kota", "kecamatan", "desa/kelurahan")


def _child_length(place: Place | None) -> int:
    own = len(place.path) if place else 0
    return next((length for length in LENGTHS if length > own), own)


def place_row(way: str):
    """The row of a record whose place lies at `way`: the part of the asked place it stands in."""

    def row(asked: Asked):
        path = F(f"{way}__path")
        length = _child_length(asked.place)
        return Substr(path, 1, length, output_field=CharField()) if length else path

    return row


def place_labels(asked: Asked, keys: list[str]) -> dict[str, str]:
    """Names by path; what stands exactly at the asked place did not name a part of it."""
    named = {}
    found = Place.objects.filter(path__in=keys).order_by("path", "-valid_until", "code")
    for place in found:
        if place.valid_until is None or place.path not in named:
            named[place.path] = place.name
    own = asked.place.path if asked.place else ""
    labels = {key: named.get(key, key) for key in keys if key != own}
    if own in keys:
        level = sum(length <= len(own) for length in LENGTHS) - 1
        whole = named.get(own, own)
        labels[own] = f"{BELOW[level]} tidak disebut" if level < len(BELOW) else whole
    return labels


def _of_choices(choices, unknown: str = UNKNOWN):
    def labels(asked: Asked, keys: list[str]) -> dict[str, str]:
        return {**dict(choices), "": unknown}

    return labels


def _group_labels(asked: Asked, keys: list[str]) -> dict[str, str]:
    named = dict(IndustryGroup.objects.order_by("order", "code").values_list("code", "label"))
    return {**named, "": "Kelompok belum diketahui"}


def _office_row(asked: Asked):
    """The office that guides; a business guided by several stands in a row of its own."""
    day = asked.at or asked.period.last
    guidance = Guidance.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=day),
        valid_from__lte=day,
        business=OuterRef("business_id"),
    )
    first, last = (
        Coalesce(
            Subquery(_known(guidance, asked).order_by(order).values("office__key")[:1]), Value("")
        )
        for order in ("office__key", "-office__key")
    )
    return Case(
        When(Exact(first, last), then=first), default=Value(SEVERAL), output_field=CharField()
    )


def _known(guidance, asked: Asked):
    if asked.known is None:
        return guidance.filter(known_until__isnull=True)
    unrevised = Q(known_until__isnull=True) | Q(known_until__gt=asked.known)
    return guidance.filter(unrevised, known_from__lte=asked.known)


def office_labels(asked: Asked, keys: list[str]) -> dict[str, str]:
    named = dict(Office.objects.filter(key__in=keys).values_list("key", "name"))
    return {**named, SEVERAL: "Lebih dari satu kantor", "": "Belum dibina kantor"}


def _size(system: str) -> Dimension:
    edition = EDITIONS[system]
    labels = _of_choices(edition.classes.items(), "Belum dapat ditentukan")
    row = lambda asked: size_case(system)  # noqa: E731 - one line is the whole rule
    return Dimension(f"size_{system}", f"Ukuran menurut {edition.name}", row, labels)


def _column(key: str, label: str, column: str, labels) -> Dimension:
    return Dimension(key, label, lambda asked: F(column), labels)


DIMENSIONS = (
    Dimension("place", "Wilayah", place_row("place"), place_labels),
    _column("group", "Kelompok industri", "group", _group_labels),
    _size("pp7"),
    _size("uu20"),
    _size("kemenperin"),
    _size("bps"),
    _column("sex", "Jenis kelamin pemilik", "owner_sex", _of_choices(Sex.choices)),
    _column(
        "association", "Keanggotaan asosiasi", "association", _of_choices(AssociationStatus.choices)
    ),
    Dimension("office", "Kantor pembina", _office_row, office_labels),
    _column("verification", "Verifikasi", "verification", _of_choices(VerificationState.choices)),
    _column(
        "status", "Keadaan terakhir", "status", _of_choices(Status.choices, "Belum pernah diamati")
    ),
)
