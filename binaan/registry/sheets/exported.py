"""What `export_registry` writes: the tables, their columns and what each column means.

A column is a field of the model by its stored name; the meaning is for people, in Bahasa. `hide` says
how a personal value is shown to those who may not read it in full.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Model, QuerySet

from binaan.intake.models import Batch, Problem, Row, Source, SourceVersion
from binaan.kit.masking import mask_all, mask_date, mask_money, mask_nik, mask_npwp, mask_phone
from binaan.registry import models as register
from binaan.registry.sheets.hiding import hide_cells, hide_problem, hide_said, hide_text

BUSINESS, OWNER, BATCH = "business", "owner", "batch"


class Column(NamedTuple):
    """`hide(value, row)` for personal values; `row` holds the other values of the record."""

    name: str
    meaning: str
    unit: str = ""
    hide: Callable | None = None


class Table(NamedTuple):
    """`way`: from a record to what decides who may see it; `of`: a business, an owner or a list."""

    file: str
    meaning: str
    model: type[Model]
    of: str
    way: str
    columns: tuple[Column, ...]
    narrowed: Callable[[QuerySet], QuerySet] = lambda found: found


def _always(hide: Callable) -> Callable:
    return lambda value, _row: hide(value)


def _identifier(value, row):
    """NIK and NPWP are a person's; NIB is public."""
    kinds = {"nik": mask_nik, "npwp": mask_npwp}
    return kinds.get(row["kind"], lambda text: text)(value)


MONEY = _always(mask_money)
FREE = _always(hide_text)
ID = Column("id", "Nomor tetap rekaman ini (UUID)")
BUSINESS_ID = Column("business_id", "Usaha yang dimaksud (usaha.id)")
OWNER_ID = Column("owner_id", "Pemilik yang dimaksud (pemilik.id)")
VALID = (
    Column("valid_from", "Benar sejak tanggal ini"),
    Column("valid_until", "Benar sampai sebelum tanggal ini; kosong: masih"),
)
KNOWN = (
    Column("known_from", "Diketahui sejak saat ini"),
    Column("known_until", "Diketahui sampai sebelum saat ini; kosong: masih"),
)
AT = (Column("batch_id", "Berkas yang menyatakannya (berkas_masuk.id)"),
      Column("ordinal", "Urutan baris data di berkas itu, mulai 1"))  # fmt: skip

OWNERS = Table("pemilik", "Pelaku usaha: orang atau badan", register.Owner, OWNER, "pk", (
    ID, Column("number", "Nomor pendek (P-…)"), Column("kind", "person: orang, organisation: badan"),
    Column("name", "Nama"), Column("sex", "Jenis kelamin: L atau P"),
    Column("birth_date", "Tanggal lahir", "", _always(mask_date)),
    Column("phone", "Telepon utama", "", _always(mask_phone)),
    Column("email", "Surel", "", _always(mask_all)),
    Column("address", "Alamat menurut KTP", "", _always(mask_all)),
    Column("known_from", "Tercatat sejak saat ini"),
    Column("merged_into_id", "Digabung ke pemilik ini; kosong: tidak"),
    Column("erased_at", "Saat data pribadinya dihapus; kosong: tidak"),
))  # fmt: skip
BUSINESSES = Table("usaha", "Usaha: satu kegiatan di satu tempat, menurut keadaan terakhir",
    register.Business, BUSINESS, "pk", (
    ID, Column("number", "Nomor pendek (U-…)"), Column("name", "Nama usaha"),
    Column("place_id", "Kode wilayah Kemendagri"), Column("address", "Alamat usaha"),
    Column("rt", "RT"), Column("rw", "RW"), Column("postcode", "Kode pos"),
    Column("lat", "Lintang", "derajat"), Column("lon", "Bujur", "derajat"),
    Column("legal_form", "Bentuk usaha"), Column("started_year", "Tahun mulai usaha"),
    Column("product", "Produk utama"), Column("kbli", "Kode KBLI"),
    Column("kbli_edition", "Edisi KBLI"), Column("group", "Kelompok industri"),
    Column("ekraf", "Subsektor ekonomi kreatif"), Column("is_vendor", "Pedagang kaki lima"),
    Column("status", "Keadaan terakhir yang diamati"), Column("verification", "Hasil pemeriksaan"),
    Column("first_as_of", "Tanggal keadaan pertama yang diketahui"),
    Column("known_from", "Tercatat sejak saat ini"),
    Column("merged_into_id", "Digabung ke usaha ini; kosong: tidak"),
    Column("erased_at", "Saat data pribadinya dihapus; kosong: tidak"),
))  # fmt: skip
ROLES = Table("peran", "Siapa menjalankan usaha mana", register.Role, BUSINESS, "business",
    (ID, OWNER_ID, BUSINESS_ID, Column("kind", "Peran"), *VALID, *KNOWN))  # fmt: skip
