"""What the pages of selections show: rules side by side, a list, one candidate, what waits."""

import re
from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from binaan.access.models import Decree, User
from binaan.access.permissions import Permission
from binaan.kit import keyset
from binaan.kit.numbers import id_number, percent, rounded
from binaan.programmes.choices import Outcome
from binaan.programmes.models import Activity, Candidate, Interest, Override, Selection
from binaan.programmes.queries import paper, selections, simulating
from binaan.programmes.queries.candidates import Pool
from binaan.programmes.queries.receipt import by_name, unmet
from binaan.programmes.queries.simulating import Tried
from binaan.programmes.rules import eligibility, marks, ranking
from binaan.programmes.rules.comparing import passing
from binaan.registry.choices import AssociationStatus
from binaan.registry.models import Business

LISTS = {
    "terpilih": ("Terpilih", Outcome.CHOSEN),
    "tunggu": ("Daftar tunggu", Outcome.WAITING),
    "dikeluarkan": ("Dikeluarkan", Outcome.PASSED_OVER),
}
REFUSED = "ditolak"
SHOWN = 200  # rows beside each other on one page; the receipt has them all
GROUPS = (
    ("anggota", "anggota asosiasi"), ("bukan", "bukan anggota"), ("tidak_tahu", "tidak diketahui"),
)  # fmt: skip


class Shown(NamedTuple):
    """A row of the simulation: who, and (rule, rank, gets in) under each rule."""

    who: Any
    kecamatan: str
    association: str
    ranks: list[tuple[str, int, bool]]

    @property
    def last_served(self) -> date | None:
        return self.who.applicant.last


def simulation(user: User, pool: Pool, tries: list[Tried]) -> dict[str, Any]:
    """Rules side by side: what each changes, and who gets in."""
    places = selections.kecamatan_names(user, pool.activity)
    rows = [
        Shown(one.who, places.get(one.who.kecamatan, one.who.kecamatan),
              _association(one.who.association),
              [(made.label, *rank) for made, rank in zip(tries, one.ranks, strict=True)])
        for one in simulating.beside(user, pool, tries)
    ]  # fmt: skip
    return {
        "pool": pool, "tries": tries, "table": _table(pool, tries, places), "rows": rows[:SHOWN],
        "more": max(len(rows) - SHOWN, 0), "terms": terms(user, pool),
        "refused": [
            (eligibility.WORDS[code], count)
            for code, count in Counter(
                code for one in pool.refused for code in one.codes
            ).most_common()
        ],
        "unmet": [one.selected.unmet for one in tries],
    }  # fmt: skip


def terms(user: User, pool: Pool) -> list[str]:
    """What the activity asks, in words."""
    return eligibility.in_words(pool.terms, paper.labels(user))


def _association(key: str) -> str:
    return AssociationStatus(key).label if key else "Tidak diketahui"


def _table(pool: Pool, tries: list[Tried], places) -> list[tuple[str, str, list]]:
    """Rows of (what, before, under each rule)."""
    first, many = tries[0].compared, [one.compared for one in tries]
    rows = [
        ("Peserta terpilih", "", [id_number(one.groups["semua"].chosen) for one in many]),
        ("Terpilih yang belum pernah dilayani", "", [id_number(one.new) for one in many]),
    ]
    for key, name in GROUPS:
        rows.append((f"Terpilih, {name}", "", [id_number(one.groups[key].chosen) for one in many]))
    for key, name in (("semua", "semua usaha berjalan"), *GROUPS):
        before = percent(first.groups[key].coverage[0])
        after = [percent(one.groups[key].coverage[1]) for one in many]
        rows.append((f"Cakupan, {name}", before, after))
    rows.append(("Rasio kesetaraan: bukan anggota dibanding anggota", rounded(first.parity[0]),
                 [rounded(one.parity[1]) for one in many]))  # fmt: skip
    members = [one.association for one in pool.eligible]
    rows.append(("Tingkat lolos: bukan anggota dibanding anggota", "",
                 [rounded(passing(one, members)) for one in many]))  # fmt: skip
    rows.append(("Dilayani lebih dari sekali", percent(first.repeat[0]),
                 [percent(one.repeat[1]) for one in many]))  # fmt: skip
    for place, quota in enumerate(pool.quotas):
        held = [id_number(one.quotas[place][1]) for one in tries]
        rows.append((f"Kuota {marks.in_words(quota, places)}", "", held))
    labels = [one.label for one in tries]
    return [(what, before, list(zip(labels, after, strict=True))) for what, before, after in rows]


