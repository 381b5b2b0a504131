"""The declared ways of street trade: a TDU, a location, a pitch on an event day.

Source: data/vendor-states.csv and vendor-workflows.csv (after data/ikm/workflows.csv `pkl_tdu`,
`titik_pkl`, `cfd_slot`). See docs/rules/pkl.md. They check themselves when this is imported.
"""

from datetime import date

from binaan.kit import workflow
from binaan.kit.workflow import Field, Step, Workflow
from binaan.places.files import rows

TDU, LOCATION, SLOT = "pkl_tdu", "titik_pkl", "cfd_slot"

FIELDS = {  # kinds besides kit's: offence, statements
    "alasan": Field("Alasan", "long"),
    "berlaku_sampai": Field("Berlaku sampai", "date", "Kosong: dua tahun sesudah terbit."),
    "hasil": Field("Hasil", "long"),
    "kekurangan": Field("Yang masih kurang", "long", "Satu baris satu berkas atau keterangan."),
    "kosong_sejak": Field("Kosong sejak", "date", "Hari pertama tempatnya tidak ditempati."),
    "nomor": Field("Nomor TDU", "text", "Kosong: dinomori sendiri."),
    "pelanggaran": Field("Pelanggaran", "offence"),
    "pengganti": Field("Lokasi lain yang disarankan", "text"),
    "pernyataan": Field("Surat pernyataan memuat", "statements"),
    "rencana": Field("Rencana", "long"),
    "sk_nomor": Field("Nomor keputusan"),
    "sk_tanggal": Field("Tanggal keputusan", "date"),
}
STATEMENTS = {
    "belum_punya": "Belum memiliki tempat usaha di lokasi lain",
    "jaga": "Menjaga ketertiban, keindahan, keamanan, kesehatan, kebersihan dan fungsi fasilitas umum",
    "tidak_ilegal": "Tidak memperdagangkan barang ilegal",
    "tidak_rombak": "Tidak merombak, menambah atau mengubah fungsi fasilitas",
    "tidak_alih": "Tidak memindahtangankan TDU",
    "kosongkan": "Sanggup mengosongkan tempat bila tidak ditempati 1 bulan, lokasinya dibutuhkan, "
    "atau dinilai layak menjadi usaha kecil",
}  # Permendagri 41/2012 [K:h], data/ikm/choices.csv pkl_pernyataan
LEAST_STATEMENTS = 5  # data/ikm/fields-pkl.csv, pernyataan

WORKFLOWS: dict[str, Workflow] = workflow.read(
    rows("vendor-states.csv"), rows("vendor-workflows.csv"), FIELDS
)


def label(way: str, state: str) -> str:
    """The word people read for a state; the state itself where the way does not know it."""
    found = WORKFLOWS[way].states.get(state)
    return found.label if found else state


def wrong(key: str, value: str, *, on: date) -> str:
    """What is wrong with a value filled in on a day, and what to do; "" when it may be kept."""
    kind = FIELDS[key].kind
    if kind == "statements":
        return _statements(value)
    if kind == "date":
        return _date(key, value, on)
    return ""


def _statements(value: str) -> str:
    said = set(value.split())
    if said - set(STATEMENTS):
        return "Ada pernyataan yang tidak dikenal; pilih dari daftarnya."
    if len(said) < LEAST_STATEMENTS:
        return (
            f"Surat pernyataan memuat paling sedikit {LEAST_STATEMENTS} dari {len(STATEMENTS)} hal."
        )
    return ""


def _date(key: str, value: str, on: date) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return "Tulis tanggal, misalnya 31/12/2026."
    if key == "berlaku_sampai":
        return "" if day >= on else "Tanggal ini mendahului hari langkahnya."
    return "" if day <= on else "Tanggal ini sesudah hari langkahnya."


def onward(way: str, state: str, permissions: frozenset[str]) -> list[Step]:
    """The steps somebody holding these permissions may take from a state."""
    return [one for one in WORKFLOWS[way].onward(state) if one.permission in permissions]