IDENTIFIERS = Table("nomor", "NIK, NIB, NPWP dan nomor lain milik pemilik", register.Identifier,
    OWNER, "owner", (
    ID, OWNER_ID, Column("kind", "Jenis nomor: nik, nib, npwp, …"),
    Column("value", "Nomornya, sebagai teks", "", _identifier), *VALID, *KNOWN,
))  # fmt: skip
PHONES = Table("telepon", "Nomor telepon lain milik pemilik", register.Phone, OWNER, "owner", (
    ID, OWNER_ID, Column("number", "Nomor baku", "", _always(mask_phone)),
    Column("as_written", "Seperti tertulis", "", _always(mask_all)), VALID[0],
))  # fmt: skip
ALIASES = Table("nama_lain", "Nama lain yang dipakai sumber untuk pemilik", register.Alias, OWNER,
    "owner", (ID, OWNER_ID, Column("name", "Nama seperti disebut sumber"), VALID[0]))  # fmt: skip
CLAIMS = Table("klaim", "Apa yang dikatakan satu sumber tentang satu usaha pada satu tanggal",
    register.Claim, BUSINESS, "business", (
    ID, BUSINESS_ID, OWNER_ID, *AT, Column("as_of", "Keadaan per tanggal ini"),
    Column("recorded_at", "Saat dicatat"),
    Column("precedence", "Urutan dipercaya; makin kecil makin dipercaya"),
    Column("correction", "Koreksi oleh orang"), Column("by", "Nama akun yang mencatat"),
    Column("reason", "Alasan", "", FREE),
    Column("said", "Isi: nilai menurut nama field, sebagai JSON", "", _always(hide_said)),
    Column("retracted_at", "Saat ditarik kembali; kosong: masih berlaku"),
    Column("retracted_by", "Nama akun yang menariknya kembali"),
    Column("erased_at", "Saat isinya dihapus; kosong: tidak"),
))  # fmt: skip
_COUNTS = tuple(
    Column(name, label, "orang")
    for name, label in (
        ("paid_male", "Pekerja dibayar laki-laki"), ("paid_female", "Pekerja dibayar perempuan"),
        ("family_male", "Pekerja keluarga laki-laki"),
        ("family_female", "Pekerja keluarga perempuan"), ("workers", "Jumlah tenaga kerja"),
    )
)  # fmt: skip
_MONEY = tuple(
    Column(f"{name}_{end}", f"{label}, {words}", "rupiah setahun" if name == "sales" else "rupiah", MONEY)
    for name, label in (("sales", "Hasil penjualan"), ("capital", "Modal usaha"),
                        ("investment", "Nilai investasi"))
    for end, words in (("low", "paling sedikit"), ("high", "paling banyak"))
)  # fmt: skip
CONDITIONS = Table("keadaan", "Bagaimana usaha berdiri sejak suatu tanggal, dan sejak kapan diketahui",
    register.Condition, BUSINESS, "business", (
    ID, BUSINESS_ID, Column("claim_id", "Klaim yang mengubahnya (klaim.id)"), *VALID, *KNOWN,
    Column("place_id", "Kode wilayah Kemendagri"), Column("group", "Kelompok industri"),
    Column("status", "Keadaan yang diamati"), Column("status_on", "Tanggal keadaan itu"),
    Column("verification", "Hasil pemeriksaan"), Column("legal_form", "Bentuk usaha"),
    Column("started_year", "Tahun mulai usaha"), Column("owner_sex", "Jenis kelamin pemilik: L atau P"),
    Column("association", "Keanggotaan asosiasi"), *_COUNTS,
    Column("workers_stated", "Jumlah tenaga kerja dinyatakan sumber, bukan dijumlahkan"), *_MONEY,
    Column("sales_year", "Tahun acuan penjualan"), Column("capacity", "Kapasitas produksi setahun"),
    Column("capacity_unit", "Satuan kapasitas"),
    Column("production_value", "Nilai produksi", "rupiah setahun", MONEY),
    Column("market", "Jangkauan pemasaran"),
    Column("missing", "Sebab nilai tidak ada, sebagai JSON"),
))  # fmt: skip
GUIDANCE = Table("binaan", "Kantor mana membina usaha mana", register.Guidance, BUSINESS, "business", (
    ID, Column("office_id", "Kantor pembina"), BUSINESS_ID, Column("claim_id", "Klaim asalnya (klaim.id)"),
    Column("decree_id", "Keputusan dasarnya"), *VALID, *KNOWN,
))  # fmt: skip
MEMBERSHIPS = Table("keanggotaan", "Keanggotaan pemilik di asosiasi", register.Membership, OWNER, "owner", (
    ID, OWNER_ID, Column("association_id", "Asosiasi (asosiasi.id); kosong: tidak disebut"),
    Column("status", "anggota, mantan, bukan, tidak_tahu"), VALID[0], KNOWN[0],
    Column("claim_id", "Klaim asalnya (klaim.id)"),
))  # fmt: skip
ASSOCIATIONS = Table("asosiasi", "Asosiasi pelaku usaha", register.Association, "", "",
    (ID, Column("name", "Nama"), Column("place_id", "Kode wilayah")))  # fmt: skip
