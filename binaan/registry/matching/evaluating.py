"""How well the register tells who is who, against a truth: pairs of rows it calls one and that are one.

Pairwise: of n rows in one set n(n-1)/2 pairs are called one. Rows that wait stand alone.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import polars as pl

COLUMNS = ("source", "row_key", "entity", "owner")
MOST_NAMED = 20
ROW = ["source", "row_key"]


class Unreadable(Exception):
    """The file of truth cannot be used; the text says why and what to write."""


class Scores(NamedTuple):
    """Pairs: called one by the register, one in truth, and both."""

    called: int
    true: int
    right: int

    def as_dict(self) -> dict:
        precision = self.right / self.called if self.called else None
        recall = self.right / self.true if self.true else None
        both = self.called + self.true
        return {
            "precision": _short(precision),
            "recall": _short(recall),
            "f1": _short(2 * self.right / both if both else None),
            "pairs_called": self.called,
            "pairs_true": self.true,
            "pairs_right": self.right,
        }


def read_truth(path: Path) -> pl.DataFrame:
    """The rows of a CSV with COLUMNS, all as text. Raises Unreadable with a sentence."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            sample = file.readline()
            file.seek(0)
            rows = csv.reader(file, delimiter=";" if ";" in sample and "," not in sample else ",")
            heading = [name.strip().lower() for name in next(rows, [])]
            found = [row for row in rows if any(cell.strip() for cell in row)]
    except FileNotFoundError:
        raise Unreadable(f"Berkas {path} tidak ada.") from None
    except (OSError, UnicodeDecodeError, csv.Error):
        raise Unreadable(f"Berkas {path} tidak terbaca sebagai CSV (UTF-8).") from None
    missing = [name for name in COLUMNS if name not in heading]
    if missing:
        raise Unreadable(
            f"Kolom {', '.join(missing)} tidak ada di {path.name}. Baris pertama harus memuat"
            f" {', '.join(COLUMNS)}."
        )
    at = [heading.index(name) for name in COLUMNS]
    for number, row in enumerate(found, start=2):
        if len(row) <= max(at):
            raise Unreadable(f"Baris {number} di {path.name} kurang kolom.")
    truth = pl.DataFrame(
        [[row[i].strip() for i in at] for row in found],
        schema=dict.fromkeys(COLUMNS, pl.String), orient="row",
    )  # fmt: skip
    _must_be_sound(truth, path)
    return truth


def _must_be_sound(truth: pl.DataFrame, path: Path) -> None:
    if truth.is_empty():
        raise Unreadable(f"{path.name} tidak memuat satu baris pun.")
    blank = truth.filter(
        (pl.col("source") == "") | (pl.col("row_key") == "") | (pl.col("entity") == "")
    )
    if blank.height:
        raise Unreadable(f"{blank.height} baris di {path.name} tanpa source, row_key atau entity.")
    unlike = truth.unique().group_by(ROW).len().filter(pl.col("len") > 1)
    if unlike.height:
        source, key = unlike.select(ROW).row(0)
        raise Unreadable(
            f"{unlike.height} baris disebut dua kali dengan isi berbeda, misalnya {key} dari {source}."
        )


def evaluate(truth: pl.DataFrame, rows: Iterable[tuple]) -> dict:
    """Scores of businesses and owners; `rows`: (source, row_key, business, person) of the register."""
    truth = truth.unique(maintain_order=True)
    schema = {"source": pl.String, "row_key": pl.String, "business": pl.String, "person": pl.String}
    said = pl.DataFrame(_wanted(truth, rows), schema=schema, orient="row")
    # A key that waits in one version and came in with another stands for what came in.
    said = said.sort("business", nulls_last=True, maintain_order=True).unique(ROW, keep="first")
    both = truth.join(said, on=ROW, how="inner", maintain_order="left").with_row_index("n")
    alone = pl.concat_str(pl.lit("row "), pl.col("n").cast(pl.String))
    both = both.with_columns(pl.col("business").fill_null(alone), pl.col("person").fill_null(alone))
    owned = both.filter(pl.col("owner") != "")
    firms = _scores(both, "business", "entity")
    false = firms.called - firms.right
    same_owner = _pairs(owned, "business", "owner") - _pairs(owned, "business", "owner", "entity")
    missing = truth.join(said, on=ROW, how="anti", maintain_order="left")
    return {
        "business": firms.as_dict(),
        "owner": _scores(owned, "person", "owner").as_dict(),
        "false_pairs": false,
        "false_pairs_same_owner": same_owner,
        "same_owner_share_of_false": _short(same_owner / false if false else None),
        "same_owner_share_of_merges": _short(same_owner / firms.called if firms.called else None),
        "rows": truth.height,
        "rows_found": both.height,
        "rows_waiting": both["business"].str.starts_with("row ").sum(),
        "rows_not_found": missing.height,
        "not_found": [list(row) for row in missing.select(ROW).head(MOST_NAMED).rows()],
    }


def _wanted(truth: pl.DataFrame, rows: Iterable[tuple]) -> list[tuple]:
    named = set(truth.select(ROW).rows())
    return [row for row in rows if row[:2] in named]


def _scores(rows: pl.DataFrame, said: str, true: str) -> Scores:
    return Scores(_pairs(rows, said), _pairs(rows, true), _pairs(rows, said, true))


def _pairs(rows: pl.DataFrame, *by: str) -> int:
    sizes = rows.group_by(by).len()["len"].cast(pl.Int64)
    return int((sizes * (sizes - 1) // 2).sum())


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
