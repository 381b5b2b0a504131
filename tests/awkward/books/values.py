"""Money, numbers of persons and firms, telephones, days, positions and places as people write them."""

# fmt: off

from datetime import date

from tests.awkward.making import Book, e164, nik, phone

MILLION = 1_000_000
DAY_ONE = date(1899, 12, 30)  # of a spreadsheet's serial numbers


def whole_address():
    book = Book("08-alamat-utuh.csv", "sep=; di baris pertama, titik koma, Windows-1252, seluruh alamat dalam satu kolom", "32.75")
    page = book.page("CSV")
    page.line = 1  # "sep=;" stands there
    page.head(["No", "Nama Usaha", "Nama Pemilik", "Alamat Lengkap", "No HP", "Jenis Usaha"], ["", "name", "owner_name", "", "", "product"])
    page.row([1, "Café Kranji", "Andi Prasetyo", "Jl. Patriot No. 12 RT 003 RW 007 Kel. Kranji Kec. Bekasi Barat", phone(201), "Kopi"], at="02.1002", rt="003", rw="007", phone=e164(201))
    page.row([2, "Pempek Cik Yuni", "Yuniarti", "Perum Pondok Ungu Permai Blok F5 No 8, RT.05/RW.12, Kaliabang Tengah, Bekasi Utara", phone(202), "Pempek"], at="03.1001", rt="005", rw="012", phone=e164(202))
    page.row([3, "Sablon ½ Harga", "Doni Kusuma", "Jl. Raya Jatiasih Gg. H. Saman, Kel. Jatirasa, Jatiasih, Kota Bekasi 17424", phone(203), "Sablon"], at="09.1004", phone=e164(203))
    page.row([4, "Rajut Ambu – Bekasi", "Lilis Suryani", "Kp. Cikunir RT 2/3 Jakamulya Bekasi Selatan", phone(204), "Rajutan"], at="04.1003", rt="002", rw="003", phone=e164(204))
    page.row([5, "Frozen Food Ummi", "Fatimah", "Mustika Jaya", phone(205), "Makanan beku"], at="11|11.1003|", may={"- D": "place_* address_*"}, phone=e164(205))
    page.row([6, "Bengkel Motor 88", "Tan Hok Lie", "Ruko Sentra Niaga Kalimalang A/5; Jl. A. Yani, Kayuringin Jaya", phone(206), "Bengkel"], at="04.1005|", may={"- D": "place_* address_*"}, phone=e164(206))
    page.row([7, "Kue Lapis Pelangi", "Ratna Dewi", 'Jl. "Mawar" 5, Margahayu, Bekasi Timur', phone(207), "Kue"], at="01.1002", phone=e164(207))
    page.row([8, "Warung Jamu Sehat", "Mbok Darmi", "samping masjid Al-Ikhlas", phone(208), "Jamu"], at="", wrong={"- D": "place_* address_*"}, phone=e164(208))
    return book.as_text(";", "cp1252", first="sep=;\r\n")


