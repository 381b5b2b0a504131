"""Taking one candidate in or out against the rule, with a printed reason. docs/rules/seleksi.md §4."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from binaan.access.actions.keeping import keep
from binaan.programmes.actions import selecting
from binaan.programmes.choices import Outcome
from binaan.programmes.models import Candidate, Override, Selection
from binaan.programmes.queries import selections
from binaan.programmes.rules import marks

CARRYING = ("kecamatan", "association", "sex", "young")
SHORTEST = 10  # letters of a reason


@transaction.atomic
def override(selection: Selection, *, candidate: Candidate, reason: str, by) -> Override:
    """Take a candidate out who is chosen, or in who waits; the others keep their order.

    The seat taken is the last one's, the seat freed goes to the first of the waiting list; where that
    would miss a quota, the next who does not. Raises ValidationError without a reason or declaration,
    for a business `by` is tied to, for a set list.
    """
    selection = Selection.objects.select_for_update(of=("self",)).get(pk=selection.pk)
    selecting.must_reach(selection.activity, permission=selections.PROPOSE, by=by)
    candidate = selection.candidates.select_related("business").get(pk=candidate.pk)
    _may(selection, candidate, reason, by)
    row = Override(
        selection=selection, business=candidate.business, reason=" ".join(reason.split()),
        taken_in=candidate.outcome != Outcome.CHOSEN, by=by.username, at=timezone.now(),
    )  # fmt: skip
    keep(row)
    (_take_in if row.taken_in else _take_out)(selection, candidate, row, by=by)
    selecting.recount(selection, by=by)
    selecting.must_reach(selection.activity, permission=selections.PROPOSE, by=by)
    said = {"business": str(candidate.business_id), "taken_in": row.taken_in, "reason": row.reason}
    selecting.note(selection, verb="selection.overridden", payload=said, by=by)
    return row


def _may(selection: Selection, candidate: Candidate, reason: str, by) -> None:
    activity = selection.activity
    if activity.selections.filter(set_at__isnull=False).exists():
        raise ValidationError(selecting.SET_ALREADY)
    if len(" ".join(reason.split())) < SHORTEST:
        raise ValidationError(
            {"reason": "Tuliskan alasannya; alasan ini dicetak pada tanda terima."}
        )
    selecting.must_be_free(activity, by=by)
    if selections.tied(by, activity).filter(business=candidate.business_id).exists():
        raise ValidationError(
            "Anda menyatakan hubungan dengan usaha ini; orang lain yang memutuskan."
        )


def _take_in(selection: Selection, candidate: Candidate, row: Override, *, by) -> None:
    chosen = selection.candidates.filter(outcome=Outcome.CHOSEN)
    _must_be_alone(chosen, candidate, by=by)
    if chosen.count() >= selection.seats:
        taken = selection.overrides.filter(taken_in=True).values("business")
        free = chosen.exclude(business__in=taken).order_by("-rank")
        last = _kindest(selection, [*_carried(chosen), _marks(candidate)], free, sign=-1)
        if last is None:
            raise ValidationError("Semua kursi sudah diisi pengecualian.")
        said = f"kursinya dipakai pengecualian untuk {candidate.business.short_number}"
        _move(last, Outcome.WAITING, f"Urutan {last.rank}; {said}.")
    _move(candidate, Outcome.CHOSEN, f"Dimasukkan dengan pengecualian: {row.reason}")


def _must_be_alone(chosen, candidate: Candidate, *, by) -> None:
    """One seat for one owner."""
    at = candidate.selection.at
    his = selections.of_same_owner(by, [candidate.business_id], at)
    other = chosen.filter(business__in=his).select_related("business").first()
    if other is not None:
        raise ValidationError(
            f"Pemiliknya sudah terpilih lewat {other.business.short_number}; keluarkan itu dahulu."
        )


def _take_out(selection: Selection, candidate: Candidate, row: Override, *, by) -> None:
    chosen = selection.candidates.filter(outcome=Outcome.CHOSEN).exclude(pk=candidate.pk)
    theirs = selections.of_same_owner(by, chosen.values("business"), selection.at)
    waiting = selection.candidates.filter(outcome=Outcome.WAITING).exclude(business__in=theirs)
    waiting = waiting.order_by("rank")
    first = _kindest(selection, _carried(chosen), waiting, sign=1)
    _move(candidate, Outcome.PASSED_OVER, f"Dikeluarkan dengan pengecualian: {row.reason}")
    if first is not None:
        said = f"naik dari daftar tunggu menggantikan {candidate.business.short_number}"
        _move(first, Outcome.CHOSEN, f"Urutan {first.rank}; {said}.")


def _kindest(selection: Selection, chosen: list, among, *, sign: int) -> Candidate | None:
    """The first among candidates whose coming or going leaves the quotas missed least."""
    quotas = marks.read(selection.terms.get("quotas"))
    if not quotas:
        return among.first()
    keys = list(among.values_list("pk", *CARRYING))
    found = marks.kindest(quotas, chosen, (marks.marks_of(*one[1:]) for one in keys), sign=sign)
    return None if found is None else selection.candidates.get(pk=keys[found][0])


def _carried(found) -> list[frozenset[str]]:
    return [marks.marks_of(*one) for one in found.values_list(*CARRYING)]


def _marks(one: Candidate) -> frozenset[str]:
    return marks.marks_of(one.kecamatan, one.association, one.sex, one.young)


def _move(candidate: Candidate, outcome: Outcome, reason: str) -> None:
    """Into another list, at the place its rank gives it; the numbers of both lists close up."""
    lists = candidate.selection.candidates
    lists.filter(outcome=candidate.outcome, place_in_line__gt=candidate.place_in_line).update(
        place_in_line=F("place_in_line") - 1
    )
    there = lists.filter(outcome=outcome)
    line = there.filter(rank__lt=candidate.rank).count() + 1
    there.filter(place_in_line__gte=line).update(place_in_line=F("place_in_line") + 1)
    candidate.outcome, candidate.place_in_line, candidate.reason = outcome, line, reason
    candidate.quota = "" if outcome != Outcome.CHOSEN else candidate.quota
    candidate.save(update_fields=["outcome", "place_in_line", "reason", "quota"])
