"""The rows of the made-up register, a part at a time, as the import would have made them."""

import numpy as np
import polars as pl
import shapely

from benchmarks import names
from benchmarks.register import BEKASI, CHECKED, EARLIER, KNOWN, LISTED, MIDDLES
from binaan.kit import bulk
from binaan.kit.ids import row_ids
from binaan.places.models import GroupRule, Outline, Place
from binaan.registry.choices import LegalForm
from binaan.registry.sheets import frames, keys

SAME_OWNER = 0.03  # a second business of somebody listed shortly before
SECOND_BUSINESS = 40  # … so many rows before
TAGS = {"earlier_claim": 100, "earlier": 101, "check": 102, "check_claim": 103, "checked": 104,
        "alias": 105}  # fmt: skip
FORMS = {LegalForm.PERORANGAN: 0.86, LegalForm.UD: 0.06, LegalForm.CV: 0.04,
         LegalForm.PT_PERORANGAN: 0.02, LegalForm.PT: 0.01, LegalForm.KUB: 0.01}  # fmt: skip
STATES = {"running": 0.72, "seasonal": 0.05, "resting": 0.06, "closed": 0.05, "not_found": 0.02,
          None: 0.1}  # fmt: skip
TEXTS_NOT_SAID = (
    "email", "owner_address", "association_name", "rw", "postcode", "ekraf", "capacity_unit",
)  # fmt: skip
NUMBERS_NOT_SAID = (
    "capital_low", "capital_high", "investment_low", "investment_high", "capacity",
    "production_value",
)  # fmt: skip