def detail(user: User, selection: Selection, asked) -> dict[str, Any]:
    """A list of one outcome, page by page, with counts of all; `asked`: the query of the page."""
    counts = selections.counts(user, selection)
    refused = selections.refusals(user, selection)
    items = [(key, label, counts[outcome]) for key, (label, outcome) in LISTS.items()
             if counts[outcome] or outcome != Outcome.PASSED_OVER]  # fmt: skip
    items.append((REFUSED, "Mendaftar, tidak memenuhi syarat", refused.count()))
    part = asked.get("bagian", "")
    part = part if part in {key for key, *_rest in items} else "terpilih"
    activity = selection.activity
    places = selections.kecamatan_names(user, activity)
    after, before = asked.get("after", ""), asked.get("before", "")
    if part == REFUSED:
        shown = keyset.page(refused, ("pk",), after=after, before=before)
        rows = [(one, [eligibility.WORDS.get(code, code) for code in one.codes])
                for one in shown.rows]  # fmt: skip
    else:
        found = selections.candidates(user, selection, LISTS[part][1])
        shown = keyset.page(found, ("place_in_line", "pk"), after=after, before=before)
        rows = [(one, places.get(one.kecamatan, one.kecamatan), _association(one.association))
                for one in shown.rows]  # fmt: skip
    return {
        "selection": selection, "activity": activity, "items": items, "part": part, "rows": rows,
        "page": shown, "unmet": unmet(user, selection), "rule": ranking.LABELS[selection.rule],
        "counts": counts, "whole": selections.is_whole(user, selection),
        "overrides": by_name(user, overrides(user, selection), "by"),
        "declared": declared(user, activity),
        **rights(user, activity),
    }  # fmt: skip


def rights(user: User, activity: Activity) -> dict[str, bool]:
    """What this user may do with the selections of an activity."""

    def may(permission: Permission) -> bool:
        return selections.activities(user, permission).filter(pk=activity.pk).exists()

    settled = selections.of_activity(user, activity).filter(set_at__isnull=False).exists()
    return {
        "settled": settled,
        "may_propose": not settled and may(selections.PROPOSE),
        "may_set": not settled and may(selections.SET),
        "may_take": may(Permission.EXPORT),
        "has_declared": selections.declared(user, activity),
    }


def declared(user: User, activity: Activity) -> list[tuple[Interest, str]]:
    """What everybody declared, with his name."""
    return by_name(user, selections.interests(user, activity), "user")


def overrides(user: User, selection: Selection) -> QuerySet[Override]:
    """Exceptions, in the order they were made; below the place only of businesses in reach."""
    found = selection.overrides.select_related("business")
    if selections.is_whole(user, selection):
        return found
    mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW)
    return found.filter(business__in=mine.values("pk"))


def around(user: User, candidate: Candidate) -> dict[str, Any]:
    """One candidate: its row, why it stands before the next, what ties the reader to it."""
    selection = candidate.selection
    by_rank = {one.rank: one for one in selections.candidates(user, selection).filter(
        rank__in=(candidate.rank - 1, candidate.rank + 1))}  # fmt: skip
    above, below = by_rank.get(candidate.rank - 1), by_rank.get(candidate.rank + 1)
    places = selections.kecamatan_names(user, selection.activity)
    ties: QuerySet[Interest] = selections.tied(user, selection.activity)
    return {
        "one": candidate, "selection": selection, "activity": selection.activity,
        "above": (above, _why(above, candidate)) if above else None,
        "below": (below, _why(candidate, below)) if below else None,
        "kecamatan": places.get(candidate.kecamatan, candidate.kecamatan),
        "association": _association(candidate.association),
        "quota": marks.label(candidate.quota, places) if candidate.quota else "",
        "taken": overrides(user, selection).filter(business=candidate.business_id).first(),
        "is_tied": ties.filter(business=candidate.business_id).exists(),
        **rights(user, selection.activity),
    }  # fmt: skip


def _why(one: Candidate, other: Candidate) -> str:
    return ranking.before(_ranked(one), _ranked(other), one.selection.rule)


def _ranked(one: Candidate) -> ranking.Ranked:
    applicant = ranking.Applicant(0, one.services, one.last_served, float(one.need), float(one.fit))
    return ranking.Ranked(applicant, one.rank, float(one.total), one.draw)


def candidate(user: User, selection: Selection, pk: int) -> Candidate | None:
    """A row of a selection in reach."""
    found = selections.candidates(user, selection).select_related("selection__activity")
    return found.filter(pk=pk).first()


def business(user: User, text: str) -> Business | None:
    """By its short number, as far as this user reaches."""
    short = re.fullmatch(r"(?:[Uu]-?)?0*(\d{1,18})", text.strip())
    if short is None:
        return None
    found = Business.objects.permitted(user, Permission.BUSINESS_VIEW).present()
    return found.filter(number=int(short[1])).first()


def decrees(user: User, activity: Activity) -> QuerySet[Decree]:
    """Decrees of the activity's office or of none, newest first."""
    found = Decree.objects.filter(Q(office=activity.office) | Q(office=None))
    return found.order_by("-signed_on")


def waiting(user: User) -> list[tuple[Activity, Selection | None]]:
    """Activities that are open or selecting, with the selection that stands; none set yet."""
    found = selections.activities(user).filter(state__in=selections.OPEN_STATES)
    found = found.exclude(selections__set_at__isnull=False).order_by("starts_on", "number")
    return [(one, selections.standing(user, one)) for one in found]


def settled(user: User, asked) -> keyset.Page:
    """Lists that were set, newest first, page by page."""
    found = selections.selections(user).filter(set_at__isnull=False)
    shown = keyset.page(
        found, ("-set_at", "pk"), after=asked.get("after", ""), before=asked.get("before", "")
    )
    return shown._replace(rows=[
        (one, who, ranking.LABELS.get(one.rule, one.rule))
        for one, who in by_name(user, shown.rows, "set_by")
    ])  # fmt: skip
