"""What people read of a check: one word, one sign, one colour and a sentence for each answer."""

from typing import NamedTuple

from binaan.vendors.rules.cards import Why


class Words(NamedTuple):
    """`icon`: of Tabler; the colour is the answer's own in portal/tdu.css."""

    word: str
    icon: str
    sentence: str


WORDS = {
    Why.OK: Words(
        "Berlaku", "circle-check",
        "Kartu asli, masih berlaku, dan hari serta jamnya cocok.",
    ),
    Why.ALTERED: Words(
        "Diubah", "alert-triangle",
        "Isinya tidak sama dengan yang ditandatangani, atau ini bukan kode TDU. "
        "Pindai sekali lagi; bila tetap begini, jangan dipercaya.",
    ),
    Why.UNKNOWN_KEY: Words(
        "Tak dikenal", "key-off",
        "Tanda tangannya bukan dari kantor ini. Perbarui daftar; bila tetap begini, jangan dipercaya.",
    ),
    Why.EXPIRED: Words(
        "Kedaluwarsa", "calendar-x",
        "Kartu asli, tetapi hari ini di luar masa berlakunya.",
    ),
    Why.REVOKED: Words(
        "Dicabut", "ban",
        "Kartu asli, tetapi TDU-nya sudah dicabut atau kartunya sudah diganti.",
    ),
    Why.WRONG_PLACE: Words(
        "Salah tempat", "map-pin-off",
        "Kartu asli dan berlaku, tetapi untuk tempat lain.",
    ),
    Why.WRONG_HOUR: Words(
        "Salah waktu", "clock-off",
        "Kartu asli dan berlaku, tetapi bukan untuk hari atau jam ini.",
    ),
}  # fmt: skip
