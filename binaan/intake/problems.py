"""Every kind of problem a row or value can have: what people read and what they can do next."""

from typing import NamedTuple


class ProblemKind(NamedTuple):
    label: str
    message: str
    next_step: str


CATALOGUE = {
    "name_missing": ProblemKind(
        "Nama kosong", "Nama usaha kosong, jadi baris ini menunggu utuh.", "Isi nama usahanya."
    ),
    "place_missing": ProblemKind(
        "Tempat kosong",
        "Tempat tidak disebut; usaha masuk di wilayah daftar ini.",
        "Isi desa/kelurahan dan kecamatannya.",
    ),
    "place_unknown": ProblemKind(
        "Tempat tidak dikenal",
        "Nama tempat ini tidak dikenal; usaha masuk di wilayah terdekat yang pasti.",
        "Pilih desa/kelurahan yang benar.",
    ),
    "place_no_village": ProblemKind(
        "Perumahan atau kampung",
        "Ini perumahan atau kampung, bukan desa/kelurahan; usaha masuk di wilayah terdekat yang pasti.",
        "Cari desa/kelurahan tempatnya, lalu pilih.",
    ),
    "place_ambiguous": ProblemKind(
        "Tempat bermakna ganda",
        "Nama tempat ini ada di lebih dari satu kecamatan atau tidak cocok dengan kecamatannya.",
        "Sebutkan kecamatannya.",
    ),
    "place_outside": ProblemKind(
        "Di luar wilayah",
        "Baris ini menyebut tempat di luar wilayah daftar, jadi menunggu utuh.",
        "Serahkan ke wilayahnya atau perbaiki tempatnya.",
    ),
    "nik_length": ProblemKind(
        "Panjang NIK", "NIK harus 16 angka; NIK ini menunggu.", "Ketik ulang NIK dari KTP."
    ),
    "nik_date": ProblemKind(
        "Tanggal dalam NIK",
        "Angka 7-12 NIK bukan tanggal lahir yang sah; NIK ini menunggu.",
        "Ketik ulang NIK dari KTP.",
    ),
    "nik_serial": ProblemKind(
        "Nomor urut NIK",
        "Empat angka terakhir NIK tidak boleh 0000; NIK ini menunggu.",
        "Ketik ulang NIK dari KTP.",
    ),
    "nik_digits_lost": ProblemKind(
        "Angka NIK hilang",
        "Excel menyimpan NIK ini sebagai angka dan menghapus angka terakhirnya; tidak dapat "
        "dipulihkan dari berkas.",
        "Ketik NIK dari KTP, dan jadikan kolomnya teks.",
    ),
    "nik_is_nib": ProblemKind(
        "NIB di kolom NIK",
        "Ini 13 angka, seperti NIB; NIK 16 angka. Nomor ini menunggu.",
        "Pindahkan ke kolom NIB, lalu isi NIK dari KTP.",
    ),
    "nib_is_nik": ProblemKind(
        "NIK di kolom NIB",
        "Ini NIK (16 angka), bukan NIB (13 angka); nomor ini menunggu.",
        "Pindahkan ke kolom NIK, lalu isi NIB dari OSS.",
    ),
    "nib_length": ProblemKind(
        "Panjang NIB", "NIB harus 13 angka; NIB ini menunggu.", "Ketik ulang NIB dari OSS."
    ),
    "nib_zero_lost": ProblemKind(
        "Nol di depan NIB",
        "NIB ini 12 angka; nol di depannya mungkin hilang di Excel.",
        "Setujui nol di depan atau ketik ulang NIB.",
    ),
    "npwp_length": ProblemKind(
        "Panjang NPWP", "NPWP harus 15 atau 16 angka; NPWP ini menunggu.", "Ketik ulang NPWP."
    ),
    "npwp_digits_lost": ProblemKind(
        "Angka NPWP hilang",
        "Excel menyimpan NPWP ini sebagai angka dan menghapus angka terakhirnya; tidak dapat "
        "dipulihkan dari berkas.",
        "Ketik NPWP dari kartunya, dan jadikan kolomnya teks.",
    ),
    "phone_unreadable": ProblemKind(
        "Telepon tidak terbaca",
        "Nomor telepon ini tidak dapat dibaca sebagai nomor Indonesia.",
        "Tulis seperti 0812-3456-7890.",
    ),
    "formula_uncalculated": ProblemKind(
        "Rumus belum dihitung",
        "Sel ini berisi rumus yang hasilnya tidak tersimpan di berkas; nilainya menunggu.",
        "Buka berkasnya di Excel, simpan, lalu kirim lagi; atau isi nilainya di sini.",
    ),
    "number_unreadable": ProblemKind(
        "Angka tidak terbaca", "Isian ini bukan angka yang dapat dibaca.", "Tulis angkanya saja."
    ),
    "number_range": ProblemKind(
        "Angka berupa rentang",
        "Isian berupa rentang. Uang disimpan sebagai kisaran; jumlah orang menunggu.",
        "Setujui kisarannya atau isi angka pastinya.",
    ),
    "money_unit_unclear": ProblemKind(
        "Satuan uang tidak jelas",
        "Tidak jelas apakah angka ini rupiah, ribu, juta atau miliar; nilainya menunggu.",
        "Tulis rupiah penuh, misalnya 2.500.000.",
    ),
    "money_period_unclear": ProblemKind(
        "Uang per hari atau minggu",
        "Jumlah ini per hari atau per minggu, dan lamanya bekerja setahun tidak disebut; nilainya menunggu.",
        "Kalikan dengan hari atau minggu kerja, lalu tulis jumlah setahun.",
    ),
    "date_year_only": ProblemKind(
        "Tanggal tidak lengkap",
        "Hanya tahun yang disebut; tanggalnya menunggu.",
        "Isi tanggal lengkapnya, misalnya 31-12-2020.",
    ),
    "date_unreadable": ProblemKind(
        "Tanggal tidak terbaca",
        "Tanggal atau tahun ini tidak terbaca.",
        "Tulis seperti 31-12-2020 atau tahun empat angka.",
    ),
    "date_future": ProblemKind(
        "Tanggal di masa depan", "Tanggal atau tahun ini belum terjadi.", "Perbaiki tanggalnya."
    ),
    "position_outside": ProblemKind(
        "Koordinat di luar wilayah",
        "Titik ini tidak terbaca atau jatuh di luar wilayah daftar; usaha masuk tanpa titik.",
        "Ambil ulang titiknya di tempat usaha.",
    ),
    "kbli_unknown": ProblemKind(
        "KBLI tidak dikenal",
        "Kode KBLI ini tidak ada di daftar edisinya; kode disimpan dan ditandai.",
        "Periksa kode dan edisinya (2020 atau 2025).",
    ),
    "identifier_conflict": ProblemKind(
        "Nomor milik orang lain",
        "Nomor ini sudah terdaftar pada pelaku usaha lain; usaha masuk tanpa nomor ini.",
        "Periksa kartu kedua orang itu.",
    ),
    "row_repeated": ProblemKind(
        "Baris terulang",
        "Usaha ini sudah ada di baris lain berkas yang sama; baris ini tidak dihitung dua kali.",
        "Hapus salah satu, atau bedakan bila memang dua usaha.",
    ),
    "row_hidden": ProblemKind(
        "Baris tersembunyi",
        "Baris ini disembunyikan di berkasnya, jadi menunggu utuh.",
        "Masukkan bila memang didata; sisihkan bila sengaja disembunyikan.",
    ),
    "needed_missing": ProblemKind(
        "Isian wajib kosong", "Isian ini wajib ada, jadi baris ini menunggu utuh.", "Isi nilainya."
    ),
    "needed_unreadable": ProblemKind(
        "Isian tidak dapat dipakai",
        "Isian ini tidak terbaca atau di luar batas, jadi baris ini menunggu utuh.",
        "Isi nilai yang benar.",
    ),
    "participant_unknown": ProblemKind(
        "Peserta belum ditemukan",
        "Usaha peserta ini tidak ditemukan di Direktori, jadi baris ini menunggu utuh; tidak ada "
        "usaha yang dibuat dari daftar hadir.",
        "Isi nomor usahanya (U-000123), NIK atau NIB-nya; bila belum ada, catat dulu di Direktori.",
    ),
    "participant_ambiguous": ProblemKind(
        "Peserta bermakna ganda",
        "Lebih dari satu usaha cocok, atau nomornya milik nama lain; baris ini menunggu utuh.",
        "Pilih usahanya: isi nomor usahanya (U-000123).",
    ),
    "activity_unknown": ProblemKind(
        "Kegiatan belum ditemukan",
        "Kegiatan ini tidak ada di kantor daftar ini, atau namanya dipakai lebih dari satu; baris ini "
        "menunggu utuh.",
        "Isi nomor kegiatannya (K-00012), atau masukkan dulu daftar kegiatannya.",
    ),
    "session_unknown": ProblemKind(
        "Bukan hari kegiatan",
        "Tanggal ini tidak terbaca atau bukan hari sesi kegiatannya; baris ini menunggu utuh.",
        "Isi tanggal sesinya.",
    ),
    "presence_unknown": ProblemKind(
        "Kehadiran tidak jelas",
        "Isian ini tidak mengatakan hadir atau tidak; baris ini menunggu utuh.",
        "Isi hadir atau tidak.",
    ),
    "row_refused": ProblemKind(
        "Ditolak aturan kegiatan",
        "Baris ini terbaca, tetapi keadaan kegiatannya tidak menerimanya; alasannya di isiannya.",
        "Perbaiki keadaannya, lalu coba masukkan lagi; atau sisihkan.",
    ),
    "choice_unknown": ProblemKind(
        "Isian di luar pilihan",
        "Isian ini tidak termasuk pilihan yang dikenal; nilainya menunggu.",
        "Pakai salah satu pilihan yang berlaku.",
    ),
    "text_too_long": ProblemKind(
        "Teks terlalu panjang",
        "Teks ini terlalu panjang dan disimpan terpotong; isi utuhnya ada di berkas asal.",
        "Pendekkan bila perlu.",
    ),
}
UNKNOWN = ProblemKind("Masalah lain", "Isian ini perlu diperiksa.", "Periksa isiannya.")


def describe(code: str) -> ProblemKind:
    """The words for a problem code."""
    return CATALOGUE.get(code, UNKNOWN)
