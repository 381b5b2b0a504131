"""What the pages about pairs show, gathered for their templates."""

from uuid import UUID

from django.urls import reverse

from binaan.access.permissions import Permission
from binaan.registry.choices import PairState
from binaan.registry.models import Pair
from binaan.registry.queries import identity
from binaan.registry.queries.identity_sides import MOST_SIDES, choices, rows, sides, sketch
from binaan.registry.rules import beside

TABS = (
    ("identity_next", "Putuskan", (Permission.IDENTITY_DECIDE,)),
    ("identity_list", "Semua pasangan", (Permission.IDENTITY_DECIDE, Permission.IDENTITY_REVIEW)),
    ("identity_merge_list", "Gabungan", (Permission.IDENTITY_DECIDE, Permission.IDENTITY_REVIEW)),
    ("identity_progress", "Kemajuan", (Permission.IDENTITY_REVIEW,)),
    ("identity_lists", "Banding daftar", (Permission.LIST_VIEW,)),
)
SAID = {
    PairState.SAME: "digabung menjadi satu usaha",
    PairState.OWNER: "pemiliknya sama, usahanya tetap dua",
    PairState.DIFFERENT: "berbeda; tidak ditanyakan lagi selama datanya tetap",
    PairState.UNSURE: "belum pasti; tersimpan di Semua pasangan",
}


def tabs(user, active: str) -> list[dict]:
    """The parts of the section this user may open."""
    return [
        {"label": label, "url": reverse(name), "active": name == active}
        for name, label, needs in TABS
        if any(user.may(one) for one in needs)
    ]


def near(user, held: list[Pair]) -> list[Pair]:
    """Of the pairs of a group as many as fit beside each other, hanging on the most certain one."""
    found, ends = held[:1], {held[0].left_id, held[0].right_id} if held else set()
    grown = True
    while grown:
        grown = False
        for one in held:
            more = ends | {one.left_id, one.right_id}
            if one not in found and ends & {one.left_id, one.right_id} and len(more) <= MOST_SIDES:
                found, ends, grown = [*found, one], more, True
    return found


def decision(user, held: list[Pair]) -> dict:
    """Everything one decision is made from; `held`: a pair, or the pairs of a group."""
    found = near(user, held)
    businesses = {one.pk: one for pair in found for one in (pair.left, pair.right)}
    shown = sides(user, list(businesses.values()))
    letters = {side.business.pk: side.letter for side in shown}
    one = found[0]
    return {
        "pair": one,
        "pairs": [_told(pair, letters) for pair in found],
        "grouped": len(shown) > 2,
        "rest": len(held) - len(found),
        "sides": shown,
        "first": shown[0],
        "others": shown[1:],
        "rows": rows(user, shown),
        "choices": choices(user, shown),
        "sketch": sketch(user, shown),
        "two_owners": not _one_owner(shown),
        "alike": identity.owners_look_alike(user, one),
    }


def _one_owner(shown) -> bool:
    owners = [{one.pk for one in side.owners} for side in shown]
    return bool(set.intersection(*owners)) if owners else False


def _told(pair: Pair, letters: dict) -> dict:
    """A pair in words: who it is about, how likely, what speaks for and against."""
    return {
        "pair": pair,
        "letters": f"{letters[pair.left_id]} dan {letters[pair.right_id]}",
        "owner": beside.chance(pair.owner_p),
        "business": beside.chance(pair.business_p),
        "for": _reasons(pair, "for"),
        "against": _reasons(pair, "against"),
    }


def _reasons(pair: Pair, side: str) -> list[dict]:
    """The heaviest first; `about`: whether it speaks of the owner or of the business."""
    found = [one for one in pair.reasons if one.get("side") == side]
    found.sort(key=lambda one: -abs(one.get("weight") or 0))
    return [
        {
            "text": one.get("text", ""),
            "band": one.get("band", ""),
            "about": "Pemilik" if one.get("about") == "owner" else "Usaha",
        }
        for one in found
    ]


def fresh(user, key: str, known: Pair | None = None) -> dict | None:
    """What was answered a moment ago, with the way back; None for nothing or a wrong key.

    `known`: a pair read already, which may be the one.
    """
    pair = known if known is not None and str(known.pk) == key else _pair(user, key)
    if pair is None or pair.state == PairState.OPEN or pair.decided_by != user.username:
        return None
    return {"pair": pair, "said": SAID[PairState(pair.state)], "label": pair.get_state_display()}


def _pair(user, key: str) -> Pair | None:
    """A pair by the key in an address; None for one that is none."""
    try:
        asked = UUID(key)
    except ValueError:
        return None
    return identity.pairs(user, Permission.IDENTITY_DECIDE).filter(pk=asked).first()


def beside_of(user, query) -> tuple[Pair | None, bool]:
    """?sesudah= or ?sebelum=: the pair to go on from, and whether backwards."""
    backwards = bool(query.get("sebelum")) and not query.get("sesudah")
    return _pair(user, query.get("sebelum" if backwards else "sesudah", "")), backwards


def is_key(user, text: str) -> bool:
    """Whether a text is the key of anything."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def given_words(user, data) -> dict:
    """What was answered and could not be saved."""
    labels = dict(PairState.choices)
    answer = data.get("jawab", "").partition("-")[0]
    return {"answer": labels.get(answer, ""), "note": data.get("note", "")}
