"""Reads a slice of a list of businesses: every column checked, every doubt kept, a key for each row."""

import polars as pl

from binaan.intake.kinds import Read
from binaan.kit.dates import today
from binaan.places.matching import Resolver
from binaan.places.models import Outline
from binaan.places.queries import industry_groups, kbli_frame
from binaan.registry.rules import identifiers, words
from binaan.registry.rules.choosing import folded
from binaan.registry.rules.fields import COUNTS
from binaan.registry.rules.positions import Box
from binaan.registry.sheets import columns, filling, keys, values
from binaan.registry.sheets.columns import Sheet

INDONESIA = Box(94.5, -11.5, 141.5, 6.5)
SLACK = 0.02  # degrees, about 2 km: the outlines are simplified
EDITION = "2020"
PLACE_FIELDS = ("village", "district", "regency", "place_code")


class ListReader:
    """Reads slices of one batch; what it needs to know of places and codes is loaded once."""

    IDENTITY = ("name", "owner_name", "place", "nik")

    def __init__(self, batch):
        self.batch = batch
        self.resolver = Resolver(batch.place_id)
        self.kbli = {year: kbli_frame(year) for year in ("2020", "2025")}
        self.bounds = _bounds(batch.place)
        self.groups = columns_vocabulary(industry_groups())

    def foresee(self, frame: pl.DataFrame) -> None:
        """Decide every place these rows name; reading them then asks the database nothing."""
        wanted = (*PLACE_FIELDS, "address") if _lacks_villages(frame) else PLACE_FIELDS
        named = [name for name in wanted if name in frame.columns]
        if not named:
            return
        sheet = Sheet(frame.select(named).unique().with_row_index("ordinal"))
        filling.places_from_address(sheet, self.resolver)
        self._place(sheet)

    def read(self, frame: pl.DataFrame) -> Read:
        """The typed columns and every problem of a slice; see intake.kinds.Read."""
        sheet = Sheet(frame)
        name = columns.short_text(sheet, "name", 200)
        usable = name.str.contains(r"[0-9A-Za-z]").fill_null(False)
        owner = columns.short_text(sheet, "owner_name", 200)
        suggestion = pl.select(pl.format("Usaha {}", owner)).to_series()
        sheet.flag(~usable, "name", "name_missing", suggestion)
        filling.rt_and_rw(sheet)
        likely = filling.places_from_address(sheet, self.resolver)
        place = self._place(sheet, likely)
        outside = (place["place_problem"] == "place_outside").fill_null(False)
        clean = pl.DataFrame({"ordinal": frame["ordinal"]}).with_columns(
            name, owner.alias("owner_name"), (~usable | outside).alias("held")
        )
        clean = clean.with_columns(
            place["place_code"].alias("place"),
            _is_coarse(place).alias("coarse"),
            *self._owner(sheet),
            *self._business(sheet),
            *self._condition(sheet),
        )
        clean = clean.with_columns(
            _missing(sheet, clean.height).alias("missing"), *_beside_their_value()
        )
        return Read(keys.keyed(clean, frame), sheet.problems())

    def identities(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Adds `base` (owner, business, village as one text) and `person` (NIK) to such columns."""
        base = pl.concat_str(
            ["owner_key", pl.col("name_key").fill_null(""), "place"], separator="|"
        )
        keyed = rows.with_columns(*keys.name_keys())
        return keyed.with_columns(base.alias("base"), pl.col("nik").fill_null("").alias("person"))

    def completed(self, clean: pl.DataFrame) -> pl.DataFrame:
        """Adds what follows from other columns: keys of names, kind of owner."""
        return keys.completed(clean)

    def _place(self, sheet: Sheet, likely: pl.Series | None = None) -> pl.DataFrame:
        """The place of each row; `likely` is what its address may mean where nothing names one."""
        typed = pl.DataFrame(
            {
                "village": sheet.text("village"),
                "district": sheet.text("district"),
                "regency": sheet.text("regency"),
                "code": sheet.text("place_code"),
            }
        )
        answer = filling.with_likely(self.resolver.resolve(typed), likely)
        found = answer.select("place_problem", "place_field").unique().drop_nulls("place_problem")
        for code, field in found.sort("place_problem", "place_field").iter_rows():
            where = (answer["place_problem"] == code) & answer["place_field"].eq_missing(field)
            name = "place_code" if field == "code" else field or "village"
            sheet.flag(where, name, code, answer["place_suggestion"])
        return answer

    def _owner(self, sheet: Sheet) -> list[pl.Series]:
        nik = values.nik(sheet)
        sex = columns.choice(sheet, "sex", words.reading(words.SEX))
        female = nik.str.slice(6, 2).cast(pl.Int32, strict=False) > identifiers.FEMALE_DAY
        from_nik = pl.Series(["L"]).new_from_index(0, nik.len()).set(female.fill_null(False), "P")
        sex = sex.zip_with(sex.is_not_null() | nik.is_null(), from_nik)
        return [
            nik,
            values.nib(sheet),
            values.npwp(sheet),
            sex.alias("sex"),
            values.a_date(sheet, "birth_date", today()),
            values.phone(sheet),
            _said(sheet, "email", 200),
            columns.short_text(sheet, "owner_address", 500),
            columns.choice(sheet, "association", words.reading(words.ASSOCIATION)),
            _said(sheet, "association_name", 200),
        ]

    def _business(self, sheet: Sheet) -> list[pl.Series]:
        kbli, edition = self._kbli(sheet)
        return [
            columns.short_text(sheet, "address", 500),
            *(_padded(sheet, name) for name in ("rt", "rw")),
            sheet.text("postcode").str.extract(r"^([1-9]\d{4})$", 1).alias("postcode"),
            *values.position(sheet, self.bounds),
            columns.choice(sheet, "legal_form", words.reading(words.LEGAL_FORM)),
            values.a_year(sheet, "started_year", self.batch.version.as_of.year),
            columns.short_text(sheet, "product", 200),
            kbli,
            edition,
            self._group(sheet, kbli, edition),
            columns.short_text(sheet, "ekraf", 20),
            columns.choice(sheet, "is_vendor", words.reading(words.YES_NO)),
        ]

    def _kbli(self, sheet: Sheet) -> tuple[pl.Series, pl.Series]:
        text = sheet.text("kbli").str.replace_all(r"[\s.]|\.0$", "")
        code = text.str.extract(r"^(\d{5})$", 1).alias("kbli")
        stated = sheet.text("kbli_edition").str.extract(r"(2020|2025)", 1)
        edition = stated.fill_null(EDITION).set(code.is_null(), None).alias("kbli_edition")
        known = pl.repeat(False, code.len(), eager=True)
        for year in ("2020", "2025"):
            codes = self.kbli[year]["code"].implode()
            known = known | (
                (edition == year).fill_null(False) & code.is_in(codes).fill_null(False)
            )
        sheet.flag(text.is_not_null() & ~known, "kbli", "kbli_unknown")
        return code, edition

    def _group(self, sheet: Sheet, kbli: pl.Series, edition: pl.Series) -> pl.Series:
        """The group a list states, else the one its KBLI falls in."""
        stated = columns.choice(sheet, "group", self.groups)
        joined = pl.DataFrame({"code": kbli, "edition": edition})
        for year in ("2020", "2025"):
            known = self.kbli[year].select("code", pl.lit(year).alias("edition"), "group")
            joined = joined.join(
                known, on=["code", "edition"], how="left", maintain_order="left", suffix=year
            )
        derived = joined["group"].zip_with(joined["group"].is_not_null(), joined["group2025"])
        return stated.zip_with(stated.is_not_null(), derived).alias("group")

    def _condition(self, sheet: Sheet) -> list[pl.Series]:
        as_of = self.batch.version.as_of
        low, high = values.money(sheet, "production_value", flows=True)
        production = low.set((low != high).fill_null(True), None).alias("production_value")
        capacity = columns.quantity(sheet, "capacity")
        return [
            columns.choice(sheet, "status", words.reading(words.STATUS)),
            values.a_date(sheet, "status_on", today()),
            *(columns.whole_number(sheet, name).alias(name) for name in COUNTS),
            *_sales(sheet),
            values.a_year(sheet, "sales_year", as_of.year),
            *values.money(sheet, "capital"),
            *values.money(sheet, "investment"),
            production,
            capacity,
            columns.short_text(sheet, "capacity_unit", 40),
            columns.choice(sheet, "market", words.reading(words.MARKET)),
            columns.choice(sheet, "guided", words.reading(words.YES_NO)),
        ]


def columns_vocabulary(labels: dict[str, str]) -> dict[str, str]:
    """Folded code and label → code of the industry groups."""
    found: dict[str, str] = {}
    for code, label in labels.items():
        for word in (code, label):
            found[folded(word)] = code
    return found


def _lacks_villages(frame: pl.DataFrame) -> bool:
    """Whether some row may take its place from the address."""
    if "village" not in frame.columns:
        return True
    village = frame["village"]
    return bool(village.null_count() or village.is_in(columns.NOTHING).any())


def _said(sheet: Sheet, name: str, length: int) -> pl.Series:
    """Free text that may say "there is none"."""
    return sheet.spoken(columns.short_text(sheet, name, length), name).alias(name)


def _sales(sheet: Sheet) -> list[pl.Series]:
    """Sales of a year; those of a month where the row states none of a year."""
    if not sheet.has("sales_month"):
        return values.money(sheet, "sales", flows=True)
    month = values.money(sheet, "sales_month", "sales", per_year=12, flows=True)
    if not sheet.has("sales"):
        return month
    year = values.money(sheet, "sales", flows=True)
    stated = year[0].is_not_null() | year[1].is_not_null()
    return [
        of_year.zip_with(stated, of_month) for of_year, of_month in zip(year, month, strict=True)
    ]


def _bounds(place) -> Box:
    outline = Outline.objects.filter(place=place).first()
    if outline is None:
        return INDONESIA
    west, south, east, north = outline.min_lon, outline.min_lat, outline.max_lon, outline.max_lat
    return Box(west - SLACK, south - SLACK, east + SLACK, north + SLACK)


def _is_coarse(place: pl.DataFrame) -> pl.Series:
    """Where the place is only the nearest certain one, so that it overrides nothing better."""
    return place["place_problem"].is_not_null()


def _beside_their_value() -> list[pl.Expr]:
    """What only tells more of another value says nothing alone (rules/projection.QUALIFIERS)."""
    sales = pl.col("sales_low").is_not_null() | pl.col("sales_high").is_not_null()
    said = {
        "status_on": pl.col("status").is_not_null(),
        "sales_year": sales,
        "kbli_edition": pl.col("kbli").is_not_null(),
        "capacity_unit": pl.col("capacity").is_not_null(),
    }
    return [pl.when(there).then(name).alias(name) for name, there in said.items()]


def _padded(sheet: Sheet, name: str) -> pl.Series:
    digits = sheet.text(name).str.extract(r"(\d{1,3})", 1)
    return digits.str.zfill(3).alias(name)


def _missing(sheet: Sheet, height: int) -> pl.Series:
    """Reasons why a value is missing, as JSON: refused, illegible; null where nothing is known."""
    reasons = [
        pl.when(mask).then(pl.lit(f'"{name}":"refused"'))
        for name, mask in sheet.missing.items()
        if mask.any()
    ]
    if not reasons:
        return pl.Series([None] * height, dtype=pl.String)
    joined = pl.select(pl.concat_str(reasons, separator=",", ignore_nulls=True)).to_series()
    return ("{" + joined + "}").set(joined == "", None)
