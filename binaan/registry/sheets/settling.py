"""Rows whose owner or business is known already: recognised one by one, in the order of the list."""

from typing import NamedTuple
from uuid import UUID

import polars as pl

from binaan.intake.landing import NONE, later_version
from binaan.intake.models import ListedKey
from binaan.kit import bulk
from binaan.registry.actions.projecting import lock, reproject
from binaan.registry.models import Business, Owner
from binaan.registry.sheets import frames
from binaan.registry.sheets.deciding import Decider, Verdict, parts
from binaan.registry.sheets.frames import IDENTIFIERS
from binaan.registry.sheets.restating import restate


class Settled(NamedTuple):
    new: int
    changed: int
    unchanged: int
    problems: pl.DataFrame


class Settler(Decider):
    """Settles the rows of one chunk that meet something the register knows."""

    def settle(self) -> Settled:
        """Decide every row, then write everything and count."""
        verdicts = self._locked(self.verdicts())
        rows = self._with(verdicts)
        new_owners = rows.filter(pl.col("known_owner").is_null())
        bulk.insert("registry_owner", frames.owners(self.context, new_owners))
        frames.insert_identifiers(self.context, rows)
        new = rows.filter(pl.col("known_business").is_null())
        frames.insert_businesses(self.context, new)
        changed, unchanged = self._claim(rows.filter(pl.col("known_business").is_not_null()))
        self._told_of_owners(new)
        problems = pl.DataFrame(self.problems, schema=NONE.schema, orient="row")
        return Settled(new.height, changed, unchanged, problems)

    def _told_of_owners(self, new: pl.DataFrame) -> None:
        """Owners known before are called as all their businesses say, the new ones among them."""
        theirs = new.filter(pl.col("known_owner").is_not_null())["business_id"].to_list()
        reproject([UUID(hex=key) for key in theirs], known=self.context.batch.known_at)

    @staticmethod
    def _locked(verdicts: list[Verdict]) -> list[Verdict]:
        """Held until the end; who was merged while we waited for the lock is who he became."""
        while True:
            businesses = {UUID(hex=one.business) for one in verdicts if one.business}
            owners = {UUID(hex=one.owner) for one in verdicts if one.owner}
            lock(businesses, owners)
            into = _became(Business, businesses) | _became(Owner, owners)
            if not into:
                return verdicts
            verdicts = [
                one._replace(
                    business=into.get(one.business, one.business),
                    owner=into.get(one.owner, one.owner),
                )
                for one in verdicts
            ]

    def _claim(self, rows: pl.DataFrame) -> tuple[int, int]:
        """New claims on known businesses: projected again, guided, listed; how many altered."""
        if rows.is_empty():
            return 0, 0
        context = self.context
        rows = rows.with_columns(frames.said_json(rows))
        bulk.insert("registry_claim", frames.claims(context, rows))
        frames.insert_memberships(context, rows.unique("owner_id", maintain_order=True))
        gained = self._guide(rows)
        gained |= {
            row["business_id"]
            for row in rows.iter_rows(named=True)
            if any(row[kind] is not None for kind in IDENTIFIERS)
        }
        self._list(rows)
        restate(context, rows.filter(pl.col("key").is_in(list(self.by_key))))
        ids = [UUID(hex=value) for value in rows["business_id"].unique(maintain_order=True)]
        altered = {pk.hex for pk in reproject(ids, known=context.batch.known_at).changed} | gained
        seen: set[str] = set()
        changed = 0
        for pk in rows["business_id"].to_list():
            changed += pk in altered and pk not in seen
            seen.add(pk)
        return changed, rows.height - changed

    def _guide(self, rows: pl.DataFrame) -> set[str]:
        """Write the guidance these rows add; answers which businesses gained it."""
        frame = self.guidance(rows)
        bulk.insert("registry_guidance", frame)
        return set(frame.filter(pl.col("valid_until").is_null())["business_id"].to_list())

    def _list(self, rows: pl.DataFrame) -> None:
        """Keys this source did not know are new; known ones now stand for this row."""
        known = pl.col("key").is_in(list(self.by_key))
        fresh = rows.filter(~known)
        bulk.insert("intake_listedkey", frames.listed(self.context, fresh))
        observes = pl.col("status").is_not_null().alias("observes")
        changes = rows.filter(known).select("key", "hash", "ordinal", observes)
        if changes.is_empty():
            return
        source, later = self.context.batch.version.source, later_version(self.context.batch)
        if later is not None:
            return
        ids = {
            key: pk
            for part in parts(set(changes["key"].to_list()))
            for pk, key in ListedKey.objects.filter(source=source, key__in=part).values_list(
                "pk", "key"
            )
        }
        changes = changes.with_columns(
            pl.col("key").replace_strict(
                {key: pk.hex for key, pk in ids.items()}, default=None, return_dtype=pl.String
            ).alias("id"),
            pl.lit(self.context.batch.pk.hex).alias("batch_id"),
        ).filter(pl.col("id").is_not_null())  # fmt: skip
        bulk.update(
            "intake_listedkey", changes.select("id", "hash", "ordinal", "batch_id", "observes")
        )


def _became(model, keys: set[UUID]) -> dict[str, str]:
    """Of those merged away: into whom, as hex."""
    return {
        old.hex: new.hex
        for part in parts(keys)
        for old, new in model.objects.filter(pk__in=part, merged_into__isnull=False).values_list(
            "pk", "merged_into_id"
        )
    }
