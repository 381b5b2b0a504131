"""What applying a list would do, told row by row in the chunks in which it would be applied.

Decides as applying does (sheets/deciding) and projects in memory (sheets/imagining); a test compares
the counts with those of applying. Writes nothing but temporary tables, in no transaction.
"""

import copy

import polars as pl
from django.utils import timezone

from binaan.registry.sheets import deciding, restating
from binaan.registry.sheets.deciding import Decider
from binaan.registry.sheets.frames import IDENTIFIERS, Context, with_ids
from binaan.registry.sheets.imagining import Imagined, stated
from binaan.registry.sheets.sofar import Said, SoFar

TOLD = {
    "ordinal": pl.Int64, "verdict": pl.String, "record": pl.String,
    "altered": pl.List(pl.String), "conflicts": pl.Int64,
}  # fmt: skip


class Foreteller:
    """Kind.foretell: made once for a batch, called with each chunk in the order of the list."""

    def __init__(self, batch):
        batch = copy.copy(batch)
        batch.known_at = timezone.now()
        self.context = Context.of(batch)
        self.so_far = SoFar(self.context)
        self.imagined = Imagined(self.so_far)

    def __call__(self, clean: pl.DataFrame) -> pl.DataFrame:
        """The verdict on every row of a chunk; see intake.kinds."""
        so_far = self.so_far
        so_far.chunk += 1
        keys = deciding.known_keys(self.context.batch, clean)
        stated = deciding.long(clean).select("kind", "value").unique()
        known = pl.concat([deciding.known_identifiers(clean), so_far.numbers(stated)])
        known = known.unique(["kind", "value"], keep="first", maintain_order=True)
        fresh, rest = deciding.told_apart(clean, keys, known)
        fresh = with_ids(self.context, fresh)
        yes = pl.lit(True)
        so_far.add(fresh, kept=False, new_business=yes, new_owner=yes)
        told = [_told(ordinal, "new") for ordinal in fresh["ordinal"].to_list()]
        if not rest.is_empty():
            told += self._rest(rest, keys)
        return pl.DataFrame(told, schema=TOLD, orient="row").sort("ordinal")

    def _rest(self, rest: pl.DataFrame, keys: pl.DataFrame) -> list[tuple]:
        guess = Guess(self.context, rest, keys, self.so_far)
        rows = guess.decided()
        new, owner = pl.col("known_business").is_null(), pl.col("known_owner").is_null()
        self.so_far.add(rows, kept=True, new_business=new, new_owner=owner)
        met = rows.filter(~new)
        gained = self._gained(guess, met)
        altered = self.imagined.altered(met, gained)
        self.imagined.call(set(rows.filter(new & ~owner)["owner_id"].to_list()))
        conflicts = dict.fromkeys(rows["ordinal"].to_list(), 0)
        for ordinal, *_problem in guess.problems:
            conflicts[ordinal] += 1
        told = []
        for row in rows.select("ordinal", "known_business", "business_id").iter_rows(named=True):
            many = conflicts[row["ordinal"]]
            if row["known_business"] is None:
                told.append(_told(row["ordinal"], "new", conflicts=many))
                continue
            names = altered.pop(row["business_id"], None)
            verdict = "unchanged" if names is None else "changed"
            record = None if self.imagined.is_new(row["business_id"]) else row["business_id"]
            told.append(_told(row["ordinal"], verdict, record, sorted(names or ()), many))
        return told

    def _gained(self, guess: "Guess", met: pl.DataFrame) -> dict[str, set[str]]:
        """Businesses that would gain a number of their owner or the guidance of the office."""
        gained: dict[str, set[str]] = {}
        if met.is_empty():
            return gained
        for row in met.select("business_id", *IDENTIFIERS).iter_rows(named=True):
            kinds = {kind for kind in IDENTIFIERS if row[kind] is not None}
            if kinds:
                gained.setdefault(row["business_id"], set()).update(kinds)
        guidance = guess.guidance(met)
        for business in guidance.filter(pl.col("valid_until").is_null())["business_id"].to_list():
            gained.setdefault(business, set()).add("guided")
        self.so_far.guided.update(guidance["business_id"].to_list())
        self._restate(met.filter(pl.col("key").is_in(list(guess.by_key))))
        return gained

    def _restate(self, rows: pl.DataFrame) -> None:
        chunk = self.so_far.chunk
        for part in restating.copies(self.context, rows):
            for claim in part:
                owner = claim.owner_id.hex if claim.owner_id else None
                said = Said(chunk, False, False, claim.business_id.hex, owner, stated(claim))
                self.so_far.copies.append(said)


def _told(ordinal, verdict, record=None, altered=(), conflicts=0) -> tuple:
    return ordinal, verdict, record, list(altered), conflicts


class Guess(Decider):
    """Decides against the register and what the rows before would have put there."""

    def __init__(self, context: Context, rows: pl.DataFrame, known_keys, so_far: SoFar):
        self.so_far = so_far
        super().__init__(context, rows, known_keys)

    def decided(self) -> pl.DataFrame:
        """The rows with known_owner, known_business, owner_id, business_id, numbers to record."""
        return self._with(self.verdicts())

    def _load_owners(self) -> None:
        super()._load_owners()
        so_far = self.so_far
        stated = deciding.long(self.rows).select("kind", "value").unique()
        held = so_far.numbers(stated)
        elsewhere = set(held["owner"].to_list()) - self.names.keys()
        frames = so_far.of("owner_id", elsewhere)
        made = {one for frame in frames for one in frame.filter("new_owner")["owner_id"].to_list()}
        for part in deciding.parts(elsewhere - made):
            self._load_part(part)
        self._correct_names()
        for frame in so_far.of("owner_id", elsewhere | self.names.keys()):
            self._take_in(frame)

    def _correct_names(self) -> None:
        """Owners and businesses by the names and places they would have by now."""
        so_far = self.so_far
        for owner in self.names:
            self.names[owner] = so_far.names.get(owner, self.names[owner])
        for owner, listed in self.businesses.items():
            self.businesses[owner] = [
                (pk, *so_far.altered.get(pk, (name, place))) for pk, name, place in listed
            ]

    def _take_in(self, frame: pl.DataFrame) -> None:
        so_far = self.so_far
        wanted = ["owner_id", "business_id", "owner_key", "name_key", "place", *IDENTIFIERS]
        for row in frame.select(*wanted, "new_owner", "new_business").iter_rows(named=True):
            owner, business = row["owner_id"], row["business_id"]
            if row["new_owner"]:
                self.names.setdefault(owner, so_far.names.get(owner, row["owner_key"]))
            for kind in IDENTIFIERS:
                if row[kind] is not None:
                    self.owners.setdefault((kind, row[kind]), owner)
                    self.numbers[owner].setdefault(kind, row[kind])
            if row["new_business"]:
                now = so_far.altered.get(business, (row["name_key"], row["place"]))
                self.businesses[owner].append((business, *now))

    def _on_record(self, values: set[str]) -> set[tuple[str, str]]:
        present = super()._on_record(values)
        stated = deciding.long(self.rows).select("kind", "value").unique()
        return present | set(self.so_far.numbers(stated).select("kind", "value").iter_rows())

    def _guided(self, businesses: set[str]) -> tuple[set[str], dict]:
        covered, later = super()._guided(businesses)
        covered |= businesses & self.so_far.guided
        for frame in self.so_far.of("business_id", businesses):
            guided = (pl.col("guided") != "false").fill_null(True)
            made = frame.filter(pl.col("new_business") & guided)
            covered |= set(made["business_id"].to_list())
        return covered, later
