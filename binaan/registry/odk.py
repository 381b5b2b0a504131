"""What the register takes from forms of the field, and the list of businesses they choose from.

Question names: data/field-forms/usaha.csv; a form of somebody else is understood by its labels.
"""

from binaan.intake.fieldwork import ChoiceList, Taker, offer, take
from binaan.registry.actions.photos import keep_answered
from binaan.registry.queries.field_lists import COLUMNS, assigned

ANSWERS = {
    "nama_usaha": "name", "nama": "owner_name", "nik": "nik", "jenis_kelamin": "sex",
    "tanggal_lahir": "birth_date", "no_hp": "phone", "email": "email",
    "alamat_ktp": "owner_address", "status_asosiasi": "association",
    "nama_asosiasi": "association_name", "nib": "nib", "npwp": "npwp", "bentuk_usaha": "legal_form",
    "tahun_mulai": "started_year", "status_usaha": "status", "tgl_wawancara": "status_on",
    "produk_utama": "product", "kelompok_dinas": "group", "kbli_utama": "kbli",
    "kbli_edisi": "kbli_edition", "subsektor_ekraf": "ekraf", "kode_desa": "place_code",
    "alamat_usaha": "address", "rt": "rt", "rw": "rw", "kodepos": "postcode", "lokasi": "position",
    "lokasi_peta": "position", "tk_dibayar_l": "paid_male", "tk_dibayar_p": "paid_female",
    "tk_keluarga_l": "family_male", "tk_keluarga_p": "family_female",
    "kapasitas_terpasang": "capacity", "satuan_produk": "capacity_unit",
    "nilai_produksi": "production_value", "modal_usaha": "capital", "omzet_tahun": "sales",
    "omzet_rentang": "sales", "omzet_tahun_acuan": "sales_year", "wilayah_pemasaran": "market",
}  # fmt: skip
WORDS: dict[str, dict[str, str]] = {
    "jenis_kelamin": {}, "bentuk_usaha": {}, "kbli_edisi": {},
    "status_usaha": {"tidur": "berhenti sementara", "belum_mulai": "belum mulai"},
    "status_asosiasi": {"tt": "tidak tahu"},
    "subsektor_ekraf": {"bukan": ""},
    "wilayah_pemasaran": {"desa": "desa/kelurahan", "ekspor_tl": "ekspor", "ekspor_l": "ekspor"},
    "omzet_rentang": {
        "r1": "<= 100 juta", "r2": "100-300 juta", "r3": "300 juta - 2 miliar",
        "r4": "2-15 miliar", "r5": "15-50 miliar", "tidak_tahu": "",
    },
}  # fmt: skip
USAHA = Taker(
    room="registry", kind="usaha", label="Direktori usaha", answers=ANSWERS, words=WORDS,
    record="usaha_terdaftar", records="usaha", attach=keep_answered,
)  # fmt: skip


def start() -> None:
    """Called once when the room is ready."""
    take(USAHA)
    offer(
        ChoiceList(
            "usaha", COLUMNS, assigned,
            "Usaha yang ditugaskan kepada petugas dalam kampanye yang berjalan: nomor, nama, "
            "wilayah, produk, KBLI; tanpa NIK, telepon dan nama pemilik.",
        )
    )  # fmt: skip
