"""Letterheads, headings of two and three lines, one sheet per kecamatan, bands and totals."""

# fmt: off

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from tests.awkward.making import Book, e164, nik, phone

THIN = Side(style="thin")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def drawn(work, first: int, last: int, width: int):
    """Boxes around every cell, as office tables have."""
    for row in work.iter_rows(min_row=first, max_row=last, max_col=width):
        for cell in row:
            cell.border = BOX


def letterhead():
    book = Book("01-kop-surat.xlsx", "Kop surat, judul bergabung, kepala di baris 7, nomor kolom (1)(2), jumlah, catatan, tanda tangan")
    page = book.page("IKM 2024")
    page.above(
        "PEMERINTAH KABUPATEN BEKASI", "DINAS PERINDUSTRIAN",
        "Komplek Perkantoran Pemda Desa Sukamahi Kecamatan Cikarang Pusat", "",
        "DATA INDUSTRI KECIL DAN MENENGAH TAHUN 2024", "",
    )
    for line in (1, 2, 3, 5):
        page.merge(f"A{line}:L{line}")
        page.work[f"A{line}"].font = Font(bold=True)
        page.work[f"A{line}"].alignment = Alignment(horizontal="center")
    page.head(
        ["No", "Nama IKM", "Nama Pemilik / Penanggung Jawab", "N I K", "Alamat", "Kel./Desa",
         "Kec.", "No. HP / WA", "Komoditi / Jenis Produk", "TK L", "TK P", "Omzet/bln (Juta Rp)"],
        ["", "name", "owner_name", "nik", "address", "", "", "", "product", "paid_male",
         "paid_female"],
    )
    page.none([f"({number})" for number in range(1, 13)])
    page.row([1, "Dodol Betawi Hj. Nani", "Hj. Nani Suryani", nik("321606", "520371", 1), "Jl. Mangga 4", "Jatimulya", "Tambun Selatan", phone(101), "Dodol", 1, 4, 12], at="06.1001", phone=e164(101), sales=144_000_000)
    page.row([2, "Kerupuk Kulit Barokah", "Endang Supriatna", nik("321606", "110768", 2), "Kp. Siluman RT 02/05", "Mangunjaya", "Tambun Selatan", phone(102), "Kerupuk kulit", 3, 2, 7.5], at="06.2009", address="Kp. Siluman RT 02/05|Kp. Siluman", rt="002|", rw="005|", phone=e164(102), sales=90_000_000)
    page.row([3, "Tas Rajut Melati", "Yayah Rokayah", nik("321607", "450180", 3)[:15], "Perum Telaga Harapan Blok C2/7", "Telaga Murni", "Cikarang Barat", phone(103), "Tas rajut", None, 6, 4], nik=None, wrong={"D": "nik_length"}, at="08.2001", phone=e164(103), sales=48_000_000)
    page.row([4, "UD. Sinar Logam", "Asep Ruhiyat", nik("321607", "311174", 4), "Jl. Raya Setu Km 3", "Cibening", "Setu", "021-8250001", "Kusen aluminium", 5, None, "25 jt"], at="18.2005", phone="+62218250001", nik=None, wrong={"D": "nik_date"}, sales="300000000|", may={"L": "money_unit_unclear"})
    page.row([5, "Keripik Singkong Mak Ijah", "Khodijah", nik("321618", "670292", 5), "Kp. Cisaat", "Kertarahayu", "Setu", phone(105), "Keripik", 0, 2, 3], at="18.2011", phone=e164(105), sales=36_000_000)
    page.row([6, "Konveksi Dua Putri", "Maman Sulaeman", nik("321608", "050577", 6), "Jl. Imam Bonjol 21", "Telaga Asih", "Cikarang Barat", "belum ada", "Seragam sekolah", 2, 9, 30], at="08.1008", phone=None, may={"H": "phone_unreadable"}, sales=360_000_000)
    page.row([7, "Tahu Sumedang Cahaya", "Ujang Permana", nik("321609", "140881", 7), "Kp. Kaum", "Karangasih", "Cikarang Utara", phone(107), "Tahu", 4, 1, 18], at="09.2003", phone=e164(107), sales=216_000_000)
    page.row([8, "Mebel Jepara Indah", "Slamet Widodo", nik("321611", "221069", 8), "Jl. Pilar-Sukatani", "Jatibaru", "Cikarang Timur", phone(108), "Lemari, kursi", "6 org", "-", 40], paid_male=6, paid_female=None, at="11.2005", phone=e164(108), sales=480_000_000)
    page.none(["", "JUMLAH", "", "", "", "", "", "", "", 21, 24, 114.5], [],
              ["Catatan : omzet dalam jutaan rupiah, rata-rata per bulan"], ["Sumber : Bidang Industri Agro dan Hasil Hutan"], [],
              [""] * 8 + ["Cikarang Pusat, 30 Desember 2024"], [""] * 8 + ["Kepala Bidang"], [], [], [""] * 8 + ["Drs. H. Contoh Nama, M.Si"], [""] * 8 + ["NIP. 19680101 199303 1 001"])
    drawn(page.work, 7, 17, 12)
    page.work.freeze_panes = "C9"
    return book