def money():
    book = Book("09-uang.xlsx", "Uang ditulis dengan banyak cara; kolom per tahun tanpa satuan dan kolom per bulan dalam ribuan")
    page = book.page("UMKM")
    page.above("DATA OMZET PELAKU USAHA", "")
    page.head(["No", "Nama Usaha", "Pemilik", "Desa", "Kecamatan", "Omset per Tahun", "Modal Usaha"], ["", "name", "owner_name"])
    at = {"at": "06.2006"}

    def one(number, name, owner, sales, capital="", /, **says):
        page.row([number, name, owner, "Setiamekar", "Tambun Selatan", sales, capital], **at, **says)

    one(1, "Warung Bu Enah", "Enah", "Rp. 2.500.000,-", "500rb", sales=2_500_000, capital=500_000)
    one(2, "Gorengan Mas Parto", "Suparto", "2,5 jt", "Rp2jt", sales=2_500_000, capital=2_000_000)
    one(3, "Toko Elektronik Sumber", "Halim", "1.2 M", "1,5 milyar", sales=1_200_000_000, capital=1_500_000_000)
    one(4, "Es Cendol Elis", "Elis", "±10 jt", "+/- 5 juta", sales=10_000_000, capital=5_000_000)
    one(5, "Bakpao Keliling", "Yanto", "5-10 juta", "500.000 - 1.000.000", sales=[5 * MILLION, 10 * MILLION], capital=[500_000, MILLION], may={"F": "number_range", "G": "number_range"})
    one(6, "Sate Madura Cak Ri", "Fathur Rohman", "4 s/d 6 juta", "10 jt – 15 jt", sales=[4 * MILLION, 6 * MILLION], capital=[10 * MILLION, 15 * MILLION], may={"F": "number_range", "G": "number_range"})
    one(7, "Las Karbit Jaya", "Gunadi", "35.000.000,00", "35,000,000", sales=35_000_000, capital=35_000_000)
    one(8, "Kerupuk Melarat", "Uum", 18500000, 7250000.0, sales=18_500_000, capital=7_250_000)
    one(9, "Siomay Bandung", "Cecep", "250", "-", wrong={"F": "money_*"})
    one(10, "Depot Air Segar", "Mulyono", "12 juta/bln", "", sales="144000000|", may={"F": "money_* number_unreadable"})
    one(11, "Kios Pulsa Cell", "Indra", "rahasia", "tidak ada data")
    one(12, "Tukang Patri", "Wasta", "dua juta lima ratus ribu", "kira2 3 juta", sales="2500000|", may={"F": "number_unreadable money_*", "G": "number_unreadable"}, capital="3000000|")
    one(13, "Toko Bangunan Kokoh", "Robby", "< 300 juta", "> 50 jt", sales="0:300000000|:300000000|", capital="50000000:|", may={"F": "number_range number_unreadable", "G": "number_range number_unreadable"})
    one(14, "Martabak Bangka", "Aliong", "Rp 75.000.000/tahun", "Rp. 20 Juta,-", sales=75_000_000, capital=20_000_000)
    one(15, "Sayur Keliling Bang Ipul", "Saipul", "300rb/hari", "", may={"F": "money_* number_unreadable"}, wrong={"F": "money_* number_unreadable"})
    one(16, "Agen Telur Bersih", "Titin", "2 miliar 400 juta", "1M", sales="2400000000|", may={"F": "number_unreadable money_*"}, capital=1_000_000_000)
    one(17, "Rental PS", "Bayu", "banyak", "12.5 jt", capital=12_500_000, wrong={"F": "number_unreadable"})
    one(18, "Toko Sembako Rizki", "Rizki", "120.000.000", "Rp.60.000.000", sales=120_000_000, capital=60_000_000)
    page.work["F11"].number_format = '"Rp" #,##0'
    page.none([], ["", "Total", "", "", "", 1_500_000_000])
    second = book.page("PKL binaan")
    second.head(["No", "Nama Usaha", "Pemilik", "Desa", "Kecamatan", "Omzet/Bulan (Ribu Rupiah)", "Modal (Rp.000)"], ["", "name", "owner_name"])
    second.row([1, "Nasi Uduk Kebuli", "Masitoh", "Setiamekar", "Tambun Selatan", 4500, 2000], **at, sales=54_000_000, capital=2_000_000)
    second.row([2, "Ketoprak Ciragil", "Tarno", "Setiamekar", "Tambun Selatan", "3.750", "1.500"], **at, sales=45_000_000, capital=1_500_000)
    second.row([3, "Mie Ayam Wonogiri", "Parman", "Setiamekar", "Tambun Selatan", "6000-8000", 750.5], **at, sales=[72 * MILLION, 96 * MILLION], capital=750_500, may={"F": "number_range"})
    second.row([4, "Pecel Lele Lamongan", "Rusdi", "Setiamekar", "Tambun Selatan", "9 jt", ""], **at, sales="108000000|", may={"F": "money_*"})
    return book


