"""Rows that repeat an earlier row of their file, and keys that only look alike."""

import polars as pl
import xxhash


class Seen:
    """The keys of a file so far, with what tells two rows of one key apart.

    A key met again is a repetition when it names the same owner, business and village and no second
    NIK contradicts; else the row is another one, and its key is told apart by a digest.
    """

    def __init__(self, reader):
        self.reader = reader
        self.parts: list[pl.DataFrame] = []
        self.listed: list[pl.Series] = []
        self.hashes = pl.Series(dtype=pl.UInt64)

    def keys(self) -> pl.DataFrame:
        """Every key that the file names, told apart, also those of rows that wait."""
        if not self.listed:
            return pl.DataFrame(schema={"key": pl.String})
        return pl.concat(self.listed).unique().to_frame("key")

    def told_apart(self, clean: pl.DataFrame) -> pl.DataFrame:
        """Columns ordinal, key (told apart), held, repeated of the next part of the file."""
        rows = clean.select("ordinal", "key", "held").with_columns(pl.lit(False).alias("repeated"))
        doubtful = self._doubtful(rows)
        if doubtful.len():
            rows = self._decided(rows, clean, doubtful)
        fresh = rows["held"] | rows["repeated"]
        kept = clean.select("key", *self.reader.IDENTITY).filter(~fresh)
        self.parts.append(kept)
        self.listed.append(rows["key"])
        self.hashes = pl.concat([self.hashes, kept["key"].hash()])
        return rows

    def _doubtful(self, rows: pl.DataFrame) -> pl.Series:
        """Keys that stand twice in this part, or stood in an earlier one."""
        own = rows.filter(~pl.col("held"))["key"]
        before = own.filter(own.hash().is_in(self.hashes.implode()))
        twice = own.filter(own.is_duplicated())
        return pl.concat([before, twice]).unique()

    def _decided(self, rows: pl.DataFrame, clean: pl.DataFrame, keys: pl.Series) -> pl.DataFrame:
        wanted = pl.col("key").is_in(keys.implode())
        first: dict[str, list] = {}
        for part in self.parts:
            for key, base, person in self._identities(part.filter(wanted)).iter_rows():
                first.setdefault(key, []).append((base, person))
        here = clean.filter(wanted & ~pl.col("held"))
        told = self._identities(here.select("key", *self.reader.IDENTITY))
        verdicts = [
            (ordinal, *_verdict(key, base, person, first.setdefault(key, [])))
            for ordinal, (key, base, person) in zip(here["ordinal"], told.iter_rows(), strict=True)
        ]
        frame = pl.DataFrame(
            verdicts,
            schema={"ordinal": pl.Int64, "again": pl.Boolean, "told": pl.String},
            orient="row",
        )
        joined = rows.join(frame, on="ordinal", how="left", maintain_order="left")
        return joined.with_columns(
            pl.col("again").fill_null(False).alias("repeated"),
            pl.coalesce("told", "key").alias("key"),
        ).select(rows.columns)

    def _identities(self, part: pl.DataFrame) -> pl.DataFrame:
        return self.reader.identities(part).select("key", "base", "person")


def _verdict(key: str, base: str, person: str, before: list) -> tuple[bool, str]:
    """Whether this row repeats one of those before it, and the key it stands under."""
    if any(b == base and (not p or not person or p == person) for b, p in before):
        return True, key
    told = f"{key}|{xxhash.xxh3_64_hexdigest(f'{base}|{person}')}" if before else key
    before.append((base, person))
    return False, told
