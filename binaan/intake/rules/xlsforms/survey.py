"""The sheet of questions: every row that a phone, or the reader, would stumble over."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from binaan.intake.rules.expressions import references, unknown_functions, wrong
from binaan.intake.rules.xlsforms.book import Book, Fault, Row, cell, numbered, says
from binaan.intake.rules.xlsforms.types import FILES, PLAIN, SELECTS, SILENT, bracket, select

NAME = re.compile(r"[^\W\d][\w.-]*")
WORKED_OUT = ("relevant", "constraint", "calculation", "choice_filter", "repeat_count", "required")
PLAIN_ANSWERS = {"", "yes", "no", "true", "false", "true()", "false()", "y", "n", "ya", "tidak"}
NO_LABEL = frozenset(SILENT) - {"note"}
NAMELESS = NO_LABEL - {"calculate", "hidden"} | {"note"}
ASK_HEADINGS = "Judul kolom type dan name harus ada di baris 1 lembar survey."


def survey(book: Book) -> list[Fault]:
    """Faults of the sheet `survey`."""
    headings = {name for row in book.survey for name in row}
    if not any(cell(row, "type") for row in book.survey):
        return [Fault("survey", 1, "type", f"{ASK_HEADINGS} Yang terbaca: {_listed(headings)}.")]
    lists = {cell(row, "list_name") for row in book.choices}
    names = [cell(row, "name") for row in book.survey]
    found = [*_brackets(book), *_twins(book)]
    for number, row in numbered(book.survey):
        for column, says_what, stops in _row(row, lists, set(names)):
            found.append(Fault("survey", number, column, says_what, stops))
    return sorted(found, key=lambda fault: fault.row or 0)


def _listed(words) -> str:
    return ", ".join(sorted(words)) or "tidak ada"


def _near(word: str, known) -> str:
    found = get_close_matches(word, list(known), 1, 0.6)
    return f" Maksudnya {found[0]}?" if found else ""


Said = tuple[str, str, bool]


def _row(row: Row, lists: set[str], names: set[str]) -> Iterator[Said]:
    kind = cell(row, "type")
    if not kind:
        yield "type", "Jenis pertanyaan (type) kosong. Isi jenisnya, atau kosongkan barisnya.", True
        return
    if bracket(kind)[0] == "end":
        return
    yield from _type(kind, lists)
    yield from _name(kind, cell(row, "name"))
    yield from _label(kind, row)
    for column in WORKED_OUT:
        yield from _expression(column, cell(row, column), names)
    for name in references(cell(row, "trigger") + _labels(row)):
        if name not in names:
            yield "label", _no_such(name, names), True


def _labels(row: Row) -> str:
    return " ".join(
        value for name, value in row.items() if name.lower().startswith(("label", "hint"))
    )


def _type(kind: str, lists: set[str]) -> Iterator[Said]:
    head, named = select(kind)
    if head:
        if not named:
            yield "type", f"Sesudah {head} tulis nama daftar pilihannya.", True
        elif named.startswith("${") or "external" in head:
            return
        elif head.endswith("_from_file"):
            if not named.endswith(FILES):
                yield (
                    "type",
                    f"Berkas pilihan {named} harus berakhiran .csv, .xml atau .geojson.",
                    True,
                )
        elif named not in lists:
            hint = _near(named, lists)
            yield "type", f"Daftar pilihan {named} tidak ada di lembar choices.{hint}", True
    elif not bracket(kind)[0] and kind.lower() not in PLAIN:
        hint = _near(kind.lower().split()[0], [*PLAIN, *SELECTS])
        yield "type", f"Jenis pertanyaan {kind} tidak dikenal.{hint}", True


def _name(kind: str, name: str) -> Iterator[Said]:
    if not name:
        if kind.lower() not in NAMELESS:
            yield "name", "Nama pertanyaan (name) kosong. Isi satu kata tanpa spasi.", True
    elif not NAME.fullmatch(name):
        better = re.sub(r"[^\w.-]+", "_", name.strip().lower()).lstrip("0123456789.-") or "isian"
        yield (
            "name", f"Nama {name} tidak dapat dipakai: awali dengan huruf, lalu huruf, angka, garis "
            f"bawah. Misalnya {better}.", True,
        )  # fmt: skip


def _label(kind: str, row: Row) -> Iterator[Said]:
    if kind.lower() in NO_LABEL or kind.lower() in (
        "start",
        "end",
        "today",
        "username",
        "deviceid",
    ):
        if (
            kind.lower() == "calculate"
            and not cell(row, "calculation")
            and not cell(row, "trigger")
        ):
            yield (
                "calculation",
                "Pertanyaan calculate harus berisi rumus di kolom calculation.",
                True,
            )
        return
    visible = select(kind)[0] or bracket(kind)[0] or kind.lower() in PLAIN
    shown = any(says(row, one) for one in ("label", "hint", "media", "image", "audio", "video"))
    if visible and not shown and not bracket(kind)[0] and not cell(row, "calculation"):
        yield "label", "Pertanyaan ini tidak punya label. Tulis yang dibaca petugas.", True


def _expression(column: str, text: str, names: set[str]) -> Iterator[Said]:
    if not text or text.lower() in PLAIN_ANSWERS:
        return
    fault = wrong(text)
    if fault:
        yield column, f"Rumusnya tidak dapat dihitung: {fault}.", True
        return
    for name in references(text):
        if name not in names:
            yield column, _no_such(name, names), True
    for name, better in unknown_functions(text).items():
        hint = f" Maksudnya {better}?" if better else ""
        yield column, f"Fungsi {name} mungkin tidak dikenal di ponsel.{hint}", False


def _no_such(name: str, names: set[str]) -> str:
    shown = f"${{{name}}}" if name else "${}"
    return f"{shown} menunjuk pertanyaan yang tidak ada di lembar survey.{_near(name, names)}"


def _brackets(book: Book) -> Iterator[Fault]:
    """Groups and repeats that are not closed, or closed without having been opened."""
    opened: list[tuple[int, str]] = []
    for number, row in numbered(book.survey):
        way, what = bracket(cell(row, "type"))
        if way == "begin":
            opened.append((number, what))
        elif way == "end" and opened and opened[-1][1] == what:
            opened.pop()
        elif way == "end":
            inside = (
                f" Yang terbuka: begin_{opened[-1][1]} di baris {opened[-1][0]}." if opened else ""
            )
            yield Fault("survey", number, "type", f"end_{what} tanpa begin_{what}.{inside}")
    for number, what in opened:
        yield Fault("survey", number, "type", f"begin_{what} ini tidak ditutup dengan end_{what}.")


def _twins(book: Book) -> Iterator[Fault]:
    """Two questions of one name in the same group."""
    seen: dict[tuple[int, ...], dict[str, int]] = {(): {}}
    where: tuple[int, ...] = ()
    for number, row in numbered(book.survey):
        way, _what = bracket(cell(row, "type"))
        if way == "end":
            where = where[:-1]
            continue
        name = cell(row, "name").lower()
        first = seen.setdefault(where, {}).setdefault(name, number) if name else number
        if first != number:
            says_what = f"Nama {cell(row, 'name')} sudah dipakai di baris {first}. Pakai nama lain."
            yield Fault("survey", number, "name", says_what)
        if way == "begin":
            where = (*where, number)
