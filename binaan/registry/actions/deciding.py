"""Whether two businesses are one: what a person answers, takes back, and holds while she looks.

docs/rules/identitas.md tells what each answer means.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from binaan.access import audit
from binaan.access.permissions import Permission
from binaan.kit.keyset import beyond
from binaan.registry.actions import merging, unmerging
from binaan.registry.actions.reach import OUTSIDE
from binaan.registry.choices import PairState
from binaan.registry.models import Merge, Pair
from binaan.registry.queries.identity import owners_look_alike
from binaan.registry.rules.beside import implied

LEASE = timedelta(minutes=10)
ANSWERS = (PairState.SAME, PairState.OWNER, PairState.DIFFERENT, PairState.UNSURE)
CERTAINTY = ("-business_p", "-owner_p", "pk")
TRIED = 20  # further than this nobody looks for a free pair: as many people would be at work

DECIDE = Permission.IDENTITY_DECIDE
NOT_YOURS = "Anda tidak bertugas memutuskan pasangan usaha."


class Overtaken(ValidationError):
    """Somebody else was faster; `pair` as it stands now."""

    def __init__(self, message: str, pair: Pair):
        super().__init__(message)
        self.pair = pair


class Settle(ValidationError):
    """Rows came in since; `merge` has to be taken back on its own page, which asks about them."""

    def __init__(self, message: str, merge: Merge):
        super().__init__(message)
        self.merge = merge


# --- holding


@transaction.atomic
def hold_next(beside: Pair | None = None, *, by, backwards: bool = False) -> list[Pair]:
    """The next pair nobody else holds, or the pairs of its group; most certain first.

    `beside`: begin behind this one (`backwards`: before it) and let go of it; at the end the
    first one follows again. Empty when none is free.
    """
    if beside is not None:
        _release(beside, by)
    for start in [beside, None] if beside is not None else [None]:
        for candidate in _candidates(by, start, backwards):
            held = _hold_group(candidate, by) if candidate.group else _hold([candidate], by)
            if held:
                return held
    return []


@transaction.atomic
def hold(pair: Pair, *, by) -> list[Pair]:
    """This pair with those of its group, for ten minutes; empty when somebody else holds one."""
    if pair.group:
        return _hold_group(pair, by)
    mine = _waiting(by).filter(pk=pair.pk)
    return _hold(list(mine.select_related("left__place", "right__place")), by)


def _hold_group(pair: Pair, by) -> list[Pair]:
    """All of a group this person may decide, or none of them."""
    rows = _waiting(by).filter(group=pair.group).select_related("left__place", "right__place")
    try:
        with transaction.atomic():
            held = _hold(list(rows), by)
            if not held:
                raise _Taken
    except _Taken:
        return []
    return held


class _Taken(Exception):
    """Somebody else holds one of them: what was taken so far is let go."""


def _hold(pairs: list[Pair], by) -> list[Pair]:
    """Take rows found a moment ago, unless somebody was faster; in part for the caller to undo."""
    rows = Pair.objects.filter(pk__in=[one.pk for one in pairs], state=PairState.OPEN)
    if connection.features.has_select_for_update_skip_locked:
        # Who is being answered now is passed by, not waited for.
        locked = rows.select_for_update(skip_locked=True).order_by("pk").values_list("pk")
        if len(locked) < len(pairs):
            return []
    until = timezone.now() + LEASE
    taken = rows.filter(_free_for(by)).update(held_by=by.username, held_until=until)
    return pairs if pairs and taken == len(pairs) else []


@transaction.atomic
def release(pair: Pair, *, by) -> None:
    """Let go of a pair and its group; what others hold stays theirs."""
    _release(pair, by)


def _release(pair: Pair, by) -> None:
    mine = Pair.objects.filter(held_by=by.username)
    mine = mine.filter(group=pair.group) if pair.group else mine.filter(pk=pair.pk)
    mine.update(held_by="", held_until=None)


def _waiting(by):
    return Pair.objects.permitted(by, DECIDE).waiting()


def _candidates(by, start: Pair | None, backwards: bool) -> list[Pair]:
    found = _waiting(by).filter(_free_for(by))
    order = CERTAINTY
    if backwards:
        order = tuple(one[1:] if one.startswith("-") else f"-{one}" for one in CERTAINTY)
    if start is not None:
        values = [start.business_p, start.owner_p, start.pk]
        found = found.filter(beyond(CERTAINTY, values, backwards=backwards))
        found = found.exclude(group=start.group) if start.group else found
    return list(found.select_related("left__place", "right__place").order_by(*order)[:TRIED])


def _free_for(by) -> Q:
    gone = Q(held_until__isnull=True) | Q(held_until__lte=timezone.now())
    return gone | Q(held_by=by.username)


# --- answering


@transaction.atomic
def answer(
    pair: Pair, answer: str, *, by, owners: str | None = None, chosen: dict | None = None,
    note: str = "",
) -> Pair:  # fmt: skip
    """Write down what somebody says of a pair, and merge what is the same.

    `owners`: "merge" or "succeed" (the business is one, its owner changed); None: as they look.
    `chosen`: values by hand, {fact: "left" or "right"}. The same answer by the same person twice
    is one answer. Raises Overtaken when another was faster, PermissionDenied out of reach.
    """
    pair = _locked(pair, by)
    if answer not in ANSWERS:
        raise ValidationError("Pilih salah satu jawaban.")
    if pair.state == answer and pair.decided_by == by.username:
        return pair
    _must_be_mine(pair, by)
    now = timezone.now()
    _merge([pair], answer, by=by, owners=owners, chosen=chosen, note=note)
    _write([pair], {pair.pk: answer}, by=by, at=now, note=note)
    return pair


@transaction.atomic
def answer_group(
    pairs: Sequence[Pair], answers: dict[UUID, str], *, by, note: str = ""
) -> list[Pair]:
    """What somebody says of each record of a group, compared with its first one (lowest number).

    What follows for the pairs of the others is written too (rules.beside.implied); what does not
    follow stays open. Answers all pairs that are decided now.
    """
    locked = [_locked(pair, by) for pair in sorted(pairs, key=lambda one: str(one.pk))]
    if locked and all(one.state != PairState.OPEN for one in locked):
        mine = locked[0].decided_by == by.username and _is_said(locked, answers)
        return locked if mine else _overtaken(locked[0])
    found = locked
    for pair in found:
        _must_be_mine(pair, by)
    sides = {one.pk: one for pair in found for one in (pair.left, pair.right)}
    first = min(sides.values(), key=lambda one: one.number)
    if set(answers) != set(sides) - {first.pk} or not set(answers.values()) <= set(ANSWERS):
        raise ValidationError("Jawab untuk setiap usaha dalam kelompok ini.")
    now = timezone.now()
    missing = [pk for pk in answers if not _has(found, first.pk, pk)]
    found = found + [_between(first, sides[pk], found, now) for pk in missing]
    said = _said_of_pairs(found, first, answers)
    direct = [one for one in found if one.pk not in said]
    said |= {one.pk: answers[_other(one, first.pk)] for one in direct}
    _merge_alike(direct, said, by=by, note=note)
    decided = [one for one in found if said[one.pk]]
    _write(decided, said, by=by, at=now, note=note)
    return decided


@transaction.atomic
def take_back(pair: Pair, *, by) -> list[Pair]:
    """Open a pair again, with what was answered together with it; un-merges what it merged.

    Raises Settle when something came in since that may belong to either side.
    """
    pair = _locked(pair, by)
    if pair.state == PairState.OPEN:
        return [pair]
    found = [pair]
    if pair.group:
        together = Pair.objects.filter(
            group=pair.group, decided_by=pair.decided_by, decided_at=pair.decided_at
        )
        found = [_locked(one, by) for one in together.order_by("pk")]
    for merge in Merge.objects.filter(pair__in=found, undone_at=None).order_by("-at", "-order"):
        if any(one["side"] == "ask" for one in unmerging.later_items(merge)):
            raise Settle("Sesudah digabung ada catatan baru; tentukan dahulu milik siapa.", merge)
        unmerging.unmerge(merge, by=by, reason="Putusan diurungkan.", later_to="ask")
    for one in found:
        _note(one, "open", by, "")
        one.state, one.decided_at, one.decided_by, one.note = PairState.OPEN, None, "", ""
        one.succession = one.automatic = False
        one.held_by, one.held_until = "", None
        one.save(update_fields=[*COLUMNS, "automatic"])
    return found


COLUMNS = (
    "state", "decided_at", "decided_by", "note", "succession", "held_by", "held_until",
)  # fmt: skip


def _locked(pair: Pair, by) -> Pair:
    if not by.may(DECIDE):
        raise PermissionDenied(NOT_YOURS)
    if not Pair.objects.permitted(by, DECIDE).filter(pk=pair.pk).exists():
        raise PermissionDenied(OUTSIDE)
    rows = Pair.objects.select_for_update(of=("self",))
    return rows.select_related("left__place", "right__place").get(pk=pair.pk)


def _must_be_mine(pair: Pair, by) -> None:
    """Raises Overtaken when it is decided, its side gone, or somebody else looks at it now."""
    if pair.state not in (PairState.OPEN, PairState.UNSURE):
        _overtaken(pair)
    if not Pair.objects.standing().filter(pk=pair.pk).exists():
        raise Overtaken("Salah satu usahanya sudah digabung atau ditarik sementara itu.", pair)
    held = pair.held_until and pair.held_until > timezone.now()
    if held and pair.held_by not in ("", by.username):
        raise Overtaken("Pasangan ini sedang diperiksa petugas lain.", pair)


def _overtaken(pair: Pair):
    raise Overtaken("Pasangan ini sudah diputus sementara itu.", pair)


def _owners(pair: Pair, owners: str | None, answer: str) -> str:
    if owners in ("merge", "succeed") or answer == PairState.OWNER:
        return owners or "merge"
    return "merge" if owners_look_alike(None, pair) else "succeed"  # for whoever decides


def _merge(pairs, answer: str, *, by, owners, chosen, note: str) -> None:
    if not pairs or answer not in (PairState.SAME, PairState.OWNER):
        return
    how = _owners(pairs[0], owners, answer)
    reason = note.strip() or _reason(pairs[0])
    merging.merge(
        pairs, by=by, reason=reason, owners=how, businesses=answer == PairState.SAME,
        chosen=chosen or None,
    )  # fmt: skip
    for one in pairs:
        one.succession = how == "succeed"


def _merge_alike(pairs, said: dict, *, by, note: str) -> None:
    """Those that merge in the same way in one act."""
    ways: dict[tuple, list[Pair]] = {}
    for one in pairs:
        if said[one.pk] in (PairState.SAME, PairState.OWNER):
            ways.setdefault((said[one.pk], _owners(one, None, said[one.pk])), []).append(one)
    for (given, owners), part in sorted(ways.items(), key=lambda way: way[0], reverse=True):
        _merge(part, given, by=by, owners=owners, chosen=None, note=note)


def _reason(pair: Pair) -> str:
    """What spoke for it, in the words shown to whoever decided."""
    told = [one["text"] for one in pair.reasons if one.get("side") == "for"]
    return f"Diputus petugas: {'; '.join(told[:4])}." if told else "Diputus petugas."


def _write(pairs, said: dict, *, by, at, note: str) -> None:
    for one in pairs:
        _note(one, said[one.pk], by, note)
        one.state, one.decided_at, one.decided_by = said[one.pk], at, by.username
        one.note, one.held_by, one.held_until = note.strip(), "", None
        one.save(update_fields=COLUMNS)


def _note(pair: Pair, answer: str, by, note: str) -> None:
    payload = {
        "answer": answer, "before": pair.state, "left": str(pair.left_id),
        "right": str(pair.right_id), "note": note.strip(),
    }  # fmt: skip
    audit.record("identity.answered", pair, by=by, payload=payload, place=pair.left.place)


def _ends(pair: Pair) -> tuple[UUID, UUID]:
    return pair.left_id, pair.right_id


def _other(pair: Pair, one: UUID) -> UUID:
    return pair.right_id if pair.left_id == one else pair.left_id


def _has(pairs, one: UUID, other: UUID) -> bool:
    return any({one, other} == set(_ends(pair)) for pair in pairs)


def _said_of_pairs(pairs, first, answers: dict) -> dict[UUID, str]:
    """What follows for the pairs that do not touch the first record."""
    return {
        one.pk: implied(answers[one.left_id], answers[one.right_id])
        for one in pairs
        if first.pk not in _ends(one)
    }


def _is_said(pairs, answers: dict) -> bool:
    """Whether these answers are what was decided: pressed twice, not thought over."""
    first = min((side for one in pairs for side in (one.left, one.right)), key=lambda b: b.number)
    said = answers | {first.pk: PairState.SAME}
    return all(
        one.state == implied(said.get(one.left_id, ""), said.get(one.right_id, "")) for one in pairs
    )


def _between(first, other, pairs, now) -> Pair:
    """The pair of the first record and one that hung on it by others only."""
    nearest = max((one for one in pairs if other.pk in _ends(one)), key=lambda one: one.business_p)
    made, _new = Pair.objects.get_or_create(
        left=first, right=other,
        defaults={
            "owner_p": nearest.owner_p, "business_p": nearest.business_p, "found_at": now,
            "group": nearest.group, "facts": "", "model": nearest.model,
        },
    )  # fmt: skip
    return made