def two_line_heading():
    book = Book("02-kepala-dua-baris.xls", "Kepala dua baris dengan sel bergabung; uang dalam Rp.000; XLS asli")
    page = book.page("DAFTAR")
    page.above("REKAPITULASI PERUSAHAAN INDUSTRI KECIL", "KEADAAN S/D DESEMBER 2023", "")
    page.head(["NO", "NAMA PERUSAHAAN", "PENANGGUNG JAWAB", "ALAMAT", "", "", "TENAGA KERJA", "", "NILAI INVESTASI (Rp.000)", "KAPASITAS PRODUKSI", "", "TAHUN BERDIRI", "BENTUK BADAN USAHA"])
    page.head(["", "", "", "JALAN", "DESA/KEL.", "KECAMATAN", "L", "P", "", "JUMLAH", "SATUAN", "", ""],
              ["", "name", "owner_name", "address", "", "", "paid_male", "paid_female", "", "capacity", "capacity_unit", "started_year"])
    for area in ("A4:A5", "B4:B5", "C4:C5", "D4:F4", "G4:H4", "I4:I5", "J4:K4", "L4:L5", "M4:M5"):
        page.merge(area)
    page.row([1, "CV. Tunas Karya Plastik", "Budi Hartanto", "Jl. Industri 5", "Gandamekar", "Cikarang Barat", 14, 6, 350000, 120000, "kg", 2009, "CV"], at="08.2005", investment=350_000_000, legal_form="cv")
    page.row([2, "PD Jaya Makmur", "Lim Swie Hok", "Jl. Sultan Hasanudin 88", "Tambun", "Tambun Selatan", 4, 2, 45000, 6000, "lusin", 1998, "UD/PD"], at="06.2004", investment=45_000_000, legal_form="ud")
    page.row([3, "Batik Tarawang", "Ernawati", "Kp. Kobak", "Wanasari", "Cibitung", "", 12, "12.500", 900, "potong", 2015, "Perorangan"], at="07.1001", investment=12_500_000, legal_form="perorangan")
    page.row([4, "Anugerah Teknik", "Johanes Tarigan", "Jl. Kalimalang", "Setiadarma", "Tambun Selatan", 7, 0, "Rp 80.000,-", 240, "unit", "2012", "Perorangan"], at="06.2005", investment="80000000|", may={"I": "money_unit_unclear"}, legal_form="perorangan", started_year=2012)
    page.row([5, "Roti Manis Al-Hikmah", "Nurhasanah", "Perum Graha Prima Blok AB 12", "Mangunjaya", "Tambun Selatan", 2, 3, "15 jt", "24.000", "bungkus", "sejak 2018", "Perorangan"], at="06.2009", investment="15000000|", may={"I": "money_unit_unclear", "L": "date_unreadable"}, legal_form="perorangan", capacity=24000, started_year="2018|")
    page.row([6, "Furniture Rotan Lestari", "Dadang Kurnia", "Kp. Pulo", "Sukajaya", "Cibitung", 3, 1, 27500, 150, "set", 2203, "Perorangan"], at="07.2006", investment=27_500_000, legal_form="perorangan", started_year=None, wrong={"L": "date_future date_unreadable"})
    page.row([7, "KUB Bandeng Presto Muara", "Siti Komariah", "Kp. Muara Jaya RT 01 RW 03", "Pantai Harapan Jaya", "Muara Gembong", 1, 8, 6000, 3500, "ekor", 2020, "KUB"], at="17.2004", address="Kp. Muara Jaya RT 01 RW 03|Kp. Muara Jaya", rt="001|", rw="003|", investment=6_000_000, legal_form="kub")
    page.none(["JUMLAH", "", "", "", "", "", 31, 32, 536000])
    page.merge("A13:F13")
    drawn(page.work, 4, 13, 13)
    return book


