"""Who deals with which part of a list, by when: problems by place and by officer."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from binaan.access.models import Assignment, User
from binaan.access.permissions import Permission
from binaan.access.roles import roles_with
from binaan.intake.models import STILL_OPEN, Batch, Errand, Problem, ProblemState
from binaan.intake.queries.repair_pages import Asked, about, problems
from binaan.kit.dates import short_date, today
from binaan.places.models import Place
from binaan.places.scope import within

MOST_PLACES = 500
DONE = (ProblemState.REPAIRED, ProblemState.ACCEPTED, ProblemState.SET_ASIDE)


def due_words(due: date) -> tuple[str, str]:
    """A day as a badge: its words and its tone."""
    days = (due - today()).days
    if days < 0:
        return f"terlambat {-days} hari", "bad"
    if days == 0:
        return "hari ini", "warn"
    return f"sampai {short_date(due)}", "warn" if days < 4 else "info"


class ByPlace(NamedTuple):
    """How much of a place waits and how much is done; `errand` is the one that covers it."""

    place: Place | None
    open: int
    done: int
    errand: Errand | None
    late: bool

    @property
    def share(self) -> int:
        """Percent done."""
        return round(100 * self.done / (self.open + self.done))

    @property
    def due_text(self) -> str:
        return due_words(self.errand.due)[0] if self.errand else ""

    @property
    def due_tone(self) -> str:
        return due_words(self.errand.due)[1] if self.errand else ""


class ByOfficer(NamedTuple):
    """An errand with how much of it waits and how much is done."""

    errand: Errand
    open: int
    done: int
    late: bool
    mine: bool

    @property
    def due_text(self) -> str:
        return due_words(self.errand.due)[0]

    @property
    def due_tone(self) -> str:
        return due_words(self.errand.due)[1]


def errands(user) -> QuerySet[Errand]:
    """Errands of the lists within reach, and this user's own."""
    reach = Errand.objects.permitted(user, Permission.LIST_REPAIR).values("pk")
    found = Errand.objects.filter(Q(pk__in=reach) | Q(officer=user.pk))
    return found.select_related("batch__version__source", "place", "officer").order_by("due", "pk")


def givable(user) -> QuerySet[Batch]:
    """The lists whose problems this user may give to officers: those wholly within reach."""
    found = Batch.objects.permitted(user, Permission.LIST_REPAIR)
    return found.select_related("version__source__office", "place")


def by_village(user, of: Asked) -> dict:
    """Counts by place, the one with the most to do first."""
    found = _counted(user, of)
    places = Place.objects.select_related("parent").in_bulk([code for code in found if code])
    given = list(_asked_of(user, of))
    lines = [
        _by_place(places.get(code), counts, given) for code, counts in found.items()
    ]  # fmt: skip
    lines.sort(key=lambda line: (-line.open, line.place.name if line.place else ""))
    return {"places": lines[:MOST_PLACES]} | giving(user, of, [line.place for line in lines])


def _counted(user, of: Asked) -> dict[str | None, tuple[int, int]]:
    """By place code: waiting and done."""
    counted = (
        about(user, of)
        .values("place_id")
        .annotate(
            open=Count("pk", filter=Q(state__in=STILL_OPEN)),
            done=Count("pk", filter=Q(state__in=DONE)),
        )
    )
    return {
        line["place_id"]: (line["open"], line["done"])
        for line in counted
        if line["open"] or line["done"]
    }


def _asked_of(user, of: Asked) -> QuerySet[Errand]:
    found = errands(user)
    if of.batch:
        found = found.filter(batch=of.batch)
    return found.filter(officer=of.officer) if of.officer else found


def _by_place(place: Place | None, counts, given: list[Errand]) -> ByPlace:
    covering = [one for one in given if place and _covers(one.place, place)]
    errand = max(covering, key=lambda one: len(one.place.path), default=None)
    waits, done = counts
    return ByPlace(place, waits, done, errand, bool(errand and waits and errand.due < today()))


def _covers(above: Place, place: Place) -> bool:
    return not above.path or place.path == above.path or place.path.startswith(f"{above.path}.")


def by_officer(user, of: Asked) -> dict:
    """Errands in the order of their days, the late first of all."""
    given = list(_asked_of(user, of)[:MOST_PLACES])
    counts = _by_batch_and_path(user, {one.batch_id for one in given})
    lines = [_by_officer(user, one, counts.get(one.batch_id, [])) for one in given]
    lines.sort(key=lambda line: (not line.late, not line.open, line.errand.due))
    places = [line.place for line in by_village(user, of)["places"]] if of.batch else []
    return {"officers": lines} | giving(user, of, places)


def _by_batch_and_path(user, batches) -> dict:
    counted = Problem.objects.filter(batch__in=batches).order_by()
    counted = counted.values("batch_id", "place__path").annotate(
        open=Count("pk", filter=Q(state__in=STILL_OPEN)), done=Count("pk", filter=Q(state__in=DONE))
    )
    found: dict = {}
    for line in counted:
        found.setdefault(line["batch_id"], []).append(line)
    return found


def _by_officer(user, errand: Errand, lines: list[dict]) -> ByOfficer:
    path = errand.place.path
    inside = [
        line for line in lines
        if line["place__path"] is not None
        and (not path or line["place__path"] == path or line["place__path"].startswith(f"{path}."))
    ]  # fmt: skip
    waits, done = (sum(line[name] for line in inside) for name in ("open", "done"))
    late = bool(waits) and errand.due < today()
    return ByOfficer(errand, waits, done, late, errand.officer_id == user.pk)


def giving(user, of: Asked, places: list) -> dict:
    """What the forms for giving out a list need; nothing while no list of one's own is chosen."""
    batch = givable(user).filter(pk=of.batch.pk).first() if of.batch else None
    if batch is None:
        return {"givable": None}
    return {
        "givable": batch,
        "late_list": bool(batch.repair_by and batch.repair_by < today()),
        "give_places": give_places(user, batch, places),
        "give_officers": officers(user, batch),
    }


def give_places(user, batch: Batch, places: list | None = None) -> QuerySet[Place]:
    """Kecamatan and villages of the list; `places` narrows the villages to those with problems."""
    area = Place.objects.under(batch.place).valid()
    if places is None:
        return area
    codes = {place.pk for place in places if place}
    codes |= {place.parent_id for place in places if place and place.parent_id}
    return area.filter(Q(pk__in=codes) | Q(level=Place.Level.DISTRICT)).order_by("path")


def officers(user, batch: Batch) -> QuerySet[User]:
    """Colleagues who may repair somewhere in the area of a list, for its office or for any."""
    held = Assignment.objects.in_force().filter(role__in=roles_with(Permission.LIST_REPAIR))
    held = held.filter(Q(office=batch.version.source.office_id) | Q(office__isnull=True))
    above = [batch.place_id[: len(batch.place_id) - cut] for cut in range(len(batch.place_id))]
    held = held.filter(within("place__path", batch.place) | Q(place__in=[*above, "00"]))
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name")


def due_soon(user) -> list[ByOfficer]:
    """This user's own errands with something still to do, the earliest first."""
    mine = list(errands(user).filter(officer=user.pk, batch__in=_with_open(user))[:20])
    counts = _by_batch_and_path(user, {one.batch_id for one in mine})
    lines = [_by_officer(user, one, counts.get(one.batch_id, [])) for one in mine]
    return [line for line in lines if line.open]


def _with_open(user) -> QuerySet:
    return problems(user).filter(state__in=STILL_OPEN).order_by().values("batch_id")
