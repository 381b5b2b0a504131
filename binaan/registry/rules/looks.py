"""What a column looks like: of sample texts the share, 0 to 1, that can be a field.

A share, not a proof: mapping weighs it against the heading. Names of places are looked up in
`sheets/looking`, where the database is near.
"""

import re
from collections.abc import Callable
from datetime import date

from binaan.kit.amounts import parse_amount
from binaan.kit.days import parse_day, parse_year
from binaan.registry.rules import addresses, identifiers, words
from binaan.registry.rules.choosing import chosen
from binaan.registry.rules.positions import read_one, read_pair

Looks = Callable[[list[str]], float]

NUMBER_MARK = "\x02"  # before a long number cell; see kit/sheets/cells
LATITUDES, LONGITUDES = (-11.5, 6.5), (94.5, 141.5)  # of Indonesia, degrees
HORIZON = date(2049, 12, 31)  # a column of years or days names none behind it
LEAST_MONEY, MOST_PERSONS = 100_000, 500
OF_A_NAME = re.compile(r"[A-Za-z.,'’`()\- ]{3,60}")
OF_A_BUSINESS = re.compile(
    r"\b(?:cv|pt|ud|pd|toko|warung|rm|ikm|kub|konveksi|bengkel|kedai|dapur|usaha|snack|batik|craft|collection|"
    r"catering|bakery|mebel|furniture|jaya|makmur|berkah|sejahtera|mandiri)\b",
    re.IGNORECASE,
)
OF_A_PERSON = re.compile(
    r"^(?:h|hj|ibu|bu|pak|bpk|bapak|ny|drs?|ir)\b\.?|,\s*(?:s|m|a)\.?[a-z]+|\b(?:siti|muhammad|moh|nur|dewi|sri|"
    r"ahmad|abdul|agus|budi|tri|eko|endang|yanti|wati|hidayat|suryani|rahmat|setiawan|hasan)\b",
    re.IGNORECASE,
)
OF_AN_ADDRESS = re.compile(
    r"\b(?:jalan|jln?|gang|gg|kampung|kp|perum(?:ahan)?|blok|rt|rw|desa|kel|no|komp(?:lek)?s?|ruko|dusun)\b[\s.:\d]",
    re.IGNORECASE,
)


def share(test: Callable[[str], object]) -> Looks:
    """The looks of a field from a test of one text."""

    def looks(texts: list[str]) -> float:
        said = [text.removeprefix(NUMBER_MARK).strip() for text in texts]
        said = [text for text in said if text.lower() not in NOTHING]
        return sum(bool(test(text)) for text in said) / len(said) if said else 0.0

    return looks


NOTHING = frozenset(("", *words.NOTHING_SAID, *words.NONE_THERE))


def weakly(looks: Looks, most: float) -> Looks:
    """Looks that prove little, however many texts fit."""
    return lambda texts: most * looks(texts)


def _digits(text: str) -> str:
    return identifiers.plain_digits(text)


def _nik(text: str) -> bool:
    digits = _digits(text)
    if re.fullmatch(r"\d[.,]\d+e\+?15", text.lower()):
        return True
    return digits.isdecimal() and len(digits) in (15, 16, 17) and digits[:1] in "123456789" and (
        identifiers.check_nik(digits[:16].ljust(16, "1")).problem != "nik_date"
    )  # fmt: skip


def _nib(text: str) -> bool:
    return bool(re.fullmatch(r"\d{12,13}", _digits(text))) and not _phone(text)


def _npwp(text: str) -> bool:
    if re.fullmatch(r"\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}", text):
        return True
    return bool(re.fullmatch(r"\d{15}|0\d{15}", _digits(text)))


def _phone(text: str) -> bool:
    number = identifiers.normal_phone(text)
    return bool(number) and not re.fullmatch(r"[2-79]\d+", text)


def _money(text: str) -> bool:
    amount = parse_amount(text)
    if amount.code == "money_unit_unclear":
        return bool(re.search(r"rp|jt|juta|bln|bulan", text.lower()))
    if re.fullmatch(r"0?\d{9,}", text) and len(text) > 12:
        return False
    return (
        amount.code in (None, "number_range")
        and max(amount.low or 0, amount.high or 0) >= LEAST_MONEY
    )