def villages(chance: np.random.Generator) -> pl.DataFrame:
    """Villages of the province: code, name, weight (log-normal), middle (lat, lon)."""
    found = Place.objects.valid().filter(level="village", path__startswith="32.").order_by("code")
    rows = list(found.values_list("code", "name", "lat", "lon"))
    schema = {"place": pl.String, "village": pl.String, "lat": pl.Float64, "lon": pl.Float64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    weight = chance.lognormal(0, 1, frame.height)
    weight[frame["place"].str.starts_with(BEKASI).to_numpy()] *= 3
    regency = pl.col("place").str.slice(0, 5)
    lat, lon = (
        regency.replace_strict({code: one[n] for code, one in MIDDLES.items()}, default=middle)
        for n, middle in enumerate((-6.9, 107.5))
    )
    aside = chance.normal(0, 0.08, (2, frame.height))
    return frame.with_columns(
        pl.Series("weight", weight / weight.sum()),
        pl.coalesce("lat", lat + pl.Series(aside[0])).alias("lat"),
        pl.coalesce("lon", lon + pl.Series(aside[1])).alias("lon"),
    )


class Filling:
    """Makes and inserts parts; `rows` counts what each list said."""

    def __init__(self, batches: dict, seed: int):
        self.batches = batches
        self.contexts = {name: frames.Context.of(batch) for name, batch in batches.items()}
        self.rows = dict.fromkeys(batches, 0)
        self.seed = seed
        chance = np.random.default_rng([seed, 0])
        self.villages = villages(chance)
        self.trades = names.trade_table().with_columns(self._groups())
        outlines = Outline.objects.filter(place__in=self.villages["place"].to_list())
        self.outlines = {
            place: shapely.from_geojson(geometry)
            for place, geometry in outlines.values_list("place_id", "geometry")
        }

    @staticmethod
    def _groups() -> pl.Expr:
        rules = sorted(GroupRule.objects.filter(edition="2020").values_list("kbli_prefix", "group"))
        group = pl.lit(None, dtype=pl.String)
        for prefix, name in rules:  # the longer prefix comes later and decides
            group = (
                pl.when(pl.col("kbli").str.starts_with(prefix)).then(pl.lit(name)).otherwise(group)
            )
        return group.alias("group")

    def insert(self, start: int, count: int) -> None:
        """The businesses numbered from `start` on (from 0), in the caller's transaction."""
        chance = np.random.default_rng([self.seed, start + 1])
        rows = self._people(self._rows(start, count, chance), chance)
        rows = frames.with_ids(self.contexts["first"], rows)
        rows = rows.with_columns(
            pl.when("again").then(pl.col("owner_id").shift(SECOND_BUSINESS)).otherwise("owner_id")
            .alias("owner_id")
        )  # fmt: skip
        self._owners(rows.filter(~pl.col("again")))
        rows = rows.with_columns(frames.said_json(rows))
        draw = pl.Series(chance.random(count))
        self._list("first", rows.filter(draw < 0.7), chance)
        self._list("second", rows.filter(draw >= 0.7), chance)
        self._named_again(rows.filter(draw < 0.1))

    def _rows(self, start: int, count: int, chance) -> pl.DataFrame:
        """What the lists say, a line a business."""
        who = names.owners(count, chance)
        where = self.villages[chance.choice(self.villages.height, count, p=self.villages["weight"])]
        weight = self.trades["weight"].to_numpy()
        trade = self.trades[chance.choice(len(weight), count, p=weight / weight.sum())]
        ordinal = pl.select(pl.int_range(start, start + count, dtype=pl.Int64)).to_series()
        frame = pl.concat([who, where, trade.drop("weight")], how="horizontal")
        frame = frame.with_columns(
            (ordinal + 1).alias("ordinal"),
            names.shops(who, trade["head"], where["village"], chance).alias("name"),
            some(names.addresses(count, chance), 0.85, chance).alias("address"),
            some(pl.Series(chance.integers(1, 16, count)).cast(pl.String), 0.5, chance).alias("rt"),
            picked(FORMS, count, chance).alias("legal_form"),
            picked(STATES, count, chance).alias("status"),
            picked({"anggota": 0.2, "bukan": 0.4, "tidak_tahu": 0.1, None: 0.3}, count, chance)
            .alias("association"),
            picked({"kecamatan": 0.3, "kabkota": 0.3, "nasional": 0.05, None: 0.35}, count, chance)
            .alias("market"),
            picked({"true": 0.03, None: 0.97}, count, chance).alias("is_vendor"),
            picked({"false": 0.05, None: 0.95}, count, chance).alias("guided"),
            some(pl.Series(chance.integers(1985, 2024, count)), 0.7, chance).alias("started_year"),
            *self._sizes(count, chance),
        )  # fmt: skip
        nothing = [pl.lit(None, dtype=pl.String).alias(name) for name in TEXTS_NOT_SAID]
        nothing += [pl.lit(None, dtype=pl.Float64).alias(name) for name in NUMBERS_NOT_SAID]
        frame = frame.with_columns(
            *nothing,
            pl.lit(None, dtype=pl.String).alias("missing"),
            pl.lit(None, dtype=pl.Date).alias("status_on"),
            pl.when(pl.col("kbli") != "").then("kbli"),
            pl.when(pl.col("kbli") != "").then(pl.lit("2020")).alias("kbli_edition"),
            pl.lit(False).alias("coarse"),
        )
        return self._positions(frame, chance)

    @staticmethod
    def _sizes(count: int, chance) -> list[pl.Series]:
        """Workers by kind and sales in rupiah a year; most are tiny, few are large."""
        workers = [
            some(pl.Series(name, np.minimum(chance.geometric(rate, count) - 1, 400)), 0.8, chance)
            for name, rate in zip(frames.PARTS, (0.5, 0.55, 0.6, 0.6), strict=True)
        ]
        sales = np.round(np.exp(chance.normal(18.2, 1.3, count)) / 1e5) * 1e5
        sales = some(pl.Series("sales_low", sales).cast(pl.Int64), 0.65, chance)
        year = sales.is_not_null().replace_strict({True: 2024, False: None}).alias("sales_year")
        return [
            *(one.cast(pl.Int64) for one in workers),
            sales, sales.alias("sales_high"), year.cast(pl.Int64),
            pl.Series("workers", [None] * count, dtype=pl.Int64),
        ]  # fmt: skip

    def _positions(self, frame: pl.DataFrame, chance) -> pl.DataFrame:
        """For about 60 %: inside the village where its outline is known, else around its middle."""
        count = frame.height
        lat = frame["lat"].to_numpy() + chance.normal(0, 0.006, count)
        lon = frame["lon"].to_numpy() + chance.normal(0, 0.006, count)
        places = frame.with_row_index("row").filter(pl.col("place").is_in(list(self.outlines)))
        for (place,), part in places.group_by("place", maintain_order=True):
            points = inside(self.outlines[place], part.height, chance)
            lon[part["row"]], lat[part["row"]] = points
        placed = pl.Series(chance.random(count) < 0.6)
        return frame.with_columns(
            pl.when(placed).then(pl.Series(np.round(lat, 6))).alias("lat"),
            pl.when(placed).then(pl.Series(np.round(lon, 6))).alias("lon"),
        )

    def _people(self, rows: pl.DataFrame, chance) -> pl.DataFrame:
        """Numbers of the owners; a few rows take the owner of a row before (`again`)."""
        index = pl.col("ordinal") - 1
        # No two of five million share serial, year and month.
        year = (index + index // 10_000) % 45 + 55
        month = (index % 450_000 * 7_919 // 13 + index // 450_000) % 12 + 1
        day = pl.Series(chance.integers(1, 29, rows.height))
        woman = (pl.col("sex") == "P").cast(pl.Int64) * 40
        two = lambda number: number.cast(pl.String).str.zfill(2)  # noqa: E731
        district = pl.col("place").str.slice(0, 8).str.replace_all(".", "", literal=True)
        serial = (index % 10_000).cast(pl.String).str.zfill(4)
        rows = rows.with_columns(month=month, day=day, year=year).with_columns(
            nik=pl.concat_str(
                district,
                two(pl.col("day") + woman),
                two(pl.col("month")),
                two(pl.col("year")),
                serial,
            ),
            nib=pl.lit("9120") + (index * 48_271 % 10**9).cast(pl.String).str.zfill(9),
            npwp=pl.lit("09") + (index * 7_919 % 10**9).cast(pl.String).str.zfill(14),
            birth_date=pl.date(1900 + pl.col("year"), "month", "day"),
            phone=pl.lit("+628")
            + pl.Series(chance.integers(11, 60, rows.height)).cast(pl.String)
            + pl.Series(chance.integers(10**7, 10**8, rows.height)).cast(pl.String),
        )
        shares = {"nik": 0.6, "nib": 0.3, "npwp": 0.05, "birth_date": 0.7, "phone": 0.75}
        rows = rows.with_columns(some(rows[name], share, chance) for name, share in shares.items())
        again = pl.Series(chance.random(rows.height) < SAME_OWNER)
        again &= pl.Series(np.arange(rows.height) >= SECOND_BUSINESS)
        again &= ~again.shift(SECOND_BUSINESS, fill_value=False)
        personal = ("owner_name", "alias", "sex", *shares)
        rows = rows.with_columns(
            again.alias("again"),
            *(pl.when(again).then(pl.col(name).shift(SECOND_BUSINESS)).otherwise(pl.col(name))
              .alias(name) for name in personal),
        )  # fmt: skip
        key = pl.lit("k:") + pl.col("ordinal").cast(pl.String)
        return keys.completed(rows).with_columns(
            key=key, hash=pl.col("ordinal").hash(3).reinterpret(signed=True)
        )

    def _owners(self, rows: pl.DataFrame) -> None:
        context = self.contexts["first"]
        bulk.insert("registry_owner", frames.owners(context, rows))
        frames.insert_identifiers(context, rows)
        alias = rows.filter(
            pl.col("alias").is_not_null() & (pl.col("alias") != pl.col("owner_name"))
        )
        folded = keys.completed(alias.with_columns(owner_name="alias"))
        bulk.insert(
            "registry_alias",
            folded.select(
                self._ids("alias", folded).alias("id"),
                "owner_id",
                pl.col("alias").alias("name"),
                pl.col("owner_key").alias("name_key"),
                pl.lit(LISTED).alias("valid_from"),
            ),
        )

    def _list(self, name: str, rows: pl.DataFrame, chance) -> None:
        """What one list says of its businesses: since when, and what was checked since."""
        context = self.contexts[name]
        self.rows[name] += rows.height
        earlier = pl.Series(chance.random(rows.height) < 0.15)
        checked = pl.Series(chance.random(rows.height) < 0.2)
        first_as_of = pl.when(earlier).then(pl.lit(EARLIER)).otherwise(pl.lit(LISTED))
        state = pl.when(checked).then(pl.lit("verified")).otherwise(pl.lit("none"))
        businesses = frames._businesses(context, rows)
        businesses = businesses.with_columns(
            first_as_of=first_as_of, verification=state.alias("verification")
        )
        bulk.insert("registry_business", businesses)
        bulk.insert("registry_role", frames._roles(context, rows))
        bulk.insert("registry_claim", frames.claims(context, rows))
        bulk.insert("registry_guidance", frames.guidance(context, rows))
        frames.insert_memberships(context, rows)
        bulk.insert("intake_listedkey", frames.listed(context, rows))
        until = pl.when(checked).then(pl.lit(CHECKED)).otherwise(pl.lit(None, dtype=pl.Date))
        conditions = frames._conditions(context, rows)
        bulk.insert("registry_condition", conditions.with_columns(valid_until=until))
        self._earlier(name, rows.filter(earlier))
        self._checked(rows.filter(checked), conditions.filter(checked))

    def _earlier(self, name: str, rows: pl.DataFrame) -> None:
        """The list before said so too, with fewer workers and running."""
        context = self.contexts[f"{name}-lama"]
        self.rows[f"{name}-lama"] += rows.height
        rows = rows.with_columns(
            paid_male=pl.col("paid_male") // 2,
            status=pl.when(pl.col("status").is_not_null()).then(pl.lit("running")),
            sales_year=pl.when(pl.col("sales_low").is_not_null()).then(pl.lit(2022)),
            claim_id=self._ids("earlier_claim", rows), condition_id=self._ids("earlier", rows),
        )  # fmt: skip
        rows = rows.with_columns(frames.said_json(rows))
        bulk.insert("registry_claim", frames.claims(context, rows))
        conditions = frames._conditions(context, rows)
        bulk.insert("registry_condition", conditions.with_columns(valid_until=pl.lit(LISTED)))

    def _checked(self, rows: pl.DataFrame, conditions: pl.DataFrame) -> None:
        """Visited by one person, approved by another: a person's claim and the state from then on."""
        claim = self._ids("check_claim", rows)
        known = pl.lit(bulk.db_time(KNOWN))
        claims = frames.claims(self.contexts["first"], rows).with_columns(
            id=claim, batch_id=pl.lit(None, dtype=pl.String), ordinal=pl.lit(None, dtype=pl.Int64),
            as_of=pl.lit(CHECKED), correction=pl.lit(True), by=pl.lit("bangku-kabid"),
            reason=pl.lit("Pemeriksaan disetujui."), said=pl.lit('{"verification":"verified"}'),
        )  # fmt: skip
        bulk.insert("registry_claim", claims)
        conditions = conditions.with_columns(
            id=self._ids("checked", rows), claim_id=claim, valid_from=pl.lit(CHECKED),
            verification=pl.lit("verified"),
        )  # fmt: skip
        bulk.insert("registry_condition", conditions)
        found = rows.select(
            self._ids("check", rows).alias("id"),
            "business_id",
            pl.lit("verified").alias("state"),
            pl.lit(CHECKED).alias("on"),
            pl.lit("visit").alias("method"),
            pl.lit("").alias("note"),
            pl.lit("bangku-kecamatan").alias("by"),
            pl.lit("bangku-kabid").alias("second_person"),
            known.alias("recorded_at"),
        )
        bulk.insert("registry_verification", found)

    def _named_again(self, rows: pl.DataFrame) -> None:
        """The second office lists and guides some of the first's businesses too."""
        context = self.contexts["second"]
        self.rows["second"] += rows.height
        again = frames.with_ids(context, rows).with_columns(
            owner_id=rows["owner_id"], business_id=rows["business_id"]
        )
        bulk.insert("registry_claim", frames.claims(context, again))
        bulk.insert("registry_guidance", frames.guidance(context, again))
        bulk.insert("intake_listedkey", frames.listed(context, again))

    def _ids(self, tag: str, rows: pl.DataFrame) -> pl.Series:
        batch = self.batches["first"]
        made = row_ids(batch.pk, batch.known_at, TAGS[tag], rows["ordinal"].to_list())
        return pl.Series(made, dtype=pl.String)


def some(values: pl.Series, share: float, chance: np.random.Generator) -> pl.Series:
    """The values, but for the rest of the share nothing."""
    kept = pl.DataFrame({"value": values, "kept": chance.random(len(values)) < share})
    return kept.select(pl.when("kept").then("value")).to_series().alias(values.name)


def picked(shares: dict, count: int, chance: np.random.Generator) -> pl.Series:
    """Keys by their shares (which sum to 1); None is a key too."""
    words = pl.Series([None if word is None else str(word) for word in shares], dtype=pl.String)
    return words.gather(chance.choice(len(words), size=count, p=list(shares.values())))


def inside(outline, count: int, chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """`count` longitudes and latitudes inside an outline (degrees)."""
    west, south, east, north = outline.bounds
    lon, lat = np.empty(0), np.empty(0)
    while len(lon) < count:
        x, y = chance.uniform(west, east, 2 * count), chance.uniform(south, north, 2 * count)
        held = shapely.contains_xy(outline, x, y)
        lon, lat = np.append(lon, x[held]), np.append(lat, y[held])
    return lon[:count], lat[:count]
