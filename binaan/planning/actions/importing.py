"""A real plan comes in from a workbook or CSV: kept as printed, grown into a tree, checked.

Nothing is corrected: every figure keeps its text, and what looks wrong becomes a finding. Rule:
docs/rules/memasukkan-rencana.md.
"""

from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.kit import files
from binaan.places.models import Place
from binaan.places.rules.nomenclature import BY_KEY
from binaan.planning.actions import checking, impressing, planting, relating
from binaan.planning.actions.documents import add_document
from binaan.planning.actions.versions import must_be_open, must_reach
from binaan.planning.choices import DocumentKind
from binaan.planning.models import Document, Node, Version
from binaan.planning.queries import nomenclature, printed
from binaan.planning.rules import arriving, matching
from binaan.planning.rules.findings import Finding
from binaan.planning.rules.papers import Table, blocks

NO_KIND = "Judul dokumen tidak menyebut jenisnya. Tulis misalnya “Renstra 2018-2023”, atau pilih jenisnya."
NO_YEARS = "Tahun dokumen tidak ditemukan di tabel maupun di judul. Tulis tahunnya di judul."
OTHER_CONTENTS = (
    "Tabel {name} sudah ada di “{title}” dengan isi lain. Perbaiki angkanya di pohon rencana, atau "
    "masukkan berkas ini sebagai dokumen dengan judul lain."
)
HAS_TREE = (
    "“{title}” sudah berisi pohon rencana. Masukkan tabel {name} sebagai dokumen dengan judul lain, "
    "atau ubah pohonnya langsung."
)
ELSEWHERE = "“{title}” milik {place}, bukan wilayah yang disebut. Periksa kode wilayahnya."


class Imported(NamedTuple):
    """`tables`: all names now in the version; `added`: those of this file; `findings`: all that
    stand open. `unmatched`: names without a row of the nomenclature; `loose` and `unknown`: printed
    money without a sub kegiatan, and rows whose indicator the tree does not have.
    """

    version: Version
    tables: list[str]
    added: list[str]
    nodes: int
    achievements: int
    findings: list[Finding]
    unmatched: list[str]
    loose: list[str]
    unknown: list[str]


class Brought(NamedTuple):
    """What the tables of one file became."""

    nodes: int = 0
    unmatched: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    achievements: int = 0
    iku: int = 0


@transaction.atomic
def import_plan(
    path: Path, *, tables: list[Table], title: str, office: Office, by,
    place: Place | None = None, kind: str = "", era: str = "", lead: str = "", name: str = "",
) -> Imported:  # fmt: skip
    """The tables of a file into the open draft of a document, which is made when it is new.

    `tables`: as `sheets.reading` read them from `path`; `name`: what its sender called it. The same
    file again changes nothing. Raises ValidationError for a version that is closed and for a table
    that came before with other contents, PermissionDenied outside one's reach.
    """
    title = " ".join(title.split())
    version = _version(title, tables, by=by, office=office, place=place, kind=kind, era=era)
    new = _new_tables(version, tables)
    brought = Brought()
    if new:
        kept = files.keep(path, name=name or path.name, by=by.username)
        brought = _bring(version, new, lead, by)
        version.imported_from = kept
        version.save(update_fields=["imported_from"])
        _note(version, kept, new, brought, by)
    must_reach(version, by=by, permission=Permission.PLAN_EDIT)
    findings = checking.check_version(version, by=by)
    names = printed.names(by, version)
    added = [table.name for table in new]
    return Imported(
        version, names, added, brought.nodes, brought.achievements, findings,
        list(brought.unmatched), list(brought.loose), list(brought.unknown),
    )  # fmt: skip


