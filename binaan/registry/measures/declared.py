"""What all measures of businesses have in common."""

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit.measures import Asked, Shown
from binaan.registry.measures.dimensions import DIMENSIONS


def keeps_small_cells(user: User) -> bool:
    """Whoever sees figures somewhere without seeing the businesses gets no small cells."""
    named = user.holdings(Permission.BUSINESS_VIEW)
    return any(item not in named for item in user.holdings(Permission.FIGURE_VIEW))


def wider(user: User, asked: Asked) -> tuple[Asked, str, str] | None:
    """The same of the place above, while figures of this user reach beyond the place asked."""
    place = asked.place
    if place is None or place.parent is None:
        return None
    held = [one.place.path for one in user.holdings(Permission.FIGURE_VIEW)]
    if all(path == place.path or path.startswith(f"{place.path}.") for path in held):
        return None
    return asked.but(place=place.parent), "place", place.path


OF_BUSINESSES = {
    "dimensions": DIMENSIONS,
    "order": ("business_id", "pk"),
    "identity": ("business_id",),
    "discreet": keeps_small_cells,
    "opens_with": Permission.BUSINESS_VIEW,
    "subject": "business",
    "from_copy": True,
    "wider": wider,
}
STATUS = (Shown("status", "Keadaan terakhir"), Shown("status_on", "Dilihat"))
SOURCE = "Register usaha: daftar yang dimasukkan dan koreksi petugas"
EXISTING = (
    "usaha yang dikenal pada tanggal itu dan belum tutup, pindah ke luar wilayah, digabung atau "
    "dihapus, terverifikasi atau belum"
)
