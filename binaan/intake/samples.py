"""The first lines of every sheet of a file that waits for its mapping, for the page that shows them.

Reading a large workbook takes longer than a page may: the job that proposes a mapping keeps these
lines beside the kept files, readable by this account only, and they go when the batch is past its
preview. They are a cache: when they are missing the file is read again.
"""

import json
from pathlib import Path

import polars as pl
from django.conf import settings

from binaan.intake.models import Batch
from binaan.kit import files
from binaan.kit.sheets import reading
from binaan.kit.sheets.reading import RawSheet

LINES = 80  # of every sheet


def keep(batch: Batch, sheets: list[RawSheet]) -> None:
    """Keep the first lines of the sheets of a batch."""
    path = _path(batch)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_suffix(".new")
    partial.touch(mode=0o600)
    partial.write_text(json.dumps([_as_json(sheet) for sheet in sheets], ensure_ascii=False))
    partial.replace(path)


def of(batch: Batch) -> list[RawSheet]:
    """The first lines of every sheet; raises Unreadable like the file itself."""
    try:
        kept = json.loads(_path(batch).read_text())
    except (OSError, ValueError):
        sheets = reading.read(files.path_of(batch.file_id), batch.file_name)
        keep(batch, sheets)
        return [sheet._replace(frame=sheet.frame.head(LINES)) for sheet in sheets]
    return [_sheet(item) for item in kept]


def forget(batch: Batch) -> None:
    """Delete what was kept."""
    _path(batch).unlink(missing_ok=True)


def _path(batch: Batch) -> Path:
    return settings.FILES_DIR.parent / "contoh" / f"{batch.pk}.json"


def _as_json(sheet: RawSheet) -> dict:
    first = sheet.frame.head(LINES)
    last = first["line"].max() or 0
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "hidden_lines": sorted(line for line in sheet.hidden_lines if line <= last),
        "hidden_columns": sorted(sheet.hidden_columns),
        "merged": [list(one) for one in sheet.merged if one[0] <= last],
        "width": sheet.width,
        "rows": first.rows(),
    }


def _sheet(item: dict) -> RawSheet:
    names = [f"c{index}" for index in range(item["width"])]
    schema = {"line": pl.Int64} | dict.fromkeys(names, pl.String)
    return RawSheet(
        item["name"],
        pl.DataFrame(item["rows"], schema=schema, orient="row"),
        item["hidden"],
        frozenset(item["hidden_lines"]),
        frozenset(item["hidden_columns"]),
        tuple(tuple(one) for one in item["merged"]),
    )
