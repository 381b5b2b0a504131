"""After the first lists: changes, closures, newcomers, and the list an association keeps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from binaan.demo import figures, gazetteer
from binaan.demo.faults import spoil
from binaan.demo.firms import STATUSES, Firm, Maker, Share, pick, worker_totals
from binaan.demo.owners import phone_number

LATER_YEAR = 2024
FIRST_CLOSURE = date(2021, 1, 4)
LAST_CLOSURE = date(2024, 11, 29)
MISSPELT = 6  # newcomers whose desa is typed wrongly; they come in at their kecamatan

# desa, kecamatan and kabupaten/kota next door, where an office of Bekasi has no say
NEIGHBOURS = (
    ("Cileungsi Kidul", "Cileungsi", "Kab. Bogor"),
    ("Limusnunggal", "Cileungsi", "Kab. Bogor"),
    ("Wanaherang", "Gunung Putri", "Kab. Bogor"),
    ("Sukaluyu", "Telukjambe Timur", "Kab. Karawang"),
    ("Adiarsa Barat", "Karawang Barat", "Kab. Karawang"),
    ("Cakung Timur", "Cakung", "Kota Jakarta Timur"),
)


def later_list(base: list[Firm], maker: Maker, rng: Random) -> list[Firm]:
    """The list of 2024: old rows with their keys, then newcomers, then rows that must wait."""
    order = list(range(len(base)))
    rng.shuffle(order)
    gone = set(_take(order, figures.LATER_VANISHED))
    closed = set(_take(order, figures.LATER_CLOSED))
    changed = set(_take(order, figures.LATER_CHANGED))
    repeated = set(_take(order, figures.LATER_REPEATED))
    rows = []
    for index, firm in enumerate(base):
        if index in closed:
            rows.append(_closed(firm, rng))
        elif index in changed:
            rows.append(_changed(firm, rng))
        elif index not in gone:
            rows.append(firm)
    newcomers = _newcomers(maker, rng)
    waiting = _waiting(maker, newcomers[: figures.LATER_WAITING])
    arrivals = newcomers[figures.LATER_WAITING :] + waiting
    rng.shuffle(arrivals)
    return rows + arrivals + [base[index] for index in sorted(repeated)]


def _take(order: list[int], count: int) -> list[int]:
    """Removes and returns the first `count` of an order."""
    taken, order[:count] = order[:count], []
    return taken


def _closed(firm: Firm, rng: Random) -> Firm:
    days = (LAST_CLOSURE - FIRST_CLOSURE).days
    closed_on = FIRST_CLOSURE + timedelta(days=rng.randrange(days))
    return replace(firm, status="Tutup", closed_on=closed_on)


def _changed(firm: Firm, rng: Random) -> Firm:
    return rng.choices(CHANGES, (8, 6, 4, 2))[0](firm, rng)


def _hired(firm: Firm, rng: Random) -> Firm:
    """Somebody paid was hired, or let go where there is somebody to let go."""
    paid_men, paid_women, *family = firm.workers
    step = rng.randint(1, 3)
    if paid_men and rng.random() < 0.4:
        return replace(firm, workers=(paid_men - 1, paid_women, *family))
    return replace(firm, workers=(paid_men, paid_women + step, *family))


def _sold(firm: Firm, rng: Random) -> Firm:
    before = firm.sales or 24_000_000
    after = round(before * rng.uniform(1.1, 1.9) / 600_000 + 1) * 600_000
    return _clean(replace(firm, sales=after), "sales")


def _resumed(firm: Firm, rng: Random) -> Firm:
    others = tuple(each for each in STATUSES if each[0] != firm.status)
    return replace(firm, status=pick(others, rng))


def _new_phone(firm: Firm, rng: Random) -> Firm:
    owner = replace(firm.owner, phone=phone_number(rng))
    return _clean(replace(firm, owner=owner), "phone")


CHANGES: tuple[Callable[[Firm, Random], Firm], ...] = (_hired, _sold, _resumed, _new_phone)


def _clean(firm: Firm, name: str) -> Firm:
    """The firm without what a clerk once typed wrongly into a field."""
    return replace(
        firm, spoiled={field: cell for field, cell in firm.spoiled.items() if field != name}
    )


def _newcomers(maker: Maker, rng: Random) -> list[Firm]:
    """New firms and the ones that will wait, with fresh keys and the usual faults."""
    first = maker.plan
    maker.plan = replace(first, year=LATER_YEAR, nik=0.88, nib=0.62)
    total = figures.LATER_NEW + figures.LATER_WAITING
    jobs = [job for share in first.shares for job in _jobs(share, total, maker)]
    maker.rng.shuffle(jobs)
    places = gazetteer.spread(total, first.regency, maker.rng)
    made = [maker.firm(place, *job) for place, job in zip(places, jobs, strict=True)]
    fresh = [maker.numbered(replace(firm, started=rng.randint(2021, LATER_YEAR))) for firm in made]
    waiting, arriving = fresh[: figures.LATER_WAITING], fresh[figures.LATER_WAITING :]
    misspelt = [_misspelt(firm) for firm in arriving[:MISSPELT]]
    return waiting + misspelt + spoil(arriving[MISSPELT:], rng)


def _jobs(share: Share, total: int, maker: Maker) -> list[tuple[Share, int]]:
    """This group's part of the newcomers with the sizes usual for it."""
    units = round(total * share.units / sum(each.units for each in maker.plan.shares))
    workers = round(units * share.workers / share.units)
    return [(share, size) for size in worker_totals(units, workers, maker.rng)]


