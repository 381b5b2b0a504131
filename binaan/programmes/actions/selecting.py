"""Making a selection, declaring interests, setting the list. Rule: docs/rules/seleksi.md."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

import polars as pl
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.actions.keeping import keep
from binaan.access.models import Decree
from binaan.access.permissions import Permission
from binaan.kit import bulk
from binaan.programmes.choices import ActivityState, Outcome
from binaan.programmes.models import Activity, Candidate, Interest, Refusal, Selection
from binaan.programmes.queries import candidates, selections, simulating
from binaan.programmes.queries.candidates import Pool
from binaan.programmes.queries.selections import OPEN_STATES, PROPOSE, SET
from binaan.programmes.queries.simulating import Tried
from binaan.programmes.rules import marks, ranking, receipts
from binaan.programmes.rules.selecting import Said
from binaan.registry.actions.reach import must_not_be_future
from binaan.registry.models import Business

AT_ONCE = 2000
SCORES = ("need", "fit", "total")
LONGEST_SEED = 40
OUTSIDE = "Kegiatan ini di luar wilayah atau kantor Anda."
SET_ALREADY = "Daftar peserta kegiatan ini sudah ditetapkan dan tidak berubah lagi."
CHANGED = "Syarat, kuota atau jumlah peserta kegiatan berubah sejak dihitung; hitung ulang dahulu."


class Made(NamedTuple):
    """A selection as kept, with everyone judged and the outcome of the rule."""

    selection: Selection
    pool: Pool
    tried: Tried


def make(activity: Activity, *, rule: str, seed: str, at: date, by) -> Selection:
    """Rank everyone eligible at a day and keep the outcome of each; see `computed`."""
    return computed(activity, rule=rule, seed=seed, at=at, by=by).selection


@transaction.atomic
def computed(activity: Activity, *, rule: str, seed: str, at: date, by) -> Made:
    """Rank everyone eligible at a day, keep the outcome of each, and give what it came from.

    The same question with the same answer again is the selection there is already. Raises
    ValidationError for an unknown rule, an odd seed, or an activity whose list cannot change.
    """
    activity = _locked(activity)
    must_reach(activity, permission=PROPOSE, by=by)
    if activity.state not in OPEN_STATES:
        raise ValidationError("Seleksi dihitung sesudah pendaftaran dibuka dan sebelum kegiatan.")
    if activity.selections.filter(set_at__isnull=False).exists():
        raise ValidationError(SET_ALREADY)
    pool, tried = trial(activity, rule=rule, seed=seed, at=at, by=by)
    rows = _candidates(pool, tried, by)
    sealed = _seal(rows, pool)
    same = activity.selections.filter(
        rule=rule, seed=seed.strip(), at=at, sha256=sealed, overrides__isnull=True
    )
    if (there := same.first()) is not None:
        return Made(there, pool, tried)
    made = _kept(pool, tried, seed.strip(), sealed, by)
    _insert(made, rows)
    named = [one for one in pool.refused if one.nominated]
    Refusal.objects.bulk_create(
        [Refusal(selection=made, business_id=one.business, codes=one.codes, nominated=True)
         for one in named], batch_size=AT_ONCE,
    )  # fmt: skip
    said = {"rule": rule, "seed": made.seed, "at": at, "eligible": made.eligible, "rows": sealed}
    note(made, verb="selection.made", payload=said, by=by)
    return Made(made, pool, tried)


def trial(activity: Activity, *, rule: str, seed: str, at: date, by) -> tuple[Pool, Tried]:
    """The pool and the outcome of one rule; writes nothing. Raises ValidationError in plain words."""
    if not seed.strip() or len(seed.strip()) > LONGEST_SEED:
        raise ValidationError({"seed": f"Tulis benih undian, paling panjang {LONGEST_SEED} huruf."})
    must_not_be_future(at)
    if rule not in ranking.RULES:
        known = " atau ".join(ranking.RULES)
        raise ValidationError({"rule": f"Aturan {rule!r} tidak dikenal; pilih {known}."})
    try:
        pool = candidates.pool(by, activity, at)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    return pool, simulating.tried(by, pool, rule=rule, seed=seed.strip())


def _kept(pool: Pool, tried: Tried, seed: str, sealed: str, by) -> Selection:
    activity = pool.activity
    made = Selection(
        activity=activity, rule=tried.rule, edition=ranking.EDITION, seed=seed, at=pool.at,
        seats=activity.seats, eligible=len(pool.eligible), refused=len(pool.refused),
        terms={"eligibility": activity.eligibility, "quotas": activity.quotas,
               "parameters": pool.chosen.as_json()},
        unmet=[
            one.quota._asdict() | {"short": one.short, "there": one.there}
            for one in tried.selected.unmet
        ],
        made_by=by.username, made_at=timezone.now(), sha256=sealed,
    )  # fmt: skip
    made.save()
    return made


def _candidates(pool: Pool, tried: Tried, by) -> list[Candidate]:
    who = simulating.by_number(by, pool)
    asked = [one.mark for one in pool.quotas if one.least]
    return [_candidate(one, who[one.ranked.applicant.number], asked) for one in tried.selected.said]


def _candidate(said: Said, who, asked: list[str]) -> Candidate:
    ranked, applicant = said.ranked, said.ranked.applicant
    carried = [mark for mark in asked if mark in applicant.marks] if said.by_quota else []
    return Candidate(
        business_id=who.business, rank=ranked.rank, outcome=said.outcome, place_in_line=said.line,
        services=applicant.services, last_served=applicant.last,
        need=Decimal(f"{applicant.need:.2f}"), fit=Decimal(f"{applicant.fit:.2f}"),
        total=Decimal(f"{ranked.total:.4f}"), draw=ranked.draw, kecamatan=who.kecamatan,
        association=who.association, sex=who.sex, young=who.young, nominated=who.nominated,
        quota=carried[0] if carried else "", reason=said.reason,
    )  # fmt: skip


def _seal(rows: list[Candidate], pool: Pool) -> str:
    numbers = {one.business: one.applicant.number for one in pool.eligible}
    columns = [one.removeprefix("business__") for one in receipts.FROZEN]
    return receipts.seal(
        receipts.frozen(
            tuple(
                numbers[row.business_id] if name == "number" else getattr(row, name)
                for name in columns
            )
            for row in rows
        )
    )


def _insert(made: Selection, rows: list[Candidate]) -> None:
    """All candidates at once: a hundred thousand would take minutes one by one."""
    fields = [one for one in Candidate._meta.concrete_fields if not one.primary_key]
    plain = [one for one in fields if one.name not in ("selection", "business", *SCORES)]
    columns: dict[str, list] = {
        one.column: [getattr(row, one.attname) for row in rows] for one in plain
    }
    columns |= {name: [float(getattr(row, name)) for row in rows] for name in SCORES}
    columns["business_id"] = [row.business_id.hex for row in rows]
    frame = pl.DataFrame(columns, schema_overrides={"last_served": pl.Date, "young": pl.Boolean})
    frame = frame.with_columns(pl.lit(made.pk.hex).alias("selection_id"))
    bulk.insert(Candidate._meta.db_table, frame)


@transaction.atomic
def declare(activity: Activity, *, business: Business | None, note: str, by) -> Interest:
    """Say what ties `by` to a business that may be chosen, or (business None) that nothing does."""
    activity = _locked(activity)
    if not any(selections.activities(by, one).filter(pk=activity.pk).exists()
               for one in (PROPOSE, SET)):  # fmt: skip
        raise PermissionDenied(OUTSIDE)
    mine = activity.interests.filter(user=by.username)
    if business is None and mine.filter(business__isnull=False).exists():
        raise ValidationError("Anda sudah menyatakan hubungan dengan sebuah usaha.")
    if business is not None and not note.strip():
        raise ValidationError({"note": "Tuliskan hubungannya, misalnya saudara atau pemasok."})
    row = Interest(
        activity=activity, user=by.username, business=business, note=note.strip(), at=timezone.now()
    )
    keep(row)
    said = {"business": str(business.pk) if business else "tidak ada", "note": row.note}
    audit.record("selection.interest_declared", activity, by=by, payload=said,
                 place=activity.place, office=activity.office)  # fmt: skip
    return row


@transaction.atomic
def set_list(
    selection: Selection, *, by, decree: Decree | None = None, seen: str = ""
) -> Selection:
    """Freeze a list for good, with the hash of its rows.

    `seen`: the seal of the rows the page showed. Raises ValidationError where it cannot be set yet.
    """
    activity = _locked(selection.activity)
    selection = Selection.objects.select_for_update(of=("self",)).get(pk=selection.pk)
    must_reach(activity, permission=SET, by=by)
    _may_be_set(selection, activity, seen, by)
    selection.sha256 = selections.seal(by, selection)
    selection.set_by, selection.set_at, selection.decree = by.username, timezone.now(), decree
    selection.save()
    must_reach(activity, permission=SET, by=by)
    chosen = selection.candidates.filter(outcome=Outcome.CHOSEN).count()
    said = {"chosen": chosen, "sha256": selection.sha256}
    note(selection, verb="selection.set", payload=said, by=by)
    return selection


def _may_be_set(selection: Selection, activity: Activity, seen: str, by) -> None:
    if activity.selections.filter(set_at__isnull=False).exists():
        raise ValidationError(SET_ALREADY)
    if activity.state != ActivityState.SELECTING:
        raise ValidationError("Tutup pendaftaran dan mulai seleksi kegiatan ini dahulu.")
    if seen and seen != selection.sha256:
        raise ValidationError("Daftar berubah sejak Anda membukanya; periksa lagi lalu tetapkan.")
    terms = selection.terms
    asked = (selection.seats, terms.get("eligibility"), terms.get("quotas"))
    if asked != (activity.seats, activity.eligibility, activity.quotas):
        raise ValidationError(CHANGED)
    chosen = selection.candidates.filter(outcome=Outcome.CHOSEN)
    if not chosen.exists():
        raise ValidationError("Tidak ada yang terpilih; ubah syarat kegiatan lalu hitung ulang.")
    must_be_free(activity, by=by)
    tied = selections.tied(by, activity).filter(business__in=chosen.values("business"))
    if tied.exists():
        raise ValidationError(
            "Anda menyatakan hubungan dengan usaha yang terpilih; mintalah pejabat lain menetapkan."
        )


def must_be_free(activity: Activity, *, by) -> None:
    """Raises ValidationError until `by` has declared his interests, or that there are none."""
    if not selections.declared(by, activity):
        raise ValidationError("Nyatakan benturan kepentingan Anda dahulu, juga bila tidak ada.")


def must_reach(activity: Activity, *, permission: Permission, by) -> None:
    """Raises PermissionDenied where the activity is beyond `by` with this right."""
    if not Activity.objects.permitted(by, permission).filter(pk=activity.pk).exists():
        raise PermissionDenied(OUTSIDE)


def note(selection: Selection, *, verb: str, payload: dict, by) -> None:
    """Write the event of a selection in the trail."""
    activity = selection.activity
    audit.record(verb, selection, by=by, payload=payload, place=activity.place,
                 office=activity.office)  # fmt: skip


def _locked(activity: Activity) -> Activity:
    return Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)


@transaction.atomic
def recount(selection: Selection, *, by) -> None:
    """After an override: which quotas the list misses now, and the seal of its rows."""
    quotas = marks.read(selection.terms.get("quotas"))
    columns = ("kecamatan", "association", "sex", "young")
    everybody = selection.candidates.values_list("outcome", *columns) if quotas else ()
    carried = [(outcome, marks.marks_of(*one)) for outcome, *one in everybody]
    there = dict(marks.standing(quotas, [one for _outcome, one in carried]))
    chosen = [one for outcome, one in carried if outcome == Outcome.CHOSEN]
    selection.unmet = [
        one._asdict() | {"short": short, "there": there[one]}
        for one, short in marks.missed(quotas, chosen)
    ]
    selection.sha256 = selections.seal(by, selection)
    selection.save(update_fields=["unmet", "sha256"])
