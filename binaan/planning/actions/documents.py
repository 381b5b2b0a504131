"""A plan document and its first version. Rule: docs/rules/versi-rencana.md."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from binaan.access import audit
from binaan.access.actions.keeping import keep
from binaan.access.models import Office
from binaan.access.permissions import Permission
from binaan.places.models import Place
from binaan.places.rules.nomenclature import era_of_year
from binaan.planning.actions.versions import OUTSIDE
from binaan.planning.choices import DocumentKind
from binaan.planning.models import Document, Version

LONGEST = 6  # years of an RPJMD or Renstra
YEARLY = (DocumentKind.RENJA, DocumentKind.DPA, DocumentKind.PK)


@transaction.atomic
def add_document(
    *,
    kind: str,
    title: str,
    first_year: int,
    last_year: int,
    office: Office,
    place: Place | None = None,
    era: str = "",
    parent: Document | None = None,
    by,
) -> Document:
    """Add a document with its first version (Murni), an empty draft.

    `place`: the office's unless said; `era`: the nomenclature's for its last year unless said. Raises
    ValidationError for odd years and for a second one of the same kind and title, PermissionDenied
    outside one's reach.
    """
    _must_have_years(kind, first_year, last_year)
    document = Document(
        kind=kind, title=" ".join(title.split()), first_year=first_year, last_year=last_year,
        office=office, place=place or office.place, parent=parent,
    )  # fmt: skip
    keep(document)
    era = era or era_of_year(last_year)
    keep(Version(document=document, number=1, era=era, created_by=getattr(by, "username", by)))
    _must_reach(document, by)
    payload = {"document": document.title, "kind": kind, "years": [first_year, last_year]}
    audit.record(
        "plan.document_added", document, by=by, payload=payload, place=document.place, office=office
    )
    return document


def _must_have_years(kind: str, first_year: int, last_year: int) -> None:
    if kind not in DocumentKind.values:
        raise ValidationError({"kind": "Pilih jenis dokumen."})
    if kind in YEARLY and first_year != last_year:
        raise ValidationError({"last_year": "Dokumen jenis ini hanya untuk satu tahun."})
    if last_year < first_year:
        raise ValidationError({"last_year": "Tahun terakhir mendahului tahun pertama."})
    if last_year - first_year >= LONGEST:
        raise ValidationError({"last_year": f"Paling lama {LONGEST} tahun; periksa tahunnya."})


def _must_reach(document: Document, by) -> None:
    if isinstance(by, str):
        return
    mine = Document.objects.permitted(by, Permission.PLAN_EDIT)
    if not mine.filter(pk=document.pk).exists():
        raise PermissionDenied(OUTSIDE)