def _misspelt(firm: Firm) -> Firm:
    """The desa without its last letter but one, as typed in haste."""
    return replace(firm, village=firm.place.name[:-2] + firm.place.name[-1])


def _waiting(maker: Maker, firms: list[Firm]) -> list[Firm]:
    """Rows that cannot come in: nobody knows whose they are, or they lie next door."""
    nameless = [
        replace(firm, name="-" if index % 3 == 0 else "", owner=replace(firm.owner, name=""))
        for index, firm in enumerate(firms[: figures.LATER_NAMELESS])
    ]
    outside = [
        _elsewhere(firm, *neighbour)
        for firm, neighbour in zip(firms[figures.LATER_NAMELESS :], NEIGHBOURS, strict=True)
    ]
    return nameless + outside


def _elsewhere(firm: Firm, village: str, district: str, regency: str) -> Firm:
    return replace(
        firm, village=village, district=district, regency=regency, latitude=None, longitude=None
    )


def association_list(base: list[Firm], maker: Maker, rng: Random) -> list[Firm]:
    """Members of an association of Kota Bekasi. A third are in the office's list already and say
    the office guides them; the others it has never reached."""
    known = [firm for firm in base if firm.owner.nik and "nik" not in firm.spoiled]
    rng.shuffle(known)
    share = replace(maker.plan.shares[0], units=figures.ASSOCIATION_NEW)
    maker.plan = replace(maker.plan, year=LATER_YEAR, nik=0.7)
    places = gazetteer.spread(figures.ASSOCIATION_NEW, maker.plan.regency, maker.rng)
    fresh = spoil([maker.firm(place, share, 1) for place in places], rng)
    reached = [replace(firm, guided="Ya") for firm in known[: figures.ASSOCIATION_KNOWN]]
    members = reached + [replace(firm, guided="Belum") for firm in fresh]
    rng.shuffle(members)
    return [_member(firm, share.associations[0], rng) for firm in members]


def _member(firm: Firm, association: str, rng: Random) -> Firm:
    return replace(
        firm, association="Anggota", association_name=association, address=_two_lines(firm, rng)
    )


def _two_lines(firm: Firm, rng: Random) -> str:
    """The address; a few hold a line break, as cells typed with Alt+Enter do."""
    if firm.rt and rng.random() < 0.03:
        return f"{firm.address}\nRT {firm.rt}/{firm.rw}"
    return firm.address