def three_line_heading():
    book = Book("03-kepala-tiga-baris.xlsx", "Kepala tiga baris, sel bergabung melintang dan tegak; kolom yang sama namanya di bawah induk berbeda")
    page = book.page("Form A")
    page.above("FORMULIR PENDATAAN UMKM", "Kabupaten Bekasi - Semester II 2024")
    page.head(["NO.", "IDENTITAS PEMILIK", "", "", "", "DATA USAHA", "", "", "", "", "", "", "", "KET."])
    page.head(["", "NAMA", "NIK", "ALAMAT (KTP)", "NO. HP", "NAMA USAHA", "ALAMAT USAHA", "", "", "TENAGA KERJA", "", "", "OMZET PER TAHUN (Rp)", ""])
    page.head(["", "", "", "", "", "", "JALAN / KAMPUNG", "DESA", "KECAMATAN", "LAKI-LAKI", "PEREMPUAN", "JUMLAH", "", ""],
              ["", "owner_name", "nik", "owner_address", "", "name", "address", "", "", "paid_male", "paid_female", "workers", "sales"])
    for area in ("A3:A5", "B3:E3", "F3:M3", "N3:N5", "B4:B5", "C4:C5", "D4:D5", "E4:E5", "F4:F5", "G4:I4", "J4:L4", "M4:M5"):
        page.merge(area)
    page.row([1, "Rohmat Hidayatulloh", nik("321605", "030385", 31), "Kp. Gabus RT 3/1", phone(131), "Cilok Bang Rohmat", "Kp. Gabus Pabrik", "Srimukti", "Tambun Utara", 1, 1, 2, 60000000], at="05.2005", phone=e164(131))
    page.row([2, "Ani Maryani", nik("321605", "490488", 32), "Perum Villa Gading", phone(132), "Jahit Ani", "Perum Villa Gading H 3", "Satria Jaya", "Tambun Utara", 0, 2, 2, "36.000.000"], at="05.2001", phone=e164(132), sales=36_000_000)
    page.row([3, "Sukardi", nik("321602", "171263", 33), "Kp. Babelan", phone(133), "Las Sukardi", "Jl. Raya Babelan", "Babelan Kota", "Babelan", 3, 0, 4, 110000000, "selisih TK"], at="02.2008", phone=e164(133), workers="4|3", may={"L": "workers_unequal sum_unequal workers_differ"})
    page.row([4, "Tini Kartini", "", "Kp. Pekopen", "0812 0000 0134 (Wa)", "Kue Kering Kartini", "Kp. Pekopen", "Lambangjaya", "Tambun Selatan", "", 1, 1, "-"], at="06.2003", phone=e164(134), sales=None)
    page.row([5, "H. Abdul Gofur", nik("321618", "080855", 35), "Ds. Cijengkol", phone(135), "Bata Merah Gofur", "Kp. Cijengkol", "Cijengkol", "Setu", 8, 2, 10, "Rp. 420.000.000,-"], at="18.2001", phone=e164(135), sales=420_000_000)
    page.work["N8"].comment = Comment("Cek lagi ke lapangan", "Petugas")
    page.none([], ["Keterangan:"], ["1. Omzet = hasil penjualan kotor"], ["2. Diisi oleh petugas"])
    return book


