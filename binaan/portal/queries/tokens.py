"""What a token opens. Whoever holds it may see it: it is the permission, so nobody is asked who reads."""

from typing import NamedTuple
from uuid import UUID

from django.core.signing import BadSignature, Signer

from binaan.access.models import Office
from binaan.kit.dates import day_span, long_date, today
from binaan.programmes.choices import ActivityState
from binaan.programmes.models import Activity, Nomination, PaperCode, Participation
from binaan.programmes.queries import nominations, paper
from binaan.programmes.queries.taking_part import INVITING
from binaan.programmes.rules import eligibility, inviting, paper_codes
from binaan.registry.models import Business

PROOF = Signer(salt="binaan.portal.proof", sep="~")
HIDDEN = (ActivityState.DRAFT,)


class Invitation(NamedTuple):
    """An invitation as its holder reads it. `open`: it can be answered now."""

    row: Participation
    activity: Activity
    when: str
    answer_by: str
    answered: str
    open: bool


def activity(token: str) -> Activity | None:
    """The activity of a nomination page; a draft is not told of."""
    found = Activity.objects.exclude(state__in=HIDDEN).select_related("office", "place")
    return found.filter(token=token).first()


def about(found: Activity) -> dict:
    """What the page says of an activity."""
    try:
        asked = eligibility.in_words(eligibility.read(found.eligibility), paper.labels(None))
    except ValueError:
        asked = []
    until = found.nominate_until
    return {
        "activity": found, "office": found.office, "asked": asked, "when": when(found),
        "until": long_date(until) if until else "", "open": nominations.is_open(found, today()),
    }  # fmt: skip


def when(found: Activity) -> str:
    """The days of an activity and the hour it begins, in words; "" while they are not set."""
    if found.starts_on is None:
        return ""
    first = found.sessions.order_by("on", "begins").first()
    hour = f", mulai pukul {first.begins:%H.%M}" if first else ""
    return f"{day_span(found.starts_on, found.ends_on)}{hour}"


def of_code(text: str) -> tuple[str, Activity | None]:
    """A paper code as it is kept, and the activity it was printed for, if it was not used yet."""
    code = paper_codes.read(text)
    row = PaperCode.objects.filter(code=code, used_at__isnull=True).first() if code else None
    return code, row and activity(row.activity.token)


def proof_of(row: Nomination) -> str:
    """The word by which its owner comes back to a nomination: its key, signed."""
    return PROOF.sign(str(row.pk))


def proven(proof: str) -> Nomination | None:
    """The nomination a proof belongs to."""
    try:
        key = UUID(PROOF.unsign(proof))
    except (BadSignature, ValueError):
        return None
    found = Nomination.objects.select_related("activity__office", "activity__place")
    return found.filter(pk=key).first()


def invitation(token: str) -> Invitation | None:
    """The invitation behind a token, of a business that still stands."""
    rows = Participation.objects.filter(business__in=Business.objects.present())
    row = rows.select_related("activity__office", "business").filter(token=token).first()
    if row is None or row.state == inviting.WAITING:
        return None
    can = row.state in inviting.ANSWERING and row.activity.state in INVITING
    taken = can and Participation.objects.filter(stands_for=row).exists()
    return Invitation(
        row, row.activity, when(row.activity), long_date(row.answer_by) if row.answer_by else "",
        row.get_state_display() if row.answered_at else "", can and not taken,
    )  # fmt: skip


def guiding(business: Business) -> list[Office]:
    """The offices an owner turns to."""
    found = business.guidance.filter(known_until__isnull=True, valid_until__isnull=True)
    return [one.office for one in found.select_related("office")]
