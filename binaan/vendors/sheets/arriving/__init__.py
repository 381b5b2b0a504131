"""Lists of street vendors (`pkl`) that offices hand in and phones send."""

from binaan.access.permissions import Permission
from binaan.intake.kinds import sign_up
from binaan.registry.sheets import USAHA
from binaan.vendors.sheets.arriving.applying import amend, apply, mend, unmend
from binaan.vendors.sheets.arriving.fields import every
from binaan.vendors.sheets.arriving.reading import VendorReader

PKL = USAHA._replace(
    key="pkl", label="Daftar PKL", fields=every(), reader=VendorReader, apply=apply, amend=amend,
    mend=mend, unmend=unmend, permission=Permission.LIST_IMPORT,
    naming_fields=("name", "owner_name"),
)  # fmt: skip


def start() -> None:
    """Called once when the room is ready."""
    sign_up(PKL)