KECAMATAN = {
    "TAMBUN SELATAN": (
        ["Sambal Bu Tatik", "Tatik Purwanti", "Perum Griya Asri 2", "Sumberjaya", 2, 48000000, "06.2010"],
        ["Bengkel Las Berkah", "Roni Irawan", "Jl. Mekarsari Raya 4", "Mekarsari", 3, 150000000, "06.2007"],
        ["Percetakan Kilat", "Hendra Gunawan", "Ruko Tambun Blok A", "Setia Mekar", 5, 240000000, "06.2006"],
    ),
    "CIBITUNG": (
        ["Tempe Pak Kasdi", "Kasdi", "Kp. Cibuntu", "Cibuntu", 4, 180000000, "07.2007"],
        ["Sirup Markisa Ceria", "Dewi Anggraeni", "Perum Bekasi Nusa Indah", "Wanajaya", 2, 72000000, "07.2002"],
        ["Topi Bordir Kusuma", "Kusuma Atmaja", "Kp. Bojong", "Muktiwari", 6, 96000000, "07.2004"],
        ["Gula Aren Makmur", "Satibi", "Kp. Selang Nangka", "Kertamukti", 1, 30000000, "07.2003"],
    ),
    "SETU": (
        ["Pot Tanah Burangkeng", "Nemin", "Kp. Burangkeng", "Burangkeng", 3, 54000000, "18.2003"],
        ["Wajit Mak Onah", "Onah", "Kp. Serang", "Taman Rahayu", 2, 24000000, "18.2007"],
    ),
}


def sheet_per_kecamatan():
    book = Book("04-lembar-per-kecamatan.xlsx", "Satu lembar per kecamatan, kecamatannya hanya di judul; lembar REKAP; lembar lama tersembunyi")
    rekap = book.page("REKAP", counts=False)
    rekap.above("REKAPITULASI IKM PER KECAMATAN", "")
    rekap.head(["No", "Kecamatan", "Jumlah Unit Usaha", "Jumlah TK", "Jumlah Omzet (Rp)"])
    for number, (name, firms) in enumerate(KECAMATAN.items(), start=1):
        rekap.none([number, name.title(), len(firms), sum(firm[4] for firm in firms), sum(firm[5] for firm in firms)])
    rekap.none(["", "JUMLAH", 9, 28, 894000000])
    for name, firms in KECAMATAN.items():
        page = book.page(name.title())
        page.above(f"DAFTAR IKM KECAMATAN {name}", "TAHUN 2024", "")
        page.head(["No", "Nama Usaha", "Nama Pemilik", "Alamat", "Desa/Kelurahan", "Tenaga Kerja", "Omzet/Tahun (Rp)"],
                  ["", "name", "owner_name", "address", "", "workers", "sales"])
        for number, (*cells, at) in enumerate(firms, start=1):
            page.row([number, *cells], at=at)
        page.none(["", "Jumlah", "", "", "", sum(one[4] for one in firms), sum(one[5] for one in firms)])
    old = book.page("data lama 2019", hidden=True, counts=False)
    old.head(["No", "Nama Usaha", "Nama Pemilik", "Alamat", "Desa/Kelurahan", "Tenaga Kerja", "Omzet/Tahun (Rp)"])
    old.none([1, "Usaha Lama Jangan Masuk", "Almarhum Contoh", "Kp. Lama", "Cibuntu", 9, 1000000])
    return book


