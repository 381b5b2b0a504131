"""Reads the nomenclature for those who plan: rows of an era, what continues what, what may."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import Count, Q

from binaan.access.permissions import Permission
from binaan.places.models import NomenclatureItem, NomenclatureLink
from binaan.places.rules import name_key
from binaan.places.rules import nomenclature as codes
from binaan.planning.rules import matching

MOST = 400  # rows on one page; an official list has thousands


class EraShown(NamedTuple):
    """An era with how many of its rows are here, and how many from an official list."""

    era: codes.Era
    total: int
    official: int


class Twins(NamedTuple):
    """A row that may continue in a row of the next era: the same name under the twin's code."""

    old: NomenclatureItem
    new: NomenclatureItem


def eras(user) -> list[EraShown]:
    """Every era with its counts."""
    counted = {
        row["era"]: row
        for row in _rows(user).values("era").annotate(
            total=Count("pk"), own=Count("pk", filter=Q(official=True))
        ).order_by("era")
    }  # fmt: skip
    nothing = {"total": 0, "own": 0}
    return [
        EraShown(era, counted.get(era.key, nothing)["total"], counted.get(era.key, nothing)["own"])
        for era in codes.ERAS
    ]


def bidang(user, era: str) -> list[NomenclatureItem]:
    """The bidang of an era, in the order of their codes."""
    return in_order(user, _rows(user).filter(era=era, level=codes.BIDANG))


def items(user, era: str, text: str = "", of_bidang: str = "") -> list[NomenclatureItem]:
    """The rows of an era whose code or name has these words, segment by segment; MOST at most."""
    found = _rows(user).filter(era=era)
    if of_bidang:
        found = found.filter(Q(code=of_bidang) | Q(code__startswith=f"{of_bidang}."))
    if text.strip():
        key = name_key(text)
        said = Q(code__startswith=text.strip())
        found = found.filter(said | Q(name_key__contains=key) if key else said)
    return in_order(user, found)[:MOST]


def in_order(user, found: Iterable[NomenclatureItem]) -> list[NomenclatureItem]:
    """Segment by segment, as the attachment of the decree prints them."""
    return sorted(found, key=lambda item: codes.sort_key(item.code))


def named(user, era: str, code: str) -> NomenclatureItem | None:
    """The row of a code; of the generic row where the code is an office's penunjang."""
    rows = _rows(user).filter(era=era)
    return rows.filter(code=code).first() or rows.filter(code=codes.generic_of(code)).first()


def choices(user, era: str, level: str, above: str = "") -> list[NomenclatureItem]:
    """The rows that may stand at a level below a code (of an office's penunjang, too)."""
    found = _rows(user).filter(era=era, level=level)
    if above and level != codes.PROGRAM:
        found = found.filter(parent_code=codes.generic_of(above))
    return in_order(user, found)


def known(user, era: str) -> matching.Nomenclature:
    """The rows of an era, ready to be compared with printed names."""
    rows = _rows(user).filter(era=era).values_list("code", "level", "parent_code", "name")
    return matching.Nomenclature(matching.Row(*row) for row in rows.order_by("code"))


def level_teller(user) -> Callable[[str], str]:
    """Tells the level of a printed name that is a row of any era; "" for another name."""
    levels: dict[str, set[str]] = {}
    for name, level in _rows(user).values_list("name", "level"):
        levels.setdefault(matching.key(name), set()).add(level)
    sure = {key: found.pop() for key, found in levels.items() if len(found) == 1}
    return lambda name: sure.get(matching.key(name), "")


def links(user, of_bidang: str = "") -> list[NomenclatureLink]:
    """What continues what, as people decided."""
    found = NomenclatureLink.objects.select_related("old", "new")
    if not user.may(Permission.PLAN_VIEW):
        return []
    if of_bidang:
        found = found.filter(old__code__startswith=of_bidang)
    return sorted(found, key=lambda link: codes.sort_key(link.old.code))


def link(user, pk: int) -> NomenclatureLink | None:
    if not user.may(Permission.PLAN_VIEW):
        return None
    return NomenclatureLink.objects.select_related("old", "new").filter(pk=pk).first()


def twins(user, old_era: str, new_era: str, of_bidang: str = "") -> list[Twins]:
    """Rows of the same name under the same or the four-digit code, not yet decided by a person."""
    new = {item.code: item for item in _rows(user).filter(era=new_era)}
    decided = set(NomenclatureLink.objects.values_list("old_id", "new_id"))
    found = []
    for old in items_of(user, old_era, of_bidang):
        twin = new.get(old.code) or new.get(codes.four_digits(old.code))
        if twin and twin.name_key == old.name_key and (old.pk, twin.pk) not in decided:
            found.append(Twins(old, twin))
    return found


def items_of(user, era: str, of_bidang: str = "") -> list[NomenclatureItem]:
    """Programs, kegiatan and sub kegiatan of an era, all of them."""
    found = _rows(user).filter(era=era, level__in=codes.LEVELS[2:])
    if of_bidang:
        found = found.filter(code__startswith=f"{of_bidang}.")
    return in_order(user, found)


def _rows(user):
    """Reference data is the same for everybody who may see plans."""
    rows = NomenclatureItem.objects.all()
    return rows if user.may(Permission.PLAN_VIEW) else rows.none()
