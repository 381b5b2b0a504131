"""Experts within reach, and who fits an activity."""

from collections import defaultdict
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit import keyset
from binaan.kit.masking import NOTHING, mask_phone
from binaan.programmes.choices import ActivityState
from binaan.programmes.models import Activity, Competence, Expert, Session
from binaan.programmes.queries import activities, clashing
from binaan.programmes.rules.experts import Able, Fit, Need, Skill, proposed

VIEW, EDIT = Permission.PROGRAMME_VIEW, Permission.PROGRAMME_EDIT


def experts(user: User, permission: Permission = VIEW) -> QuerySet[Expert]:
    """Experts this user reaches with a right, with what they know."""
    found = Expert.objects.permitted(user, permission).select_related("place", "office")
    known = Competence.objects.order_by("skill", "group")
    return found.prefetch_related(Prefetch("competences", known))


def listed(user: User, said) -> keyset.Page:
    """One page of experts by name; `q` seeks name, organisation and skill, `kelompok` a group."""
    found = experts(user)
    if said.get("semua") != "1":
        found = found.filter(active=True)
    for word in said.get("q", "").split()[:5]:
        skilled = Competence.objects.filter(skill__icontains=word).values("expert")
        found = found.filter(
            Q(name__icontains=word) | Q(organisation__icontains=word) | Q(pk__in=skilled)
        )
    if group := said.get("kelompok", ""):
        known = Competence.objects.filter(group__in=("", group)).values("expert")
        found = found.filter(pk__in=known)
    return keyset.page(
        found, ("name", "pk"), after=said.get("after", ""), before=said.get("before", "")
    )


def with_skills(user: User, rows: list[Expert]) -> list[tuple[Expert, str]]:
    """Experts of a page already read, each with what he knows in words."""
    return [(one, ", ".join(known.skill for known in one.competences.all())) for one in rows]


def for_office(user: User, activity: Activity) -> QuerySet[Expert]:
    """Who may teach a session of an activity: those of its office who are still asked."""
    return experts(user).filter(office=activity.office, active=True)


def proposals(user: User, activity: Activity) -> list[Fit]:
    """Who fits an activity, those free on its days first."""
    days = tuple(dict.fromkeys(activity.sessions.order_by("on").values_list("on", flat=True)))
    need = Need(activity.group, activity.topic, days)
    return proposed(_able(user, activity, days), need)


def _able(user: User, activity: Activity, days: tuple) -> list[Able]:
    rows = list(for_office(user, activity))
    keys = [one.pk for one in rows]
    away, teaching = clashing.away(user, keys), defaultdict(set)
    elsewhere = Session.objects.filter(expert__in=keys, on__in=days).exclude(activity=activity)
    elsewhere = elsewhere.exclude(activity__state=ActivityState.CANCELLED)
    for key, on in elsewhere.values_list("expert", "on"):
        teaching[key].add(on)
    return [
        Able(one.pk, one.name, tuple(Skill(*_skill(known)) for known in one.competences.all()),
             one.certificate, away[one.pk], frozenset(teaching[one.pk]))
        for one in rows
    ]  # fmt: skip


def _skill(known: Competence) -> tuple[str, str, int | None]:
    return known.group, known.skill, known.years


def detail(user: User, expert: Expert) -> dict[str, Any]:
    """One expert: what he knows, when he cannot come, what he taught."""
    taught, labels = clashing.own_of(user, expert), dict(activities.groups(user))
    return {
        "expert": expert, "phone": mask_phone(expert.phone) if expert.phone else NOTHING,
        "skills": [
            {"pk": one.pk, "skill": one.skill, "years": one.years,
             "group_label": labels.get(one.group, one.group) or "semua kelompok produk"}
            for one in expert.competences.all()
        ],
        "absences": [
            {"pk": one.pk, "since": one.first, "until": one.last}
            for one in expert.absences.order_by("-first")
        ], "taught": list(taught[:30]),
        "may_edit": experts(user, EDIT).filter(pk=expert.pk).exists(),
    }  # fmt: skip
