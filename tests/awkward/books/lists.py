"""Lists of other makers: cooperative, street vendors, surveys of 80 columns, prefilled, formulas."""

# fmt: off

from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from tests.awkward.making import Book, e164, letter, nik, phone


def cooperative():
    book = Book("13-anggota-koperasi.xls", "Daftar anggota koperasi: ada Nama Anggota, tidak ada nama usaha; XLS asli")
    page = book.page("ANGGOTA")
    page.above("KOPERASI PRODUSEN CONTOH SEJAHTERA", "DAFTAR ANGGOTA PER 31 DESEMBER 2023", "")
    page.head(["No. Urut", "No. Anggota", "Nama Anggota", "L/P", "NIK", "Alamat", "Desa/Kel", "Kecamatan", "Bidang Usaha", "Simpanan Pokok", "Simpanan Wajib", "Tanggal Masuk"],
              ["", "", "owner_name", "sex", "nik", "address", "", "", "product"])
    people = (
        ("A-001", "Sutinah", "P", "Kp. Tegal Danas", "Hegarmukti", "Cikarang Pusat", "Keripik pisang", "20.2004"),
        ("A-002", "Bambang Sugeng", "L", "Kp. Cilampayan", "Pasiranji", "Cikarang Pusat", "Pupuk kompos", "20.2003"),
        ("A-003", "Ela Nurlaela", "P", "Perum Mega Regency", "Sukasari", "Serang Baru", "Busana muslim", "21.2003"),
        ("A-004", "Tarsim", "L", "Kp. Cicau", "Cicau", "Cikarang Pusat", "Arang batok", "20.2001"),
        ("A-005", "Hj. Kartika", "P", "Kp. Jati", "Jayamukti", "Cikarang Pusat", "Kue basah", "20.2005"),
        ("A-006", "Wawan Darmawan", "L", "Kp. Kandang Gereng", "Sirna Jaya", "Serang Baru", "Sablon", "21.2002"),
    )
    for number, (member, name, sex, address, village, district, product, at) in enumerate(people, start=1):
        born = "410283" if sex == "P" else "010283"
        page.row([number, member, name, sex, nik("321620", born, number), address, village, district, product, 100000, 240000, "03/02/2019"],
                 at=at, name=f"{name}|", held="maybe", may={"C -": "name_missing"})
    page.none(["", "", "Jumlah", "", "", "", "", "", "", 600000, 1440000], [], ["", "", "Ketua,"], [], ["", "", "Fulan bin Fulan"])
    return book