def bands():
    book = Book("05-pita-kecamatan.xlsx", "Nama kecamatan sebagai pita di atas kelompoknya, jumlah per kecamatan, jumlah pindahan, kepala berulang di ganti halaman")
    page = book.page("Sheet1")
    heading = ["NO", "NAMA USAHA", "PEMILIK", "DESA", "JENIS PRODUK", "JML TK", "OMSET/TAHUN"]
    page.above("DATA IKM KABUPATEN BEKASI", "")
    page.head(heading, ["", "name", "owner_name", "", "product", "workers", "sales"])
    page.none(["KECAMATAN CIBITUNG"])
    page.row([1, "Emping Sari Rasa", "Iis Aisyah", "Sarimukti", "Emping", 3, 45000000], at="07.2005")
    page.row([2, "Sepatu Casual Mandiri", "Deden Hidayat", "Wanasari", "Sepatu", 7, 310000000], at="07.1001")
    page.row([3, "Jumlah Rejeki Snack", "Suparti", "Sukajaya", "Makanan ringan", 2, 28000000], at="07.2006")
    page.none(["", "Sub Jumlah Kec. Cibitung", "", "", "", 12, 383000000], ["KECAMATAN CIKARANG UTARA"])
    page.row([4, "Kerajinan Bambu Asri", "Oman Rohman", "Karangraharja", "Bakul", 2, 18000000], at="09.2005")
    page.row([5, "Catering Bunda Lia", "Lia Amalia", "Mekar Mukti", "Nasi kotak", 5, 275000000], at="09.2010")
    page.none(["", "Jumlah dipindahkan", "", "", "", 19, 676000000], [], heading, ["", "Jumlah pindahan", "", "", "", 19, 676000000])
    page.row([6, "Air Galon Tirta", "Ferry Setiawan", "Pasir Gombong", "Air minum isi ulang", 2, 84000000], at="09.2006")
    page.none(["", "Sub Jumlah Kec. Cikarang Utara", "", "", "", 9, 377000000], ["Kec. Karang Bahagia"])
    page.row([1, "Genteng Karya Tani", "Wahyu", "Karang Anyar", "Genteng", 6, 132000000], at="10.2004")
    page.row([2, "Telur Asin H. Karta", "H. Karta", "Karang Mukti", "Telur asin", 3, 65000000], at="10.2008")
    page.none(["", "Sub Jumlah Kec. Karang Bahagia", "", "", "", 9, 197000000], ["GRAND TOTAL", "", "", "", "", 30, 957000000])
    for line in (4, 9, 17, 20):
        page.work[f"A{line}"].fill = PatternFill("solid", fgColor="DDEBF7")
    page.merge("A4:G4")
    return book


def merged_places():
    book = Book("06-kecamatan-bergabung.ods", "Sel kecamatan dan desa bergabung ke bawah; baris kosong di tengah; ODS asli")
    page = book.page("Lembar1")
    page.head(["Kecamatan", "Desa / Kelurahan", "No", "Nama UMKM", "Nama Pelaku Usaha", "No. Telp", "Jenis Usaha", "TK"],
              ["", "", "", "name", "owner_name", "", "product", "workers"])
    page.row(["Cikarang Selatan", "Sukadami", 1, "Salon Kenanga", "Mimin Mintarsih", phone(161), "Salon", 2], at="19.2004", phone=e164(161))
    page.row(["", "", 2, "Bakso Mas Tono", "Tono Sutono", phone(162), "Bakso", 3], at="19.2004", phone=e164(162))
    page.row(["", "Ciantra", 3, "Laundry Wangi", "Rina Herlina", phone(163), "Laundry", 1], at="19.2003", phone=e164(163))
    page.none([])
    page.row(["", "Pasirsari", 4, "Bubur Ayam Cirebon", "Kadir", phone(164), "Bubur ayam", 2], at="19.2007", phone=e164(164))
    page.row(["Serang Baru", "Sukasari", 5, "Anyaman Pandan Ibu", "Cicih", phone(165), "Anyaman", 4], at="21.2003", phone=e164(165))
    page.row(["", "", 6, "Opak Ketan Cicih", "Cicih", phone(165), "Opak", 2], at="21.2003", phone=e164(165))
    page.row(["", "Jayamulya", 7, "Sangkar Burung Elang", "Engkos Kosasih", "", "Sangkar burung", 1], at="21.2004")
    page.none([], ["", "", "", "Total 7 usaha"])
    for area in ("A2:A6", "B2:B3", "A7:A9", "B7:B8"):
        page.merge(area)
    return book


