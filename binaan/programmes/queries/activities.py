"""Activities as their pages show them: the list, one of them, what stands in its way."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum

from binaan.access.models import Office, User
from binaan.access.permissions import Permission
from binaan.access.queries import offices
from binaan.kit import keyset
from binaan.places.models import IndustryGroup, NomenclatureItem, Place
from binaan.places.rules.nomenclature import SUBKEGIATAN, era_of_year
from binaan.programmes.choices import ActivityKind, ActivityState, ParticipationState
from binaan.programmes.models import Activity, CostLine, Session
from binaan.programmes.queries import paper, selections
from binaan.programmes.rules import activities as rules
from binaan.programmes.rules import eligibility, marks

VIEW, EDIT = Permission.PROGRAMME_VIEW, Permission.PROGRAMME_EDIT
UNSETTLED = (ParticipationState.INVITED, ParticipationState.CONFIRMED, ParticipationState.RUNNING)
SOON = timedelta(days=14)
TONES = {
    ActivityState.DRAFT: "", ActivityState.OPEN: "info", ActivityState.SELECTING: "warn",
    ActivityState.RUNNING: "ok", ActivityState.CLOSED: "", ActivityState.CANCELLED: "bad",
}  # fmt: skip


class Asked(NamedTuple):
    """The filters of the list as the address says them; "" or 0 for not asked."""

    kind: str = ""
    state: str = ""
    year: int = 0
    kecamatan: str = ""
    words: str = ""

    @property
    def any(self) -> bool:
        """Whether anything narrows the list."""
        return self != Asked()


def activities(user: User, permission: Permission = VIEW) -> QuerySet[Activity]:
    """Activities this user reaches with a right."""
    return selections.activities(user, permission)


def asked(user: User, said) -> Asked:
    """The filters out of a query string; what is no known value is not asked."""
    kind, state = said.get("jenis", ""), said.get("keadaan", "")
    year, kecamatan = said.get("tahun", ""), said.get("kecamatan", "")
    return Asked(
        kind if kind in ActivityKind.values else "",
        state if state in ActivityState.values else "",
        int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0,
        kecamatan if kecamatan in dict(kecamatan_of(user)) else "",
        " ".join(said.get("q", "").split())[:100],
    )


def listed(user: User, asked: Asked, *, after: str = "", before: str = "") -> keyset.Page:
    """One page of the activities asked for, the newest year and number first."""
    found = narrowed(user, asked).select_related("place", "office")
    found = found.annotate(meetings=Count("sessions", distinct=True))
    return keyset.page(found, ("-year", "-number"), after=after, before=before)


def narrowed(user: User, asked: Asked) -> QuerySet[Activity]:
    """The activities asked for, in no order."""
    found = activities(user).order_by()
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.state:
        found = found.filter(state=asked.state)
    if asked.year:
        found = found.filter(year=asked.year)
    if asked.kecamatan:
        found = found.filter(touching(user, asked.kecamatan))
    for word in asked.words.split():
        short = word.upper().removeprefix("K-").lstrip("0")
        number = Q(number=int(short)) if short.isascii() and short.isdigit() else Q(pk__in=[])
        found = found.filter(
            Q(title__icontains=word) | Q(topic__icontains=word) | Q(venue__icontains=word) | number
        )
    return found


def touching(user: User, kecamatan: str) -> Q:
    """Activities for a kecamatan, a place in it, or a wider place that holds it."""
    blocks = kecamatan.split(".")
    above = ["", *(".".join(blocks[:count]) for count in range(1, len(blocks) + 1))]
    return Q(place__path__in=above) | Q(place__path__startswith=f"{kecamatan}.")


def kecamatan_of(user: User) -> list[tuple[str, str]]:
    """(path, name) of the kecamatan this user reads activities of, by name."""
    reached = Q(pk__in=[])
    for held in user.holdings(VIEW):
        path = held.place.path
        reached |= Q(path=path) | Q(path__startswith=f"{path}." if path else "")
    found = Place.objects.filter(reached, level=Place.Level.DISTRICT).order_by("name")
    return list(found.values_list("path", "name"))


def years(user: User) -> list[int]:
    """The budget years there are activities of, the newest first."""
    found = activities(user).order_by("-year").values_list("year", flat=True)
    return list(found.distinct())


def states(user: User, year: int = 0) -> list[tuple[str, str, int]]:
    """(state, label, how many) in the order of the way; of one year or of all."""
    found = activities(user).order_by()
    found = found.filter(year=year) if year else found
    counts = dict(found.values_list("state").annotate(count=Count("pk")))
    return [(one.value, one.label, counts.get(one.value, 0)) for one in ActivityState]


def coming(user: User, on: date) -> QuerySet[Session]:
    """Sessions of the next two weeks that were not cancelled."""
    found = Session.objects.filter(activity__in=activities(user).values("pk"))
    found = found.filter(on__range=(on, on + SOON)).exclude(activity__state=ActivityState.CANCELLED)
    return found.select_related("activity__place", "expert").order_by("on", "begins")


def waiting(user: User, on: date) -> list[tuple[Activity, str]]:
    """Activities a person has to move on: (activity, what waits), the oldest first."""
    found = activities(user, EDIT).order_by("starts_on", "number")
    late = found.filter(state=ActivityState.RUNNING, ends_on__lt=on)
    choosing = found.filter(state=ActivityState.SELECTING)
    begin = choosing.filter(starts_on__lte=on, selections__set_at__isnull=False)
    unlisted = choosing.exclude(selections__set_at__isnull=False)
    draft = found.filter(state=ActivityState.DRAFT)
    return [
        *((one, "sesi terakhir sudah lewat, belum diselesaikan") for one in late),
        *((one, "sudah waktunya dimulai") for one in begin),
        *((one, "pesertanya belum ditetapkan") for one in unlisted),
        *((one, "masih draf") for one in draft[:10]),
    ]


def to_set(user: User) -> list[tuple[Activity, str]]:
    """Activities whose proposed list waits for whoever sets lists: (activity, what waits)."""
    found = activities(user, Permission.SELECTION_SET).filter(state=ActivityState.SELECTING)
    found = found.filter(selections__isnull=False).exclude(selections__set_at__isnull=False)
    return [(one, "usulan peserta menunggu penetapan") for one in found.distinct()]


def my_offices(user: User) -> QuerySet[Office]:
    """The offices in whose name this user plans."""
    return offices(user, EDIT)


def standing(user: User, activity: Activity) -> rules.Standing:
    """What the rules of its steps ask of an activity."""
    days = list(activity.sessions.order_by("on").values_list("on", flat=True))
    seats = activity.participations.order_by()
    return rules.Standing(
        activity.kind, activity.state, days[0] if days else None, days[-1] if days else None,
        len(days), activity.selections.filter(set_at__isnull=False).exists(),
        seats.filter(state__in=UNSETTLED).count(), activity.services.order_by().count(),
        tuple(faults(user, activity)),
    )  # fmt: skip


def faults(user: User, activity: Activity) -> list[str]:
    """What is wrong with its conditions and quotas, in words."""
    found = []
    try:
        eligibility.read(activity.eligibility)
    except ValueError as error:
        found.append(str(error))
    try:
        quotas = marks.read(activity.quotas)
    except ValueError as error:
        return [*found, str(error)]
    over = [one for one in quotas if one.least > activity.seats]
    return found + [
        f"Kuota {marks.label(one.mark, selections.kecamatan_names(user, activity))} melebihi jumlah "
        "peserta." for one in over
    ]  # fmt: skip


def terms(user: User, activity: Activity) -> list[str]:
    """Who may take part, in words; what cannot be read is told as it is."""
    try:
        return eligibility.in_words(eligibility.read(activity.eligibility), paper.labels(user))
    except ValueError as error:
        return [str(error)]


def quotas(user: User, activity: Activity) -> list[str]:
    """The quotas in words."""
    names = selections.kecamatan_names(user, activity)
    try:
        return [marks.in_words(one, names) for one in marks.read(activity.quotas)]
    except ValueError as error:
        return [str(error)]


def costs(user: User, activity: Activity) -> dict[str, Any]:
    """Its cost lines with their sums; what was spent is None while nothing is written."""
    lines = list(activity.costlines.all())
    spent = [one.spent for one in lines if one.spent is not None]
    return {
        "lines": lines, "total": sum(one.amount for one in lines),
        "spent": sum(spent) if spent else None, "unspent": len(lines) - len(spent),
    }  # fmt: skip


def estimate(user: User, found: QuerySet[Activity]) -> dict[Any, Any]:
    """The cost estimate by activity, of activities already asked for."""
    lines = CostLine.objects.filter(activity__in=found.order_by().values("pk")).order_by()
    summed = lines.values_list("activity").annotate(total=Sum(F("volume") * F("price")))
    return dict(summed)


def sub_activity(user: User, code: str, year: int) -> NomenclatureItem | None:
    """A sub kegiatan by its code, in the edition of a budget year."""
    return NomenclatureItem.objects.filter(
        era=era_of_year(year), code=code.strip(), level=SUBKEGIATAN
    ).first()


def groups(user: User) -> list[tuple[str, str]]:
    """(key, label) of the product groups."""
    return list(IndustryGroup.objects.values_list("pk", "label"))


def taking_part(user: User, activity: Activity) -> list[tuple[str, int]]:
    """How many participants stand in which state, in the order of the way."""
    counts = dict(
        activity.participations.order_by().values_list("state").annotate(count=Count("pk"))
    )
    return [(one.label, counts[one.value]) for one in ParticipationState if one.value in counts]
