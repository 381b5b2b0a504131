"""Run as a program of its own: turn a workbook into one Arrow file a sheet.

A process apart, with limits on memory and time, so that a bomb or a broken file hurts nobody else.
Usage: python -m binaan.kit.sheets.convert WORKBOOK FOLDER
Writes FOLDER/sheets.json and FOLDER/0.arrow, 1.arrow … : columns `line` and c0, c1, …
"""

import json
import resource
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

MEMORY = 6 * 1024**3
MAX_COLUMNS = 300
MAX_CELLS = 40_000_000


def main(source: str, folder: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import python_calamine

    try:
        workbook = python_calamine.load_workbook(source)
    except python_calamine.PasswordError:
        return _refuse("password")
    except Exception:  # noqa: BLE001 - whatever is wrong with the file, the answer is the same
        return _refuse("unreadable")
    with ThreadPoolExecutor(1) as beside:
        return _convert(workbook, folder, beside.submit(_asides, source))


def _convert(workbook, folder: str, asides: Future) -> int:
    import python_calamine

    sheets = []
    for number, meta in enumerate(workbook.sheets_metadata):
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = workbook.get_sheet_by_name(meta.name)
        except Exception:  # noqa: BLE001 - as above
            return _refuse("unreadable")
        if sheet.width > MAX_COLUMNS or sheet.width * sheet.height > MAX_CELLS:
            return _refuse("too_wide" if sheet.width > MAX_COLUMNS else "too_large")
        file = f"{number}.arrow"
        _write(sheet, Path(folder) / file)
        hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
        item = {"number": number, "name": meta.name, "file": file, "hidden": hidden}
        sheets.append({**item, "merged": _merged(sheet)})
    for item in sheets:
        item |= _told(asides.result(), item.pop("number"), item["merged"])
    Path(folder, "sheets.json").write_text(json.dumps(sheets))
    return 0


def _asides(source: str) -> list:
    """What is hidden, merged or not calculated; knowing nothing of it must not refuse the file."""
    from binaan.kit.sheets.asides import asides

    try:
        return asides(source)
    except Exception:  # noqa: BLE001 - as the docstring says
        return []


def _merged(sheet) -> list[tuple[int, int, int, int]]:
    """(first line, first column, last line, last column); lines from 1, columns from 0."""
    ranges = sheet.merged_cell_ranges or []
    return [(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges]


def _told(asides: list, number: int, merged: list) -> dict:
    from binaan.kit.sheets.asides import NOTHING

    aside = asides[number] if number < len(asides) else NOTHING
    return {
        "hidden_lines": sorted(aside.hidden_lines),
        "hidden_columns": sorted(aside.hidden_columns),
        "merged": merged if aside.merged is None else aside.merged,
        "uncalculated": aside.uncalculated,
    }


def _write(sheet, path: Path) -> None:
    import polars as pl

    from binaan.kit.sheets.cells import as_text

    top, left = sheet.start or (0, 0)
    rows = sheet.to_python(skip_empty_area=True)
    columns = {"line": pl.Series(range(top + 1, top + 1 + len(rows)), dtype=pl.Int64)}
    width = max((len(row) for row in rows), default=0)
    for index in range(left):
        columns[f"c{index}"] = pl.Series([None] * len(rows), dtype=pl.String)
    for index in range(width):
        texts = [as_text(row[index]) if index < len(row) else None for row in rows]
        columns[f"c{left + index}"] = pl.Series(texts, dtype=pl.String)
    pl.DataFrame(columns).write_ipc(path)


def _refuse(code: str) -> int:
    sys.stderr.write(code)
    return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
