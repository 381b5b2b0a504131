"""Small invented registers of match keys with the truth beside them: copies, families, traps.

Written as keys, not as lists: what is tried is the engine, not the standardisation before it.
`register(count, seed)` → (keys, truth); truth has `business`, `entity` and `person` a row.
"""

import random
import string
import uuid
from datetime import date, timedelta

import polars as pl

from binaan.registry.matching.columns import SCHEMA

MEN = (
    "muhammad ahmad agus budi eko asep dedi slamet joko hendra iwan rudi yusuf abdul ujang wawan "
    "suryadi bambang supriyadi sutrisno jajang tatang cecep didin solihin maman karto sanusi"
).split()
WOMEN = (
    "siti nur sri dewi rina neneng euis yayah lilis tuti aminah rohimah masnah endang suryani "
    "nurhayati ratna wati fitri yuni ika titin juju cucu iis komariah sumiyati kartini"
).split()
FRONT = "su nur war har mar sar wi pur tri yul kus mul set wid pri sis ris das kar rus sul er ber dar".split()
ENDS = {
    "L": "yanto tono wanto yono dianto narto mudi jono parman madi wardi roji kirman".split(),
    "P": "yati wati yani ningsih lestari mini inah iyah ilah tini mawati hayati narsih".split(),
}
LAST = (
    "hidayat santoso wijaya saputra kurniawan setiawan gunawan nugraha firmansyah ramadhan "
    "fauzi hasan ismail mulyana permana rahayu handayani lestari maryam zahra aisyah halimah"
).split()
# trade word, product, another wording of it, group, KBLI, the KBLI another clerk gives
TRADES = [
    ("warung", "kopi minum", "es kopi", "dagang", "47112", "56303"),
    ("warung", "nasi", "masak nasi rames", "kuliner", "56102", "56101"),
    ("", "keripik singkong", "keripik", "pangan", "10794", "10799"),
    ("", "tempe", "tempe kedelai", "pangan", "10391", "10392"),
    ("toko", "sembako", "bahan pokok sembako", "dagang", "47112", "47111"),
    ("konveksi", "baju muslim", "gamis pakaian", "sandang", "14111", "14120"),
    ("bengkel", "las pagar", "teralis", "logam", "25119", "25920"),
    ("mebel", "kursi lemari", "furnitur lemari", "kayu", "31001", "16291"),
    ("", "kue kering", "kue nastar", "pangan", "10710", "10712"),
    ("katering", "nasi box", "katering nasi", "kuliner", "56210", "56102"),
    ("", "batik", "kain batik", "sandang", "13134", "13912"),
    ("penjahit", "jahit baju", "permak jahit", "sandang", "14120", "14111"),
]
BRANDS = (
    "barokah berkah maju sumber rejeki jaya makmur sari rasa mulya sejahtera abadi mandiri "
    "lestari cahaya bintang mekar harapan putra sinar bunda melati kencana"
).split()
STREETS = [
    f"{kind} {word}"
    for kind in ("jl", "gg", "kp")
    for word in "mawar melati kenanga anggrek raya masjid sawah rawa bambu pahlawan".split()
]


class Person:
    """One invented owner; `family` shares phone, street and house with the other one."""

    def __init__(self, chance, village, family=None):
        self.id = uuid.UUID(int=chance.getrandbits(128))
        self.sex = chance.choice("LLPPP")
        head = MEN if self.sex == "L" else WOMEN
        first = head[min(int(chance.paretovariate(0.7)) - 1, 10**6) % len(head)]
        if chance.random() < 0.6:
            first = chance.choice(FRONT) + chance.choice(ENDS[self.sex])
        last = (
            chance.choice(LAST)
            if chance.random() < 0.5
            else chance.choice(FRONT) + chance.choice(ENDS[self.sex])
        )
        self.name = first if chance.random() < 0.2 else f"{first} {last}"
        self.born = date(1950, 1, 1) + timedelta(days=chance.randrange(20000))
        day = self.born.day + (40 if self.sex == "P" else 0)
        area = village.replace(".", "")[:6]
        self.nik = f"{area}{day:02d}{self.born:%m%y}{chance.randrange(1, 10000):04d}"
        self.phone = family.phone if family else f"8{chance.randrange(10**9, 10**10)}"
        self.second = f"8{chance.randrange(10**9, 10**10)}"
        self.nib = f"{chance.randrange(10**12, 10**13)}" if chance.random() < 0.4 else ""


