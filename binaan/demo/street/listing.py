"""The vendors are listed: their businesses come in as lists, then each is on the office's list."""

import json
from datetime import date, time, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from random import Random

from django.core.management import call_command

from binaan.access import audit
from binaan.demo.books import DISKOPUKM
from binaan.demo.figures import KOTA
from binaan.demo.lists import SEED
from binaan.demo.street import content
from binaan.demo.street.cast import Cast
from binaan.demo.street.sellers import Seller, sellers, write_list
from binaan.intake.models import ListedKey
from binaan.kit.counting import take
from binaan.places.models import Place
from binaan.vendors.models import Vendor

IMPORTER = "admin"
FIELDS = (
    "name", "owner_name", "sex", "nik", "phone", "product", "address", "village", "district",
    "is_vendor", "guided",
)  # fmt: skip
COLUMNS = dict(zip("BCDEFGHIJKL", FIELDS, strict=True))
MAP = {"sheets": {"CSV": {"heading_row": 1, "key": "A", "columns": COLUMNS}}}
HOURS = ((6, 11), (7, 15), (9, 17), (15, 22), (16, 23), (18, 2))
SIZES = ("1.5", "2.0", "2.5", "3.0")
RECORDED_AFTER = 12  # days from the day of the list until the office had it written down
LISTS = (
    ("pkl-kota-2018.csv", content.SOURCE, content.BASE_ON, 0, content.BASE),
    ("pkl-kota-2019.csv", content.CAMPAIGN_SOURCE, content.LISTED_ON, content.BASE, content.LISTED),
)


def bring_in(folder: Path, cast: Cast) -> list[Vendor]:
    """All 736 vendors, by number; the base list and then the listing campaign."""
    made: list[Vendor] = []
    for file, source, as_of, first, last in LISTS:
        rows = sellers()[first:last]
        _import(write_list(folder / file, rows), source, as_of)
        made += _listed(rows, source, as_of, cast)
    return made


def _import(path: Path, source: str, as_of: date) -> None:
    """By command, as any office would; the map says which column is the key."""
    told = path.with_suffix(".map.json")
    told.write_text(json.dumps(MAP, indent=2) + "\n")
    call_command(
        "import_list", "usaha", str(path), source=source, office=DISKOPUKM, place=KOTA,
        as_of=as_of.isoformat(), map=str(told), by=IMPORTER, json=True, stdout=StringIO(),
    )  # fmt: skip


def _listed(rows: tuple[Seller, ...], source: str, on: date, cast: Cast) -> list[Vendor]:
    found = ListedKey.objects.filter(source__name=source).values_list("key", "record_id")
    records = {key.removeprefix("k:"): record for key, record in found}
    regencies = Place.objects.filter(code__in={one.origin for one in rows}).in_bulk()
    rng = Random(SEED + on.year)
    first = take("vendor", len(rows))
    made = [
        Vendor(
            number=number, business_id=records[one.key], place=cast.places[one.place.code],
            office=cast.office, registered_on=on, made_by=cast.staff.username,
            recorded_at=cast.knew(on + timedelta(days=RECORDED_AFTER)),
            origin=regencies.get(one.origin), **_said(one, on, rng),
        )
        for number, one in enumerate(rows, first)
    ]  # fmt: skip
    for one in made[::40]:
        one.full_clean(validate_unique=False)
    Vendor.objects.bulk_create(made)
    audit.record("vendor.listed", None, by=cast.staff, place=cast.office.place, office=cast.office,
                 payload={"vendors": len(made), "on": on.isoformat(), "list": source})  # fmt: skip
    return made


def _said(one: Seller, on: date, rng: Random) -> dict:
    """What the list says of the trade itself."""
    begins, ends = rng.choice(HOURS)
    new = on > content.BASE_ON
    months = rng.randint(1, 9) if new else rng.randint(8, 190)
    asked = rng.random()
    return {
        "category": "baru" if new else "lama", "trade": one.goods.trade, "goods": one.goods.what,
        "stall": one.goods.stall, "length": Decimal(rng.choice(SIZES)),
        "width": Decimal(rng.choice(SIZES[:2])), "begins": time(begins), "ends": time(ends),
        "days": "" if rng.random() < 0.7 else "sen sel rab kam jum sab",
        "trading_since": on - timedelta(days=30 * months),
        "association": rng.choice(content.ASSOCIATIONS) if rng.random() < 0.2 else "",
        "wants_events": True if asked < 0.3 else False if asked < 0.6 else None,
        "agreed_public": on if rng.random() < 0.15 else None,
    }  # fmt: skip
