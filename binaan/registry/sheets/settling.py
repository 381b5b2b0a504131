"""Rows whose owner or business is known already: recognised one by one, in the order of the list."""

from collections import defaultdict
from typing import NamedTuple
from uuid import UUID

import polars as pl

from binaan.intake.landing import NONE, later_version
from binaan.intake.models import ListedKey
from binaan.kit import bulk
from binaan.registry.actions.projecting import lock, reproject
from binaan.registry.models import Guidance, Identifier, Owner, Role
from binaan.registry.rules.names import look_like_one_person
from binaan.registry.sheets import frames
from binaan.registry.sheets.frames import IDENTIFIERS, Context
from binaan.registry.sheets.restating import restate


class Settled(NamedTuple):
    new: int
    changed: int
    unchanged: int
    problems: pl.DataFrame


class Verdict(NamedTuple):
    """Which business and owner a row speaks of (hex); None: a new one. Conflicting identifiers."""

    business: str | None
    owner: str | None
    conflicts: tuple[str, ...]


class Settler:
    """Settles the rows of one chunk that meet something the register knows."""

    def __init__(self, context: Context, rows: pl.DataFrame, known_keys: pl.DataFrame):
        self.context = context
        self.rows = frames.with_ids(context, rows)
        self.by_key = dict(known_keys.iter_rows())
        self.problems: list[tuple] = []
        self._load_owners()

    def _load_owners(self) -> None:
        """What is needed of the owners these rows may meet: numbers, names, businesses."""
        values = {value for kind in IDENTIFIERS for value in self.rows[kind].drop_nulls().to_list()}
        keyed = set(self.by_key.values())
        owners = {
            row.hex
            for part in _parts(values)
            for row in Identifier.objects.filter(value__in=part, known_until=None, valid_until=None)
            .values_list("owner_id", flat=True)
        }  # fmt: skip
        self.owner_of: dict[str, str] = {}
        for part in _parts(keyed):
            roles = Role.objects.filter(business__in=part, known_until=None, valid_until=None)
            for business, owner in roles.order_by("valid_from").values_list(
                "business_id", "owner_id"
            ):
                self.owner_of[business.hex] = owner.hex
        owners |= set(self.owner_of.values())
        self.names, self.numbers, self.owners = {}, defaultdict(dict), {}
        self.businesses: dict[str, list[tuple]] = defaultdict(list)
        for part in _parts(owners):
            self._load_part(part)

    def _load_part(self, part: list[str]) -> None:
        self.names.update(
            (pk.hex, key)
            for pk, key in Owner.objects.filter(pk__in=part).values_list("pk", "name_key")
        )
        held = Identifier.objects.filter(owner__in=part, known_until=None, valid_until=None)
        for kind, value, owner in held.values_list("kind", "value", "owner_id"):
            self.owners[kind, value] = owner.hex
            self.numbers[owner.hex][kind] = value
        run = Role.objects.filter(owner__in=part, known_until=None, valid_until=None)
        for owner, pk, name, place in run.values_list(
            "owner_id", "business_id", "business__name_key", "business__place_id"
        ):
            self.businesses[owner.hex].append((pk.hex, name, place))

    def settle(self) -> Settled:
        """Decide every row, then write everything and count."""
        verdicts = [self._decide(row) for row in self.rows.iter_rows(named=True)]
        lock(
            {UUID(hex=verdict.business) for verdict in verdicts if verdict.business},
            {UUID(hex=verdict.owner) for verdict in verdicts if verdict.owner},
        )
        rows = self._with(verdicts)
        new_owners = rows.filter(pl.col("known_owner").is_null())
        bulk.insert("registry_owner", frames.owners(self.context, new_owners))
        frames.insert_identifiers(self.context, rows)
        new = rows.filter(pl.col("known_business").is_null())
        frames.insert_businesses(self.context, new)
        changed, unchanged = self._claim(rows.filter(pl.col("known_business").is_not_null()))
        problems = pl.DataFrame(self.problems, schema=NONE.schema, orient="row")
        return Settled(new.height, changed, unchanged, problems)

    def _decide(self, row: dict) -> Verdict:
        """The business and owner of one row; remembers what the row adds for the rows after it."""
        business = self.by_key.get(row["key"])
        keyed_owner = self.owner_of.get(business) if business else None
        owner, conflicts = self._owner(row, keyed_owner)
        for kind in conflicts:
            self.problems.append((row["ordinal"], kind, "identifier_conflict", row[kind], None))
        if business is None and owner is not None:
            business = self._same_business(owner, row)
        now = owner or row["owner_id"]
        if owner is None:
            self.names[now] = row["owner_key"]
        for kind in IDENTIFIERS:
            if row[kind] and kind not in conflicts:
                self.owners.setdefault((kind, row[kind]), now)
                self.numbers[now].setdefault(kind, row[kind])
        if business is None:
            self.businesses[now].append((row["business_id"], row["name_key"], row["place"]))
        return Verdict(business, owner, conflicts)

    def _owner(self, row: dict, keyed: str | None) -> tuple[str | None, tuple[str, ...]]:
        """The owner a row names, and which of its numbers cannot be his.

        The key of the source comes first, then NIK, NIB, NPWP. A number of somebody else, or of
        somebody whose name has nothing in common with this one, waits as identifier_conflict; so
        does a second number of a kind the owner already has another of.
        """
        stated = {kind: row[kind] for kind in IDENTIFIERS if row[kind]}
        holders = {kind: self.owners.get((kind, value)) for kind, value in stated.items()}
        owner = keyed
        for holder in holders.values():
            if owner is None and holder is not None:
                alike = look_like_one_person(self.names.get(holder, ""), row["owner_key"])
                owner = holder if alike else None
        conflicts = [
            kind
            for kind, value in stated.items()
            if holders[kind] not in (None, owner)
            or (owner is not None and self.numbers[owner].get(kind, value) != value)
        ]
        return owner, tuple(conflicts)

    def _same_business(self, owner: str, row: dict) -> str | None:
        for pk, name, place in self.businesses[owner]:
            if name == row["name_key"] and place == row["place"]:
                return pk
        return None

    def _with(self, verdicts: list[Verdict]) -> pl.DataFrame:
        """The rows with the verdicts; numbers that conflict or are known already are left out."""
        rows = self.rows.with_columns(
            pl.Series("known_owner", [v.owner for v in verdicts], dtype=pl.String),
            pl.Series("known_business", [v.business for v in verdicts], dtype=pl.String),
        )
        for kind in IDENTIFIERS:
            held = [kind in verdict.conflicts for verdict in verdicts]
            rows = rows.with_columns(
                pl.when(pl.Series(held)).then(None).otherwise(pl.col(kind)).alias(kind)
            )
        rows = rows.with_columns(
            pl.coalesce("known_owner", "owner_id").alias("owner_id"),
            pl.coalesce("known_business", "business_id").alias("business_id"),
        )
        return self._without_known_numbers(rows)

    def _without_known_numbers(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Numbers already on record, or stated twice in this chunk, are not written again."""
        present = set()
        for part in _parts({v for kind in IDENTIFIERS for v in rows[kind].drop_nulls().to_list()}):
            held = Identifier.objects.filter(value__in=part, known_until=None, valid_until=None)
            present.update(held.values_list("kind", "value"))
        for kind in IDENTIFIERS:
            keep = []
            for value in rows[kind].to_list():
                fresh = value is not None and (kind, value) not in present
                present.add((kind, value))
                keep.append(value if fresh else None)
            rows = rows.with_columns(pl.Series(kind, keep, dtype=pl.String))
        return rows

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
        """The office of the list guides what it names from the list's date on; answers which gained.

        Where it is known to guide only from a later date, guidance is carried back to this one.
        """
        as_of, later = self.context.as_of, {}
        covered: set[str] = set()
        for part in _parts(set(rows["business_id"].to_list())):
            there = Guidance.objects.filter(
                business__in=part, office=self.context.office_id, known_until=None
            )
            for pk, start, end in there.values_list("business_id", "valid_from", "valid_until"):
                if start <= as_of and (end is None or end > as_of):
                    covered.add(pk.hex)
                elif start > as_of:
                    later[pk.hex] = min(start, later.get(pk.hex, start))
        fresh = rows.filter(~pl.col("business_id").is_in(list(covered)))
        frame = frames.guidance(
            self.context, fresh.unique("business_id", keep="first", maintain_order=True)
        )
        until = frame["business_id"].replace_strict(later, default=None, return_dtype=pl.Date)
        bulk.insert("registry_guidance", frame.with_columns(until.alias("valid_until")))
        return set(frame.filter(until.is_null())["business_id"].to_list())

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
            for part in _parts(set(changes["key"].to_list()))
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


def _parts(values) -> list[list]:
    """Values in lists short enough for one query in any store."""
    ordered = sorted(values)
    return [ordered[start : start + 500] for start in range(0, len(ordered), 500)]
