"""What every write into a draft does alike: it meets what others wrote, and it is noted."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.planning.actions.versions import must_reach
from binaan.planning.models import Node, Spending, Version
from binaan.planning.queries import stamps


class Overtaken(ValidationError):
    """Somebody else changed the same thing since the page was opened; nothing was saved."""


def must_be_fresh(given: str, *, now: str, subject: object, by) -> None:
    """Raises Overtaken when a form was opened on something that has changed. "" was no form."""
    if not given or given == now:
        return
    who = stamps.last_change(by, subject)
    raise Overtaken(
        f"Bagian ini diubah orang lain sejak halaman ini Anda buka{f' ({who})' if who else ''}. "
        "Belum ada yang disimpan: bandingkan isian Anda dengan yang berlaku sekarang, lalu simpan "
        "lagi."
    )


def must_not_orphan(version: Version, nodes: QuerySet[Node]) -> None:
    """Raises ValidationError when payments would stand at no sub kegiatan of any plan any more."""
    office = version.document.office_id
    paid = Spending.objects.filter(
        office=office, node_key__in=nodes.values("key"), void_at=None
    ).values("node_key")
    elsewhere = Node.objects.filter(key__in=paid, version__document__office=office).exclude(
        version=version
    )
    alone = nodes.filter(key__in=paid).exclude(key__in=elsewhere.values("key")).first()
    if alone is not None:
        raise ValidationError(
            f"{alone} sudah punya realisasi yang hanya tercatat pada versi ini, jadi tidak dapat "
            "dihapus. Batalkan dahulu realisasinya, atau biarkan bagian ini tanpa pagu."
        )


def note(verb: str, *, subject: object, version: Version, payload: dict, by) -> None:
    """The event of a write. Checked after it, inside the transaction: a refusal undoes it."""
    must_reach(version, by=by, permission=Permission.PLAN_EDIT)
    document = version.document
    audit.record(
        verb,
        subject,
        by=by,
        payload={"document": document.title, "version": version.label, **payload},
        place=document.place,
        office=document.office,
    )
