"""Owners who do not exist: names, and identifiers valid in form but chosen to be nobody's.

* NIK: the serial is 9001-9999. Real serials count the registrations of one kecamatan and birthday
  and stay far below.
* NIB, NPWP: 999 in the running number, and a tax office 999 that we know of nowhere.
* Phone: prefix 0845, in no operator's list (lokal-id 0.7.2). Doubts: docs/rules/demo.md.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from binaan.demo.words.people import BACKGROUNDS, Background
from binaan.registry.rules.names import person_key

NIK_SERIALS = range(9_001, 10_000)
PHONE_PREFIX = "0845"
TAX_OFFICE = "999"

OLDEST = date(1948, 1, 1)
YOUNGEST = date(1998, 12, 31)
WOMAN_DAY = 40  # a woman's NIK has her birthday + 40


@dataclass(frozen=True)
class Owner:
    """A person; identifiers are empty where the list does not know them."""

    name: str
    sex: str
    born: date
    background: Background
    nik: str
    nib: str
    npwp: str
    phone: str


@dataclass
class Registry:
    """Hands out owners, never the same name, NIK, NIB, NPWP or phone twice."""

    rng: Random
    taken: set[str] = field(default_factory=set)

    def owner(self, district_code: str, *, woman: float, nik: float, nib: float) -> Owner:
        """A new owner living in a kecamatan; `woman`, `nik`, `nib` are odds between 0 and 1."""
        rng = self.rng
        background = rng.choices(BACKGROUNDS, [each.share for each in BACKGROUNDS])[0]
        sex = "P" if rng.random() < woman else "L"
        born = OLDEST + timedelta(days=rng.randrange((YOUNGEST - OLDEST).days))
        home = district_code.replace(".", "")
        if rng.random() < 0.3:
            home = rng.choice(background.districts)
        return Owner(
            name=self._fresh(lambda: full_name(background, sex, rng), person_key),
            sex=sex,
            born=born,
            background=background,
            nik=self._fresh(lambda: nik_number(home, born, sex, rng)) if rng.random() < nik else "",
            nib=self._fresh(lambda: nib_number(rng)) if rng.random() < nib else "",
            npwp=self._fresh(lambda: npwp_number(rng)) if rng.random() < 0.22 else "",
            phone=self._fresh(lambda: phone_number(rng)) if rng.random() < 0.72 else "",
        )

    def _fresh(self, draw: Callable[[], str], told_apart_by: Callable[[str], str] = str) -> str:
        """The first value drawn that nobody has; names are told apart without titles."""
        while True:
            value = draw()
            key = told_apart_by(value).replace(" ", "")
            if key not in self.taken:
                self.taken.add(key)
                return value


def full_name(background: Background, sex: str, rng: Random) -> str:
    """One to four words; single names are common."""
    given, last, before = background.men, background.men_last, background.before_men
    if sex == "P":
        given, last, before = background.women, background.women_last, background.before_women
    words = [rng.choice(given.split())]
    if rng.random() < 0.35:
        words.append(rng.choice(given.split()))
    if rng.random() < background.last_odds:
        words.append(rng.choice(last.split()))
    if before and rng.random() < 0.16:
        words.insert(0, rng.choice(before))
    return " ".join(dict.fromkeys(words))


def call_name(owner: Owner, rng: Random) -> str:
    """What customers call the owner: "Mpok Ipah", "Pak Slamet"."""
    calls = owner.background.woman_call if owner.sex == "P" else owner.background.man_call
    words = [word for word in owner.name.split() if not word.endswith(".")]
    return f"{rng.choice(calls)} {words[0] if words else owner.name}"


def nik_number(home: str, born: date, sex: str, rng: Random) -> str:
    """16 digits: kecamatan of first registration, birthday, serial (id-formats.yaml)."""
    day = born.day + (WOMAN_DAY if sex == "P" else 0)
    return f"{home}{day:02}{born:%m%y}{rng.choice(NIK_SERIALS)}"


def nib_number(rng: Random) -> str:
    """13 digits of the years before 2021; every third starts with the zero Excel likes to eat."""
    return f"{rng.choice(('0220', '8120', '9120'))}999{rng.randrange(10**6):06}"


def npwp_number(rng: Random) -> str:
    """15 digits as printed on the old card, with the usual check digit."""
    digits = f"{rng.choice((7, 8, 9, 24, 31, 45, 58, 66, 74, 83)):02}999{rng.randrange(1_000):03}"
    total = sum(_luhn(int(digit), index) for index, digit in enumerate(reversed(digits)))
    check = (10 - total % 10) % 10
    return f"{digits[:2]}.{digits[2:5]}.{digits[5:]}.{check}-{TAX_OFFICE}.000"


def _luhn(digit: int, index: int) -> int:
    if index % 2:
        return digit
    return digit * 2 - 9 if digit > 4 else digit * 2


def phone_number(rng: Random) -> str:
    """12 digits, written in one of the ways people write them."""
    first, last = f"{rng.randrange(10_000):04}", f"{rng.randrange(10_000):04}"
    style = rng.random()
    if style < 0.55:
        return f"{PHONE_PREFIX}{first}{last}"
    if style < 0.80:
        return f"{PHONE_PREFIX}-{first}-{last}"
    if style < 0.92:
        return f"+62{PHONE_PREFIX[1:]}{first}{last}"
    return f"62 {PHONE_PREFIX[1:]} {first} {last}"
