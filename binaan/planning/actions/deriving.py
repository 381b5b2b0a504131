"""One document made from another as a snapshot with the same keys. Rule: docs/rules/versi-rencana.md."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access.actions.keeping import keep
from binaan.access.models import Official
from binaan.access.permissions import Permission
from binaan.planning.actions.copying import EVERY, Taking, copy_tree
from binaan.planning.actions.documents import add_document
from binaan.planning.actions.versions import locked, must_be_open, note
from binaan.planning.choices import DocumentKind, Level, VersionState
from binaan.planning.models import Document, Version
from binaan.planning.rules.lineage import derivable

UPPER = frozenset({Level.TUJUAN, Level.SASARAN, Level.PROGRAM})


class Parties(NamedTuple):
    """Who promises (the first party) to whom: an official of ours, or a name with a position."""

    first: Official
    second: Official | None = None
    second_name: str = ""
    second_position: str = ""


@transaction.atomic
def derive(
    source: Version,
    *,
    kind: str,
    year: int | None = None,
    title: str = "",
    parties: Parties | None = None,
    by,
) -> Document:
    """Make a document from a version in force; its first version is a draft with the same keys.

    `year`: of a Renja; a DPA and a Perjanjian Kinerja have that of their source. Raises
    ValidationError for what cannot be derived, for nothing in that year, and the second time.
    """
    source = locked(source)
    origin = source.document
    first, last = _years(source, kind, year)
    made = add_document(
        kind=kind, title=title or _title(kind, first, last), first_year=first, last_year=last,
        office=origin.office, place=origin.place, era=source.era, parent=origin, by=by,
    )  # fmt: skip
    version = made.versions.get()
    version.copied_from = source
    version.vision, version.mission = source.vision, source.mission
    _put(version, parties)
    keep(version)
    nodes = copy_tree(source, version, _taking(kind, first))
    if not nodes:
        raise ValidationError(
            f"{origin.title} tidak memuat target atau pagu untuk {first}, jadi belum ada yang bisa "
            "diturunkan."
        )
    note("plan.derived", version, by=by, permission=Permission.PLAN_EDIT,
         payload={"from": str(source), "nodes": nodes, "year": first})  # fmt: skip
    return made


@transaction.atomic
def name_parties(version: Version, *, parties: Parties, by) -> Version:
    """Say who signs a Perjanjian Kinerja that is still a draft."""
    found = must_be_open(version)
    if found.document.kind != DocumentKind.PK:
        raise ValidationError("Hanya Perjanjian Kinerja yang punya para pihak.")
    _put(found, parties)
    keep(found)
    said = {"first": parties.first.name, "second": str(parties.second or parties.second_name)}
    note("plan.changed", found, by=by, permission=Permission.PLAN_EDIT, payload={"parties": said})
    return found


def _years(source: Version, kind: str, year: int | None) -> tuple[int, int]:
    origin = source.document
    if kind not in derivable(origin.kind):
        told = DocumentKind(kind).label if kind in DocumentKind.values else "Dokumen jenis ini"
        raise ValidationError(f"{told} tidak diturunkan dari {origin.get_kind_display()}.")
    if source.state != VersionState.SET:
        raise ValidationError(
            f"{source} belum ditetapkan atau sudah diganti. Turunkan dari versi yang berlaku."
        )
    if kind == DocumentKind.RENSTRA:
        return origin.first_year, origin.last_year
    year = year or (origin.first_year if kind != DocumentKind.RENJA else None)
    if year is None or not origin.first_year <= year <= origin.last_year:
        raise ValidationError(
            {"year": f"Pilih tahun antara {origin.first_year} dan {origin.last_year}."}
        )
    return year, year


def _title(kind: str, first: int, last: int) -> str:
    """ "Renja 2026", "Renstra 2025-2029"."""
    return f"{DocumentKind(kind).label} {first}" + (f"-{last}" if last != first else "")


def _taking(kind: str, year: int) -> Taking:
    if kind == DocumentKind.RENSTRA:
        return Taking(levels=UPPER, marked=UPPER, money=False, months=False)
    if kind == DocumentKind.RENJA:
        return Taking(years=frozenset({year, year + 1}), months=False)
    if kind == DocumentKind.DPA:
        return Taking(years=frozenset({year}), months=False)
    return Taking(years=frozenset({year}), levels=EVERY, marked=UPPER, months=False)


def _put(version: Version, parties: Parties | None) -> None:
    """Write the parties of a Perjanjian Kinerja into its version. The first is of its own office."""
    if parties is None:
        return
    if parties.first.office_id != version.document.office_id:
        raise ValidationError({"first_party": "Pihak pertama harus pejabat kantor ini."})
    named, position = (
        " ".join(one.split()) for one in (parties.second_name, parties.second_position)
    )
    if (parties.second is None) == (not (named and position)):
        raise ValidationError({
            "second_party": "Pilih pejabat pihak kedua, atau tulis nama dan jabatannya; salah satu."
        })  # fmt: skip
    version.first_party, version.second_party = parties.first, parties.second
    version.second_party_name, version.second_party_position = named, position
