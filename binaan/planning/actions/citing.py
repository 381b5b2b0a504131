"""Saying what an indicator is measured with. Rules: docs/rules/pohon-rencana.md, rules/citing.py."""

from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.planning.actions.drafting import must_be_fresh, note
from binaan.planning.actions.versions import must_be_open
from binaan.planning.models import Indicator
from binaan.planning.queries import measuring, stamps


@transaction.atomic
def cite(*, indicator: Indicator, citation: dict, stamp: str = "", by) -> Indicator:
    """Cite a published measure, or {} for "tanpa rekaman".

    Raises ValidationError for what cannot be read, or a measure or part of one not published.
    """
    version = must_be_open(indicator.node.version)
    found = Indicator.objects.select_related("node").filter(pk=indicator.pk, node__version=version)
    now = found.first()
    if now is None:
        raise ValidationError("Indikator ini sudah dihapus dari versi ini oleh orang lain.")
    must_be_fresh(stamp, now=stamps.citation_stamp(by, now), subject=now, by=by)
    read = measuring.citation_of(by, citation)
    citation = read.as_json() if read else {}
    if now.citation == citation:
        return now
    was, now.citation = now.citation, citation
    now.save(update_fields=["citation"])
    payload = {"indicator": str(now), "was": was, "now": citation}
    note("plan.cited", subject=now, version=version, payload=payload, by=by)
    return now