VERIFICATIONS = Table("verifikasi", "Pemeriksaan usaha", register.Verification, BUSINESS, "business", (
    ID, BUSINESS_ID, Column("state", "Hasil"), Column("on", "Tanggal"), Column("method", "Cara"),
    Column("note", "Catatan", "", FREE), Column("by", "Nama akun pemeriksa"),
    Column("second_person", "Nama akun yang menyetujui"), Column("recorded_at", "Saat dicatat"),
))  # fmt: skip
CONSENTS = Table("persetujuan", "Persetujuan pemilik atas pemrosesan datanya", register.Consent, OWNER,
    "owner", (
    ID, OWNER_ID, Column("purpose", "Keperluan"), Column("given", "Disetujui"), Column("on", "Tanggal"),
    Column("method", "Cara"), Column("by", "Nama akun yang mencatat"), Column("recorded_at", "Saat dicatat"),
))  # fmt: skip
SOURCES = Table("daftar", "Daftar sumber yang dimasukkan", Source, BATCH, "versions__batches", (
    ID, Column("kind", "Jenis daftar"), Column("name", "Nama daftar"),
    Column("office_id", "Kantor"), Column("place_id", "Kode wilayah"),
    Column("precedence", "Urutan dipercaya; makin kecil makin dipercaya"),
    Column("created_at", "Saat pertama dikenal"),
))  # fmt: skip
VERSIONS = Table("versi_daftar", "Daftar sumber pada satu tanggal", SourceVersion, BATCH, "batches",
    (ID, Column("source_id", "Daftar (daftar.id)"), Column("as_of", "Keadaan per tanggal ini")))  # fmt: skip
BATCHES = Table("berkas_masuk", "Berkas yang dimasukkan, dan hasilnya", Batch, BATCH, "pk", (
    ID, Column("version_id", "Versi daftar (versi_daftar.id)"), Column("file_id", "SHA-256 isi berkas"),
    Column("file_name", "Nama berkas"), Column("place_id", "Kode wilayah impor"),
    Column("state", "Tahap"), Column("by", "Nama akun pengirim"),
    Column("received_at", "Saat diterima"), Column("applied_at", "Saat selesai diterapkan"),
    *(Column(name, label, "baris") for name, label in (
        ("rows", "Baris data"), ("new", "Usaha baru"), ("changed", "Berubah"),
        ("unchanged", "Tidak berubah"), ("waiting", "Menunggu utuh"),
        ("vanished", "Tidak tercantum lagi"))),
    Column("refusal", "Sebab ditolak"),
))  # fmt: skip
WAITING = Table("baris_menunggu", "Baris yang menunggu utuh, belum menjadi usaha", Row, BATCH, "batch", (
    *AT, Column("sheet", "Nomor lembar, mulai 0"), Column("line", "Nomor baris seperti di Excel"),
    Column("cells", "Isi sel menurut judul kolom, sebagai JSON", "", hide_cells),
), lambda found: found.filter(held=True, settled=False))  # fmt: skip
PROBLEMS = Table("masalah", "Isian yang tidak dapat diterima begitu saja", Problem, BATCH, "batch", (
    *AT, Column("sheet", "Nomor lembar, mulai 0"), Column("line", "Nomor baris seperti di Excel"),
    Column("column", "Huruf kolom"), Column("field", "Nama field"), Column("code", "Kode masalah"),
    Column("value", "Isian seperti tertulis", "", hide_problem),
    Column("suggestion", "Usulan perbaikan", "", hide_problem),
))  # fmt: skip

TABLES = (
    OWNERS, BUSINESSES, ROLES, IDENTIFIERS, PHONES, ALIASES, CLAIMS, CONDITIONS, GUIDANCE, MEMBERSHIPS,
    ASSOCIATIONS, VERIFICATIONS, CONSENTS, SOURCES, VERSIONS, BATCHES, WAITING, PROBLEMS,
)  # fmt: skip
