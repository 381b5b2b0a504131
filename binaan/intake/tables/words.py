"""Words by which a line of a sheet shows that it is no row of data. Prose: docs/rules/sheets-as-they-are.md."""

import re
from itertools import pairwise

from binaan.kit.sheets.cells import EMPTY_FORMULA

MONTHS = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|agustus|agt|ags|"
    r"sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|des(?:ember)?)"
)
ROMAN = r"(?:x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3})"
ENUMERATOR = re.compile(rf"^\(?({ROMAN}|[a-z]|\d{{1,2}})\s*[.)]\s*(?=\S)", re.I)
LONE_ENUMERATOR = re.compile(rf"^\(?({ROMAN}|[a-z])[.)]?$", re.I)
RUNNING = re.compile(r"^\(?(\d{1,7})[.)]?$")
NUMBERING = re.compile(r"^\(?\s*(\d{1,2}|[a-z])(?:\s*=.*)?\s*\)?\.?$", re.I)

_AREA = (
    r"(?:kec(?:amatan)?|kel(?:urahan)?|desa|ds|kab(?:upaten)?|kota|wilayah|kelompok|sentra|cabang|"
    r"jenis|golongan|komoditi|per)\b.*"
)
_PLAIN = (
    r"(?:se?luruh(?:nya)?|keseluruhan|semua|umum|akhir|besar|total|jumlah|sub|ini|sementara|"
    r"halaman|hal|ikm|umkm|usaha|unit|industri|pelaku|data|baris|orang|tenaga|kerja|pekerja|s|d|"
    r"sampai|dengan|dan|rp|tahun|\d+|[a-z]|[ivxlc]+|dibulatkan)"
)
TOTAL = re.compile(
    r"^(?:(?:sub|grand)\s*)?(?:total|jumlah|jml|jmlh|rata\s*rata|rerata)"
    rf"(?: {_PLAIN})*(?: {_AREA})?$"
)
CARRIED = re.compile(
    r"^(?:(?:jumlah|jml|total|saldo) )?(?:yang )?(?:di)?pindah(?:kan|an)"
    r"(?: (?:ke|dari|hal|halaman|lembar|berikut(?:nya)?|sebelum(?:nya)?|lalu|ini|\d+|jumlah))*$"
    r"|^(?:jumlah|jml|total) (?:dari|sampai|s d) (?:hal|halaman|lembar)(?: .*)?$"
)
PAGE = re.compile(
    r"^(?:(?:hal(?:aman)?|lembar|page)\W*(?:ke\W*)?\d+(?:\W+(?:dari|of)?\W*\d+)?|"
    r"lanjutan(?: (?:tabel|daftar|hal(?:aman)?|lampiran|data)\b.*)?)$",
    re.I,
)