class Place:
    def __init__(self, chance, village, at=None):
        self.village, self.at = village, at
        self.street = at.street if at else chance.choice(STREETS)
        self.house = at.house if at else str(chance.randrange(1, 120))
        self.rt, self.rw = (
            (at.rt, at.rw) if at else (str(chance.randrange(1, 9)), str(chance.randrange(1, 13)))
        )
        seed = int(village.replace(".", ""))
        self.lat = at.lat if at else -6.2 - (seed % 97) / 50 + chance.random() / 60
        self.lon = at.lon if at else 107 + (seed % 89) / 50 + chance.random() / 60


class Business:
    def __init__(self, chance, person, place, trade=None, core=None):
        self.id, self.person, self.place = uuid.UUID(int=chance.getrandbits(128)), person, place
        self.trade = trade or chance.choice(TRADES)
        pick = chance.random()
        if core is not None:
            self.core = core
        elif pick < 0.4:
            self.core = person.name.split()[0]
        elif pick < 0.85:
            self.core = " ".join(chance.sample(BRANDS, 2))
        else:
            self.core = chance.choice(FRONT) + chance.choice(BRANDS)


def typo(chance, word: str) -> str:
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + chance.choice(string.ascii_lowercase) + word[at + 1 :],
            word[:at] + word[at] + word[at:],
        ]
    )


def spelled(chance, name: str, rough: float) -> str:
    words, pick = name.split(), chance.random() / rough
    if pick < 0.14:
        at = chance.randrange(len(words))
        words[at] = typo(chance, words[at])
    elif pick < 0.22 and len(words) > 1:
        words.pop(chance.choice([0, 1, 1]))
    elif pick < 0.27:
        words.reverse()
    elif pick < 0.31 and len(words) > 1:
        words[1] = words[1][0]
    return " ".join(words)


def digits(chance, number: str) -> str:
    at = chance.randrange(6, len(number) - 1)
    if chance.random() < 0.4 and number[at] != number[at + 1]:
        return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    return number[:at] + str((int(number[at]) + chance.randrange(1, 10)) % 10) + number[at + 1 :]


def line(chance, it: Business, of: str, rough: float = 1.0) -> dict:
    """One row as list `of` writes the business down; `rough` 0 = as it is, 1 = usual mistakes."""
    person, place, trade = it.person, it.place, it.trade
    may = chance.random
    name = spelled(chance, person.name, rough) if rough else person.name
    born = person.born if may() < 0.55 else None
    if born and may() < 0.05 * rough:
        born = born.replace(year=born.year + chance.choice([-1, 1, 10]), day=min(born.day, 28))
    nik = person.nik if may() < (0.65 if of == "a" else 0.4) else ""
    if nik and may() < 0.03 * rough:
        nik = digits(chance, nik)
    phone = "" if may() < 0.3 else (person.second if may() < 0.12 * rough else person.phone)
    core = "" if may() < 0.12 * rough else it.core
    core = spelled(chance, core, 0.6 * rough) if core and rough else core
    product = trade[2] if may() < 0.3 * rough else trade[1]
    code = "" if may() < 0.4 else (trade[5] if may() < 0.25 * rough else trade[4])
    village = place.village
    if may() < 0.05 * rough:
        village = village[:8] if may() < 0.6 else village[:-1] + str(chance.randrange(1, 9))
    street = place.street if may() < 0.75 else ""
    near = may() < 0.3
    jitter = chance.gauss(0, 0.0003 * rough) if near else 0
    word = trade[0] if may() > 0.2 * rough else ""
    owner = uuid.UUID(int=chance.getrandbits(128))
    first = next((w for w in name.split() if w not in ("muhammad", "siti", "nur")), name.split()[0])
    return {
        "business": str(uuid.UUID(int=chance.getrandbits(128))), "owner": str(owner),
        "owner_kind": "person", "owner_key": name, "owner_sorted": " ".join(sorted(name.split())),
        "owner_first": first, "owner_others": "", "sex": person.sex if may() < 0.7 else "",
        "birth_date": born, "nik": nik, "nib": person.nib if may() < 0.4 else "", "npwp": "",
        "phones": phone, "name_key": f"{word} {core}".strip() if core else "", "name_core": core,
        "trade": word if core else "", "branch": "",
        "product_key": " ".join(sorted(product.split())), "group": trade[3] if may() < 0.9 else "",
        "kbli": code, "village": village, "district": village[:8], "street": street, "estate": "",
        "block": "", "house": place.house if street and may() < 0.6 else "",
        "rt": place.rt if may() < 0.7 else "", "rw": place.rw if may() < 0.7 else "",
        "lat": place.lat + jitter if near else None, "lon": place.lon + jitter if near else None,
        "lists": of, "as_of": date(2023 if of == "a" else 2025, 12, 31), "status": "running",
    }  # fmt: skip


