"""The vendors of the demo, made from a seed, and the two lists that bring their businesses in."""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from binaan.demo import gazetteer
from binaan.demo.figures import KOTA
from binaan.demo.gazetteer import Village
from binaan.demo.lists import SEED, lists
from binaan.demo.owners import Owner, Registry, call_name
from binaan.demo.phrases import address_of
from binaan.demo.street import content
from binaan.demo.street.content import Goods
from binaan.demo.words.people import BACKGROUNDS

ELSEWHERE = 0.6  # handbook small-industry 6.6: 60 % hold an identity card of elsewhere [S14]
HEADINGS = (
    "No. PKL", "Nama Usaha", "Nama Pemilik", "L/P", "NIK", "No. HP", "Jenis Dagangan", "Alamat",
    "Kelurahan", "Kecamatan", "PKL", "Binaan",
)  # fmt: skip


class Seller(NamedTuple):
    """A vendor of the demo. `origin`: the regency of the registered address."""

    key: str
    name: str
    owner: Owner
    goods: Goods
    place: Village
    address: str
    origin: str


@cache
def sellers() -> tuple[Seller, ...]:
    """All 736, those of the base list first; nobody has a number or name of the other lists."""
    rng = Random(SEED + 10)
    taken = {one for firm in lists().kota for one in (firm.owner.nik, firm.owner.phone) if one}
    registry = Registry(rng, taken=taken)
    places = gazetteer.spread(content.LISTED, KOTA, rng)
    return tuple(_seller(number, place, registry) for number, place in enumerate(places, 1))


def _seller(number: int, place: Village, registry: Registry) -> Seller:
    rng = registry.rng
    home = place.district_code
    if rng.random() < ELSEWHERE:
        code = rng.choice(rng.choice(BACKGROUNDS).districts)
        home = f"{code[:2]}.{code[2:4]}.{code[4:]}"
    owner = registry.owner(home, woman=0.38, nik=0.8, nib=0.06)
    goods = rng.choices(content.GOODS, [one.weight for one in content.GOODS])[0]
    street, rt, rw = address_of(place, rng)
    address = f"{street} RT {rt}/{rw}" if rt else street
    name = f"{goods.head} {call_name(owner, rng)}"
    return Seller(f"PKL-{number:04}", name, owner, goods, place, address, home[:5])


def write_list(path: Path, some: Iterable[Seller]) -> Path:
    """A semicolon CSV as the office keeps it; the same bytes each time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file, delimiter=";", lineterminator="\r\n")
        sheet.writerow(HEADINGS)
        for one in some:
            sheet.writerow((
                one.key, one.name, one.owner.name, one.owner.sex, one.owner.nik, one.owner.phone,
                one.goods.what, one.address, one.place.name, one.place.district, "Ya", "Belum",
            ))  # fmt: skip
    return path
