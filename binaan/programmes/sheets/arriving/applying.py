"""Puts rows of lists of activities and of attendance in, foretells it, and takes repairs back.

A row the rules of an activity refuse waits as `row_refused` with their sentence; nothing of it goes in.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

import polars as pl
from django.core.exceptions import ValidationError
from django.db import transaction

from binaan.access.models import User
from binaan.intake.amending import Amending, parts
from binaan.intake.kinds import KINDS, Amended, Applied
from binaan.intake.landing import NONE
from binaan.intake.models import Batch, ListedKey, Repair, Row
from binaan.kit.ids import new_id
from binaan.places.models import Place
from binaan.programmes import models
from binaan.programmes.actions import recalling
from binaan.programmes.actions.recalling import Entry, Planned
from binaan.programmes.choices import Presence, PresenceWay
from binaan.programmes.models import Activity, Participation
from binaan.programmes.queries import recalled
from binaan.programmes.sheets.arriving.reading import problems_of

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"
REFUSED = "row_refused"
TOLD = {
    "ordinal": pl.Int64, "verdict": pl.String, "record": pl.String,
    "altered": pl.List(pl.String), "conflicts": pl.Int64,
}  # fmt: skip
NOT_THERE = "Baris ini sudah masuk; perbaiki di halaman kegiatannya."
KNOWN = "Baris ini sudah masuk dari daftar sebelumnya. Ubah di halaman kegiatannya, lalu sisihkan."
NEWER = "Daftar yang lebih baru sudah memakai baris ini. Batalkan di halaman kegiatannya."


class Deed(NamedTuple):
    """What a row does: verdict, the record it is about, why it is refused."""

    verdict: str
    record: UUID | None = None
    refused: str = ""


class Putting:
    """Puts the rows of one batch in; told apart by kind below. `by`: in whose name."""

    def __init__(self, batch: Batch, by: User):
        self.batch, self.by = batch, by

    def judge(self, rows: list[dict]) -> list[Deed]:
        """What each row will do. Writes nothing."""
        raise NotImplementedError

    def write(self, rows: list[dict], deeds: list[Deed]) -> dict[int, UUID]:
        """Does it; answers the record of each row by ordinal."""
        raise NotImplementedError

    def listed(self, rows: list[dict]) -> dict[str, UUID]:
        """Records that earlier rows of this list became, by key."""
        return {
            key: record
            for part in parts(one["key"] for one in rows)
            for key, record in ListedKey.objects.filter(
                source=self.batch.version.source, key__in=part
            ).values_list("key", "record_id")
        }


class Activities(Putting):
    """Lists of activities."""

    def _planned(self, row: dict) -> Planned:
        first, last = row["first"], row["last"]
        days = tuple(first.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
        said: dict[str, Any] = {
            "title": row["name"], "kind": row["kind"], "topic": row["topic"] or row["name"][:100],
            "group": row["group"] or "", "seats": row["seats"], "fund_source": row["fund"],
            "venue": row["venue"] or "", "year": first.year,
        }  # fmt: skip
        place = Place.objects.get(pk=row["place"])
        return Planned(self.batch.version.source.office, place, said, days)

    def judge(self, rows: list[dict]) -> list[Deed]:
        known = self.listed(rows)
        there = Activity.objects.in_bulk(list(known.values()))
        return [self._judge(row, there.get(known.get(row["key"]))) for row in rows]

    def _judge(self, row: dict, there: Activity | None) -> Deed:
        if there is None:
            return Deed(NEW)
        planned = self._planned(row)
        same = all(getattr(there, name) == value for name, value in planned.said.items())
        days = tuple(there.sessions.order_by("on").values_list("on", flat=True))
        same = same and there.place_id == row["place"] and days == planned.days
        return Deed(UNCHANGED if same else CHANGED, there.pk)

    def write(self, rows: list[dict], deeds: list[Deed]) -> dict[int, UUID]:
        return {
            row["ordinal"]: self._write(row, deed)
            for row, deed in zip(rows, deeds, strict=True)
            if not deed.refused
        }

    def _write(self, row: dict, deed: Deed) -> UUID:
        if deed.record is None:
            return recalling.bring(self._planned(row), by=self.by).pk
        if deed.verdict == CHANGED:
            there = Activity.objects.get(pk=deed.record)
            recalling.rewrite(there, planned=self._planned(row), by=self.by)
        return deed.record


class Attendance(Putting):
    """Lists of attendance."""

    def judge(self, rows: list[dict]) -> list[Deed]:
        known, found = self.listed(rows), {}
        for activity, mine in self._by_activity(rows):
            people = [UUID(row["business"]) for row in mine]
            there = recalled.standing(self.by, activity, people)
            ended = recalled.ended(self.by, activity, people)
            for row in mine:
                deed = self._judge(activity, row, there, known.get(row["key"]))
                why = ended.get(UUID(row["business"]))
                if why and deed.verdict != UNCHANGED:
                    deed = deed._replace(refused=why)
                if not deed.refused:
                    self._remember(activity, row, there)
                found[row["ordinal"]] = deed
        return [found[row["ordinal"]] for row in rows]

    def _remember(self, activity: Activity, row: dict, there: dict) -> None:
        """What this row will have written, for the rows behind it."""
        for one in recalled.sessions_of(self.by, activity, row["on"]):
            said = models.Attendance(presence=row["presence"], way=PresenceWay.LIST)
            there.setdefault((UUID(row["business"]), one.pk), said)

    def _by_activity(self, rows: list[dict]) -> Iterable[tuple[Activity, list[dict]]]:
        mine: dict[str, list[dict]] = defaultdict(list)
        for row in rows:
            mine[row["activity"]].append(row)
        there = Activity.objects.select_related("office", "place").in_bulk(
            [UUID(key) for key in mine]
        )
        return [(there[UUID(key)], found) for key, found in mine.items()]

    def _judge(self, activity: Activity, row: dict, there: dict, record: UUID | None) -> Deed:
        sessions = recalled.sessions_of(self.by, activity, row["on"])
        if why := recalled.hindrance(self.by, activity, sessions):
            return Deed(NEW, None, why)
        said = [there.get((UUID(row["business"]), one.pk)) for one in sessions]
        other = [one for one in said if one and one.presence != row["presence"]]
        if not other:
            return Deed(NEW if None in said else UNCHANGED, record)
        mine = (record, PresenceWay.LIST)
        if record and all((one.participation_id, one.way) == mine for one in other):
            return Deed(CHANGED, record)
        return Deed(NEW, None, recalled.otherwise(self.by, other[0]))

    def write(self, rows: list[dict], deeds: list[Deed]) -> dict[int, UUID]:
        doing = [row for row, deed in zip(rows, deeds, strict=True) if not deed.refused]
        found: dict[int, UUID] = {}
        for activity, mine in self._by_activity(doing):
            entries = [self._entry(activity, row) for row in mine]
            made = recalling.attended(activity, entries=entries, by=self.by)
            for row, entry in zip(mine, entries, strict=True):
                found[row["ordinal"]] = made[entry.business].pk
        return found

    def _entry(self, activity: Activity, row: dict) -> Entry:
        sessions = recalled.sessions_of(self.by, activity, row["on"])
        return Entry(UUID(row["business"]), sessions, Presence(row["presence"]))


PUTTING: dict[str, type[Putting]] = {"kegiatan": Activities, "peserta": Attendance}


def putting(batch: Batch, by: User) -> Putting:
    """What puts the rows of this batch in."""
    return PUTTING[batch.version.source.kind](batch, by)


def apply(batch: Batch, clean: pl.DataFrame) -> Applied:
    """Apply one chunk in the caller's transaction; see intake.kinds."""
    by = User.objects.get(username=batch.by)
    # Who is not recognised any more since landing waits after all.
    gone = clean.filter("held")["ordinal"].to_list()
    rows = list(clean.filter(~pl.col("held")).iter_rows(named=True))
    work = putting(batch, by)
    deeds = work.judge(rows)
    records, refused = _put(work, rows, deeds)
    refused |= dict.fromkeys(gone, recalled.NOT_FOUND)
    done = [
        deed.verdict for row, deed in zip(rows, deeds, strict=True) if row["ordinal"] in records
    ]
    wrote = _wrote(rows, deeds)
    _list(batch, [row for row in rows if row["ordinal"] in records], records, wrote)
    wait(batch, list(refused))
    problems = problems_of([(at, "name", REFUSED, why, None) for at, why in refused.items()])
    return Applied(*(done.count(one) for one in (NEW, CHANGED, UNCHANGED)), problems)


