"""Whether participants were followed up, and in time: services of activities and what came after.

A participant is a service of the kind "kegiatan"; its `source` is the participation. What is not
due yet is not asked: an activity that ended ten days ago says nothing of 30 days.
"""

from datetime import date, timedelta

from django.db.models import (
    Case,
    Count,
    DateField,
    DecimalField,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from binaan.access import parameters
from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.programmes.choices import (
    ActivityState,
    CaseOutcome,
    FollowUpKind,
    FollowUpState,
    ServiceKind,
)
from binaan.programmes.models import Activity, Certificate, CostLine, FollowUp, Service
from binaan.programmes.models import Case as CoachingCase
from binaan.programmes.parameters import FIRST_VISIT, MEASURING, SECOND_VISIT
from binaan.programmes.queries import reached

LATER = {
    FollowUpKind.MONTH: FIRST_VISIT,
    FollowUpKind.QUARTER: SECOND_VISIT,
    FollowUpKind.HALF_YEAR: MEASURING,
}
RESULT = (CaseOutcome.SOLVED, CaseOutcome.PARTLY)
ENDED = Coalesce(F("activity__ends_on"), F("on"), output_field=DateField())


def took_part(
    user: User, *, first: date, last: date, place: Place | None, office: Office | None
) -> QuerySet[Service]:
    """Participants first present in the period; drop-outs among them."""
    found = reached.services(user, first=first, last=last, place=place, office=office)
    return found.filter(kind=ServiceKind.ACTIVITY)


def ripe(
    user: User, *, first: date, last: date, place: Place | None, office: Office | None
) -> QuerySet[Service]:
    """CT1, CT4: of these the ones whose activity ended so long ago that the first visit was due."""
    found = took_part(user, first=first, last=last, place=place, office=office)
    return found.alias(ended=ENDED).filter(ended__lte=_cutoff(FIRST_VISIT, office))


def followed_up() -> Exists:
    """Whether a participant was in contact by the day of the first visit (30 days after the end)."""
    contact = _done().filter(participation=OuterRef("participation"))
    visit = FollowUp.objects.filter(participation=OuterRef("source"), kind=FollowUpKind.MONTH)
    return Exists(visit.filter(Exists(contact.filter(done_on__lte=OuterRef("first_due")))))


def stages(office: Office | None):
    """Ten times the stages done in time plus the stages planned so far (CT4), the training itself one.

    Stages: the activity, the visits after 30 and 90 days, the measuring after 180.
    """
    in_time = _done().filter(
        participation=OuterRef("source"), kind__in=list(LATER), done_on__lte=F("first_due"),
        first_due__lte=today(),
    )  # fmt: skip
    counted = in_time.order_by().values("participation").annotate(many=Count("*")).values("many")
    done = Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
    planned = sum(
        (
            Case(When(_ended_by(key, office), then=Value(1)), default=Value(0))
            for key in LATER.values()
        ),
        start=Value(1),
    )
    return (done + Value(1)) * Value(10) + planned


def waits(found: QuerySet[Service]) -> QuerySet:
    """Participants by the end of the activity and the day of the first contact (None: none yet)."""
    contact = _done().filter(participation=OuterRef("source")).order_by().values("participation")
    contact = contact.annotate(day=Min("done_on")).values("day")
    dated = found.order_by().annotate(
        ended=ENDED, contact=Subquery(contact, output_field=DateField())
    )
    return dated.values("ended", "contact").annotate(many=Count("*")).order_by()


def certificates(
    user: User, *, first: date, last: date, place: Place | None, office: Office | None
) -> QuerySet[Certificate]:
    """Issued in the period as the result of a facilitation, and not revoked."""
    found = _of_office(Certificate, user, place, office)
    return found.filter(
        issued_on__range=(first, last), facilitation__isnull=False, revoked_on__isnull=True
    )


def cases_closed(
    user: User, *, first: date, last: date, place: Place | None, office: Office | None
) -> QuerySet[CoachingCase]:
    """Coaching cases closed in the period with the problem solved, or partly."""
    found = _of_office(CoachingCase, user, place, office)
    return found.filter(closed_on__range=(first, last), outcome__in=RESULT)


def spending(
    user: User, *, first: date, last: date, place: Place | None, office: Office | None
) -> QuerySet[Activity]:
    """Activities that began in the period, with what was spent (`cost`, rupiah; None: not written)."""
    lines = CostLine.objects.filter(activity=OuterRef("pk")).order_by().values("activity")
    lines = lines.annotate(total=Sum("spent")).values("total")
    money = DecimalField(max_digits=20, decimal_places=2)
    found = _of_office(Activity, user, place, office).filter(starts_on__range=(first, last))
    found = found.exclude(state=ActivityState.CANCELLED)
    return found.annotate(cost=Subquery(lines, output_field=money))


def _of_office(model, user: User, place: Place | None, office: Office | None) -> QuerySet:
    found = model.objects.permitted(user, Permission.FIGURE_VIEW)
    if place is not None:
        found = found.filter(place__in=Place.objects.filter(within("path", place)))
    return found if office is None else found.filter(office=office)


def _done() -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(state=FollowUpState.DONE)


def _cutoff(key: str, office: Office | None) -> date:
    """The last end of an activity after which these days have passed."""
    return today() - timedelta(days=int(parameters.number(key, office=office)))


def _ended_by(key: str, office: Office | None) -> Q:
    day = _cutoff(key, office)
    return Q(activity__ends_on__lte=day) | Q(activity__ends_on__isnull=True, on__lte=day)
