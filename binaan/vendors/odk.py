"""What the room takes from forms of the field, and the lists of vendors and locations they choose from.

Question names: data/field-forms/pkl.csv; a form of somebody else is understood by its labels.
"""

from binaan.intake.fieldwork import ChoiceList, Taker, offer, take
from binaan.registry.actions.photos import keep_answered
from binaan.vendors.queries import field_lists

ANSWERS = {
    "nama_usaha": "name", "nama": "owner_name", "nik": "nik", "jenis_kelamin": "sex",
    "tanggal_lahir": "birth_date", "no_hp": "phone", "alamat_ktp": "owner_address", "nib": "nib",
    "asal_ktp": "origin", "paguyuban": "union", "kategori": "category", "bidang_usaha": "trade",
    "lama_usaha_bulan": "trading_months", "jenis_dagangan": "goods", "jenis_tempat": "stall",
    "panjang_m": "length", "lebar_m": "width", "modal_usaha": "capital", "hari_jualan": "days",
    "jam_mulai": "begins", "jam_selesai": "ends", "tk_total": "workers", "kode_desa": "place_code",
    "titik_kode": "location", "nomor_lapak": "pitch", "lokasi": "position", "lokasi_peta": "position",
    "minat_cfd": "wants_events", "tgl": "listed_on",
}  # fmt: skip
WORDS: dict[str, dict[str, str]] = {
    name: {} for name in (
        "jenis_kelamin", "kategori", "bidang_usaha", "jenis_tempat", "hari_jualan", "titik_kode",
        "minat_cfd",
    )
}  # fmt: skip
PKL = Taker(
    room="vendors", kind="pkl", label="Pedagang kaki lima", answers=ANSWERS, words=WORDS,
    record="pkl_terdaftar", records="pkl", attach=keep_answered,
)  # fmt: skip


def start() -> None:
    """Called once when the room is ready."""
    take(PKL)
    offer(
        ChoiceList(
            "pkl", field_lists.VENDORS, field_lists.assigned,
            "PKL yang ditugaskan kepada petugas dalam kampanye yang berjalan: nomor, nama usaha, "
            "wilayah, dagangan; tanpa NIK, telepon dan nama pemilik.",
        )
    )  # fmt: skip
    offer(
        ChoiceList(
            "titik", field_lists.LOCATIONS, field_lists.around,
            "Lokasi PKL di wilayah tugas petugas: kode, nama, kecamatan.",
        )
    )  # fmt: skip
