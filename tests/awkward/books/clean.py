"""Three sound lists: nothing in them is wrong, so every report about them is a false alarm."""

# fmt: off

from datetime import date

from tests.awkward.making import Book, e164, nik

GOODS = (
    "Keripik Tempe", "Kue Basah", "Batik Tulis", "Mebel Kayu", "Sepatu Kulit", "Tas Anyaman", "Sambal Botol", "Kopi Bubuk",
    "Jamu Serbuk", "Roti Bakar", "Tahu Bulat", "Konveksi Kaos", "Sablon Gelas", "Bordir Kerudung", "Pot Semen", "Las Pagar",
    "Frozen Nugget", "Abon Lele", "Sirup Rosela", "Telur Asin",
)
BRANDS = ("Barokah", "Sejahtera", "Mandiri", "Putra Bekasi", "Ibu Haji", "Sari Alam", "Dua Saudara", "Cahaya", "Melati", "Rizki", "Anugerah")
FIRST = ("Ahmad", "Siti", "Dedi", "Euis", "Yusuf", "Nur", "Agus", "Wiwin", "Hendro", "Lastri", "Fajar", "Ratih", "Galih")
LAST = ("Suryana", "Fauziah", "Kurniawan", "Komalasari", "Pratama", "Widodo", "Lestari", "Sihombing", "Nasution", "Hasan", "Wahyuni")
WOMEN = {"Siti", "Euis", "Nur", "Wiwin", "Lastri", "Ratih"}
HERE = (
    ("Jatimulya", "Tambun Selatan", "06.1001"), ("Desa Tambun", "Kec. Tambun Selatan", "06.2004"), ("Wana Sari", "Cibitung", "07.1001"),
    ("WANAJAYA", "CIBITUNG", "07.2002"), ("Ds. Burangkeng", "Setu", "18.2003"), ("Telaga Asih", "Cikarang Barat", "08.1008"),
    ("Karang Asih", "Cikarang Utara", "09.2003"), ("Sertajaya", "Kec Cikarang Timur", "11.1007"), ("Kel. Kebalen", "Babelan", "02.1007"),
    ("Pantai Makmur", "Tarumajaya", "01.2008"), ("Sukamanah", "Sukatani", "15.2002"), ("Ciantra", "Cikarang Selatan", "19.2003"),
)
TOWN = (
    ("Kranji", "Bekasi Barat", "02.1002"), ("Kel. Margahayu", "Bekasi Timur", "01.1002"), ("Kayuringin Jaya", "Bekasi Selatan", "04.1005"),
    ("Jati Rahayu", "Pondok Melati", "12.1001"), ("HARAPAN JAYA", "BEKASI UTARA", "03.1006"), ("Pengasinan", "Rawa Lumbu", "05.1002"),
    ("Ciketing Udik", "Bantar Gebang", "07.1007"), ("Jatiwaringin", "Pondok Gede", "08.1001"), ("Pejuang", "Medan Satria", "06.1003"),
)


