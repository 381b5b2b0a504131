"""Who put himself forward: what the desk sees, whom he could be in the register, what came of it."""

from datetime import date
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from binaan.access import parameters
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit import keyset
from binaan.kit.dates import today
from binaan.kit.masking import mask_phone, mask_text
from binaan.kit.workdays import after_workdays
from binaan.programmes import parameters as choices
from binaan.programmes.choices import ActivityState, Outcome
from binaan.programmes.models import Activity, Candidate, Nomination, Refusal
from binaan.programmes.queries.selections import OPEN_STATES
from binaan.programmes.rules import eligibility
from binaan.registry.models import Business
from binaan.registry.rules.names import business_key, person_key

VIEW, RECORD = Permission.PROGRAMME_VIEW, Permission.ATTENDANCE_RECORD
SIZE = 50
PROPOSED = 8
WAITING, ASIDE = "menunggu", "disisihkan"


class Line(NamedTuple):
    """A nomination in the list; `who` and `where` as written or, once matched, as registered."""

    row: Nomination
    who: str
    owner: str
    where: str
    phone: str
    url: str


class Standing(NamedTuple):
    """What came of a nomination, in words its owner reads. `until`: the last day to object."""

    label: str
    tone: str
    text: str
    reasons: tuple[str, ...] = ()
    until: date | None = None
    may_object: bool = False


def activities(user: User, permission: Permission = VIEW) -> QuerySet[Activity]:
    """The activities within reach."""
    return Activity.objects.permitted(user, permission).select_related("office", "place")


def taking(user: User) -> QuerySet[Activity]:
    """Activities owners can put themselves forward for, or whose nominations are still matched."""
    found = activities(user).filter(state__in=OPEN_STATES)
    return found.order_by("state", F("nominate_until").asc(nulls_last=True), "-number")


def is_open(activity: Activity, on: date) -> bool:
    """Whether owners can put themselves forward on a day."""
    until = activity.nominate_until
    return activity.state == ActivityState.OPEN and (until is None or on <= until)


def nominations(user: User, permission: Permission = VIEW) -> QuerySet[Nomination]:
    """The nominations within reach: of activities of one's own place all of them, else those of
    businesses in reach and those one wrote down."""
    whole = Q(pk__in=[])
    for one in user.holdings(permission):
        here = Q()
        if one.place.path:
            path = one.place.path
            here = Q(activity__place__path=path) | Q(activity__place__path__startswith=f"{path}.")
        if one.office_id is not None:
            here &= Q(activity__office=one.office_id)
        whole |= here
    mine = Business.objects.permitted(user, permission)
    part = Q(business__in=mine.values("pk")) | Q(by=user.username)
    found = Nomination.objects.filter(activity__in=activities(user, permission).values("pk"))
    return found.filter(whole | part).select_related("activity", "activity__office", "business")


def of_activity(user: User, activity: Activity, *, part: str = "", asked=None) -> keyset.Page:
    """One page of an activity's nominations, the newest first."""
    found = nominations(user).filter(activity=activity).select_related("business__place")
    found = found.filter(set_aside_at__isnull=part != ASIDE)
    if part == WAITING:
        found = found.filter(business__isnull=True)
    asked = asked or {}
    shown = keyset.page(
        found, ("-at", "-pk"), after=asked.get("after", ""), before=asked.get("before", ""),
        size=SIZE,
    )  # fmt: skip
    return shown._replace(rows=[line(user, row) for row in shown.rows])


def counts(user: User, activity: Activity) -> dict[str, int]:
    """How many are there, wait for being matched, were set aside; papers printed and come back."""
    every, codes = nominations(user).filter(activity=activity), activity.papercodes
    found = every.filter(set_aside_at__isnull=True)
    return {
        "total": found.count(), "waiting": found.filter(business__isnull=True).count(),
        "aside": every.filter(set_aside_at__isnull=False).count(),
        "papers": codes.count(), "used": codes.filter(used_at__isnull=False).count(),
    }  # fmt: skip


def line(user: User, row: Nomination) -> Line:
    """A nomination as a line; the telephone masked."""
    business = row.business
    return Line(
        row, business.name if business else row.business_name, row.name,
        business.place.name if business else row.village,
        mask_phone(row.phone) if row.phone else "", reverse("nomination_match", args=[row.pk]),
    )  # fmt: skip


def wish(user: User, row: Nomination) -> str:
    """Why the owner wants to take part, numbers in it masked."""
    return mask_text(row.wish)