def hidden():
    book = Book("07-tersembunyi.xlsx", "Baris tersembunyi oleh saringan, kolom NIK tersembunyi, judul bergabung")
    page = book.page("Data")
    page.above("DATA PELAKU USAHA BINAAN")
    page.merge("A1:H1")
    page.head(["No", "Nama Usaha", "Nama Pemilik", "NIK", "Desa", "Kecamatan", "Telp", "Status"],
              ["", "name", "owner_name", "nik"])
    page.row([1, "Kopi Bubuk Gunung", "Aceng Fikri", nik("321622", "120672", 71), "Ridogalih", "Cibarusah", phone(171), "Aktif"], at="22.2002", phone=e164(171), status="running")
    page.row([2, "Peci Rajut Santri", "Ustadz Jejen", nik("321622", "230984", 72), "Sindang Mulya", "Cibarusah", phone(172), "Tutup"], held=True, wrong={"B": "row_hidden"})
    page.row([3, "Madu Hutan Sirna", "Ade Rukmana", nik("321622", "010179", 73), "Sirnajati", "Cibarusah", phone(173), "aktif"], at="22.2001", phone=e164(173), status="running")
    page.row([4, "Kusen Kayu Ridho", "Ridho Maulana", nik("321622", "190591", 74), "Ridomanah", "Cibarusah", phone(174), "Tidak aktif"], held=True, wrong={"B": "row_hidden"})
    page.row([5, "Dompet Kulit Medal", "Yanti Yulianti", nik("321623", "580387", 75), "Medal Krisna", "Bojongmangu", phone(175), "Aktif"], at="23.2006", phone=e164(175), status="running")
    for line in (4, 6):
        page.work.row_dimensions[line].hidden = True
    page.work.column_dimensions["D"].hidden = True
    page.work.auto_filter.ref = "A2:H7"
    return book


HELP = (
    "PETUNJUK PENGISIAN", "1. Isi dengan huruf cetak", "2. Nama usaha diisi nama toko/perusahaan", "3. NIK diisi 16 angka sesuai KTP",
    "4. Omzet diisi dalam ribuan rupiah per bulan", "5. Jenis usaha diisi produk utama", "6. Kirim ke dinas paling lambat tanggal 5",
    "7. Satu baris satu usaha", "8. Bila ada dua usaha, isi dua baris", "9. Tenaga kerja termasuk pemilik",
)


def long_instructions():
    book = Book("23-petunjuk-panjang.xlsx", "Petunjuk panjang sehingga kepala di baris 18-19, tabel mulai di kolom C, pita kelompok A. B. dan pita desa")
    page = book.page("LAPORAN BULANAN")
    page.above(["", "LAPORAN PEMBINAAN IKM"], ["", "KECAMATAN PEBAYURAN"], [], *(["", "", line] for line in HELP), [], ["", "Bulan : Desember 2024"], [], [])
    page.head(["", "", "No.", "Identitas", "", "Usaha", "", "", "Desa", "Kontak"])
    page.head(["", "", "", "Nama Pengusaha", "NIK", "Nama Toko/Perusahaan", "Jenis Usaha", "Omzet per Bulan (Rp. 000)", "", "(HP)"], ["", "", "", "owner_name", "nik", "name", "product"])
    for area in ("C18:C19", "D18:E18", "F18:H18", "I18:I19"):
        page.merge(area)
    page.none(["", "", 1, 2, 3, 4, 5, 6, 7, 8], ["", "", "A. INDUSTRI PANGAN"])
    page.row(["", "", 1, "Ruminah", nik("321613", "480477", 1), "Beras Pandan Wangi", "Penggilingan padi", 45000, "Kertajaya", phone(801)], at="13.2010", phone=e164(801), sales=540_000_000)
    page.row(["", "", 2, "Karnadi", nik("321613", "080877", 2), "Kerupuk Udang Kertasari", "Kerupuk", "5.500", "Kertasari", phone(802)], at="13.1011", phone=e164(802), sales=66_000_000)
    page.none(["", "", "B. INDUSTRI SANDANG DAN KULIT"])
    page.row(["", "", 1, "Wartini", nik("321613", "551080", 3), "Mukena Bordir Wartini", "Mukena", 3250, "Karang Patri", phone(803)], at="13.2008", phone=e164(803), sales=39_000_000)
    page.none(["", "", "", "Jumlah IKM : 3 unit usaha"], [], ["", "", "C. INDUSTRI KIMIA DAN BAHAN BANGUNAN"], ["", "", "NIHIL"])
    page.none([], ["", "", "", "", "", "", "", "", "Pebayuran, 31 Desember 2024"], ["", "", "", "", "", "", "", "", "Kasi Ekbang"])
    return book


ALL = [long_instructions, letterhead, two_line_heading, three_line_heading, sheet_per_kecamatan, bands, merged_places, hidden]
