"""Which business and owner each row of a chunk speaks of. Reads only: settling writes, foretelling tells.

Recognised is a business by the key of its source, or by an identifier of its owner together with the
same business name and village. Everything else is a new business; probable matches are for people.
"""

from collections import defaultdict
from typing import NamedTuple

import polars as pl

from binaan.intake.models import ListedKey
from binaan.kit import bulk
from binaan.registry.models import Guidance, Identifier, Owner, Role
from binaan.registry.rules.names import look_like_one_person
from binaan.registry.sheets import frames
from binaan.registry.sheets.frames import IDENTIFIERS, Context


class Verdict(NamedTuple):
    """Which business and owner a row speaks of (hex); None: a new one. Conflicting identifiers."""

    business: str | None
    owner: str | None
    conflicts: tuple[str, ...]


class Decider:
    """Decides the rows of one chunk that meet something the register knows, in the order of the list."""

    def __init__(self, context: Context, rows: pl.DataFrame, known_keys: pl.DataFrame):
        self.context = context
        self.rows = frames.with_ids(context, rows)
        self.by_key = dict(known_keys.iter_rows())
        self.problems: list[tuple] = []
        self._load_owners()

    def verdicts(self) -> list[Verdict]:
        """One for every row, in its order; conflicts of numbers are noted in `problems`."""
        return [self._decide(row) for row in self.rows.iter_rows(named=True)]

    def _load_owners(self) -> None:
        """What is needed of the owners these rows may meet: numbers, names, businesses."""
        values = {value for kind in IDENTIFIERS for value in self.rows[kind].drop_nulls().to_list()}
        keyed = set(self.by_key.values())
        owners = {
            row.hex
            for part in parts(values)
            for row in Identifier.objects.filter(value__in=part, known_until=None, valid_until=None)
            .values_list("owner_id", flat=True)
        }  # fmt: skip
        self.owner_of: dict[str, str] = {}
        for part in parts(keyed):
            roles = Role.objects.filter(business__in=part, known_until=None, valid_until=None)
            for business, owner in roles.order_by("valid_from").values_list(
                "business_id", "owner_id"
            ):
                self.owner_of[business.hex] = owner.hex
        owners |= set(self.owner_of.values())
        self.names, self.numbers, self.owners = {}, defaultdict(dict), {}
        self.businesses: dict[str, list[tuple]] = defaultdict(list)
        for part in parts(owners):
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
        present = self._on_record({v for kind in IDENTIFIERS for v in rows[kind].drop_nulls()})
        for kind in IDENTIFIERS:
            keep = []
            for value in rows[kind].to_list():
                fresh = value is not None and (kind, value) not in present
                present.add((kind, value))
                keep.append(value if fresh else None)
            rows = rows.with_columns(pl.Series(kind, keep, dtype=pl.String))
        return rows

    def _on_record(self, values: set[str]) -> set[tuple[str, str]]:
        """Which of these numbers stand in the register, as (kind, value)."""
        present: set[tuple[str, str]] = set()
        for part in parts(values):
            held = Identifier.objects.filter(value__in=part, known_until=None, valid_until=None)
            present.update(held.values_list("kind", "value"))
        return present

    def guidance(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows of guidance that these rows on known businesses would add, one a business.

        The office of the list guides what it names from the list's date on. Where it is known to
        guide only from a later date, guidance is carried back to this one (`valid_until`).
        """
        covered, later = self._guided(set(rows["business_id"].to_list()))
        fresh = rows.filter(~pl.col("business_id").is_in(list(covered)))
        frame = frames.guidance(
            self.context, fresh.unique("business_id", keep="first", maintain_order=True)
        )
        until = frame["business_id"].replace_strict(later, default=None, return_dtype=pl.Date)
        return frame.with_columns(until.alias("valid_until"))

    def _guided(self, businesses: set[str]) -> tuple[set[str], dict]:
        """Businesses the office of the list guides at its date, and since when the others later on."""
        as_of, later = self.context.as_of, {}
        covered: set[str] = set()
        for part in parts(businesses):
            there = Guidance.objects.filter(
                business__in=part, office=self.context.office_id, known_until=None
            )
            for pk, start, end in there.values_list("business_id", "valid_from", "valid_until"):
                if start <= as_of and (end is None or end > as_of):
                    covered.add(pk.hex)
                elif start > as_of:
                    later[pk.hex] = min(start, later.get(pk.hex, start))
        return covered, later


def known_keys(batch, clean: pl.DataFrame) -> pl.DataFrame:
    """Keys of this chunk that an earlier batch of the source already knew, with their business."""
    source = batch.version.source
    # A key of line 0 was known before the batch was read: the record a phone had chosen.
    known = ListedKey.objects.filter(source=source).exclude(batch=batch, ordinal__gt=0)
    if not known.exists():
        return pl.DataFrame(schema={"key": pl.String, "record": pl.String})
    bulk.stage("chunk_keys", clean.select("key"))
    where = source.pk if bulk.on_postgresql() else source.pk.hex
    return bulk.pull(
        f"SELECT k.key, {bulk.hex_of('k.record_id')} AS record FROM intake_listedkey k"
        " JOIN chunk_keys c ON c.key = k.key WHERE k.source_id = %s",
        [where],
    )


def long(clean: pl.DataFrame) -> pl.DataFrame:
    """One line a stated identifier: ordinal, kind, value."""
    return clean.unpivot(
        on=list(IDENTIFIERS), index="ordinal", variable_name="kind", value_name="value"
    ).filter(pl.col("value").is_not_null())


def known_identifiers(clean: pl.DataFrame) -> pl.DataFrame:
    """Identifiers of this chunk that the register already holds, with their owner."""
    stated = long(clean).select("kind", "value").unique()
    if stated.is_empty():
        return pl.DataFrame(schema={"kind": pl.String, "value": pl.String, "owner": pl.String})
    bulk.stage("chunk_identifiers", stated)
    return bulk.pull(
        f"SELECT i.kind, i.value, {bulk.hex_of('i.owner_id')} AS owner"
        " FROM chunk_identifiers c JOIN registry_identifier i"
        " ON i.value = c.value AND i.kind = c.kind"
        " WHERE i.known_until IS NULL AND i.valid_until IS NULL"
    )


def meets_another(clean: pl.DataFrame, known: pl.DataFrame) -> pl.Series:
    """Rows whose owner is in the register, or stands earlier in this chunk."""
    stated = long(clean).sort("ordinal")
    again = pl.int_range(pl.len()).over("kind", "value") > 0
    met = stated.join(known, on=["kind", "value"], how="left").with_columns(again.alias("again"))
    ordinals = met.filter(pl.col("again") | pl.col("owner").is_not_null())["ordinal"].unique()
    return clean["ordinal"].is_in(ordinals.implode())


def told_apart(clean: pl.DataFrame, keys: pl.DataFrame, known: pl.DataFrame) -> tuple:
    """The rows nobody knows anything of, and the others."""
    alone = ~meets_another(clean, known)
    if not keys.is_empty():
        alone = alone & ~clean["key"].is_in(keys["key"].implode())
    return clean.filter(alone), clean.filter(~alone)


def parts(values) -> list[list]:
    """Values in lists short enough for one query in any store."""
    ordered = sorted(values)
    return [ordered[start : start + 500] for start in range(0, len(ordered), 500)]