def _count(text: str) -> bool:
    found = re.fullmatch(r"(\d{1,3})(?:\.0)?(?:\s*(?:orang|org))?", text.lower())
    return found is not None and int(found[1]) <= MOST_PERSONS


def _year(text: str) -> bool:
    year = parse_year(text, HORIZON.year).value
    return year is not None and 1940 <= year <= HORIZON.year and len(text) <= 12


def _date(text: str) -> bool:
    day = parse_day(text, HORIZON).value
    return day is not None and not re.fullmatch(r"\d{5}|\d{8}", text)


def _degree(axis: str, bounds: tuple[float, float]) -> Callable[[str], bool]:
    def test(text: str) -> bool:
        value = read_one(text, axis)
        least, most = bounds
        return value is not None and least <= value <= most and not value.is_integer()

    return test


def _position(text: str) -> bool:
    point = read_pair(text)
    if point is None:
        return "maps" in text and "http" in text
    north, east = sorted((point.lat, point.lon))
    return LATITUDES[0] <= north <= -LATITUDES[0] and LONGITUDES[0] <= east <= LONGITUDES[1]


def _choice(name: str) -> Callable[[str], bool]:
    vocabulary = words.reading(words.CHOICES[name])
    return lambda text: bool(chosen(text, vocabulary))


def _rt(text: str) -> bool:
    return bool(re.fullmatch(r"(?:r[tw]\.?\s*)?\d{1,3}", text.lower())) and (
        text.startswith("0") or text.lower().startswith("r")
    )


def _address(text: str) -> bool:
    return bool(OF_AN_ADDRESS.search(text)) and len(text) > 8


def _name(text: str) -> bool:
    return bool(OF_A_NAME.fullmatch(text)) and not OF_AN_ADDRESS.search(text)


def _kbli(text: str) -> bool:
    return bool(re.fullmatch(r"\d{5}(?:\.0)?", text)) and text[:2] in KBLI_DIVISIONS


KBLI_DIVISIONS = frozenset(
    [f"{division}" for division in range(10, 34)]
    + ["46", "47", "55", "56", "58", "62", "74", "95", "96"]
)
LOOKS: dict[str, Looks] = {
    "nik": share(_nik),
    "nib": share(_nib),
    "npwp": share(_npwp),
    "phone": share(_phone),
    "email": share(lambda text: re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", text.lower())),
    "sex": share(_choice("sex")),
    "birth_date": share(_date),
    "status_on": share(_date),
    "rt": weakly(share(_rt), 0.8),
    "rw": weakly(share(_rt), 0.8),
    "rt_rw": share(
        lambda text: addresses.read_rt_rw(text) and re.search(r"[/-]|r[tw]", text.lower())
    ),
    "postcode": weakly(share(lambda text: re.fullmatch(r"[1-9]\d{4}", text)), 0.8),
    "kbli": share(_kbli),
    "lat": share(_degree("lat", LATITUDES)),
    "lon": share(_degree("lon", LONGITUDES)),
    "position": share(_position),
    "legal_form": share(_choice("legal_form")),
    "status": share(_choice("status")),
    "association": weakly(share(_choice("association")), 0.6),
    "market": share(_choice("market")),
    "is_vendor": weakly(share(_choice("is_vendor")), 0.5),
    "guided": weakly(share(_choice("guided")), 0.5),
    "started_year": share(_year),
    "sales_year": weakly(share(_year), 0.7),
    "address": share(_address),
    "owner_address": weakly(share(_address), 0.8),
    "name": share(lambda text: OF_A_BUSINESS.search(text) and not OF_AN_ADDRESS.search(text)),
    "owner_name": weakly(
        share(
            lambda text: (
                OF_A_PERSON.search(text) or (_name(text) and not OF_A_BUSINESS.search(text))
            )
        ),
        0.6,
    ),
    **dict.fromkeys(
        ("sales", "sales_month", "capital", "investment", "production_value"), share(_money)
    ),
    **dict.fromkeys(
        ("paid_male", "paid_female", "family_male", "family_female", "workers"),
        weakly(share(_count), 0.8),
    ),
}
