"""The fields a source may state of a business and its owner: one declaration for lists, forms and pages.

`kind` says how a value is read and kept in a claim:
text, choice (see choices.py), year, count (persons), money (rupiah, bounds `<name>_low/_high`),
date (ISO text), identifier, phone, number, degrees, place.
Sources: data/ikm/fields-ikm-umkm.csv (S40, S41); personal by data/ikm/pdp-register.csv.
"""

from typing import NamedTuple


class Field(NamedTuple):
    name: str
    label: str
    kind: str
    of: str  # "owner", "business" or "condition"
    synonyms: tuple[str, ...] = ()
    personal: bool = False
    help: str = ""


FIELDS = [
    Field("name", "Nama usaha", "text", "business",
          ("nama perusahaan", "nama ikm", "nama umkm", "nama usaha/perusahaan", "nama usaha / merek",
           "merek", "nama toko", "usaha")),
    Field("owner_name", "Nama pemilik", "text", "owner",
          ("nama", "pemilik", "penanggung jawab", "nama penanggung jawab", "nama anggota",
           "nama pelaku usaha", "nama lengkap", "pengusaha", "nama pengusaha",
           "nama pemilik/penanggung jawab", "nama pemilik / penanggung jawab")),
    Field("sex", "Jenis kelamin", "choice", "owner", ("l/p", "jk", "kelamin", "gender", "l / p")),
    Field("nik", "NIK", "identifier", "owner",
          ("no nik", "no. nik", "no ktp", "no. ktp", "nomor ktp", "nomor nik", "ktp",
           "nik pemilik", "nomor induk kependudukan"), personal=True),
    Field("birth_date", "Tanggal lahir", "date", "owner", ("tgl lahir", "tgl. lahir", "lahir"),
          personal=True),
    Field("phone", "Telepon", "phone", "owner",
          ("no hp", "no. hp", "hp", "no telepon", "no. telepon", "telp", "no telp", "no. telp",
           "no hp / wa", "no. hp / wa", "no hp/wa", "no. hp/wa", "nomor hp", "whatsapp", "wa",
           "kontak", "telepon/hp"), personal=True),
    Field("email", "Surel", "text", "owner", ("email", "e-mail", "alamat email")),
    Field("owner_address", "Alamat KTP", "text", "owner", ("alamat sesuai ktp", "alamat pemilik"),
          personal=True),
    Field("nib", "NIB", "identifier", "owner",
          ("no nib", "no. nib", "nomor nib", "nomor induk berusaha")),
    Field("npwp", "NPWP", "identifier", "owner", ("no npwp", "no. npwp", "nomor npwp"),
          personal=True),
    Field("legal_form", "Bentuk usaha", "choice", "condition",
          ("badan usaha", "bentuk badan usaha", "badan hukum", "jenis badan usaha")),
    Field("address", "Alamat usaha", "text", "business",
          ("alamat", "alamat lengkap", "jalan", "lokasi usaha")),
    Field("rt", "RT", "text", "business"),
    Field("rw", "RW", "text", "business"),
    Field("village", "Desa/kelurahan", "place", "business",
          ("desa", "kelurahan", "kel./desa", "kel/desa", "desa / kelurahan", "kel. / desa",
           "desa/kel", "desa/kel.", "kelurahan/desa", "kel", "ds/kel")),
    Field("district", "Kecamatan", "place", "business", ("kec", "kec.", "nama kecamatan")),
    Field("regency", "Kabupaten/kota", "place", "business",
          ("kab/kota", "kab./kota", "kabupaten", "kota", "kabupaten / kota")),
    Field("place_code", "Kode wilayah", "place", "business",
          ("kode desa", "kode kelurahan", "kode desa/kelurahan", "kode wil")),
    Field("postcode", "Kode pos", "text", "business", ("kodepos",)),
    Field("lat", "Lintang", "degrees", "business", ("latitude", "lat", "koordinat y")),
    Field("lon", "Bujur", "degrees", "business", ("longitude", "lng", "lon", "long", "koordinat x")),
    Field("product", "Produk utama", "text", "business",
          ("komoditi", "komoditas", "jenis produk", "produk", "komoditi / jenis produk",
           "jenis usaha", "bidang usaha", "jenis industri", "nama produk")),
    Field("kbli", "KBLI", "identifier", "business",
          ("kode kbli", "kbli 2020", "kbli utama", "kbli 2025")),
    Field("kbli_edition", "Edisi KBLI", "choice", "business", ("tahun kbli",)),
    Field("group", "Kelompok", "choice", "condition",
          ("kelompok industri", "cabang industri", "kelompok usaha", "sektor")),
    Field("ekraf", "Subsektor ekonomi kreatif", "choice", "business",
          ("subsektor", "subsektor ekraf", "sub sektor ekraf")),
    Field("is_vendor", "Pedagang kaki lima", "choice", "business", ("pkl",)),
    Field("started_year", "Tahun mulai usaha", "year", "condition",
          ("tahun mulai", "tahun berdiri", "th berdiri", "tahun berdirinya", "berdiri tahun")),
    Field("status", "Status usaha", "choice", "condition",
          ("status", "kondisi usaha", "keadaan usaha", "keterangan status")),
    Field("status_on", "Tanggal status", "date", "condition",
          ("tanggal tutup", "tgl tutup", "tanggal terakhir produksi", "terakhir berproduksi")),
    Field("association", "Keanggotaan asosiasi", "choice", "condition",
          ("asosiasi", "anggota asosiasi", "status asosiasi", "keanggotaan")),
    Field("association_name", "Nama asosiasi", "text", "owner", ("asosiasi yang diikuti",)),
    Field("paid_male", "Pekerja dibayar laki-laki", "count", "condition",
          ("tk l", "tk (l)", "tenaga kerja l", "tenaga kerja laki-laki", "tk laki-laki",
           "pekerja laki-laki")),
    Field("paid_female", "Pekerja dibayar perempuan", "count", "condition",
          ("tk p", "tk (p)", "tenaga kerja p", "tenaga kerja perempuan", "tk perempuan",
           "pekerja perempuan")),
    Field("family_male", "Pekerja keluarga laki-laki", "count", "condition",
          ("tk keluarga l", "tk keluarga (l)", "pekerja keluarga l")),
    Field("family_female", "Pekerja keluarga perempuan", "count", "condition",
          ("tk keluarga p", "tk keluarga (p)", "pekerja keluarga p")),
    Field("workers", "Jumlah tenaga kerja", "count", "condition",
          ("tenaga kerja", "jumlah tk", "tk", "jml tk", "total tk", "jumlah pekerja",
           "jumlah karyawan")),
    Field("sales", "Hasil penjualan setahun", "money", "condition",
          ("omzet", "omzet/tahun", "omzet/tahun (rp)", "omzet per tahun", "omset", "omset/tahun",
           "omzet setahun", "omzet tahun", "hasil penjualan", "nilai penjualan"), personal=True),
    Field("sales_month", "Hasil penjualan sebulan", "money", "condition",
          ("omzet/bln", "omzet/bulan", "omzet per bulan", "omset/bulan", "omset per bulan",
           "omzet/bln (rp)"), personal=True, help="Dikalikan 12 menjadi setahun."),
    Field("sales_year", "Tahun acuan penjualan", "year", "condition", ("tahun omzet",)),
    Field("capital", "Modal usaha", "money", "condition",
          ("modal", "modal usaha (rp)", "modal kerja"), personal=True,
          help="Tanpa tanah dan bangunan tempat usaha."),
    Field("investment", "Nilai investasi", "money", "condition",
          ("investasi", "nilai investasi (rp)", "nilai investasi (rp.000)", "investasi (rp)"),
          personal=True, help="Tanpa tanah dan bangunan."),
    Field("capacity", "Kapasitas produksi setahun", "number", "condition",
          ("kapasitas", "kapasitas/tahun", "kapasitas produksi", "kapasitas terpasang",
           "kapasitas produksi per tahun")),
    Field("capacity_unit", "Satuan", "text", "condition", ("satuan produk", "satuan kapasitas")),
    Field("production_value", "Nilai produksi setahun", "money", "condition",
          ("nilai produksi", "nilai produksi (rp)"), personal=True),
    Field("market", "Jangkauan pemasaran", "choice", "condition",
          ("pemasaran", "wilayah pemasaran", "daerah pemasaran", "jangkauan pasar")),
    Field("guided", "Dibina kantor ini", "choice", "condition", ("binaan", "status binaan")),
]  # fmt: skip

BY_NAME = {field.name: field for field in FIELDS}
PERSONAL = frozenset(field.name for field in FIELDS if field.personal)
MONEY = ("sales", "capital", "investment", "production_value")
COUNTS = ("paid_male", "paid_female", "family_male", "family_female", "workers")


def claim_keys(field: Field) -> tuple[str, ...]:
    """The keys under which a field's value stands in `Claim.said`."""
    if field.kind == "money" and field.name != "production_value":
        base = "sales" if field.name == "sales_month" else field.name
        return (f"{base}_low", f"{base}_high")
    if field.kind == "place":
        return ("place",)
    return (field.name,)
