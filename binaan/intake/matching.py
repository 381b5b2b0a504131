"""Which column states which field: by the words above it and by the values below it.

Prose: docs/rules/sheets-as-they-are.md.
"""

import re
from typing import NamedTuple

from binaan.intake.headings import JOIN, OTHERS, QUESTION, Vocabulary, folded, said
from binaan.intake.kinds import Kind
from binaan.kit.sheets.cells import letters, shown

SURE, HARDLY = 0.8, 0.2  # share of sampled values that confirms a heading, that contradicts it
FEW = 3  # values below which nothing is concluded from them
ENOUGH = 0.5  # confidence from which a column is proposed
OUTRIGHT = 0.9  # confidence of a heading that says its field in known words
BY_VALUES = 0.7  # at most, where values alone decide
QUANTITIES = ("money", "number")
AMOUNTS = (*QUANTITIES, "count")
# What values alone tell even under a heading nobody knows: years, days and choices are said of much.
TELLING = ("identifier", "phone", "degrees", "position", "email")
SHAPED = ("identifier", "phone", "degrees", "date", "year")
# Of people and of businesses: what a lone "Nama" is when no heading tells.
OF_PERSONS = ("nik", "sex", "birth_date", "product", "npwp", "family_male")
FIRMS = re.compile(
    r"\b(?:cv|pt|ud|pd|toko|warung|kedai|usaha|ikm|umkm|kelompok|kub|koperasi|pabrik|konveksi|"
    r"catering|katering|bengkel|percetakan|mebel|meubel|tahu|tempe|roti|kue|keripik|kerupuk|batik|"
    r"jaya|makmur|mandiri|sejahtera|collection|craft|snack|bakery|food|frozen)\b",
    re.I,
)
AT_HOME = re.compile(r"\b(?:rumah|tinggal|domisili|ktp|pribadi|pemilik)\b")
AT_WORK = re.compile(r"\b(?:usaha|perusahaan|tempat|produksi|toko|pabrik|kantor|ikm|umkm)\b")
TICKED = re.compile(rf"{JOIN}\w$")  # one column for each choice
KEYS = re.compile(
    r"^(?:id|kode|uid|id unik)$|\b(?:id|kode)\b.*\b(?:ikm|umkm|usaha|anggota|binaan|pelaku|responden)\b"
    r"|^(?:nomor )?(?:anggota|induk|registrasi|register)$|\binduk (?:anggota|binaan|ikm)\b"
    r"|\banggota koperasi\b"
)


class Option(NamedTuple):
    """A field a column may state."""

    field: str
    confidence: float
    why: str
    scale: float | None = None


class Column(NamedTuple):
    """A column: where, the words above it, sampled values and the share of rows that have one."""

    at: int
    heading: str
    samples: list[str]
    filled: float


class Decided(NamedTuple):
    """What columns state. `options` by column index; `warnings` are sentences for a person."""

    columns: dict[str, int]
    options: dict[int, Option]
    warnings: list[str]

    @property
    def multiply(self) -> dict[str, float]:
        return {one.field: one.scale for one in self.options.values() if one.scale}


