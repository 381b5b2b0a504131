"""Lists of businesses: columns read and checked whole, then applied to the register."""

from binaan.access.permissions import Permission
from binaan.intake.kinds import Kind, KindField, sign_up
from binaan.registry.actions.seeking import ask_for
from binaan.registry.queries.before import before
from binaan.registry.queries.naming import naming
from binaan.registry.rules.amending import amend
from binaan.registry.rules.fields import FIELDS
from binaan.registry.sheets.applying import apply
from binaan.registry.sheets.entering import mend, unmend
from binaan.registry.sheets.foretelling import Foreteller
from binaan.registry.sheets.looking import EVERY
from binaan.registry.sheets.reading import ListReader

TELLS = {"business": "Usaha dan tempatnya", "owner": "Pemilik", "condition": "Keadaan usaha"}
USAHA = Kind(
    key="usaha",
    label="Daftar IKM/UMKM",
    fields=tuple(
        KindField(
            f.name,
            f.label,
            f.synonyms,
            f.personal,
            f.help,
            f.kind,
            looks=EVERY.get(f.name),
            group=TELLS[f.of],
        )
        for f in FIELDS
    ),
    reader=ListReader,
    apply=apply,
    foretell=Foreteller,
    permission=Permission.LIST_IMPORT,
    bands={
        "district": r"(?:kecamatan|kec)\b[\s.:]*([^\W\d].*)$",
        "village": r"(?:desa|kelurahan|kel|ds)\b[\s.:/]*(?:(?:desa|kelurahan|kel)\b[\s.:]*)?([^\W\d].*)$",
    },
    amend=amend,
    mend=mend,
    unmend=unmend,
    naming=naming,
    before=before,
    applied=ask_for,
)


def start() -> None:
    """Called once when the room is ready."""
    sign_up(USAHA)
