"""Numbers the Indonesian way (1.234.567,89): written for people here, read in `kit.amounts`."""

from decimal import ROUND_HALF_UP, Decimal

from binaan.kit.amounts import Amount, parse_amount

__all__ = [
    "Amount",
    "id_number",
    "parse_amount",
    "percent",
    "rounded",
    "rupiah",
    "rupiah_short",
]

NOTHING = "–"
SHORT_UNITS = (
    (Decimal(10) ** 12, "T"),
    (Decimal(10) ** 9, "M"),
    (Decimal(10) ** 6, "jt"),
    (Decimal(10) ** 3, "rb"),
)

Number = Decimal | int | float


def id_number(value: Number | None, places: int | None = None) -> str:
    """1234567 -> 1.234.567; 2.5 -> 2,5. `places` rounds half up; nothing is a dash, never 0."""
    if value is None:
        return NOTHING
    number = Decimal(str(value))
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{number:,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if not any(digit in text for digit in "123456789"):
        text = text.lstrip("-")
    return text.translate(str.maketrans(",.", ".,")).replace("-", "−")


def rounded(value: Number | None, places: int = 2) -> str:
    """At most so many decimals, half up, none for nothing: 75.3521 -> 75,35; 80 -> 80."""
    if value is None:
        return NOTHING
    step = Decimal(1).scaleb(-places)
    return id_number(Decimal(str(value)).quantize(step, ROUND_HALF_UP))


def rupiah(value: Number | None) -> str:
    """1234567.89 -> Rp 1.234.567,89; sen only where there are some."""
    if value is None:
        return NOTHING
    cents = Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole = cents == cents.to_integral_value()
    return f"Rp {id_number(cents, 0 if whole else 2)}"


def rupiah_short(value: Number | None) -> str:
    """9500000 -> Rp 9,5 jt; for charts and tight places, to one decimal."""
    if value is None:
        return NOTHING
    number = Decimal(str(value))
    for size, name in SHORT_UNITS:
        if abs(number) >= size:
            shown = (number / size).quantize(Decimal("0.1"), ROUND_HALF_UP)
            return f"Rp {id_number(shown)} {name}"
    return rupiah(number)


def percent(share: Number | None, places: int = 1) -> str:
    """A share of one: 0.769 -> 76,9 %; a whole percent loses its decimals, 0.8 -> 80 %."""
    if share is None:
        return NOTHING
    number = (Decimal(str(share)) * 100).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{id_number(number)} %"
