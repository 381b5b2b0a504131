"""Which answers a person may give to each kind of problem, in the words of its buttons."""

from typing import NamedTuple

# Rows of which one decision writes into the register: others wait that long for the database.
MOST_AT_ONCE = 5_000
PLACES = frozenset({"village", "district", "regency", "place_code"})


class Answers(NamedTuple):
    """Labels of the buttons that fit; "" where an answer makes no sense.

    fill: another value is typed or chosen. accept: the value stays as it came or is left out.
    include: a row that waits whole goes in. alike: one value may fit all rows with the same words;
    a number of a person, a position, a day mistyped, what a day's money makes in a year, and what
    is missing are each row's own.
    """

    fill: str = "Isi sendiri"
    accept: str = "Masuk tanpa nilai ini"
    include: str = ""
    alike: bool = True


def _number(name: str) -> Answers:
    return Answers(f"Ketik {name}", f"Masuk tanpa {name}", alike=False)


_CHOOSE = "Pilih desa/kelurahan"
ANSWERS = {
    "name_missing": Answers("Isi nama usaha", "", alike=False),
    "place_missing": Answers(_CHOOSE, "Biarkan di wilayah daftar", alike=False),
    "place_no_village": Answers(_CHOOSE, "Biarkan di kecamatannya", alike=False),
    "place_unknown": Answers(_CHOOSE, "Biarkan di wilayah terdekat"),
    "place_ambiguous": Answers(_CHOOSE, "Biarkan di wilayah terdekat"),
    "place_outside": Answers(_CHOOSE, ""),
    "nik_length": _number("NIK"),
    "nik_date": _number("NIK"),
    "nik_serial": _number("NIK"),
    "nik_digits_lost": _number("NIK"),
    "nik_is_nib": _number("NIK"),
    "nib_is_nik": _number("NIB"),
    "nib_length": _number("NIB"),
    "nib_zero_lost": _number("NIB"),
    "npwp_length": _number("NPWP"),
    "npwp_digits_lost": _number("NPWP"),
    "phone_unreadable": _number("telepon"),
    "formula_uncalculated": Answers("Isi nilainya", "Masuk tanpa nilai ini", alike=False),
    "number_unreadable": Answers("Isi angka", "Masuk tanpa angka ini"),
    "number_range": Answers("Isi angka pasti", "Setuju dengan kisarannya", alike=False),
    "money_unit_unclear": Answers("Isi rupiah penuh", "Masuk tanpa nilai ini"),
    "money_period_unclear": Answers("Isi jumlah setahun", "Masuk tanpa nilai ini", alike=False),
    "date_year_only": Answers("Isi tanggal lengkap", "Masuk tanpa tanggal ini", alike=False),
    "date_unreadable": Answers("Isi tanggal", "Masuk tanpa tanggal ini"),
    "date_future": Answers("Isi tanggal", "Masuk tanpa tanggal ini", alike=False),
    "position_outside": Answers("Isi koordinat", "Masuk tanpa titik", alike=False),
    "kbli_unknown": Answers("Isi kode KBLI", "Pakai kode ini apa adanya"),
    "identifier_conflict": Answers("Ketik nomor yang benar", "Masuk tanpa nomor ini", alike=False),
    "row_repeated": Answers("", "Memang baris yang sama", "Masukkan: memang dua usaha"),
    "row_hidden": Answers("", "", "Masukkan baris tersembunyi"),
    "needed_missing": Answers("Isi nilainya", "", alike=False),
    "needed_unreadable": Answers("Isi nilainya", ""),
    "participant_unknown": Answers("Isi nomor usaha", "", alike=False),
    "participant_ambiguous": Answers("Isi nomor usaha", "", alike=False),
    "activity_unknown": Answers("Isi nomor kegiatan", ""),
    "session_unknown": Answers("Isi tanggal sesi", ""),
    "presence_unknown": Answers("Isi hadir atau tidak", ""),
    "row_refused": Answers("", "", "Coba masukkan lagi"),
    "choice_unknown": Answers("Isi sendiri", "Masuk tanpa nilai ini"),
    "text_too_long": Answers("Tulis lebih pendek", "Terima potongannya"),
}
# A count written as a range is left out: persons are whole.
_RANGE_OF_PERSONS = Answers("Isi angka", "Masuk tanpa angka ini", alike=False)


def answers(code: str, kind_of_field: str = "") -> Answers:
    """What fits a problem; `kind_of_field` as in KindField.kind."""
    if code == "number_range" and kind_of_field == "count":
        return _RANGE_OF_PERSONS
    return ANSWERS.get(code, Answers())
