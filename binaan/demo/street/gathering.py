"""Locations are determined, and vendors placed there in three years; where everybody else stands."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from binaan.access import audit
from binaan.demo import gazetteer
from binaan.demo.figures import KOTA
from binaan.demo.lists import SEED
from binaan.demo.street import content
from binaan.demo.street.cast import Cast
from binaan.demo.street.content import Place
from binaan.kit.dates import today
from binaan.kit.stepping import Said
from binaan.vendors.actions import locations
from binaan.vendors.actions.locations import Described, Pitches
from binaan.vendors.models import Location, Standing, Vendor

SIZE = (Decimal("2.0"), Decimal("1.5"))
WRITTEN_AFTER = 9  # days until somebody wrote down where vendors stand
LATE, LATE_AFTER = 4, 66  # of the third location of 2020: known only in the year after
SPREAD = 0.0035  # degrees, about 400 m around the middle of a kelurahan
NOWHERE = 12  # of a hundred outside: nobody knows where
# Days ago somebody went back to the road; the last ones hold a TDU for the pitch they left.
GONE = (1100, 1040, 980, 800, 640, 500, 420, 230, 200, 170, 140, 110)
WITH_TDU = 5


def determine(cast: Cast) -> dict[str, Location]:
    """Every location with its steps on the days they were taken, by code."""
    return {one.code: _made(one, cast) for one in (
        *content.GATHERED, content.SEASONAL, content.CAR_FREE, *content.FORBIDDEN, *content.ASKED,
    )}  # fmt: skip


def _made(one: Place, cast: Cast) -> Location:
    begun = (one.set_on or date(2026, 8, 3)) - timedelta(days=45)
    begins, ends = one.hours if one.room else (None, None)
    described = Described(
        one.code, one.name, one.kind, one.zone, one.lat, one.lon, one.address, one.land,
        capacity=one.room, radius=90 if one.kind == "acara" else 45, outline=_outline(one),
        days=one.days, begins=begins, ends=ends,
    )  # fmt: skip
    row = locations.propose_location(
        described,
        place=cast.places[one.village],
        office=cast.office,
        said=Said(begun),
        by=cast.head,
    )
    for event, said in _steps(one, begun):
        row = locations.step_location(row, event=event, said=said, by=cast.head)
    if one.set_on and one.room:
        numbers = [f"{number:02}" for number in range(1, one.room + 1)]
        locations.add_pitches(row, pitches=Pitches(numbers, *SIZE), by=cast.head)
    return row


def _outline(one: Place) -> dict | None:
    """A block of some 60 by 40 m where one may trade all days; else the radius counts."""
    if one.kind != "permanen" or not one.room:
        return None
    west, east, south, north = one.lon - 27e-5, one.lon + 27e-5, one.lat - 18e-5, one.lat + 18e-5
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _steps(one: Place, begun: date) -> Iterator[tuple[str, Said]]:
    checked = begun + timedelta(days=21)
    if one.code == "JS-01":
        return
    yield "verifikasi", Said(checked, {"hasil": "Tata ruang, lalu lintas dan lahan diperiksa."})
    if one.set_on is None:
        return
    decree = {"sk_nomor": f"510/Kep.{one.code}-CONTOH/{one.set_on.year}"}
    if one.zone == "merah":
        yield (
            "tolak",
            Said(one.set_on, decree | {"alasan": "Mengganggu pejalan kaki dan lalu lintas."}),
        )
        return
    decree |= {"sk_tanggal": one.set_on.isoformat()}
    if one.kind == "permanen":
        yield "tetapkan_permanen", Said(one.set_on, decree)
        if one.code == "BB-01":
            yield (
                "peremajaan",
                Said(date(2026, 9, 14), {"rencana": "Atap dan saluran air diganti."}),
            )
        return
    until = content.UNTIL_SEASON if one.kind == "sementara" else content.UNTIL_CAR_FREE
    decree |= {"berlaku_sampai": until.isoformat()}
    yield "tetapkan_sementara", Said(one.set_on, decree)


def place(vendors: list[Vendor], where: dict[str, Location], cast: Cast) -> None:
    """Where everybody has stood since he was listed, dated twice; the pages show the last."""
    rng = Random(SEED + 11)
    line = vendors[: content.BASE]
    rng.shuffle(line)
    rows: list[Standing] = []
    moved: list[Vendor] = []
    turn = iter(line)
    for one in content.GATHERED:
        chosen = [next(turn) for _ in range(content.EACH)]
        rows += _arranged(one, where[one.code], chosen, rng, cast)
        moved += chosen
    season = [next(turn) for _ in range(content.AT_SEASON)]
    rows += _arranged(content.SEASONAL, where[content.SEASONAL.code], season, rng, cast)
    moved += season
    for code, many in content.IN_RED.items():
        rows += [_there(next(turn), where[code], rng, cast) for _ in range(many)]
    listed = vendors[content.BASE :]
    rows += [_outside(one, rng, cast) for one in (*turn, *listed) if rng.random() * 100 >= NOWHERE]
    rows += _gone(rows, rng, cast)
    Standing.objects.bulk_create(rows)
    Vendor.objects.bulk_update(moved, ["place", "days", "begins", "ends"], batch_size=300)
    _note(where, rows, cast)


def _arranged(
    one: Place, location: Location, chosen: Iterable[Vendor], rng: Random, cast: Cast
) -> Iterator[Standing]:
    """From the road to a pitch, within some weeks of the determination."""
    pitches = list(location.pitches.order_by("number"))
    for number, vendor in enumerate(chosen):
        since = one.set_on + timedelta(days=3 + number // 10 * 5)
        late = LATE_AFTER if one.code == "BB-01" and number < LATE else WRITTEN_AFTER
        known = cast.knew(since + timedelta(days=late))
        before = _outside(vendor, rng, cast)
        before.until, before.ended_at = since, known
        yield before
        vendor.place, vendor.days = location.place, location.days
        vendor.begins, vendor.ends = location.begins, location.ends
        yield Standing(vendor=vendor, location=location, pitch=pitches[number], since=since,
                       recorded_at=known, by=cast.staff.username)  # fmt: skip


def _there(vendor: Vendor, location: Location, rng: Random, cast: Cast) -> Standing:
    """In a forbidden zone, as somebody wrote down who went past."""
    since = location.since + timedelta(days=rng.randint(60, 400))
    return Standing(vendor=vendor, location=location, since=since, by=cast.field.username,
                    recorded_at=cast.knew(since))  # fmt: skip


def _outside(vendor: Vendor, rng: Random, cast: Cast, since: date | None = None) -> Standing:
    """Somewhere in the kelurahan, at no location of ours."""
    place = _villages()[vendor.place_id]
    day = since or vendor.registered_on
    return Standing(
        vendor=vendor, since=day, by=cast.staff.username,
        recorded_at=cast.knew(day + timedelta(days=WRITTEN_AFTER)),
        lat=round(place.latitude + rng.uniform(-SPREAD, SPREAD), 6),
        lon=round(place.longitude + rng.uniform(-SPREAD, SPREAD), 6),
    )  # fmt: skip


def _gone(rows: list[Standing], rng: Random, cast: Cast) -> list[Standing]:
    """Some went back to the road; their pitches are free again."""
    first = today() - timedelta(days=max(GONE))
    held = [one for one in rows if one.pitch is not None and one.since < first]
    back = []
    for left, ago in zip(rng.sample(held, len(GONE)), GONE, strict=True):
        left.until = today() - timedelta(days=ago)
        made = _outside(left.vendor, rng, cast, left.until)
        left.ended_at = made.recorded_at
        back.append(made)
    return back


def left_lately() -> list[Standing]:
    """Pitches that were left last, whose holders have a TDU for them."""
    found = Standing.objects.filter(
        pitch__isnull=False, until__isnull=False, location__kind="permanen"
    )
    return list(found.select_related("vendor", "location", "pitch").order_by("-until")[:WITH_TDU])


def _villages() -> dict[str, gazetteer.Village]:
    return {one.code: one for one in gazetteer.villages(KOTA)}


def _note(where: dict[str, Location], rows: list[Standing], cast: Cast) -> None:
    for location in where.values():
        many = sum(one.location == location for one in rows)
        if many:
            audit.record("vendor.placed", location, by=cast.staff, place=location.place,
                         office=cast.office, payload={"vendors": many})  # fmt: skip
