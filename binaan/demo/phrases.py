"""Names of shops and addresses, put together from the words of Bekasi."""

from random import Random

from binaan.demo.figures import KABUPATEN
from binaan.demo.gazetteer import Village
from binaan.demo.owners import Owner, call_name
from binaan.demo.words import addresses
from binaan.demo.words.trades import BRANDS

COAST_DISTRICTS = {"32.16.01", "32.16.17"}


def business_name(heads: tuple[str, ...], owner: Owner, form: str, rng: Random) -> str:
    """A shop name such as Dodol Betawi Mpok Ipah, Tahu Sumber Rezeki, CV Karya Mandiri."""
    if form in ("CV", "PT"):
        return f"{form} {brand(rng)}"
    if form == "UD/PD":
        return f"UD {brand(rng)}"
    head = rng.choice(heads)
    luck = rng.random()
    if luck < 0.42:
        return f"{head} {call_name(owner, rng)}"
    if luck < 0.86:
        return f"{head} {brand(rng)}"
    if luck < 0.93:
        return f"{rng.choice(BRANDS)} {head}"
    return f"{head} {owner.name.split()[-1]} {rng.choice(BRANDS)}"


def brand(rng: Random) -> str:
    """One to three words of good fortune."""
    count = rng.choices((1, 2, 3), (2, 6, 1))[0]
    words = [rng.choice(BRANDS) for _ in range(count)]
    return " ".join(dict.fromkeys(words))


def address_of(place: Village, rng: Random) -> tuple[str, str, str]:
    """Street or kampung, RT and RW; RT and RW are text of three digits, sometimes unknown."""
    rt, rw = f"{rng.randint(1, 12):03}", f"{rng.randint(1, 18):03}"
    if rng.random() < 0.06:
        rt = rw = ""
    return _street(place, rng), rt, rw


def _street(place: Village, rng: Random) -> str:
    """A kampung in the country, else a street with its number or a block of an estate."""
    rural = place.code.startswith(KABUPATEN)
    luck = rng.random()
    if rural and luck < 0.6:
        coast = place.district_code in COAST_DISTRICTS
        own = f"Kp. {place.name}"
        return rng.choice((*(addresses.COAST if coast else addresses.KAMPUNG), own, own))
    if luck < 0.84:
        own = f"Jl. Raya {place.district}"
        streets = addresses.STREETS if rural else addresses.CITY_STREETS
        return f"{rng.choice((*streets, own, own))} No. {rng.randint(1, 240)}"
    estates = addresses.ESTATES if rural else addresses.CITY_ESTATES
    block = f"{rng.choice('ABCDEFGHK')}{rng.randint(1, 30)}"
    return f"{rng.choice(estates)} Blok {block} No. {rng.randint(1, 40)}"