def _version(
    title: str, tables: list[Table], *, by, office: Office, place: Place | None, kind: str, era: str
) -> Version:
    """The open draft of that document, locked."""
    kind = kind or arriving.kind_of(title)
    if kind not in DocumentKind.values:
        raise ValidationError(NO_KIND)
    if era and era not in BY_KEY:
        raise ValidationError(f"Edisi {era} tidak dikenal. Yang ada: {', '.join(BY_KEY)}.")
    found = Document.objects.filter(office=office, kind=kind, title=title).first()
    if found is None:
        years = arriving.years_of(tables, title)
        if years is None:
            raise ValidationError(NO_YEARS)
        found = add_document(
            kind=kind, title=title, first_year=years[0], last_year=years[1], office=office,
            place=place, era=era, by=by,
        )  # fmt: skip
    elif place and found.place_id != place.pk:
        raise ValidationError(ELSEWHERE.format(title=title, place=found.place.name))
    latest = found.versions.order_by("-number").first()
    must_reach(latest, by=by, permission=Permission.PLAN_EDIT)
    return must_be_open(latest)


def _new_tables(version: Version, tables: list[Table]) -> list[Table]:
    """Those that are not there yet. One that is there with other figures is refused."""
    there = set(version.printed.values_list("table", flat=True))
    new = [table for table in tables if table.name not in there]
    again = [table for table in tables if table.name in there]
    for table in again:
        if _texts(table) != _stored_texts(version, table.name):
            raise ValidationError(
                OTHER_CONTENTS.format(name=table.name, title=version.document.title)
            )
    return new


def _texts(table: Table) -> set[tuple]:
    return {
        (number, line.name[:600], column, year, figure.text[: printed.PIECE])
        for number, line in enumerate(table.lines, 1)
        for (column, year), figure in line.figures.items()
    }


def _stored_texts(version: Version, name: str) -> set[tuple]:
    rows = version.printed.filter(table=name, line__gt=0).exclude(column__in=printed.WORDS)
    rows = rows.exclude(column__startswith=printed.DOUBT)
    return set(rows.values_list("line", "label", "column", "year", "text"))


def _bring(version: Version, tables: list[Table], lead: str, by) -> Brought:
    spots: dict[int, impressing.Spot] = {}
    nodes, unmatched, loose = 0, [], []
    for table in (one for one in tables if arriving.is_working(one)):
        if Node.objects.filter(version=version).exists():
            raise ValidationError(HAS_TREE.format(name=table.name, title=version.document.title))
        grown, without = _plant(version, table, lead, by)
        spots |= grown.spots
        nodes, unmatched, loose = nodes + grown.nodes, unmatched + without, loose + grown.loose
    told = [one for one in tables if one.kind in relating.KINDS]
    related = relating.relate(version, tables=told, by=by)
    spots |= related.spots
    impressing.keep_tables(version, tables=tables, spots=spots, by=by)
    return Brought(
        nodes, tuple(unmatched), tuple(loose), tuple(related.unknown), related.achievements,
        related.iku,
    )  # fmt: skip


def _plant(version: Version, table: Table, lead: str, by) -> tuple[planting.Grown, list[str]]:
    """The tree with the codes proposed; the years of the document follow it."""
    roots = blocks(table)
    proposals = matching.recognise(roots, nomenclature.known(by, version.era), lead)
    grown = planting.plant(version, table=table, proposals=proposals, by=by)
    document = version.document
    years = (min(table.years), max(table.years))
    if version.number == 1 and (document.first_year, document.last_year) != years:
        document.first_year, document.last_year = years
        document.save(update_fields=["first_year", "last_year"])
    named = {(block.row, block.level): block.name for root in roots for block in root.walk()}
    without = [named[at] for at, one in proposals.items() if not one.code]
    return grown, list(dict.fromkeys(without))


def _note(version: Version, kept, new: list[Table], brought: Brought, by) -> None:
    document = version.document
    payload = {
        "document": document.title, "version": version.label, "file": kept.sha256,
        "name": kept.name, "tables": [table.name for table in new], **brought._asdict(),
    }  # fmt: skip
    audit.record("plan.imported", version, by=by, payload=payload, place=document.place,
                 office=document.office)  # fmt: skip
