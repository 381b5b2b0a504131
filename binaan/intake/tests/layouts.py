"""Sheets as offices make them, drawn at random from rows that are known: what `hypothesis` draws from."""

from typing import NamedTuple

import polars as pl
from hypothesis import strategies as st

from binaan.kit.sheets.reading import RawSheet

# field -> wordings; a wording may be divided over two lines ("Alamat", "Desa").
WORDINGS = {
    "name": ("Nama Usaha", "NAMA PERUSAHAAN", "Nm. Usaha", "3. Nama IKM", "Nama Usaha/Perusahaan"),
    "owner_name": ("Nama Pemilik", "Pemilik", "Penanggung Jawab", "Nama Anggota", "PENGUSAHA"),
    "phone": ("No. HP / WA", "HP", "No. Telp", "Telepon", ("Nomor", "HP")),
    "address": ("Alamat", "Alamat Lengkap", ("Alamat", "Jalan")),
    "village": ("Kel./Desa", "DESA / KELURAHAN", "Desa", ("Alamat", "Desa")),
    "product": ("Komoditi / Jenis Produk", "Jenis Produk", "Komoditi"),
    "paid_male": ("TK L", "TK (L)", ("Tenaga Kerja", "L"), ("Tenaga Kerja", "Laki-laki")),
    "paid_female": ("TK P", "TK (P)", ("Tenaga Kerja", "P"), ("Tenaga Kerja", "Perempuan")),
    "investment": ("Nilai Investasi (Rp.000)", "Investasi (Rp)", ("Nilai Investasi", "(Rp.000)")),
    "started_year": ("Tahun Berdiri", "Th. Berdiri"),
}
SUMS = ("paid_male", "paid_female", "investment")
TITLES = (
    ["PEMERINTAH KABUPATEN BEKASI"],
    ["DINAS PERINDUSTRIAN"],
    ["Jl. Industri No. 1, Cikarang Pusat, Telp. 021-8997"],
    ["DAFTAR INDUSTRI KECIL DAN MENENGAH", None, "TAHUN 2020"],
    [],
)
NAMES = (
    "Tahu Sari", "Total Jaya", "Jumlah Berkah", "Catatan Kecil", "Rata Rasa", "Sumber Rejeki",
    "Keripik Bu Ani", "A. Makmur", "H. Udin Mebel", "Kelompok Tani Maju", "Desa Kreatif", "CV. Karya",
    "Ketua Snack", "Lanjutan Rasa", "No. 1 Bakery", "Camat Kopi", "Kec. Manis", "Halaman Hijau",
)  # fmt: skip
OWNERS = (
    "Pindahan",
    "Ibu Sari",
    "Budi",
    "Total",
    "H. Udin",
    "NIP Suherman",
    "Jumlah Widodo",
    "Ani",
)
FOOT = (
    ["Catatan:", "data sementara"],
    ["Keterangan : L = laki-laki"],
    ["Sumber: Dinas Perindustrian, 2020"],
    ["*) data sementara"],
    [None, "Cikarang, 12 Januari 2021"],
    [None, "Mengetahui,", None, "Cikarang, 12 Januari 2021"],
    [None, "Kepala Dinas Perindustrian"],
    [None, "ttd"],
    [None, "Drs. H. Ahmad Suherman, M.Si"],
    [None, "NIP. 196512121990031001"],
)


class Drawn(NamedTuple):
    """A sheet, and the rows it was made of: line, {field: text}."""

    cells: list[list[str | None]]
    rows: list[tuple[int, dict[str, str | None]]]
    district: list[str | None]
    merged: list[tuple[int, int, int, int]]

    def sheet(self) -> RawSheet:
        width = max(len(row) for row in self.cells)
        columns = {
            f"c{at}": pl.Series(
                [row[at] if at < len(row) else None for row in self.cells], dtype=pl.String
            )
            for at in range(width)
        }
        lines = pl.Series("line", range(1, len(self.cells) + 1), dtype=pl.Int64)
        return RawSheet(
            "Data", pl.DataFrame([lines]).with_columns(**columns), merged=tuple(self.merged)
        )


words = st.sampled_from


@st.composite
def records(draw) -> dict[str, str | None]:
    """A row of which the name and something else is said."""
    maybe = {
        "owner_name": words(OWNERS),
        "phone": st.integers(0, 9999).map(lambda n: f"0812-0000-{n:04d}"),
        "address": words(("Jl. Raya Setu 12", "Kp. Ceger RT 02/07", "Perum Jumlah Indah")),
        "village": words(("Setiadarma", "Wanasari", "Sukajaya")),
        "product": words(("Tahu", "Jumlah besar roti", "Keripik", "Total kayu")),
        "paid_male": st.integers(0, 30).map(str),
        "paid_female": st.integers(0, 30).map(str),
        "investment": st.integers(1, 900).map(lambda n: f"{n}.000"),
        "started_year": st.integers(1980, 2020).map(str),
    }
    said = {field: draw(st.none() | some) for field, some in maybe.items()}
    if not any(said[field] for field in ("owner_name", "address", "product")):
        said["owner_name"] = draw(words(OWNERS))
    return {"name": draw(words(NAMES)), **said}