def numbers():
    book = Book("10-nomor-dan-tanggal.xlsx", "NIK sebagai angka, berkutip, berspasi, hilang; NIB tanpa nol; dua telepon; tanggal dengan enam tulisan")
    page = book.page("Biodata")
    page.head(["Nama Perusahaan", "Nama Pemilik", "No. KTP", "NIB", "Kontak", "Tempat/Tgl Lahir", "Mulai Usaha", "Desa/Kel", "Kec"], ["name", "owner_name"])

    def one(name, owner, *cells, **says):
        page.row([name, owner, *cells, "Danau Indah", "Cikarang Barat"], at="08.2004", **says)

    good = [nik("321608", "520179", serial) for serial in range(41, 60)]
    day = date(1979, 1, 12)
    one("Sumber Rasa 1", "Aminah", int(good[0]), "1204230015488", "0812-0000-0301 / 021-88961234", "12 Januari 1979", 2015, wrong={"C": "nik_digits_lost"}, nib="1204230015488", phone=e164(301), birth_date=str(day), started_year=2015)
    one("Sumber Rasa 2", "Badriyah", f"'{good[1]}", 1204230015489, 81200000302, "12/1/79", "Maret 2015", nik=good[1], nib="1204230015489", phone=e164(302), birth_date=str(day), started_year=2015)
    one("Sumber Rasa 3", "Carsih", f"{good[2][:4]} {good[2][4:8]} {good[2][8:12]} {good[2][12:]}", 404230015488, "+62 812 0000 0303", day, "12/3/2015", nik=good[2], wrong={"D": "nib_zero_lost"}, phone=e164(303), birth_date=str(day), started_year=2015)
    one("Sumber Rasa 4", "Dasiah", "3,21608E+15", "220203642931", "62812-0000-0304", (day - DAY_ONE).days, "th 2010", wrong={"C": "nik_digits_lost", "D": "nib_zero_lost"}, phone=e164(304), birth_date=str(day), started_year=2010)
    one("Sumber Rasa 5", "Enok", good[4].replace("3216", "3216."), "belum punya", "0812.0000.0305", "12-Jan-79", date(2011, 5, 2), nik=good[4], may={"D": "nib_length"}, phone=e164(305), birth_date=str(day), started_year=2011)
    one("Sumber Rasa 6", "Fitri", good[5][:14], "12345", "08120000", "31/02/1980", "5 tahun", wrong={"C": "nik_length", "D": "nib_length", "E": "phone_unreadable", "F": "date_*", "G": "date_* number_unreadable"})
    one("Sumber Rasa 7", "Gumilar", f"{good[6]} ", "NIB 1204230015490", "wa: 081200000307", "Bekasi, 12 Januari 1979", 1998, nik=good[6], nib="1204230015490|", may={"D": "nib_length"}, phone=e164(307), birth_date=str(day), started_year=1998)
    one("Sumber Rasa 8", "Hasanah", f"{good[7]}\n{good[8]}", "-", "0812 0000 0308\n0857 0000 0309", "1979-01-12", 2099, wrong={"C": "nik_length", "G": "date_*"}, phone=e164(308), birth_date=str(day))
    one("Sumber Rasa 9", "Iroh", int(good[9][:14] + "00"), 2204230015491.0, "tidak ada", "12.01.1979", "'2012", wrong={"C": "nik_digits_lost"}, nib="2204230015491", may={"E": "phone_unreadable"}, birth_date=str(day), started_year=2012)
    one("Sumber Rasa 10", "Jumsih", "sedang diurus", "", "0812-0000-0310 (anak)", "1979", "awal 2013", may={"C": "nik_length", "F": "date_*", "G": "date_*"}, phone=f"{e164(310)}|", started_year="2013|")
    one("Sumber Rasa 11", "Kokom", f"NIK. {good[11]}", "0404230015499", "0812/0000/0311", "17 Agust 1980", "2014/2015", nik=f"{good[11]}|", may={"C": "nik_length", "E": "phone_unreadable", "F": "date_*", "G": "date_*"}, nib="0404230015499", phone=f"{e164(311)}|", birth_date="1980-08-17|", started_year="2014|")
    page.work["C10"].number_format = "0"
    return book


SECONDS = "6°16'06.2\"S", "107°03'51.9\"E"


def positions():
    book = Book("11-titik-koordinat.ods", "Titik dalam derajat-menit-detik, koma desimal, tertukar, di luar, satu kolom")
    page = book.page("GPS")
    page.head(["Nama Usaha", "Nama Pemilik", "Desa", "Kecamatan", "Koordinat Y (Lintang)", "Koordinat X (Bujur)"], ["name", "owner_name"])
    here = {"lat": -6.2684, "lon": 107.0644}

    def one(name, owner, lat, lon, /, **says):
        page.row([name, owner, "Tambun", "Tambun Selatan", lat, lon], at="06.2004", **says)

    one("Tempe Gembus", "Sarno", "-6,2684", "107,0644", **here)
    one("Kripik Tempe", "Warsiti", -6.2684, 107.0644, **here)
    one("Oncom Merah", "Engkar", *SECONDS, **here)
    one("Tauco Cianjur", "Ece", 107.0644, -6.2684, lat="-6.2684|", lon="107.0644|", may={"E": "position_*", "F": "position_*"})
    one("Peuyeum Ketan", "Ijah", -6.9175, 107.6191, wrong={"E F": "position_*"})
    one("Lontong Sayur", "Upik", "S 6.2684", "E 107.0644", **here)
    one("Asinan Betawi", "Mpok Ati", "6.2684 LS", "107.0644 BT", **here)
    one("Kembang Goyang", "Nyai", 6.2684, 107.0644, lat="-6.2684|", lon="107.0644|", may={"E": "position_*", "F": "position_*"})
    one("Kue Rangi", "Sanusi", 0, 0, may={"E": "position_*", "F": "position_*"})
    one("Bir Pletok", "Sarmili", "-62684", "1070644", wrong={"E F": "position_*"})
    one("Semur Jengkol", "Rodiah", "belum", "belum", may={"E": "position_*", "F": "position_*"})
    one("Sayur Asem", "Rogayah", "", "")
    second = book.page("Titik")
    second.head(["Nama Usaha", "Nama Pemilik", "Desa", "Kecamatan", "Titik Koordinat"], ["name", "owner_name"])

    def other(name, owner, text, **says):
        second.row([name, owner, "Tambun", "Tambun Selatan", text], at="06.2004", **says)

    other("Laksa Tangerang", "Encim", "-6.2684, 107.0644", **here)
    other("Soto Mie", "Babeh", "-6,2684 107.0644", **here)
    other("Toge Goreng", "Mamat", "-6,2684;107,0644", **here)
    other("Doclang", "Ohim", " ".join(SECONDS), **here)
    other("Cungkring", "Jumat", "107.0644, -6.2684", lat="-6.2684|", lon="107.0644|", may={"E": "position_*"})
    other("Combro", "Onih", "dekat pasar", wrong={"E": "position_*"})
    other("Misro", "Onah", "-6.9175, 107.6191", wrong={"E": "position_*"})
    return book


