"""What a person says on the mapping page, as the mapping it means.

A workbook has as many inputs as it has columns, so this is no Django form: names are `s2-D` (the
field of column D on the sheet with number 2), `s2-D-kali` (its scale), `s2-pakai`, `s2-dari`,
`s2-sampai`, `s2-kunci`, `s2-tersembunyi`; `s2-D-turun` says that blank cells repeat the one above.
Sheets are numbered in the order of their names.
"""

from typing import NamedTuple

from binaan.intake.kinds import Kind
from binaan.intake.proposed import heading_rows, letters_of

HIDDEN_ROWS = {
    "ask": "Tanya nanti: tunggu di kotak perbaikan",
    "include": "Masukkan seperti baris lain",
    "skip": "Lewati",
}
SCALES = {
    1: "rupiah penuh",
    1_000: "ribu rupiah (Rp.000)",
    1_000_000: "juta rupiah",
    1_000_000_000: "miliar rupiah",
}
LAST_LINE = 1_048_576  # of a sheet in Excel


class Fault(NamedTuple):
    """What cannot be used: on which sheet, in which column (or "")."""

    sheet: str
    column: str
    text: str


class MappingForm:
    """Reads the posted answers against the proposal they were asked about."""

    def __init__(self, data, *, proposal: dict, kind: Kind):
        self.data, self.kind = data, kind
        self.proposed = proposal["sheets"]
        self.faults: list[Fault] = []
        self.entries = {
            name: self._entry(f"s{number}", name)
            for number, name in enumerate(sorted(self.proposed))
        }
        if not self._used() and not self.again():
            self.faults.append(Fault("", "", "Pilih paling sedikit satu lembar yang dipakai."))

    @property
    def remember(self) -> bool:
        return self.data.get("ingat") == "1"

    def is_valid(self) -> bool:
        return not self.faults

    def again(self) -> str:
        """The sheet for which a new guess is asked, "" when none is."""
        marks = {f"s{number}": name for number, name in enumerate(sorted(self.proposed))}
        return marks.get(self.data.get("ulang", ""), "")

    def moved(self) -> dict[str, list[int]]:
        """Sheets to be guessed anew because their heading stands elsewhere, with its lines."""
        return {
            name: entry["heading_rows"]
            for name, entry in self.entries.items()
            if name == self.again()
            or (entry["use"] and tuple(entry["heading_rows"]) != heading_rows(self.proposed[name]))
        }

    def nameless(self) -> list[str]:
        """Sheets used without a column that names anybody: all their rows would wait."""
        wanted = set(self.kind.naming_fields)
        used = self._used().items()
        return [name for name, entry in used if not wanted & set(entry["columns"].values())]

    def mapping(self) -> dict:
        """The mapping of the sheets that are used."""
        return {"sheets": self._used()}

    def _used(self) -> dict[str, dict]:
        return {name: entry for name, entry in self.entries.items() if entry["use"]}

    def _entry(self, mark: str, name: str) -> dict:
        before = self.proposed[name]
        use = self.data.get(f"{mark}-pakai") == "1"
        columns = self._columns(mark, name, before, use)
        hidden = self.data.get(f"{mark}-tersembunyi", "")
        key = self.data.get(f"{mark}-kunci", "")
        first, last = self._heading(mark, name, before)
        kept = before.get("columns", {})
        why = {at: one for at, one in before.get("why", {}).items() if columns.get(at) == kept[at]}
        fillable = before.get("fillable") or before.get("fill", [])
        return before | {
            "use": use,
            "heading_row": last,
            "heading_rows": [first, last],
            "columns": columns,
            "why": why,
            "fillable": fillable,
            "multiply": self._multiply(mark, columns),
            "key": key if key in letters_of(before) else None,
            "fill": [at for at in fillable if self.data.get(f"{mark}-{at}-turun")],
            "hidden": hidden if hidden in HIDDEN_ROWS else before.get("hidden", "ask"),
        }

    def _columns(self, mark: str, name: str, before: dict, use: bool) -> dict[str, str]:
        said: dict[str, str] = {}
        for letter in letters_of(before):
            field = self.data.get(f"{mark}-{letter}", "")
            if not field:
                continue
            known = self.kind.field(field)
            if known is None:
                self.faults.append(Fault(name, letter, "Isian ini tidak dikenal."))
                continue
            taken = next((other for other, one in said.items() if one == field), None)
            said[letter] = field
            if taken and use:
                text = f"“{known.label}” sudah dipakai kolom {taken}. Pilih satu saja."
                self.faults.append(Fault(name, letter, text))
        return said

    def _multiply(self, mark: str, columns: dict[str, str]) -> dict[str, float]:
        scaled = {}
        for letter, field in columns.items():
            known, said = self.kind.field(field), self.data.get(f"{mark}-{letter}-kali", "")
            factor = int(said) if said.isascii() and said.isdecimal() and len(said) < 13 else 1
            if known and known.kind == "money" and factor > 1:
                scaled[letter] = factor
        return scaled

    def _heading(self, mark: str, name: str, before: dict) -> tuple[int, int]:
        first, last = (self._line(f"{mark}-{end}") for end in ("dari", "sampai"))
        if first is None or last is None or first > last:
            text = "Tulis nomor baris judul kolom, dari yang atas sampai yang bawah."
            self.faults.append(Fault(name, "", text))
            return heading_rows(before)
        return first, last

    def _line(self, name: str) -> int | None:
        text = self.data.get(name, "").strip()
        fits = text.isascii() and text.isdecimal() and len(text) < 8
        return int(text) if fits and 0 < int(text) <= LAST_LINE else None