def _companies(chance, village: str, before: list[Business]) -> list[Business]:
    """A business and what stands beside it now and then: the traps."""
    person = Person(chance, village)
    first = Business(chance, person, Place(chance, village))
    found, pick = [first], chance.random()
    if pick < 0.03:  # a second, different business, at home or elsewhere
        place = first.place if chance.random() < 0.5 else Place(chance, village)
        found.append(Business(chance, person, place))
    elif pick < 0.035:  # three kiosks under one name
        found += [
            Business(chance, person, Place(chance, village), first.trade, first.core)
            for _ in range(2)
        ]
    elif pick < 0.075:  # somebody of the house with a business of their own, on the same phone
        other = Person(chance, village, family=person)
        trade = first.trade if chance.random() < 0.3 else None
        found.append(Business(chance, other, Place(chance, village, at=first.place), trade))
    return found


def _copies(chance, it: Business, lists: str) -> list[tuple[dict, Business]]:
    rows = [(line(chance, it, of), it) for of in lists]
    pick = chance.random()
    if len(rows) > 1 and pick < 0.02:  # moved
        moved = Place(chance, it.place.village)
        rows[1][0].update(street=moved.street, house=moved.house, rt=moved.rt, rw=moved.rw,
                          lat=None, lon=None)  # fmt: skip
    elif len(rows) > 1 and pick < 0.04:  # renamed
        rows[1][0].update(
            name_core="segar baru", name_key=f"{rows[1][0]['trade']} segar baru".strip()
        )
    elif len(rows) > 1 and pick < 0.05:  # the son took over
        son = Person(chance, it.place.village, family=it.person)
        heir = Business(chance, son, it.place, it.trade, it.core)
        heir.id = it.id
        rows[1] = (line(chance, heir, lists[1]), heir)
    return rows


def register(count: int, seed: int = 1, density: int = 130, copied: float = 0.3):
    """About `count` rows, `density` a village, of two lists; a share `copied` stands in both."""
    chance = random.Random(seed)
    rows, truth, villages = [], [], max(1, count // density)
    number = 0
    while len(rows) < count:
        at = chance.randrange(villages)
        village = f"32.{10 + at // 2000:02d}.{1 + at // 10 % 200:02d}.{2001 + at % 10}"
        for it in _companies(chance, village, rows):
            lists = "ab" if chance.random() < copied else chance.choice("ab")
            if chance.random() < 0.02:
                lists += lists[-1]  # typed twice into one list
            for row, of in _copies(chance, it, lists):
                rows.append(row)
                truth.append((row["business"], str(of.id), str(of.person.id)))
    order = list(range(len(rows)))
    chance.shuffle(order)
    for number, at in enumerate(order, 1):
        rows[at]["number"] = number
    keys = pl.DataFrame(rows, schema=SCHEMA)
    return keys, pl.DataFrame(truth, schema=["business", "entity", "person"], orient="row")
