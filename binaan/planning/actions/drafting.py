"""What every write into a draft does alike: it meets what others wrote, and it is noted."""

from django.core.exceptions import ValidationError

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.planning.actions.versions import must_reach
from binaan.planning.models import Version
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
