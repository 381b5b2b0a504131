"""An amount of rupiah in words, as receipts in Indonesia carry it ("terbilang")."""

from decimal import ROUND_HALF_UP, Decimal

UNITS = (
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
    "sebelas",
)  # fmt: skip
STEPS = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"))


def spelled(amount: Decimal | int) -> str:
    """150000 -> "seratus lima puluh ribu rupiah"; cents are rounded. ValueError below 0."""
    whole = int(Decimal(amount).quantize(Decimal(1), ROUND_HALF_UP))
    if whole < 0:
        raise ValueError("An amount to be spelled is not negative.")
    return f"{_words(whole) or 'nol'} rupiah"


def _words(number: int) -> str:
    for step, name in STEPS:
        if number >= step:
            many, rest = divmod(number, step)
            head = "seribu" if step == 1000 and many == 1 else f"{_words(many)} {name}"
            return f"{head} {_words(rest)}".strip()
    return _below_thousand(number)


def _below_thousand(number: int) -> str:
    if number < len(UNITS):
        return UNITS[number]
    if number < 20:
        return f"{UNITS[number - 10]} belas"
    if number < 100:
        return f"{UNITS[number // 10]} puluh {_below_thousand(number % 10)}".strip()
    head = "seratus" if number < 200 else f"{UNITS[number // 100]} ratus"
    return f"{head} {_below_thousand(number % 100)}".strip()
