"""The tables of the quality pages, each declared once: the screen, print and CSV read the same."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from binaan.access.permissions import Permission
from binaan.kit.dates import short_date
from binaan.kit.numbers import id_number, percent
from binaan.registry.rules.completeness import FIELDS, KEYS
from binaan.web.addresses import address
from binaan.web.quality import sources
from binaan.web.quality.asking import BY_PLACE, Division, Line, Question
from binaan.web.quality.counts import Tally

HIDDEN = "disembunyikan"
LABELS = dict(FIELDS)
UNKNOWN = "belum"  # what the list calls a value nobody stated
ORDERS = {
    "lengkap": "Kelengkapan paling rendah",
    "isian": "Isian terpilih paling kosong",
    "periksa": "Paling banyak belum diperiksa",
    "menunggu": "Paling banyak baris menunggu",
    "usaha": "Paling banyak usaha",
}


class Column(NamedTuple):
    """`right`: figures stand at the right. `wide`: left out on a phone, where it says little."""

    label: str
    right: bool = True
    wide: bool = False


class Cell(NamedTuple):
    """`text` is read by people, `plain` by a spreadsheet. `bar`: percent of a bar, None without."""

    text: str
    plain: str = ""
    url: str = ""
    says: str = ""
    bar: float | None = None
    note: str = ""
    muted: bool = False


class Row(NamedTuple):
    title: str
    cells: list[Cell]
    url: str = ""
    note: str = ""
    links: list[tuple[str, str]] = []


class Table(NamedTuple):
    """`heading`: over the titles of the rows."""

    key: str
    caption: str
    heading: str
    columns: list[Column]
    rows: list[Row]

    @property
    def lines(self) -> list[tuple[Row, list[tuple[Column, Cell]]]]:
        """Rows with each cell beside its column."""
        return [(row, list(zip(self.columns, row.cells, strict=True))) for row in self.rows]


def listed(question: Question, words: dict | None = None, **more: str) -> str:
    """The same businesses in the directory; "" for who does not see them."""
    return _selection(question, "business_list", None if words is None else words | more)


def mapped(question: Question, words: dict | None = None) -> str:
    return _selection(question, "business_map", words)


def _selection(question: Question, page: str, words: dict | None) -> str:
    if words is None or not question.user.may(Permission.BUSINESS_VIEW):
        return ""
    base = address(page)
    said = {"wilayah": question.place.code} if question.place.path else {}
    return f"{base}?{urlencode(said | words)}" if base else ""


def by_field(question: Question, whole: Tally, links: dict[str, str]) -> Table:
    """One row for each field that counts, the emptiest first; `links`: the page of each field."""
    rows = [
        Row(
            LABELS[key],
            [
                share(whole, key),
                lacking(question, whole, key),
                _count(whole, key, whole.counts[key]),
                _count(whole, key, whole.of(key)),
            ],
            url=links.get(key, ""),
            note=exempt(whole, key),
        )
        for key in sorted(KEYS, key=lambda key: _emptiness(whole, key))
    ]
    columns = [Column("Bagian"), Column("Kosong"), Column("Terisi", wide=True)]
    columns.append(Column("Dari", wide=True))
    return Table("isian", "Kelengkapan menurut isian", "Isian", columns, rows)


def _emptiness(whole: Tally, key: str) -> tuple:
    """A hidden count does not betray its rank."""
    part = None if whole.hides(key) else whole.share(key)
    return (part is None, part or 0)


def by_part(
    question: Question, division: Division, lines: list[Line], chosen: Iterable[str], links: dict
) -> Table:
    """One row for each part; `links`: the page inside each place, by its key."""
    chosen = list(chosen)
    with_rows = division is BY_PLACE
    columns = [Column("Usaha"), Column("Kelengkapan"), *(Column(LABELS[key]) for key in chosen)]
    columns += [Column("Belum diperiksa"), Column("Pemeriksaan terbaru")]
    columns += [Column("Pemeriksaan tengah")] + [Column("Baris menunggu")] * with_rows
    rows = []
    for line in lines:
        tally, words = line.tally, _words(division, line)
        cells = [_total(question, tally, words), mean(tally)]
        cells += [share(tally, key, _lacks(question, tally, key, words)) for key in chosen]
        cells += [_unseen(question, tally, words), _day(tally, tally.newest)]
        cells += [_day(tally, tally.median)] + [_waiting(line.waiting)] * with_rows
        rows.append(
            Row(
                line.label, cells, links.get(line.key, ""),
                links=_ways(question, words) if words and division is BY_PLACE else [],
            )
        )  # fmt: skip
    caption = f"Kelengkapan menurut {division.label.lower()}"
    return Table(division.key, caption, division.label, columns, rows)


def of_field(
    question: Question, division: Division, lines: list[Line], key: str, links: dict
) -> Table:
    """One field alone, by the parts of a division."""
    rows = []
    for line in lines:
        words = _words(division, line)
        cells = _of_field(question, line.tally, key, words)
        rows.append(Row(line.label, cells, links.get(line.key, "")))
    caption = f"{LABELS[key]} menurut {division.label.lower()}"
    return Table(division.key, caption, division.label, list(ONE_FIELD), rows)


ONE_FIELD = (Column("Usaha"), Column("Kosong"), Column("Terisi"))


def _of_field(question: Question, tally: Tally, key: str, words: dict | None) -> list[Cell]:
    lacks = _lacks(question, tally, key, words)
    return [_total(question, tally, words), lacks, share(tally, key)]


def of_field_by_list(question: Question, found: list[sources.Listed], key: str) -> Table:
    """One field alone, by the lists that name the businesses, and whether they can say it."""
    columns = [Column("Keadaan per", right=False), *ONE_FIELD, Column("Menyebutnya", right=False)]
    rows = []
    for one in found:
        words = {"daftar": str(one.source.pk)}
        cells = [Cell(short_date(one.as_of), _iso(one.as_of))]
        cells += [*_of_field(question, one.tally, key, words), _says(key in one.says)]
        rows.append(Row(one.source.name, cells, _batch(one), str(one.source.office)))
    return Table("daftar", f"{LABELS[key]} menurut daftar", "Daftar", columns, rows)


def by_list(question: Question, found: list[sources.Listed]) -> Table:
    """One row for each list."""
    columns = [Column("Keadaan per", right=False), Column("Versi"), Column("Usaha")]
    columns += [Column("Juga di daftar lain"), Column("Kelengkapan")]
    columns += [Column("Baris menunggu"), Column("Baris hilang")]
    rows = []
    for one in found:
        words = {"daftar": str(one.source.pk)}
        cells = [Cell(short_date(one.as_of), _iso(one.as_of)), _number(one.versions)]
        cells += [_total(question, one.tally, words), _number(one.also), mean(one.tally)]
        cells += [_waiting(one.waiting, _box(question, one)), _number(one.vanished, _gone(one))]
        rows.append(Row(one.source.name, cells, _batch(one), str(one.source.office)))
    return Table("daftar", "Kelengkapan menurut daftar", "Daftar", columns, rows)


def matrix(found: list[sources.Listed]) -> Table:
    """Which list says what: one row for each field, one column for each list."""
    rows = [
        Row(
            LABELS[key],
            [
                share(one.tally, key, bar=False)._replace(
                    note="" if key in one.says else "tanpa kolom", muted=key not in one.says
                )
                for one in found
            ],
        )
        for key in KEYS
    ]
    columns = [Column(one.source.name) for one in found]
    return Table("menyebut", "Isian yang disebut tiap daftar", "Isian", columns, rows)


def _words(division: Division, line: Line) -> dict[str, str] | None:
    """What narrows the directory to a part; None where its address cannot say it."""
    if division is BY_PLACE and not line.inside:
        return None  # those that name no part of the place: the directory knows only whole places
    return {division.word: line.key or UNKNOWN}


def worst_first(lines: list[Line], order: str, chosen: Iterable[str]) -> list[Line]:
    """Parts without a business last, whatever is asked; a hidden value does not betray its rank."""
    chosen = list(chosen)

    def rank(line: Line) -> tuple:
        tally = line.tally
        if not tally.total or tally.hides("total"):
            return (1, -(line.waiting or 0), line.label)
        return (0, _rank(line, order, chosen), line.label)

    return sorted(lines, key=rank)


def _rank(line: Line, order: str, chosen: list[str]):
    tally = line.tally
    if order == "usaha":
        return -tally.total
    if order == "menunggu":
        return -(line.waiting or 0)
    if order == "periksa":
        return 0 if tally.hides("unseen") else -(tally.share("unseen") or 0)
    if order == "isian" and chosen:
        shares = [tally.share(key) for key in chosen if not tally.hides(key)]
        return sum((1 if share is None else share) for share in shares) / (len(shares) or 1)
    return tally.mean or 0


# --- single cells


def _number(count: int, url: str = "", says: str = "") -> Cell:
    return Cell(id_number(count), str(count), url if count else "", says)


def mean(tally: Tally) -> Cell:
    if tally.hides("total"):
        return Cell(HIDDEN, muted=True)
    if tally.mean is None:
        return Cell("–")
    return _percent(tally.mean / 100)


def _percent(share, url: str = "", says: str = "", bar: bool = True) -> Cell:
    shown = round(float(share) * 100, 1)
    return Cell(percent(share), str(shown), url, says, shown if bar else None)


def share(tally: Tally, key: str, lacks: Cell | None = None, *, bar: bool = True) -> Cell:
    if tally.hides(key):
        return Cell(HIDDEN, muted=True)
    part = tally.share(key)
    if part is None:
        return Cell("–", muted=True)
    cell = _percent(part, bar=bar)
    return cell._replace(url=lacks.url, says=lacks.says) if lacks else cell


def _count(tally: Tally, key: str, count: int) -> Cell:
    return Cell(HIDDEN, muted=True) if tally.hides(key) else _number(count)


def _total(question: Question, tally: Tally, words: dict | None) -> Cell:
    if tally.hides("total"):
        return Cell(HIDDEN, muted=True)
    return _number(tally.total, listed(question, words), "usaha: buka di direktori")


def lacking(question: Question, tally: Tally, key: str) -> Cell:
    return _lacks(question, tally, key, {})


def _lacks(question: Question, tally: Tally, key: str, words: dict | None) -> Cell:
    """How many could have it and do not, with the way to them."""
    if tally.hides(key):
        return Cell(HIDDEN, muted=True)
    url = listed(question, words, kosong=key)
    return _number(tally.lacking(key), url, "usaha belum punya: lengkapi")


def _unseen(question: Question, tally: Tally, words: dict | None) -> Cell:
    if tally.hides("unseen"):
        return Cell(HIDDEN, muted=True)
    url = listed(question, words, verifikasi="none")
    return _number(tally.counts["unseen"], url, "usaha belum diperiksa")


def _day(tally: Tally, day: date | None) -> Cell:
    if tally.hides("total") or tally.hides("unseen"):
        return Cell(HIDDEN, muted=True)
    return Cell(short_date(day), _iso(day))


def _waiting(count: int | None, url: str = "") -> Cell:
    return Cell(HIDDEN, muted=True) if count is None else _number(count, url, "baris menunggu")


def _says(says: bool) -> Cell:
    return Cell("punya kolom", "ya") if says else Cell("tanpa kolom", "tidak", muted=True)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def exempt(tally: Tally, key: str) -> str:
    count = tally.exempt.get(key, 0)
    if not count or tally.hides(key):
        return ""
    return f"tidak berlaku bagi {id_number(count)} usaha milik badan"


# --- ways to the records


def _ways(question: Question, words: dict) -> list[tuple[str, str]]:
    ways = (("Daftar", listed(question, words)), ("Peta", mapped(question, words)))
    return [(label, url) for label, url in ways if url]


def _box(question: Question, one: sources.Listed) -> str:
    """The repair box of the list, for who repairs; else the list itself."""
    if one.batch_id is None:
        return ""
    box = address("repair_box") if question.user.may(Permission.LIST_REPAIR) else ""
    return f"{box}?daftar={one.batch_id}" if box else _batch(one)


def _batch(one: sources.Listed) -> str:
    return address("batch_detail", one.batch_id) if one.batch_id else ""


def _gone(one: sources.Listed) -> str:
    url = address("batch_versions", one.batch_id) if one.batch_id else ""
    return f"{url}?bagian=hilang&hanya=menunggu" if url else ""