def places():
    book = Book("12-nama-tempat.tsv", "Tab, UTF-8 dengan BOM; salah ketik, Kp., perumahan, hanya kecamatan, nama lama", "32.75")
    page = book.page("CSV")
    page.head(["No", "Nama Usaha", "Nama Pemilik", "Kelurahan", "Kecamatan", "Jenis Usaha"], ["", "name", "owner_name", "", "", "product"])

    def one(number, name, owner, village, district, **says):
        page.row([number, name, owner, village, district, "Kuliner"], **says)

    one(1, "Dapur Umi", "Umi Kalsum", "Kayuringin", "Bekasi Selatan", at="04|04.1005", wrong={"D": "place_*"})
    one(2, "Dapur Aby", "Abdul Aziz", "Kel. Jati Asih", "Jati Asih", at="09.1002")
    one(3, "Dapur Teteh", "Teh Rini", "Kranji", "Bekasi Barat", at="02.1002")
    one(4, "Dapur Mama", "Mama Lia", "Jakasampurnaa", "Bekasi Barat", at="02|02.1005", wrong={"D": "place_*"})
    one(5, "Dapur Oma", "Oma Tilly", "Kp. Dua", "Bekasi Barat", at="02", wrong={"D": "place_*"})
    one(6, "Dapur Opa", "Opa Frans", "Perum Harapan Baru Regency", "Bekasi Utara", at="03|03.1003", wrong={"D": "place_*"})
    one(7, "Dapur Nenek", "Nek Minah", "", "Medan Satria", at="06")
    one(8, "Dapur Kakek", "Kek Udin", "Jatirahayu", "Pondok Gede", at="12.1001|", wrong={"D E": "place_*"})
    one(9, "Dapur Bibi", "Bi Ijah", "Tambun", "Tambun Selatan", held=True, wrong={"D E": "place_outside"})
    one(10, "Dapur Paman", "Mang Asep", "Sumur Batu", "Bantar Gebang", at="07.1008")
    one(11, "Dapur Kakak", "Kak Seto", "Kota Baru", "Bks Barat", at="02.1003", may={"E": "place_*"})
    one(12, "Dapur Adik", "Dik Nina", "MUSTIKA JAYA", "MUSTIKAJAYA", at="11.1003")
    one(13, "Dapur Ayah", "Ayah Edy", "Duren Jaya, Bekasi Timur", "", at="01.1003|01|", may={"D": "place_*"})
    one(14, "Dapur Bunda", "Bunda Dorce", "Kaliabang", "Bekasi Utara", at="03|03.1001", wrong={"D": "place_*"})
    one(15, "Dapur Cucu", "Cucu Cahyati", "", "", at="", wrong={"- D E": "place_missing"})
    one(16, "Dapur Ipar", "Ipar Mus", "Ds. Pejuang", "Kec. Medan Satria", at="06.1003")
    one(17, "Dapur Besan", "Besan Tuti", "Aren Jaya RT 01/02", "Bekasi Timur", at="01.1004|01", rt="001|", rw="002|", may={"D": "place_*"})
    one(18, "Dapur Mertua", "Mertua Sri", "Bekasi Jaya", "Kec Bekasi Timur Kota Bekasi", at="01.1001", may={"E": "place_*"})
    return book.as_text("\t", "utf-8-sig")


ALL = [whole_address, money, numbers, positions, places]