NOTE = re.compile(
    r"^(?:catatan|keterangan|ket|sumber(?: data)?|nb|n\.b|note|penjelasan|perhatian)\W*:"
    r"|^(?:catatan|keterangan|ket)\W*$|^\(?\*+\s*\)"
    r"|^\*+\s*(?:data|termasuk|angka|belum|ket)\b",
    re.I,
)
SIGN = re.compile(
    r"^(?:mengetahui|menyetujui|mengesahkan|disahkan oleh|diperiksa oleh|dibuat oleh|disusun oleh|"
    r"diketahui oleh|yang (?:membuat|mendata|melaporkan)|a\.?\s?n\.?\s+(?:kepala|bupati|camat|wali)|"
    r"kepala (?:dinas|bidang|seksi|sub|desa|uptd|bagian|badan)\b|sekretaris (?:dinas|desa|kec)|"
    r"(?:camat|lurah|ketua|petugas|pendata|enumerator|ttd|tertanda|tanda tangan)\W*$|"
    r"petugas (?:pendata|lapangan|entri|survei)|ttd\W|"
    r"n\s?i\s?p\b\W*\d|pembina (?:utama|tk|tingkat)|penata (?:muda|tk|tingkat)|dicetak (?:pada|tanggal|oleh)|"
    r"tanggal cetak|data (?:ini )?(?:bersumber|diambil|diolah|per tanggal|sementara)|"
    r"[a-z][a-z .]+,\s*(?:tgl\.?|tanggal)?\s*(?:\d{1,2}|[.…_]+)?\s*"
    rf"(?:{MONTHS}|[.…_]+)\s*(?:(?:19|20)\d\d|[.…_]+)$)",
    re.I,
)
GROUP = re.compile(
    r"^(?:kelompok|sentra|cabang|sektor|golongan|jenis|komoditi|komoditas|bidang|industri|wilayah|"
    r"zona|dusun|blok|kampung|rt|rw|kec(?:amatan)?|kel(?:urahan)?|desa|kab(?:upaten)?|kota)\b",
    re.I,
)
AMOUNT = re.compile(
    r"^\W*(?:rp|idr)?\W*[\d.,\s%()+\-–=:/x]*\s*(?:jt|juta|ribu|rb|mili?yar|miliar|mlr|m|org|orang|"
    r"unit|buah|kg|ton|pcs|lembar|liter|ltr|ikm|umkm|usaha)?\W*$"
    r"|^#[a-z/0]+[!?]?$|^err:\d+$",
    re.I,
)
NOTHING_YET = re.compile(r"^(?:rp\.?)?\s*[0.,\s\-–]*$", re.I)
# One test in the engine of Polars that picks the lines worth a closer look; plain
# classes, because words of all alphabets (\b, \W, \d) take four times as long.
SUSPECT = (
    r"(?i)^[^a-z0-9]*(?:(?:sub|grand)[ -]*(?:total|ju?ml)|total|jumlah|jml|j u m|t o t|rata|rerata|saldo|"
    r"yang|di?pindah|pindah|lembar|page|lanjutan|catatan|keterangan|sumber|n\.b|note|penjelasan|perhatian|"
    r"menge|menye|disahkan|diperiksa|dibuat|disusun|diketahui|kepala|sekretaris|camat|lurah|ketua|"
    r"petugas|pendata|enumerator|ttd|tertanda|dicetak|tanggal|nomor|halaman|kecamatan|kelurahan|desa|"
    r"uraian|(?:ket|nb|hal|a\.?n|nip|no|nama|nm|kel|kec)(?:[^a-z]|$)|[0-9]{1,2}\)?$|[a-z]\)?$)"
)


def squeezed(text: str) -> str:
    """Lower case, marks to blanks, spaced letters joined: "J U M L A H :" -> "jumlah"."""
    words = re.sub(r"[^\w%]+", " ", text.lower()).replace("_", " ").split()
    if len(words) > 3 and all(len(word) == 1 for word in words):
        return "".join(words)
    return " ".join(words)


def is_amount(text: str) -> bool:
    """Nothing but a number, perhaps with its unit: it identifies nobody."""
    return text == EMPTY_FORMULA or AMOUNT.match(text) is not None


def says_nothing(text: str) -> bool:
    """What a line prepared for later shows before anybody fills it: a zero, a dash, a formula."""
    return text == EMPTY_FORMULA or NOTHING_YET.match(text) is not None


def running(text: str | None) -> int | None:
    """The running number of a row."""
    found = RUNNING.match(text) if text else None
    return int(found[1]) if found else None


def follows(texts: list[str]) -> bool:
    """Whether these cells number the columns: (1) (2) (3), a b c; a few may step aside."""
    marks = [NUMBERING.match(text) for text in texts]
    if len(texts) < 3 or not all(marks):
        return False
    places = [int(m[1]) if m[1].isdigit() else ord(m[1].lower()) - 96 for m in marks if m]
    steps = sum(after == before + 1 for before, after in pairwise(places))
    return places[0] <= 3 and steps >= 0.7 * (len(places) - 1)