def proposed(user: User, row: Nomination, text: str = "") -> list[Business]:
    """Businesses in reach it could be: by what was searched, else by the names and telephone written."""
    found = Business.objects.permitted(user, RECORD).present().select_related("place")
    found = found.prefetch_related("roles__owner")
    if text.strip():
        return list(_named(found, text)[:PROPOSED])
    said = Q(pk__in=[])
    if key := business_key(row.business_name):
        said |= Q(name_key=key)
    if key := person_key(row.name):
        said |= Q(roles__owner__name_key=key)
    if row.phone:
        said |= Q(roles__owner__phone=row.phone)
    sure = list(found.filter(said).distinct().order_by("number")[: 4 * PROPOSED])
    sure.sort(key=lambda one: -_alike(row, one))
    return sure[:PROPOSED] or list(_named(found, row.business_name)[:PROPOSED])


def _alike(row: Nomination, business: Business) -> int:
    """How many of the business's name, an owner's name and his telephone are as written."""
    owners = [role.owner for role in business.roles.all()]
    return (
        (business.name_key == business_key(row.business_name))
        + any(one.name_key == person_key(row.name) for one in owners)
        + any(row.phone and one.phone == row.phone for one in owners)
    )


def _named(found, text: str):
    plain = text.strip()
    if plain.upper().startswith("U-") and plain[2:].isdigit() and len(plain) < 18:
        return found.filter(number=int(plain[2:]))
    for word in person_key(plain).split()[:4]:
        found = found.filter(Q(name_key__contains=word) | Q(roles__owner__name_key__contains=word))
    return found.distinct().order_by("number")


def owner_of(user: User, business: Business) -> str:
    """Who runs a business that was read with its roles."""
    return ", ".join(
        str(one.owner)
        for one in business.roles.all()
        if one.known_until is None and one.valid_until is None
    )


def standing(user, row: Nomination) -> Standing:
    """What came of a nomination. Asked by the desk, and by who holds its proof."""
    made = row.activity.selections.filter(set_at__isnull=False).first()
    if row.activity.state == ActivityState.CANCELLED:
        return Standing("Kegiatan dibatalkan", "warn", row.activity.cancelled_why)
    if made is None:
        return _before(row)
    until = after_workdays(localdate(made.set_at), _days(row.activity))
    fresh = today() <= until and not row.objection
    if row.business_id is None:
        text = "Usaha Anda tidak kami temukan dalam daftar usaha binaan. Hubungi kantor."
        return Standing("Tidak terpilih", "warn", text, (), until, fresh)
    found = Candidate.objects.filter(selection=made, business=row.business_id).first()
    if found is None:
        refused = Refusal.objects.filter(selection=made, business=row.business_id).first()
        codes = refused.codes if refused else []
        reasons = tuple(eligibility.WORDS.get(one, one) for one in codes)
        text = "Syarat kegiatan ini tidak terpenuhi."
        return Standing("Tidak memenuhi syarat", "warn", text, reasons, until, fresh)
    if found.outcome == Outcome.CHOSEN:
        return Standing("Terpilih", "ok", "Undangan akan Anda terima dari kantor.")
    label = found.get_outcome_display()
    if found.outcome == Outcome.WAITING:
        label = f"{label} nomor {found.place_in_line}"
    return Standing(label, "info", "", (found.reason,), until, fresh)


def _before(row: Nomination) -> Standing:
    if row.set_aside_at is not None:
        text = f"Kantor menyisihkan isian ini: {row.set_aside_why} Bila keliru, hubungi kantor."
        return Standing("Disisihkan", "warn", text)
    if row.business_id is None:
        text = "Kantor sedang mencocokkan isian Anda dengan daftar usaha."
        return Standing("Diterima, sedang diperiksa", "info", text)
    return Standing("Terdaftar", "ok", "Peserta dipilih sesudah pendaftaran ditutup.")


def _days(activity: Activity) -> int:
    found = parameters.number(choices.OBJECTION_DAYS, office=activity.office, on=today())
    return int(found)


def business(user: User, key: str) -> Business | None:
    """A business one may put forward, by its key; None for any other text."""
    try:
        return Business.objects.permitted(user, RECORD).present().filter(pk=key).first()
    except ValidationError:
        return None


def objection(user: User, row: Nomination) -> str:
    """What the owner objects, numbers in it masked."""
    return mask_text(row.objection)
