"""Match keys follow the register: a little at a time from the outbox, or all of them anew.

docs/rules/identitas.md says what they are for. Thrown away at any moment they come back equal.
"""

import hashlib
import inspect
import pkgutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from typing import NamedTuple
from uuid import UUID

import polars as pl
from django.db import connection, transaction

from binaan.kit import bulk
from binaan.kit.keepers import keeper
from binaan.kit.models import Counter
from binaan.registry.matching import gathering, restamping, standardising
from binaan.registry.matching.gathering import Some
from binaan.registry.models import Business, MatchKey, Touched
from binaan.registry.queries.siblings import with_siblings
from binaan.registry.rules import standard

EVERY_SECONDS = 5
NOTES = 200  # read in one turn
MOST = 20_000  # businesses in one turn
STRIDE = 5_000  # businesses in one transaction
LEEWAY = timedelta(minutes=5)  # a merge is dated when it begins, its note when it ends
FORM = "match_keys"  # the counter that says by which rules the keys were made
TABLE = MatchKey._meta.db_table


class Rebuilt(NamedTuple):
    businesses: int


def start() -> None:
    """Sign up the keeper."""
    keeper("match", every=EVERY_SECONDS)(sync)


def sync() -> bool:
    """One turn: bring the keys of what was touched up to date. Answers whether more may be waiting.

    Killed anywhere it can be called again: notes are marked as taken after the commit only.
    """
    if not in_order():
        rebuild()
        return True
    notes = _oldest()
    if not notes:
        return False
    if any(note.everything for note in notes):
        rebuild()
        return True
    touched = {UUID(one) for note in notes for one in note.businesses.split()}
    follow(touched, since=min(note.at for note in notes) - LEEWAY)
    Touched.objects.taken([note.pk for note in notes], "for_match")
    return True


def catch_up() -> None:
    """Every note that is there now."""
    while sync():
        pass


def in_order() -> bool:
    """Whether there are keys, made by the rules of today."""
    made_by = Counter.objects.filter(name=FORM).values_list("value", flat=True).first()
    found = MatchKey.objects.exists() or not Business.objects.present().exists()
    return made_by == form() and found


def follow(businesses: Iterable[UUID], *, since: datetime) -> None:
    """The keys of these and of their owners' other businesses, made anew.

    Decisions about businesses merged or parted since then hold for what they are now.
    """
    wanted = sorted(with_siblings(businesses))
    for begin in range(0, len(wanted), STRIDE):
        with transaction.atomic():
            _hold()
            _replace(Some.named(wanted[begin : begin + STRIDE]))
    restamping.after_merges(wanted, since=since)


def rebuild() -> Rebuilt:
    """All of them anew, a stride at a time; what asks meanwhile finds the old ones or the new."""
    notes = list(Touched.objects.filter(for_match=True).values_list("pk", flat=True))
    last = UUID(int=0)
    while last is not None:
        after = Business.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)
        upto = next(iter(after[STRIDE - 1 : STRIDE]), None)
        with transaction.atomic():
            _hold()
            _replace(Some.between(last, upto))
        last = upto
    restamping.everything()
    with transaction.atomic():
        _hold()
        Counter.objects.filter(name=FORM).update(value=form())
    Touched.objects.taken(notes, "for_match")
    return Rebuilt(MatchKey.objects.count())


@cache
def form() -> int:
    """What the keys are made by, as a number: other rules make other keys."""
    rules = [import_module(one.name) for one in
             pkgutil.iter_modules(standard.__path__, f"{standard.__name__}.")]  # fmt: skip
    sources = (inspect.getsource(one) for one in (*rules, gathering, standardising))
    digest = hashlib.sha256("\0".join(sources).encode()).digest()
    return int.from_bytes(digest[:8]) >> 1


def _oldest() -> list[Touched]:
    """The oldest notes, as many as name not too many businesses; at least one."""
    found, named = [], 0
    for note in Touched.objects.filter(for_match=True).order_by("pk")[:NOTES]:
        named += len(note.businesses) // 33 + 1
        if found and named > MOST:
            break
        found.append(note)
    return found


def _hold() -> None:
    """One at a time: who read earlier must not write later. Ends with the transaction."""
    Counter.objects.get_or_create(name=FORM)
    Counter.objects.select_for_update().get(name=FORM)


def _replace(some: Some) -> None:
    """Make these keys anew; those whose facts or owner changed wait to be compared."""
    keys = standardising.keys_of(gathering.gather(some))
    before = bulk.pull(
        f"SELECT {bulk.hex_of('business_id')} AS business_id, facts AS facts_before,"
        f" {bulk.hex_of('owner_id')} AS owner_before, waiting AS waited"
        f" FROM {TABLE} WHERE {some.of('business_id')}",
        list(some.given),
    )
    keys = keys.join(before, on="business_id", how="left", maintain_order="left")
    same = (pl.col("facts").cast(pl.String) == pl.col("facts_before")) & pl.col(
        "owner_id"
    ).eq_missing(pl.col("owner_before"))
    waited = pl.col("waited").is_in(["1", "true", "True"])
    keys = keys.with_columns((~same.fill_null(False) | waited.fill_null(False)).alias("waiting"))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE {some.of('business_id')}", list(some.given))
    bulk.insert(TABLE, keys.drop("facts_before", "owner_before", "waited"))