@st.composite
def sheets(draw) -> Drawn:
    """A sheet in a random layout."""
    return Maker(draw).made()


class Maker:
    """Writes line after line, and remembers which are rows."""

    def __init__(self, draw):
        self.draw = draw
        fields = ["name", *draw(st.sets(words([*WORDINGS][1:]), min_size=3))]
        self.fields = draw(st.permutations(sorted(fields)))
        self.wording = {field: draw(words(WORDINGS[field])) for field in self.fields}
        self.beside_their_group()
        self.left = draw(st.integers(0, 3))
        self.numbered = draw(st.booleans())
        self.cells: list[list[str | None]] = []
        self.rows, self.district, self.merged = [], [], []
        self.number, self.band = 0, None

    def beside_their_group(self):
        """Columns of one group stand side by side, as one word stands over them."""
        group = {f: w[0] for f, w in self.wording.items() if isinstance(w, tuple)}
        first = {
            name: min(self.fields.index(f) for f in group if group[f] == name)
            for name in group.values()
        }
        order = {f: (first[group[f]] if f in group else at) for at, f in enumerate(self.fields)}
        self.fields.sort(key=lambda field: (order[field], field not in group))

    def made(self) -> Drawn:
        for title in self.draw(st.lists(words(TITLES), max_size=5)):
            self.write(title)
        self.heading(merged=self.draw(st.booleans()))
        self.numbering()
        bands = self.draw(st.booleans())
        for _block in range(self.draw(st.integers(1, 3))):
            if bands:
                self.stand_above()
            self.block()
            self.between(self.draw(st.sampled_from(("", "total", "sub", "page"))))
        if self.draw(st.booleans()):
            self.total("TOTAL")
        if self.draw(st.booleans()):
            for line in self.foot():
                self.write(line)
        return Drawn(self.cells, self.rows, self.district, self.merged)

    def block(self):
        for record in self.draw(st.lists(records(), min_size=1, max_size=6)):
            self.row(record)
            if self.draw(st.integers(0, 5)) == 0:
                self.write([])

    def write(self, cells) -> int:
        self.cells.append([None] * self.left + list(cells))
        return len(self.cells)

    def foot(self):
        """Notes and a signature, in the order they stand in."""
        return [line for line in FOOT if self.draw(st.booleans()) or line is FOOT[4]]

    def heading(self, *, merged: bool):
        divided = [isinstance(self.wording[field], tuple) for field in self.fields]
        above, below, group = (
            ["No."] if self.numbered else [],
            [None] if self.numbered else [],
            None,
        )
        for field, two in zip(self.fields, divided, strict=True):
            word = self.wording[field]
            above.append(None if two and word[0] == group else word[0] if two else word)
            below.append(word[1] if two else None)
            group = word[0] if two else None
        line = self.write(above)
        if any(divided):
            self.write(below)
            if merged:
                self.merge(line, above, below)

    def merge(self, line, above, below):
        at = 0
        while at < len(above):
            end = at
            while below[at] and end + 1 < len(above) and above[end + 1] is None:
                end += 1
            bottom = line if below[at] else line + 1
            if (bottom, end) != (line, at):
                self.merged.append((line, self.left + at, bottom, self.left + end))
            at = end + 1

    def numbering(self):
        width = len(self.fields) + self.numbered
        shape = self.draw(st.sampled_from(("", "({})", "{}")))
        if shape and width >= 3:
            self.write([shape.format(at + 1) for at in range(width)])

    def row(self, record):
        if not any(record.get(field) for field in self.fields if field != "name"):
            other = next(field for field in self.fields if field != "name")
            record = record | {other: "7" if other in SUMS else "Setiadarma"}
        if "village" in self.fields and not record["village"]:  # a gap there might be a block
            record = record | {"village": "Sukajaya"}
        self.number += 1
        cells = [record.get(field) for field in self.fields]
        line = self.write([str(self.number), *cells] if self.numbered else cells)
        said = {field: record.get(field) for field in self.fields}
        self.rows.append((line, said))
        self.district.append(self.band)

    def stand_above(self):
        place = self.draw(words(("Cibitung", "Tambun Selatan", "Setu")))
        mark = self.draw(words(("Kecamatan {}", "KEC. {}", "Kecamatan : {}")))
        self.write([mark.format(place)])
        self.band = place
        if self.draw(st.booleans()):
            self.number = 0

    def between(self, what: str):
        if what == "total":
            self.total(self.draw(words(("Jumlah", "JUMLAH :", "Jml", "J U M L A H"))))
        elif what == "sub":
            self.total(self.draw(words(("Sub Total", "Jumlah Kec. Setu", "Sub Jumlah"))))
        elif what == "page":
            self.total("Jumlah dipindahkan")
            self.write([])
            self.heading(merged=False)
            self.numbering()
            self.total("Jumlah pindahan")

    def total(self, label: str):
        cells = [self.draw(words(("12", "1.250", "0"))) if f in SUMS else None for f in self.fields]
        cells = [None, *cells] if self.numbered else cells
        empty = [at for at, cell in enumerate(cells) if cell is None]
        cells[empty[0]] = label
        self.write(cells)