class Matcher:
    """Decides the columns of one sheet."""

    def __init__(self, kind: Kind, vocabulary: Vocabulary):
        self.kind, self.vocabulary = kind, vocabulary
        self.fields = {field.name: field for field in kind.fields}
        self.warnings: list[str] = []

    def decide(self, columns: list[Column]) -> Decided:
        """One column for a field, one field for a column; the better one wins."""
        options = {column.at: self._options(column) for column in columns}
        self._names(columns, options)
        self._addresses(columns, options)
        options = {column.at: self._seen(column, options[column.at]) for column in columns}
        chosen = self._assign(columns, options)
        taken = {option.field for option in chosen.values()}
        for column in columns:
            if column.at not in chosen and not options[column.at]:
                option = self._by_values(column, taken)
                if option:
                    chosen[column.at] = option
                    taken.add(option.field)
        by_field = {option.field: at for at, option in sorted(chosen.items())}
        return Decided(by_field, chosen, self.warnings)

    def _options(self, column: Column) -> list[Option]:
        """What the heading may mean; a quantity per day or in an unknown scale means nothing here."""
        words = said(column.heading)
        found = []
        for guess in self.vocabulary.guesses(column.heading) if column.heading else ():
            kind = self.fields[guess.field].kind
            quantity = kind in QUANTITIES
            if kind == "choice" and TICKED.search(column.heading):
                self._warn(column, "dicentang per pilihan, jadi tidak dipakai")
                continue
            monthly = words.period == "bulan" and not guess.field.endswith("_month")
            if quantity and (words.period == "hari" or monthly):
                self._warn(column, f"dihitung per {words.period}, jadi tidak dipakai")
            elif quantity and words.scale and not guess.scale:
                self._warn(column, "memakai satuan ribuan atau jutaan, jadi tidak dipakai")
            else:
                found.append(Option(guess.field, guess.confidence, "judul", guess.scale))
        plain = folded(column.heading)
        if "alamat" in plain.split() and AT_HOME.search(plain) and "owner_address" in self.fields:
            found = [Option("owner_address", 0.9, "judul")]
        if not found and plain == "keterangan" and "status" in self.fields:
            found = self._remarks(column)
        return found

    def _remarks(self, column: Column) -> list[Option]:
        """A column of remarks states the status when its values are words of a status."""
        looks = self.fields["status"].looks
        share = looks(column.samples) if looks and len(column.samples) >= FEW else 0
        return [Option("status", BY_VALUES, "isi")] if share >= SURE else []

    def _names(self, columns: list[Column], options: dict[int, list[Option]]) -> None:
        """A lone "Nama" is the owner beside the name of a business, the business beside an owner."""
        if not {"name", "owner_name"} <= set(self.fields):
            return
        lone = [column for column in columns if folded(column.heading) == "nama"]
        others = {one[0].field for at, one in options.items() if one and at not in _at(lone)}
        for column in lone:
            field, confidence = "owner_name", 0.9
            if "name" not in others and "owner_name" in others:
                field = "name"
            elif "name" not in others:
                confidence = BY_VALUES
                firms = _share(FIRMS, column.samples)
                if firms >= (0.5 if others & set(OF_PERSONS) else 0.3):
                    field = "name"
                said_so = self.fields[field].label.lower()
                self._warn(column, f"hanya berjudul Nama; dibaca sebagai {said_so}")
            options[column.at] = [Option(field, confidence, "judul")]

    def _addresses(self, columns: list[Column], options: dict[int, list[Option]]) -> None:
        """ "Alamat" beside "Alamat Usaha" is where the owner lives."""
        if "owner_address" not in self.fields:
            return
        mine = [c for c in columns if options[c.at] and options[c.at][0].field == "address"]
        at_work = [c for c in mine if AT_WORK.search(folded(c.heading))]
        lone = [c for c in mine if folded(c.heading) in ("alamat", "alamat lengkap")]
        known = any(one and one[0].field == "owner_address" for one in options.values())
        if at_work and lone and not known:
            options[lone[0].at] = [Option("owner_address", 0.8, "judul")]

    def _seen(self, column: Column, options: list[Option]) -> list[Option]:
        """The same options after a look at the values."""
        kept = []
        for option in options:
            looks = self.fields[option.field].looks
            if looks is None or len(column.samples) < FEW or option.why == "isi":
                kept.append(option)
                continue
            share = looks(column.samples)
            if self._contradicted(option, share, column):
                label = self.fields[option.field].label
                self._warn(column, f"berjudul seperti {label}, tetapi isinya lain; tidak dipakai")
            elif share >= SURE:
                higher = option.confidence + (1 - option.confidence) / 2
                kept.append(option._replace(confidence=higher, why="judul dan isi"))
            else:
                kept.append(option._replace(confidence=option.confidence * (0.7 + 0.3 * share)))
        return kept

    def _contradicted(self, option: Option, share: float, column: Column) -> bool:
        """Whether the values cannot be the field. Names, places and choices have no shape to miss;
        an amount in thousands or millions looks like any other number. Under a heading that says the
        field outright, numbers that are all wrong still are that field: each waits at its cell."""
        kind = self.fields[option.field].kind
        if kind in AMOUNTS or (kind in SHAPED and option.confidence >= OUTRIGHT):
            return sum(bool(re.search(r"\d", text)) for text in column.samples) < HARDLY * len(
                column.samples
            )
        return kind in SHAPED and share < HARDLY

    def _assign(self, columns: list[Column], options: dict[int, list[Option]]) -> dict[int, Option]:
        by_at = {column.at: column for column in columns}
        ranked = sorted(
            ((at, option) for at, found in options.items() for option in found),
            key=lambda pair: (-pair[1].confidence - by_at[pair[0]].filled / 100, pair[0]),
        )
        chosen: dict[int, Option] = {}
        holder: dict[str, int] = {}
        for at, option in ranked:
            if at in chosen or option.confidence < ENOUGH:
                continue
            if option.field in holder:
                options[at] = [one for one in options[at] if one is not option] or [option]
                continue
            chosen[at], holder[option.field] = option, at
        for at, found in options.items():
            if found and at not in chosen and found[0].field in holder:
                label = self.fields[found[0].field].label
                other = letters(holder[found[0].field])
                self._warn(by_at[at], f"juga berarti {label}; yang dipakai kolom {other}")
        return chosen

    def _by_values(self, column: Column, taken: set[str]) -> Option | None:
        """Where no heading tells: the one field that these values plainly are."""
        plain = folded(column.heading)
        if (
            len(column.samples) < FEW
            or OTHERS.search(plain)
            or QUESTION.search(plain)
            or plain in ("no", "nomor", "nomor urut")
        ):
            return None
        shares = sorted(
            (
                (field.looks(column.samples), field.name)
                for field in self.kind.fields
                if field.looks is not None
                and field.name not in taken
                and (not plain or field.kind in TELLING or field.name in TELLING)
            ),
            reverse=True,
        )
        if not shares or shares[0][0] < SURE:
            return None
        if len(shares) > 1 and shares[1][0] > shares[0][0] - 0.15:
            return None
        share, name = shares[0]
        confidence = round(share * (BY_VALUES if not plain else BY_VALUES - 0.1), 2)
        self._warn(column, f"dikenali dari isinya sebagai {self.fields[name].label}; periksa")
        return Option(name, confidence, "isi")

    def _warn(self, column: Column, what: str) -> None:
        title = f" ({column.heading})" if column.heading else ""
        self.warnings.append(f"Kolom {letters(column.at)}{title} {what}.")


def key_of(columns: list[Column], taken: set[int], values) -> int | None:
    """The column whose words identify a row in this list: told so by its heading, full and unique.

    `values(at)` answers all its cells. Running numbers are no key: they move with every new row.
    """
    for column in columns:
        words = folded(column.heading)
        if column.at in taken or not KEYS.search(words) or "urut" in words.split():
            continue
        cells = values(column.at)
        unique = cells.null_count() == 0 and cells.n_unique() == cells.len()
        if unique and cells.len() >= FEW and not _counts(cells.to_list()):
            return column.at
    return None


def _counts(cells: list[str]) -> bool:
    """1, 2, 3 … or 0001, 0002 …"""
    plain = [shown(cell).strip("().") for cell in cells]
    if not all(cell.isdigit() for cell in plain):
        return False
    numbers = sorted(int(cell) for cell in plain)
    return numbers[-1] - numbers[0] < 1.1 * len(numbers) and numbers[0] <= 1


def _at(columns: list[Column]) -> set[int]:
    return {column.at for column in columns}


def _share(pattern: re.Pattern, samples: list[str]) -> float:
    return sum(bool(pattern.search(one)) for one in samples) / len(samples) if samples else 0.0