def _wrote(rows: list[dict], deeds: list[Deed]) -> set[int]:
    return {
        row["ordinal"] for row, deed in zip(rows, deeds, strict=True) if deed.verdict != UNCHANGED
    }


def _put(work: Putting, rows: list[dict], deeds: list[Deed]) -> tuple[dict, dict[int, str]]:
    """Records and refusals by ordinal: all at once, else row by row to find who is refused."""
    refused = {
        row["ordinal"]: deed.refused for row, deed in zip(rows, deeds, strict=True) if deed.refused
    }
    try:
        with transaction.atomic():
            return work.write(rows, deeds), refused
    except ValidationError:
        pass
    records: dict[int, UUID] = {}
    for row, deed in zip(rows, deeds, strict=True):
        try:
            with transaction.atomic():
                records |= work.write([row], [deed])
        except ValidationError as error:
            refused[row["ordinal"]] = " ".join(error.messages)
    return records, refused


def wait(batch: Batch, ordinals: list[int]) -> None:
    """These rows wait whole after all; the batch is saved by who calls."""
    for part in parts(ordinals):
        Row.objects.filter(batch=batch, ordinal__in=part).update(held=True)
    batch.waiting += len(ordinals)


def _list(batch: Batch, rows: list[dict], records: dict[int, UUID], wrote: set[int]) -> None:
    """The key of each row, with the record it became; `observes`: it wrote something of its own."""
    source = batch.version.source
    for row in rows:
        said = {"hash": row["hash"], "record_id": records[row["ordinal"]], "batch": batch,
                "ordinal": row["ordinal"], "gone_since": None,
                "observes": row["ordinal"] in wrote}  # fmt: skip
        ListedKey.objects.update_or_create(
            source=source, key=row["key"], defaults=said, create_defaults=said | {"id": new_id()}
        )


