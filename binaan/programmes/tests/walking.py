"""A facilitation is walked step by step, with something of the right shape for all that is asked."""

from datetime import date, timedelta

from binaan.kit import workflow
from binaan.kit.models import StoredFile
from binaan.kit.workflow import Step
from binaan.programmes.actions.facilitating import Opened, Said, open_facilitation, take_step
from binaan.programmes.models import Facilitation
from binaan.programmes.rules.facilitation import FIELDS, KINDS, WORKFLOWS

BEGIN = date(2020, 1, 6)
NUMBERS = {"halal": "ID" + "3" * 17, "nib": "1234567890123"}
ANSWERS = {"percent": "32.5", "yes": "ya", "food": "06", "packaging": "2"}


def answers(kind: str, step: Step, on: date) -> dict[str, str]:
    """What a person would fill in; of numbers one that fits its kind and the day."""
    said = {one.key: ANSWERS.get(FIELDS[one.key].kind, "seperlunya") for one in step.asks}
    if "nomor" in said:
        said["nomor"] = number(kind, step, on)
    if "berlaku_sampai" in said:
        said["berlaku_sampai"] = ends(kind, on).isoformat()
    return said


def ends(kind: str, on: date) -> date:
    """The last day of a certificate of this kind issued on a day."""
    return workflow.months_after(on, 12 * (KINDS[kind].years or 1))


def number(kind: str, step: Step, on: date) -> str:
    """A number of the kind, for a certificate issued on a day."""
    if KINDS[kind].number == "pirt":
        return f"2063216010001{ends(kind, on).year % 100:02}"
    return NUMBERS.get(KINDS[kind].number, f"{kind}-{on:%Y%m%d}")


def day_of(kind: str, step: Step, since: date) -> date:
    """The earliest day a step may be taken after the one before."""
    if step.event == "perpanjang":
        return since + timedelta(days=30)
    if step.within.startswith(workflow.NOT_BEFORE):
        return workflow.after(step.within.removeprefix(workflow.NOT_BEFORE), since) + timedelta(1)
    return since + timedelta(days=1)


def said(kind: str, step: Step, on: date) -> Said:
    """All that a step asks for, with its paper where one must lie beside it."""
    paper = None
    if step.document_required:
        paper = StoredFile.objects.get_or_create(
            sha256="f" * 64, defaults={"name": "a", "size": 1}
        )[0]
    fee = step.fee
    return Said(on, answers(kind, step, on), file=paper, fee=fee, fee_paid_by="APBD" if fee else "")


def begin(business, kind: str, *, office, by, on: date = BEGIN) -> Facilitation:
    """A facilitation after its first step."""
    first = WORKFLOWS[kind].first
    opened = Opened(kind, office, product="Keripik tempe")
    return open_facilitation(business, opened=opened, said=said(kind, first, on), by=by)


def walk(row: Facilitation, way, *, by) -> Facilitation:
    """Take the steps of a way after the first; those of the calendar take themselves."""
    for step in way:
        if step.by_itself:
            continue
        row.refresh_from_db()
        since = row.since
        if step.was == "akan_habis":
            held = row.certificates.order_by("-issued_on").first()
            since = workflow.months_after(held.expires_on, -KINDS[row.kind].renewal_months)
        on = day_of(row.kind, step, since)
        row = take_step(row, event=step.event, said=said(row.kind, step, on), by=by)
    return row
