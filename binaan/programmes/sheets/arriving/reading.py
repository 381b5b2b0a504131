"""Reads lists of activities and of attendance: each row as one thing to write, or held with why.

A row either goes in whole or waits whole: half an activity or half a presence is none.
"""

import polars as pl
import xxhash

from binaan.access.models import User
from binaan.intake.kinds import Read
from binaan.kit.dates import today
from binaan.places.matching import Resolver
from binaan.places.queries import industry_groups
from binaan.programmes.queries.recognising import Activities, Found, Register, Said
from binaan.programmes.sheets.arriving import fields
from binaan.registry.rules.choosing import chosen, folded
from binaan.registry.rules.names import business_key, person_key
from binaan.registry.sheets import values
from binaan.registry.sheets.columns import Sheet, choice, whole_number

MISSING, UNREADABLE = "needed_missing", "needed_unreadable"
PROBLEM = {"ordinal": pl.Int64, "field": pl.String, "code": pl.String, "value": pl.String,
           "suggestion": pl.String}  # fmt: skip
PLACE = ("village", "district", "regency", "place_code")
MOST_DAYS = 31  # of one activity; a longer time is no list of days
LONGEST = {"name": 200, "topic": 100, "venue": 200, "code": 100}


class Rows:
    """What both readers share: places, a key of the words, problems by row."""

    IDENTITY = ("words",)
    OF_KEY: tuple[str, ...] = ()
    CODED = ""

    def __init__(self, batch):
        self.batch, self.resolver = batch, Resolver(batch.place_id)
        self.user = User.objects.get(username=batch.by)

    def identities(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Two rows of the same words are one."""
        return rows.with_columns(pl.col("words").alias("base"), pl.lit("").alias("person"))

    def completed(self, clean: pl.DataFrame) -> pl.DataFrame:
        """Nothing follows from other columns."""
        return clean

    def _places(self, sheet: Sheet) -> pl.DataFrame:
        """The deepest certain place of each row, and what is wrong with it."""
        names = {
            "village": "village",
            "district": "district",
            "regency": "regency",
            "place_code": "code",
        }
        typed = pl.DataFrame({to: sheet.text(name) for name, to in names.items()})
        return self.resolver.resolve(typed)

    def _keyed(self, clean: pl.DataFrame, frame: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
        """The key a column or the office's own code says, else a digest of what tells rows apart."""
        said = [sheet.text(name).fill_null("").str.to_lowercase() for name in self.OF_KEY]
        words = pl.select(pl.concat_str(said, separator="|")).to_series()
        digests = [f"f:{xxhash.xxh3_128_hexdigest(one)}" for one in words.to_list()]
        keys = pl.Series("key", digests, dtype=pl.String)
        if self.CODED:
            code = sheet.text(self.CODED).str.slice(0, 120)
            keys = ("k:" + code).zip_with(code.is_not_null(), keys)
        if "key_cell" in frame.columns:
            mapped = frame["key_cell"]
            keys = ("k:" + mapped.str.slice(0, 120)).zip_with(mapped.is_not_null(), keys)
        return clean.with_columns(words.alias("words"), keys.alias("key"))


def problems_of(found: list[tuple]) -> pl.DataFrame:
    """Rows (ordinal, field, code, value, suggestion) as a frame."""
    return pl.DataFrame(found, schema=PROBLEM, orient="row")


def flagged(sheet: Sheet) -> dict[tuple[int, str], str | None]:
    """(ordinal, field) → what is suggested, of every value that could not be read."""
    rows = sheet.problems().select("ordinal", "field", "suggestion").iter_rows()
    return {(ordinal, field): hint for ordinal, field, hint in rows}


class ActivityReader(Rows):
    """Lists of activities."""

    OF_KEY = ("name", "code", "first", "village", "district", "venue")
    CODED = "code"
    NEEDED = ("kind", "first", "seats", "fund")

    def foresee(self, frame: pl.DataFrame) -> None:
        """Decide every place these rows name; reading them then asks the database nothing."""
        self.groups()
        self._places(Sheet(frame))

    def groups(self) -> dict[str, str]:
        """Folded code and label → code of the industry groups, read once."""
        if not hasattr(self, "_groups"):
            named = industry_groups().items()
            self._groups = {folded(word): code for code, label in named for word in (code, label)}
        return self._groups

    def read(self, frame: pl.DataFrame) -> Read:
        """See intake.kinds.Read; columns as of `Planned`."""
        sheet, latest = Sheet(frame), today().replace(year=today().year + 2)
        place = self._places(sheet)
        clean = pl.DataFrame({"ordinal": frame["ordinal"]}).with_columns(
            *(sheet.text(name).alias(name) for name in LONGEST),
            choice(sheet, "kind", fields.KINDS), choice(sheet, "fund", fields.FUNDS),
            choice(sheet, "group", self.groups()),
            values.a_date(sheet, "first", latest).alias("first"),
            values.a_date(sheet, "last", latest).alias("last"),
            whole_number(sheet, "seats").alias("seats"),
            place["place_code"].alias("place"),
        )  # fmt: skip
        clean = clean.with_columns(pl.coalesce("last", "first").alias("last"))
        found = self._wrong(clean, flagged(sheet), sheet, place)
        held = pl.col("ordinal").is_in([one[0] for one in found])
        whole = self._keyed(clean.with_columns(held.alias("held")), frame, sheet)
        return Read(whole, problems_of(found))

    def _wrong(self, clean: pl.DataFrame, odd: dict, sheet: Sheet, place: pl.DataFrame) -> list:
        found = []
        doubts = place.select("place_problem", "place_suggestion").iter_rows()
        for row, (doubt, hint) in zip(clean.iter_rows(named=True), doubts, strict=True):
            at = row["ordinal"]
            wrong = {field: (UNREADABLE, hint) for (n, field), hint in odd.items() if n == at}
            if not any(map(str.isalnum, row["name"] or "")):
                wrong["name"] = ("name_missing", None)
            for field in self.NEEDED:
                if row[field] is None and field not in wrong:
                    wrong[field] = (MISSING, None)
            if doubt == "place_outside":
                wrong["district"] = ("place_outside", hint)
            if not wrong:
                wrong = _unfit(row)
            found += [(at, field, code, None, hint) for field, (code, hint) in wrong.items()]
        said = {name: sheet.text(name).to_list() for name in {one[1] for one in found}}
        where = dict(zip(clean["ordinal"].to_list(), range(clean.height), strict=True))
        return [(at, name, code, said[name][where[at]], hint) for at, name, code, _v, hint in found]


def _unfit(row: dict) -> dict[str, tuple[str, str | None]]:
    """What can be read and cannot be."""
    wrong: dict[str, tuple[str, str | None]] = {
        name: (UNREADABLE, None) for name, most in LONGEST.items() if len(row[name] or "") > most
    }
    if not 0 <= (row["last"] - row["first"]).days < MOST_DAYS:
        wrong["last"] = (UNREADABLE, None)
    if row["seats"] < 1:
        wrong["seats"] = (UNREADABLE, None)
    return wrong


class AttendanceReader(Rows):
    """Lists of attendance. Whom a row means is asked of the register once for each sheet."""

    WHO = ("number", "nik", "nib", "phone", "name", "owner_name", *PLACE)
    OF_KEY = (*WHO, "activity_code", "activity", "on")

    def __init__(self, batch):
        super().__init__(batch)
        self.known: dict[tuple, Found] = {}
        self.activities = Activities(self.user, batch.version.source.office)
        self.words = fields.reading(fields.PRESENCE)

    def foresee(self, frame: pl.DataFrame) -> None:
        """Recognise everybody these rows name; reading them then asks the database nothing."""
        self._recognised(Sheet(frame))

    def _recognised(self, sheet: Sheet) -> list[Found]:
        said = self._said(sheet)
        fresh = list({one for one in said if one not in self.known})
        if fresh:
            register = Register(self.user, self.batch.place, fresh)
            self.known |= {one: register.find(one) for one in fresh}
        return [self.known[one] for one in said]

    def _said(self, sheet: Sheet) -> list[Said]:
        number = sheet.text("number").str.to_uppercase().str.extract(r"^U?-?\s*0*(\d{1,15})$", 1)
        columns = (
            number.cast(pl.Int64), values.nik(sheet), values.nib(sheet), values.phone(sheet),
            sheet.text("name"), sheet.text("owner_name"), self._places(sheet)["place_code"],
        )  # fmt: skip
        rows = zip(*(one.to_list() for one in columns), strict=True)
        return [
            Said(number, nik, nib, phone, business_key(name or ""), person_key(owner or ""), place)
            for number, nik, nib, phone, name, owner, place in rows
        ]

    def read(self, frame: pl.DataFrame) -> Read:
        """See intake.kinds.Read; columns `business`, `activity` (hex), `on`, `presence`."""
        people = self._recognised(Sheet(frame))
        sheet = Sheet(frame)
        on = values.a_date(sheet, "on", today())
        odd = flagged(sheet)
        ordinals, days = frame["ordinal"].to_list(), on.to_list()
        meant = self._meant(sheet, days)
        there = self._present(sheet)
        found: list[tuple] = []
        names = sheet.text("owner_name").fill_null(sheet.text("name")).to_list()
        for at, who, what, day, presence, name in zip(
            ordinals, people, meant, days, there, names, strict=True
        ):
            if who.problem:
                found.append((at, self._naming(sheet), who.problem, name, who.suggestion))
            if what is None:
                found.append((at, "activity", "activity_unknown", None, None))
            elif (at, "on") in odd or (day and day not in self.activities.days[what]):
                found.append((at, "on", "session_unknown", None, odd.get((at, "on"))))
            if presence is None:
                found.append((at, "presence", "presence_unknown", None, None))
        clean = self._clean(frame, sheet, (people, meant, days, there), found)
        return Read(clean, self._told(sheet, found, ordinals))

    def _clean(self, frame, sheet: Sheet, columns: tuple, found: list[tuple]) -> pl.DataFrame:
        people, meant, days, there = columns
        held = {one[0] for one in found}
        clean = pl.DataFrame(
            {
                "ordinal": frame["ordinal"],
                "business": [one.key.hex if one.key else None for one in people],
                "activity": [one.hex if one else None for one in meant],
                "on": days,
                "presence": there,
                "held": [at in held for at in frame["ordinal"].to_list()],
                "place": self._places(sheet)["place_code"],
            },
            schema_overrides={
                "business": pl.String, "activity": pl.String, "on": pl.Date, "presence": pl.String,
            },
        )  # fmt: skip
        return self._keyed(clean, frame, sheet)

    @staticmethod
    def _naming(sheet: Sheet) -> str:
        """The column at whose cell it is told that nobody was found."""
        return "owner_name" if sheet.has("owner_name") else "name"

    @staticmethod
    def _told(sheet: Sheet, found: list[tuple], ordinals: list[int]) -> pl.DataFrame:
        """The problems with the words of their cells."""
        said = {name: sheet.text(name).to_list() for name in {one[1] for one in found}}
        where = {at: index for index, at in enumerate(ordinals)}
        return problems_of(
            [(at, name, code, value or said[name][where[at]], hint) for at, name, code, value, hint in found]
        )  # fmt: skip

    def _meant(self, sheet: Sheet, days: list) -> list:
        codes, titles = (sheet.text(name).to_list() for name in ("activity_code", "activity"))
        decided: dict[tuple, object] = {}
        answers = []
        for code, title, day in zip(codes, titles, days, strict=True):
            asked = (code or "", title or "", day)
            if asked not in decided:
                decided[asked] = self.activities.find(*asked)
            answers.append(decided[asked])
        return answers

    def _present(self, sheet: Sheet) -> list[str | None]:
        """There where no column says otherwise; an empty cell among signatures is an absence."""
        if not sheet.has("presence"):
            return ["hadir"] * sheet.raw.height
        raw = sheet.text("presence").to_list()
        return ["tidak" if one is None else chosen(one, self.words) for one in raw]