class Foreteller:
    """Kind.foretell: the verdict on every row, as applying would count."""

    def __init__(self, batch: Batch):
        self.work = putting(batch, User.objects.get(username=batch.by))

    def __call__(self, clean: pl.DataFrame) -> pl.DataFrame:
        """See intake.kinds; a row that will be refused is told with the new ones."""
        rows = list(clean.filter(~pl.col("held")).iter_rows(named=True))
        told = [
            (row["ordinal"], deed.verdict, deed.record.hex if deed.record else None, [], 0)
            for row, deed in zip(rows, self.work.judge(rows), strict=True)
        ]
        return pl.DataFrame(told, schema=TOLD, orient="row")


def mend(repair: Repair, amended: Amended, *, by) -> pl.DataFrame:
    """Let rows that waited whole in; see intake.kinds. What the rules refuse is told as it is."""
    now = amended.now
    if not now["enters"].all():
        raise ValidationError(NOT_THERE)
    rows = list(now.iter_rows(named=True))
    work = putting(repair.batch, by)
    deeds = work.judge(rows)
    if why := next((deed.refused for deed in deeds if deed.refused), ""):
        raise ValidationError(why)
    if any(deed.verdict == CHANGED for deed in deeds):
        raise ValidationError(KNOWN)
    _list(repair.batch, rows, work.write(rows, deeds), _wrote(rows, deeds))
    return NONE


def unmend(repair: Repair, *, by) -> set[int]:
    """Take rows that a repair let in out again; answers the ordinals that wait again.

    What stood there before, by hand or by another row, stays.
    """
    ordinals = {problem.ordinal for problem in repair.problems.filter(batch=repair.batch)}
    rows = Row.objects.filter(batch=repair.batch, ordinal__in=ordinals)
    keys = dict(rows.values_list("key", "ordinal"))
    found = ListedKey.objects.filter(source=repair.batch.version.source, key__in=list(keys))
    listed = list(found)
    if any(one.batch_id != repair.batch_id for one in listed):
        raise ValidationError(NEWER)
    own = [one for one in listed if one.observes]
    if repair.batch.version.source.kind == "kegiatan":
        for activity in Activity.objects.filter(pk__in=[one.record_id for one in own]):
            recalling.unbring(activity, by=by)
    else:
        _unattend(repair, own, by)
    found.delete()
    return {keys[one.key] for one in listed}


def _unattend(repair: Repair, listed: list[ListedKey], by) -> None:
    """The presence each of these rows wrote."""
    if not listed:
        return
    there = Participation.objects.select_related("activity").in_bulk(
        [one.record_id for one in listed]
    )
    days = _days(repair, [one.ordinal for one in listed])
    recalling.unattended(
        [
            (there[one.record_id], recalled.sessions_of(by, there[one.record_id].activity, days[one.ordinal]))
            for one in listed
            if one.record_id in there
        ],
        since=repair.at,
        by=by,
    )  # fmt: skip


def _days(repair: Repair, ordinals: list[int]) -> dict:
    """The day each row speaks of, with what repairs say of it."""
    rows = Amending(repair.batch, KINDS[repair.batch.version.source.kind], ordinals)
    clean = rows.read(rows.said_before()).clean
    return dict(clean.select("ordinal", "on").iter_rows())