def people(count: int):
    """(number, firm, owner, first name): combinations that do not come twice."""
    for number in range(count):
        firm = f"{GOODS[number % 20]} {BRANDS[(number + number // 220) % 11]}"
        first, last = FIRST[number % 13], LAST[(number * 3 + number // 143) % 11]
        yield number, firm, f"{first} {last}", first


def a_phone(number: int) -> str:
    rest = f"{8000 + number}"
    return (f"0812-0000-{rest}", f"08120000{rest}", f"0812 0000 {rest}", f"+628120000{rest}", f"62812-0000-{rest}", f"0812.0000.{rest}")[number % 6]


def born(number: int, first: str) -> date:
    return date(1960 + number % 40, 1 + number % 12, 1 + number % 28)


def own_nik(start: str, number: int, first: str) -> str:
    day = born(number, first)
    shown = day.day + (40 if first in WOMEN else 0)
    return nik(start, f"{shown:02d}{day:%m%y}", number % 90)


def written_money(amount: int, number: int):
    """The same amount in seven sound ways."""
    dotted = f"{amount:,}".replace(",", ".")
    return (amount, str(amount), dotted, f"Rp {dotted}", f"Rp. {dotted},-", f"Rp{dotted}", f"{amount // 1_000_000} juta")[number % 7]


MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember")


def written_day(day: date, number: int):
    return (day, f"{day:%d-%m-%Y}", f"{day.day} {MONTHS[day.month - 1]} {day.year}", f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", f"{day.day}/{day.month}/{day.year}")[number % 6]


def regency():
    book = Book("30-bersih-kabupaten.xlsx", "Bersih: 180 baris, penulisan beragam tetapi benar")
    page = book.page("Data IKM")
    page.above("DATA IKM KABUPATEN BEKASI", "Keadaan Desember 2024", "")
    page.head(["No", "Nama Usaha", "Nama Pemilik", "NIK", "L/P", "Tanggal Lahir", "Alamat", "Kel./Desa", "Kec.", "No. HP", "Jenis Produk", "TK L", "TK P", "Omzet/Tahun (Rp)", "Tahun Berdiri", "Bentuk Usaha", "Status"],
              ["", "name", "owner_name", "", "", "", "address", "", "", "", "product", "paid_male", "paid_female", "", "started_year"])
    for number, firm, owner, first in people(180):
        village, district, at = HERE[number % 12]
        own, sales = own_nik("321606", number, first), (12 + number % 80) * 1_000_000
        sex = "P" if first in WOMEN else "L"
        shown = (own, f"'{own}", f"{own[:6]} {own[6:12]} {own[12:]}")[number % 3]
        page.row([number + 1, firm, owner, shown, (sex, {"L": "Laki-laki", "P": "Perempuan"}[sex])[number % 2], written_day(born(number, first), number), f"Jl. Contoh No. {number + 1}",
                  village, district, a_phone(number), GOODS[number % 20], number % 5, number % 4, written_money(sales, number), 2000 + number % 25,
                  ("Perorangan", "UD", "-", "")[number % 4], ("Aktif", "aktif", "Berjalan", "Musiman")[number % 4]],
                 at=at, nik=own, sex=sex, birth_date=str(born(number, first)), phone=e164(8000 + number), sales=sales,
                 legal_form=("perorangan", "ud", None, None)[number % 4], status="seasonal" if number % 4 == 3 else "running")
    page.none([], ["", "Jumlah", *[""] * 9, 360, 270])
    return book


def town():
    book = Book("31-bersih-kota.csv", "Bersih: 220 baris, titik koma, UTF-8 tanpa BOM", "32.75")
    page = book.page("CSV")
    page.head(["nama_usaha", "pemilik", "nomor ktp", "nib", "kelurahan", "kecamatan", "telp", "produk", "tenaga kerja", "omzet per bulan", "modal"], ["name", "owner_name", "nik", "", "", "", "", "product"])
    for number, firm, owner, first in people(220):
        village, district, at = TOWN[number % 9]
        month, capital = (2 + number % 9) * 1_000_000, (5 + number % 30) * 1_000_000
        nib = f"91{number:03d}00{number:03d}123"
        workers = ("", "-", "3", "12", "4 orang")[number % 5]
        page.row([firm, owner, own_nik("327501", number, first), nib, village, district, a_phone(number), GOODS[number % 20], workers, written_money(month, number), written_money(capital, number + 3)],
                 at=at, nib=nib, phone=e164(8000 + number), sales=month * 12, capital=capital,
                 **({"workers": int(workers.split()[0])} if number % 5 > 1 else {}))
    return book.as_text(";", "utf-8", end="\n")


def vendors():
    book = Book("32-bersih-titik.ods", "Bersih: 110 baris dengan titik dan tanggal; ODS asli")
    page = book.page("Titik")
    page.head(["Nama UMKM", "Nama Pelaku Usaha", "Tgl Lahir", "Desa/Kelurahan", "Kecamatan", "No HP/WA", "Latitude", "Longitude", "RT", "RW"], ["name", "owner_name"])
    for number, firm, owner, first in people(110):
        village, district, at = HERE[number % 3]
        lat, lon = ((-6.2671, 107.0291), (-6.2684, 107.0644), (-6.2470, 107.0883))[number % 3]
        shown = (lat, lon) if number % 2 else (str(lat).replace(".", ","), str(lon).replace(".", ","))
        page.row([firm, owner, written_day(born(number, first), number), village, district, a_phone(number), *shown, f"{1 + number % 9:03d}", 1 + number % 12],
                 at=at, birth_date=str(born(number, first)), phone=e164(8000 + number), lat=lat, lon=lon, rt=f"{1 + number % 9:03d}", rw=f"{1 + number % 12:03d}")
    return book


ALL = [regency, town, vendors]