def vendors():
    book = Book("14-daftar-pkl.ods", "Daftar PKL: nama pedagang tanpa nama usaha, jenis kelamin bertanda √ di dua kolom", "32.75")
    page = book.page("PKL Alun-alun")
    page.above("DATA PEDAGANG KAKI LIMA", "LOKASI: ALUN-ALUN KOTA BEKASI")
    page.head(["No", "Nama Pedagang", "Jenis Kelamin", "", "Jenis Dagangan", "Lokasi Berjualan", "Kelurahan", "Kecamatan", "No. KTP", "Tempat Usaha"])
    page.head(["", "", "L", "P", "", "", "", "", "", ""], ["", "owner_name", "", "", "product", "", "", "", "nik"])
    for area in ("A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "G3:G4", "H3:H4", "I3:I4", "J3:J4"):
        page.merge(area)
    for number, (name, sex, goods, spot, village, at) in enumerate((
        ("Kasim", "L", "Bakso", "Jl. Veteran depan masjid", "Margajaya", "04.1002"),
        ("Marni", "P", "Jamu gendong", "Jl. Veteran", "Margajaya", "04.1002"),
        ("Iwan Setiawan", "L", "Kopi keliling", "Alun-alun sisi timur", "Marga Jaya", "04.1002"),
        ("Sumiyati", "P", "Nasi pecel", "Jl. Pramuka", "Margajaya", "04.1002"),
        ("Bejo", "L", "Mainan anak", "Alun-alun sisi barat", "Margajaya", "04.1002"),
    ), start=1):
        born = "450579" if sex == "P" else "050579"
        marks = ["√", ""] if sex == "L" else ["", "√"]
        page.row([number, name, *marks, goods, spot, village, "Bekasi Selatan", nik("332801", born, number), "Gerobak"],
                 at=at, name=f"{name}|", held="maybe", may={"B -": "name_missing", "C": "choice_unknown", "D": "choice_unknown"}, sex=f"{sex}|")
    page.none(["", "Jumlah", 3, 2])
    return book


WANTED = {
    2: "Kec", 5: "Nama Pelaku Usaha", 9: "Nama Usaha / Merek", 14: "Produk Utama", 21: "Kelurahan/Desa", 27: "NIB (13 digit)",
    33: "TK Laki-laki", 34: "TK Perempuan", 48: "Omzet Setahun (Rp)", 60: "No WhatsApp Aktif", 71: "Latitude", 72: "Longitude",
}
ASKED = (
    "Timestamp", "Surveyor", "Apakah punya NPWP?", "Jumlah anak tanggungan", "Pendidikan terakhir", "Punya rekening bank?",
    "Pernah ikut pelatihan?", "Nama pelatihan", "Kendala pemasaran", "Kendala modal", "Status rumah", "Daya listrik",
    "Bahan baku", "Asal bahan baku", "Jumlah mesin", "Jenis kemasan", "Tanggal kadaluarsa", "Media sosial", "Nama akun",
)
ANSWERS = ("2024-05-01 10:11", "Petugas 3", "Ya", "2", "SMA", "Tidak", "Ya", "Kemasan", "Persaingan", "Bunga bank", "Milik sendiri", "900", "Tepung", "Pasar", "1", "Plastik", "6 bulan", "Instagram", "@contoh")


def survey():
    book = Book("15-survei-80-kolom.xlsx", "80 kolom, 12 berguna, urutan tak lazim, banyak kolom pertanyaan asing; komentar di kepala")
    page = book.page("Form Responses 1")
    says = {2: "", 5: "owner_name", 9: "name", 14: "product", 33: "paid_male", 34: "paid_female", 71: "lat", 72: "lon"}
    page.head([WANTED.get(index) or f"{ASKED[index % 19]}{'' if index < 19 else f' ({index})'}" for index in range(80)],
              [says.get(index, "") for index in range(80)])

    def one(answers, **truth):
        page.row([answers.get(index, ANSWERS[index % 19]) for index in range(80)], **truth)

    def answered(*values):
        return dict(zip(WANTED, values, strict=True))

    one(answered("Cikarang Utara", "Neneng Hasanah", "Rengginang Neneng", "Rengginang", "Simpangan", "1204230015601", 0, 3, 54000000, "0812-0000-0501", -6.2771, 107.1743), at="09.2007", nib="1204230015601", sales=54_000_000, phone=e164(501))
    one(answered("Cikarang Utara", "Rudi Tabuti", "Rudi Aquarium", "Akuarium", "Waluya", "", 2, 0, "24000000", "812 0000 0502", -6.2593, 107.1892), at="09.2004", sales=24_000_000, phone=e164(502))
    one(answered("Cibarusah", "Elin Marlina", "Bolu Elin", "Bolu kukus", "Cibarusah Kota", "120423001560", 1, 1, 0.5, "0812-0000-0503", "", ""), at="22.2005", wrong={letter(27): "nib_zero_lost", letter(48): "money_unit_unclear number_unreadable"}, phone=e164(503))
    one(answered("Pebayuran", "Karsono", "Beras Cap Padi", "Beras", "Kertasari", "-", 4, 1, 610000000, "0812-0000-0504", -6.1593, 107.2485), at="13.1011", sales=610_000_000, phone=e164(504))
    page.work["J1"].comment = Comment("Isi sesuai papan nama", "Admin")
    return book


def prefilled():
    book = Book("16-nomor-siap-isi-500.xlsx", "Nomor urut 1-500 sudah tercetak; hanya sembilan yang terisi; baris tanda tangan di bawah nomor 500")
    page = book.page("Blanko")
    page.above("BLANKO PENDATAAN IKM", "Kecamatan : Sukatani", "")
    page.head(["No.", "Nama Usaha", "Nama Pemilik", "Desa", "Kecamatan", "Jenis Produk", "Tenaga Kerja"], ["", "name", "owner_name", "", "", "product", "workers"])
    firms = (
        ("Sapu Ijuk Mandiri", "Casman", "Sukamulya", "Sapu", 3, "15.2001"), ("Anyaman Eceng", "Rohati", "Sukamanah", "Tas eceng", 5, "15.2002"),
        ("Dodol Nanas", "Aisah", "Sukahurip", "Dodol", 2, "15.2003"), ("Kerupuk Jengkol", "Nurdin", "Sukaasih", "Kerupuk", 2, "15.2004"),
        ("Ikan Asin Rukun", "Tarmin", "Sukarukun", "Ikan asin", 4, "15.2005"), ("Batu Bata Banjar", "Warsa", "Banjarsari", "Bata", 8, "15.2006"),
        ("Kue Satu Darma", "Yoyoh", "Sukadarma", "Kue satu", 1, "15.2007"),
    )
    for number, (name, owner, village, product, workers, at) in enumerate(firms, start=1):
        page.row([number, name, owner, village, "Sukatani", product, workers], at=at)
    page.none(*([number] for number in range(8, 11)))
    page.row([11, "Emping Melinjo", "Kartini", "Sukamulya", "Sukatani", "Emping", 2], at="15.2001")
    page.none(*([number] for number in range(12, 31)))
    page.row([31, "", "Mak Enar", "Sukamanah", "Sukatani", "Gula semut", 1], held=True, wrong={"B -": "name_missing"})
    page.none(*([number] for number in range(32, 501)), ["", "", "", "", "", "Mengetahui, Kepala Desa"])
    check = DataValidation(type="list", formula1='"Sukamulya,Sukamanah"')
    page.work.add_data_validation(check)
    check.add("D5:D504")
    return book


def capitals():
    book = Book("17-huruf-besar.csv", "Koma, UTF-8 tanpa BOM, huruf besar, spasi ganda, baris baru di dalam sel berkutip")
    page = book.page("CSV")
    page.head(["NO", "NAMA  USAHA", "NAMA\nPEMILIK", "ALAMAT\nUSAHA", "DESA /\nKELURAHAN", "KECAMATAN", "NO. TELEPON", "JENIS  PRODUK"],
              ["", "name", "owner_name", "address", "", "", "", "product"])
    page.row([1, "WARUNG  MAKAN   SEDERHANA", "HJ.  MARYAM", "KP. JARAKOSTA\nRT 01 RW 02", "SUKADANAU", "CIKARANG  BARAT", phone(601), "MASAKAN  PADANG"], at="08.2007", phone=e164(601), address="KP. JARAKOSTA RT 01 RW 02|KP. JARAKOSTA", rt="001|", rw="002|")
    page.row([2, "CV. MITRA\nSEJATI", "SUGIARTO", "JL. IMAM BONJOL", "TELAJUNG", "CIKARANG BARAT", f"{phone(602)}\n021-8901234", "SUKU CADANG"], at="08.2010", phone=e164(602))
    page.row([3, "TOTAL  JAYA", "EDI  SUSANTO", "JL. FATAHILLAH, NO. 3", "KALIJAYA", "CIKARANG BARAT", phone(603), '"ECERAN" CAT'], at="08.2009", phone=e164(603))
    page.row([4, "JAHIT RAPIH", "SRI  MULYANI  SUSANTI", "PERUM BUMI CIKARANG", "CIKEDOKAN", "CIKARANG BARAT", phone(604), "JAHIT"], at="08.2011", phone=e164(604))
    page.row([5, "PABRIK TAHU NGADIMIN", "NGADIMIN", "KP. CIBITUNG KAUM", "TELAGAASIH", "CIKARANG BARAT", "", "TAHU"], at="08.1008")
    return book.as_text(",", "utf-8", end="\n")


def formulas():
    book = Book("18-rumus.xlsx", "Nilai dari rumus: jumlah TK, omzet setahun, nomor urut, gabungan teks; lembar pivot")
    page = book.page("Perhitungan")
    page.head(["No", "Nama Usaha", "Nama Depan", "Nama Pemilik", "Desa", "Kecamatan", "TK L", "TK P", "Jml TK", "Omzet/bln (Rp)", "Omzet/tahun (Rp)"],
              ["", "name", "", "", "", "", "paid_male", "paid_female"])
    for number, (name, owner, village, male, female, month, at) in enumerate((
        ("Gerabah Sukawangi", "Sarip", "Sukadaya", 2, 1, 3000000, "03.2003"),
        ("Terasi Muara", "Wati", "Sukaringin", 0, 4, 2500000, "03.2001"),
        ("Jaring Nelayan", "Daman", "Sukakerta", 5, 0, 8000000, "03.2005"),
        ("Perahu Fiber", "Tirta", "Sukatenang", 6, 0, 21000000, "03.2006"),
    ), start=2):
        above = "0" if number == 2 else f"A{number - 1}"
        page.row([f"={above}+1", name, owner, f'="Bpk/Ibu "&C{number}', village, "Sukawangi", male, female, f"=G{number}+H{number}", month, f"=J{number}*12"],
                 at=at, owner_name=f"Bpk/Ibu {owner}|{owner}", workers=male + female, sales=month * 12)
    page.none(["", "Jumlah", "", "", "", "", "=SUM(G2:G5)", "=SUM(H2:H5)", "=SUM(I2:I5)", "=SUM(J2:J5)", "=SUM(K2:K5)"])
    pivot = book.page("Pivot", counts=False)
    pivot.head(["Row Labels", "Sum of Jml TK"])
    pivot.none(["Sukadaya", 3], ["Grand Total", 18])
    return book.recalculated()


def name_only():
    book = Book("19-hanya-nama.xlsx", "Hanya kolom Nama (isinya nama usaha), alamat dan telepon; tanpa kepala tebal, keterangan di samping")
    page = book.page("Sheet2")
    page.head(["No", "Nama", "Alamat", "Telp", "Jenis Industri"], ["", "name", "", "", "product"])
    page.row([1, "CV. Karya Mandiri", "Kp. Ceger, Desa Sukadanau, Cikarang Barat", phone(701), "Karton"], at="08.2007", phone=e164(701))
    page.row([2, "Toko Roti Sari", "Jl. Pangeran Jayakarta, Desa Harjamekar, Cikarang Utara", phone(702), "Roti"], at="09.2009", phone=e164(702))
    page.row([3, "PT. Total Mandiri Plasindo", "Jl. Raya Serang Cibarusah, Sukaresmi, Cikarang Selatan", phone(703), "Plastik"], at="19.2005", phone=e164(703))
    page.row([4, "UD Rekap Motor", "Desa Karangsetia Kec. Karangbahagia", phone(704), "Suku cadang"], at="10.2003", phone=e164(704))
    page.row([5, "Bengkel Catatan Mas", "Desa Waringinjaya Kec. Kedungwaringin", phone(705), "Bengkel"], at="12.2002", phone=e164(705))
    page.row([6, "Warung Mengetahui Rasa", "Ds. Sukamakmur, Kec. Sukakarya", phone(706), "Makanan"], at="14.2007", phone=e164(706))
    return book


def total_jaya():
    book = Book("20-total-jaya.csv", "Titik koma, UTF-8 BOM; usaha bernama Total Jaya dan Jumlah Berkah di antara jumlah sungguhan")
    page = book.page("CSV")
    page.above("Daftar UMKM Kecamatan Tarumajaya")
    page.head(["No", "Nama Usaha", "Nama Pemilik", "Desa", "Kecamatan", "Tahun Berdiri", "Jumlah Tenaga Kerja"], ["", "name", "owner_name", "", "", "started_year", "workers"])
    page.row([1, "Total Jaya", "Amran", "Segara Jaya", "Tarumajaya", 2011, 4], at="01.2002")
    page.row([2, "Jumlah Berkah", "Saroh", "Pantai Makmur", "Taruma Jaya", 2016, 2], at="01.2008")
    page.row([3, "Total", "Bang Total", "Setiamulya", "Tarumajaya", 2019, 1], at="01.2005")
    page.none(["", "Total", "", "", "", "", 7])
    page.row([4, "Kepiting Soka", "Rasman", "Samudera Jaya", "Tarumajaya", 2014, 3], at="01.2006|01", may={"D": "place_*"})
    page.row([5, "Kerang Hijau Total Segar", "Nasan", "Setia Asih", "Tarumajaya", 2009, 5], at="01.1007")
    page.row([6, "Catatan Dapur Bunda", "Wulan", "Pusaka Rakyat", "Tarumajaya", 2021, 1], at="01.2003")
    page.none(["", "TOTAL", "", "", "", "", 16], [], ["Mengetahui", "", "", "", "Tarumajaya, 2 Januari 2025"], ["Camat", "", "", "", "Petugas"], ["Contoh Nama Camat", "", "", "", "Contoh Nama Petugas"])
    return book.as_text(";", "utf-8-sig")


def unicode_text():
    book = Book("21-teks-unicode.txt", "Teks Unicode dari Excel: UTF-16 bertab; nomor ditulis =\"…\" supaya nolnya tidak hilang")
    page = book.page("CSV")
    page.above(["DATA IKM KECAMATAN BOJONGMANGU"])
    page.head(["No.", "Nama IKM", "Nama Penanggung Jawab", "NIK", "HP", "Desa", "Kecamatan", "Jenis Produk", "Jumlah Karyawan"], ["", "name", "owner_name", "", "", "", "", "product", ""])
    for number, (name, owner, village, product, workers, at) in enumerate((
        ("Kerajinan Kayu Manik", "Ahdi", "Karangmulya", "Kayu", 3, "23.2001"),
        ("Keripik Gadung", "Icih", "Karang Indah", "Keripik", 2, "23.2002"),
        ("Tepung Singkong “Asli”", "Mamah Euis", "Sukabungah", "Tepung", 5, "23.2004"),
        ("Sale Pisang", "Bapak Ojak", "Sukamukti", "Sale", 1, "23.2005"),
    ), start=1):
        own = nik("321623", f"{10 + number}0475", number)
        page.row([f"{number}.", name, owner, f'="{own}"', f'="08120000{900 + number:04d}"', village, "Bojongmangu", product, f"{workers} orang"],
                 at=at, nik=own, phone=e164(900 + number), workers=workers)
    return book.as_text("\t", "utf-16")


def ditto():
    book = Book("22-sda-dan-coretan.xls", "Tanda sda, idem dan \" untuk isian yang sama dengan atasnya; nomor 1), catatan di tengah; XLS asli")
    page = book.page("Desa")
    page.head(["NO", "NAMA PERUSAHAAN/MEREK", "NAMA PEMILIK", "DESA", "KECAMATAN", "KOMODITI", "KET"], ["", "name", "owner_name", "", "", "product"])
    page.row(["1)", "Wingko Cap Sepur", "Yatno", "Karangsentosa", "Karang Bahagia", "Wingko", "baru"], at="10.2006")
    page.row(["2)", "Getuk Lindri Sari", "Parmi", "sda", "sda", "Getuk", ""], at="10.2006||10", may={"D": "place_*", "E": "place_*"})
    page.row(["3)", "Rempeyek Kacang", "Tukinem", '"', '"', "Rempeyek", "omzet naik"], at="10.2006||10", may={"D": "place_*", "E": "place_*"})
    page.none(["Usaha no. 2 dan 3 satu rumah, lihat berita acara"])
    page.merge("A5:G5")
    page.row(["4)", "Kerupuk Udang Laut", "Darsono", "Karang Satu", "Karangbahagia", "Kerupuk", "pindahan dr Cikarang"], at="10.2007")
    page.row(["5)", "Brem Padat", "Suwarti", "idem", "idem", "Brem", ""], at="10.2007||10", may={"D": "place_*", "E": "place_*"})
    return book


def decoys():
    book = Book("24-kolom-mirip.xlsx", "Kolom yang mirip tetapi bukan: No. KK, HP petugas, tahun bantuan, tanggal pelatihan, nama suami, omzet sebelum dan sesudah")
    page = book.page("Penerima Bantuan")
    page.head(["No", "Nama Penerima", "Nama Usaha", "NIK", "No. KK", "Alamat Rumah", "Desa", "Kecamatan", "No. HP", "HP Petugas", "Nama Suami/Istri", "Tahun Bantuan", "Tgl Pelatihan", "Nilai Bantuan (Rp)",
               "Omzet Sebelum Bantuan", "Omzet Sesudah Bantuan", "Jml Anak", "Nama Petugas", "Status Perkawinan", "Koordinat Petugas"],
              ["", "owner_name", "name", "nik"])
    for number, (owner, firm, village, at, spouse) in enumerate((
        ("Tuti Alawiyah", "Rempah Tuti", "Sukasejati", "19.2002", "Marsan"), ("Ening", "Kerupuk Ening", "Cibatu", "19.2001", "Udi"),
        ("Rasim", "Tape Rasim", "Sukaresmi", "19.2005", "Karti"), ("Maesaroh", "Kue Cucur Mae", "Serang", "19.2006", "Jaja"),
    ), start=1):
        own = nik("321619", f"4{number}0372", number)
        page.row([number, owner, firm, own, nik("321619", f"1{number}0610", 40 + number), f"Kp. Rumah RT 0{number}/01", village, "Cikarang Selatan", phone(850 + number), phone(1999), spouse, 2019 + number % 3, f"1{number}/08/2022", 2500000,
                  f"{number} jt", f"{number + 2} jt", number, "Petugas Satu", "Kawin", "-6.3385, 107.1279"],
                 at=at, phone=e164(850 + number), may={"O": "money_*", "P": "money_*"})
    return book


ALL = [decoys, unicode_text, ditto, cooperative, vendors, survey, prefilled, capitals, formulas, name_only, total_jaya]
