"""Personal values that must not be read by the way, and every way they may be written."""

import io
import re
import zipfile
from datetime import date
from functools import cache
from html import unescape

from binaan.kit.dates import long_date, short_date
from tests.world import FIRMS

# A list as an office sends it: some rows clean, some faulty, some held whole.
HEADINGS = (
    "Nama Usaha;Nama Pemilik;NIK;Tgl Lahir;No HP;Email;NPWP;Alamat KTP;Desa;Kecamatan;"
    "Omzet/Tahun (Rp);Modal Usaha (Rp);Nilai Produksi (Rp);TK"
)
ROWS = (
    # clean
    "Dodol Mak Iyem;Iyem Rohayati;3216074808880017;08-08-1988;0813-5550-1234;iyem@contoh.id;"
    "091234567408000;Kp. Rawa Banteng RT 7;Wanasari;Cibitung;148.273.951;34.918.273;45.291.837;3",
    # NIK one digit short, turnover and birth date nobody can read, telephone without an end
    "Sablon Pak Oji;Oji Fahroji;321607150975013;15-09-75 (kira2);0857-12;oji#contoh;0912345674080;"
    "Kp. Selang Cironggeng;Wanajaya;Cibitung;sekitar 86429753 lebih;9.713.846 s/d;kira 7391846;2",
    # a NIK with an impossible day, turnover as a range
    "Anyaman Bu Entin;Entin Suhartini;3216077911700021;39-11-1970;08129;entin@contoh.id;"
    "55.444.333.2-408.000;Kp. Utan;Wanasari;Cibitung;61.829.374-71.384.926;1;1;dua",
    # held whole: no name; held whole: beyond the area of the list
    ";Tanpa Usaha;3216071506650033;15-06-1965;0819-7654-3210;tanpa@contoh.id;;Kp. Cibuntu;"
    "Wanasari;Cibitung;52.987.654;1;1;1",
    "Mi Ayam Slamet;Slamet Riyadi;3275010510770044;05-10-1977;0838-1111-2223;;;Jl. Mawar 5;"
    "Margahayu;Bekasi Timur;43.219.876;1;1;1",
    # a number that belongs to somebody else
    "Warung Teh Yani;Yani Mulyani;3216064507850003;05-07-1985;0896-4445-5566;;;Kp. Jati;"
    "Jatimulya;Tambun Selatan;32.198.765;1;1;1",
)
CSV = "\r\n".join((HEADINGS, *ROWS))

NIKS = (
    "3216074808880017", "321607150975013", "3216077911700021", "3216071506650033",
    "3275010510770044",
)  # fmt: skip
PHONES = (
    "6281355501234", "62857120000", "6281973918460", "6283811112223", "6289644455566",
)  # fmt: skip
BORN = (date(1988, 8, 8), date(1965, 6, 15), date(1977, 10, 5))
MONEY = (
    148273951, 34918273, 45291837, 86429753, 9713846, 7391846, 61829374, 71384926, 52987654,
    43219876, 32198765,
)  # fmt: skip
WORDS = (
    "iyem@contoh.id", "oji#contoh", "tanpa@contoh.id", "Rawa Banteng", "Selang Cironggeng",
    "15-09-75 (kira2)", "39-11-1970",
)  # fmt: skip
NPWPS = ("091234567408000", "0912345674080", "554443332408000")


def _days(born: date) -> set[str]:
    return {
        born.isoformat(), long_date(born), short_date(born), born.strftime("%d-%m-%Y"),
        born.strftime("%d/%m/%Y"),
    }  # fmt: skip


@cache
def everything() -> dict[str, str]:
    """Each way of writing -> what it is."""
    found = dict.fromkeys(NIKS, "NIK") | dict.fromkeys(NPWPS, "NPWP")
    found |= {firm.nik: "NIK" for firm in FIRMS}
    numbers = [*PHONES, *(firm.phone.lstrip("+") for firm in FIRMS)]
    found |= {number[2:]: "telephone" for number in numbers}
    births = [*BORN, *(date.fromisoformat(firm.birth_date) for firm in FIRMS)]
    found |= {day: "birth date" for born in births for day in _days(born)}
    amounts = [*MONEY, *(int(firm.sales) for firm in FIRMS)]
    found |= {str(amount): "money" for amount in amounts}
    return found | dict.fromkeys(WORDS, "words")


BETWEEN = re.compile(r"(?<=\d)[ .,\u00a0\u202f-](?=\d)")


def found_in(content: bytes | str) -> set[str]:
    """The secrets that can be read in a page, a CSV, a workbook or a line of a log."""
    text = _text(content)
    # Grouped as on a card or in Indonesian money, a number is still the number.
    squeezed = BETWEEN.sub("", text)
    return {
        f"{kind} {secret}"
        for secret, kind in everything().items()
        # The letters first: the expression alone takes twenty times as long, and every page is searched.
        if (secret in text and re.search(rf"(?<!\d){re.escape(secret)}(?!\d)", text))
        or (secret.isdigit() and secret in squeezed)
    }


def _text(content: bytes | str) -> str:
    if isinstance(content, str):
        return unescape(content)
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"\n".join(book.read(name) for name in book.namelist())
    return unescape(content.decode("utf-8", errors="replace"))
