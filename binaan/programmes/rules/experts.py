"""Which expert fits an activity, and why: group, skill, experience, a certificate, and whether free.

Points are our own [D], docs/rules/kegiatan.md §4: source 000 names the wrong expert as a cause.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from binaan.kit.day_names import long_day
from binaan.programmes.rules.clashes import Away

GROUP, ANY_GROUP, TOPIC, YEARS, CERTIFIED = 40, 15, 40, 10, 10
ENOUGH_YEARS = 10
SMALL_WORDS = frozenset({"dan", "untuk", "bagi", "yang", "di", "ke", "dari", "pelatihan", "bimtek"})
WORD = re.compile(r"[a-z0-9]+")


class Skill(NamedTuple):
    """`group` "" is any; `years` of experience, None unknown."""

    group: str
    skill: str
    years: int | None = None


class Able(NamedTuple):
    """An expert as the rule sees him. `teaching`: days he already teaches elsewhere."""

    key: object
    name: str
    skills: tuple[Skill, ...] = ()
    certificate: str = ""
    away: Away = Away()
    teaching: frozenset[date] = frozenset()


class Need(NamedTuple):
    """What an activity needs: its product group ("" for every), its topic, the days of its sessions."""

    group: str
    topic: str
    days: tuple[date, ...] = ()


class Fit(NamedTuple):
    """`points` 0 to 100; `reasons` for, `against` what keeps him away."""

    expert: Able
    points: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def free(self) -> bool:
        return not self.against


def proposed(experts: Iterable[Able], need: Need) -> list[Fit]:
    """Experts with any fit, those free first, then by points, then by name; order of input is free."""
    found = [fit(one, need) for one in experts]
    fitting = [one for one in found if one.points]
    return sorted(
        fitting, key=lambda one: (not one.free, -one.points, one.expert.name, str(one.expert.key))
    )


def fit(expert: Able, need: Need) -> Fit:
    """How well one expert fits, with reasons. Without a fitting group or skill nothing else counts."""
    best: int = 0
    reasons: tuple[str, ...] = ()
    for skill in expert.skills:
        points, said = _skill(skill, need)
        if (points, said) > (best, reasons):
            best, reasons = points, said
    if best and expert.certificate:
        best, reasons = best + CERTIFIED, (*reasons, f"bersertifikat: {expert.certificate}")
    return Fit(expert, min(best, 100), reasons, _against(expert, need))


def _skill(skill: Skill, need: Need) -> tuple[int, tuple[str, ...]]:
    """Points of one skill; a skill in another group than the one needed counts nothing."""
    if skill.group and need.group and skill.group != need.group:
        return 0, ()
    points, reasons = 0, []
    asked, known = words(need.topic), words(skill.skill)
    shared = asked & known
    if shared:
        points += round(TOPIC * len(shared) / len(asked))
        reasons.append(f"keahlian {skill.skill}")
    if skill.group and skill.group == need.group:
        points += GROUP
        reasons.append("kelompok produknya sama")
    elif shared:
        points += ANY_GROUP
        reasons.append("keahlian untuk semua kelompok produk")
    if points and skill.years:
        points += round(YEARS * min(skill.years, ENOUGH_YEARS) / ENOUGH_YEARS)
        reasons.append(f"pengalaman {skill.years} tahun")
    return points, tuple(reasons)


def _against(expert: Able, need: Need) -> tuple[str, ...]:
    found = [f"berhalangan {long_day(day)}" for day in need.days if expert.away.on(day)]
    found += [f"sudah mengajar {long_day(day)}" for day in need.days if day in expert.teaching]
    return tuple(found)


def words(text: str) -> set[str]:
    """The words that say something, without small ones."""
    return set(WORD.findall(text.lower())) - SMALL_WORDS
