"""Firms of a list before anything is written: who makes what, where, with how many people."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from binaan.demo import gazetteer
from binaan.demo.gazetteer import Village
from binaan.demo.owners import Owner, Registry
from binaan.demo.phrases import address_of, business_name
from binaan.demo.words.trades import Trade
from binaan.registry.rules.names import business_key

MILLION = 1_000_000
SECOND_BUSINESS = 0.031  # of the rows belong to an owner met before
GATHERED = 5  # a trade is so many times as likely in a kecamatan where it gathers

FORMS = (("Perorangan", 88), ("UD/PD", 6), ("CV", 3), ("KUB/kelompok usaha bersama", 2), ("PT", 1))
STATUSES = (("Aktif", 61), ("Musiman", 15), ("Berhenti sementara", 24))
MEMBERSHIPS = (("Anggota", 14), ("Mantan", 4), ("Bukan", 62), ("Tidak tahu", 20))
MARKETS = (
    ("Kecamatan", 52),
    ("Kabupaten/kota", 32),
    ("Provinsi", 10),
    ("Nasional", 5),
    ("Ekspor", 1),
)


@dataclass(frozen=True)
class Firm:
    """One row of a list. `workers` is paid men, paid women, family men, family women; money is
    rupiah; None is "not asked". `spoiled` holds what a clerk typed instead, by field."""

    key: str
    name: str
    owner: Owner
    form: str
    address: str
    rt: str
    rw: str
    place: Village
    village: str
    district: str
    trade: Trade
    product: str
    group: str
    started: int
    workers: tuple[int, int, int, int]
    investment: int | None
    sales: int | None
    capacity: int | None
    market: str
    status: str
    association: str
    association_name: str
    latitude: float | None
    longitude: float | None
    creative: str = ""
    closed_on: date | None = None
    regency: str = ""
    guided: str = ""
    spoiled: Mapping[str, object] = field(default_factory=dict)

    def spoil(self, name: str, cell) -> "Firm":
        return replace(self, spoiled={**self.spoiled, name: cell})


@dataclass(frozen=True)
class Share:
    """One group of a list: so many units, so many workers in all, its trades and associations."""

    group: str
    units: int
    workers: int
    trades: tuple[Trade, ...]
    associations: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What a list holds. Odds are between 0 and 1; `prefix` starts every register key."""

    regency: str
    year: int
    shares: tuple[Share, ...]
    prefix: str
    woman: float = 0.55
    nik: float = 0.65
    nib: float = 0.40


class Maker:
    """Makes firms one after another and remembers whom and which names it has met."""

    def __init__(self, plan: Plan, registry: Registry):
        self.plan = plan
        self.registry = registry
        self.rng = registry.rng
        self.names: set[tuple[str, str]] = set()
        self.owners: dict[str, list[tuple[Owner, Trade]]] = defaultdict(list)
        self.numbers: dict[str, int] = defaultdict(int)

    def firms(self) -> list[Firm]:
        """All firms of the plan, by place, with their register keys."""
        jobs = [
            (share, total)
            for share in self.plan.shares
            for total in worker_totals(share.units, share.workers, self.rng)
        ]
        self.rng.shuffle(jobs)
        places = gazetteer.spread(len(jobs), self.plan.regency, self.rng)
        made = [
            self.firm(place, share, total)
            for place, (share, total) in zip(places, jobs, strict=True)
        ]
        made.sort(key=lambda firm: firm.place.code)
        return [self.numbered(firm) for firm in made]

    def numbered(self, firm: Firm) -> Firm:
        """The firm with the next register key of its kecamatan, such as IKM-06-0123."""
        district = firm.place.district_number
        self.numbers[district] += 1
        return replace(firm, key=f"{self.plan.prefix}-{district}-{self.numbers[district]:04}")

    def firm(self, place: Village, share: Share, total: int) -> Firm:
        rng = self.rng
        trade = trade_at(place, share.trades, rng)
        owner = self.owner_at(place, trade)
        form = pick(FORMS, rng) if total > 4 else "Perorangan"
        membership = pick(MEMBERSHIPS, rng)
        latitude, longitude = position(place, rng)
        address, rt, rw = address_of(place, rng)
        product = rng.choice(trade.products)
        return Firm(
            key="",
            name=self.fresh_name(trade, owner, place, form),
            owner=owner,
            form=form,
            address=address,
            rt=rt,
            rw=rw,
            place=place,
            village=gazetteer.written(place.name, rng),
            district=gazetteer.written(place.district, rng),
            trade=trade,
            product=product,
            group=share.group,
            started=self.year_started(owner),
            workers=split_workers(total, owner, rng),
            **money(trade, total, rng),
            market=pick(MARKETS, rng) if rng.random() < 0.85 else "",
            status=pick(STATUSES, rng),
            association=membership,
            association_name=rng.choice(share.associations) if membership == "Anggota" else "",
            latitude=latitude,
            longitude=longitude,
        )

    def owner_at(self, place: Village, trade: Trade) -> Owner:
        """A new owner, or now and then one of the kecamatan with a business of another trade."""
        known = self.owners[place.district_code]
        if known and self.rng.random() < SECOND_BUSINESS * 1.05:
            owner, first = self.rng.choice(known)
            if first is not trade:
                known.remove((owner, first))
                return owner
        plan = self.plan
        owner = self.registry.owner(
            place.district_code, woman=plan.woman, nik=plan.nik, nib=plan.nib
        )
        if owner.nik:
            known.append((owner, trade))
        return owner

    def fresh_name(self, trade: Trade, owner: Owner, place: Village, form: str) -> str:
        """A business name nobody else in the village has, legal forms left aside."""
        while True:
            name = business_name(trade.heads, owner, form, self.rng)
            key = (place.code, business_key(name))
            if key not in self.names:
                self.names.add(key)
                return name

    def year_started(self, owner: Owner) -> int:
        """Most firms are young; nobody starts before the age of 17."""
        age = int(self.rng.expovariate(1 / 8))
        return max(min(self.plan.year, owner.born.year + 17), self.plan.year - age)


def trade_at(place: Village, trades: tuple[Trade, ...], rng: Random) -> Trade:
    """A trade by weight, more likely where it gathers."""
    return rng.choices(trades, [_pull(trade, place.district_number) for trade in trades])[0]


def _pull(trade: Trade, district: str) -> float:
    if district in trade.near:
        return trade.weight * GATHERED
    return 0 if trade.only else trade.weight


def worker_totals(units: int, workers: int, rng: Random) -> list[int]:
    """Skewed sizes of `units` firms, none under one, that add up to `workers` exactly."""
    mean = workers / units
    totals = [1 + int(rng.expovariate(1 / (mean - 0.5))) for _ in range(units)]
    rest = workers - sum(totals)
    while rest:
        index = rng.randrange(units)
        step = 1 if rest > 0 else -1
        if totals[index] + step >= 1:
            totals[index] += step
            rest -= step
    return totals


def split_workers(total: int, owner: Owner, rng: Random) -> tuple[int, int, int, int]:
    """Paid men, paid women, family men, family women; the owner is family."""
    family = min(total, rng.choices((1, 2, 3), (5, 4, 1))[0])
    family_women = sum(rng.random() < 0.55 for _ in range(family - 1)) + (owner.sex == "P")
    paid = total - family
    paid_women = sum(rng.random() < (0.62 if owner.sex == "P" else 0.36) for _ in range(paid))
    return paid - paid_women, paid_women, family - family_women, family_women


def money(trade: Trade, total: int, rng: Random) -> dict:
    """Investment, yearly sales and yearly capacity, each missing now and then."""
    sales = total * rng.uniform(*trade.sales) * MILLION
    investment = sales * rng.uniform(0.15, 0.9)
    if total >= 10 and rng.random() < 0.25:
        investment = rng.uniform(1_000, 6_000) * MILLION
    capacity = total * rng.uniform(*trade.yearly)
    return {
        "investment": rounded(investment, 500_000) if rng.random() < 0.88 else None,
        "sales": rounded(sales, 600_000) if rng.random() < 0.82 else None,
        "capacity": rounded(capacity, 12) if trade.unit and rng.random() < 0.8 else None,
    }


def rounded(value: float, step: int) -> int:
    """The nearest multiple of `step`, at least one step."""
    return max(1, round(value / step)) * step


def position(place: Village, rng: Random) -> tuple[float | None, float | None]:
    """A point within some 300 m of the village's centroid, for about half of the firms."""
    if rng.random() < 0.45:
        return None, None
    return (
        round(place.latitude + rng.uniform(-0.003, 0.003), 6),
        round(place.longitude + rng.uniform(-0.003, 0.003), 6),
    )


def pick(choices: tuple[tuple[str, int], ...], rng: Random) -> str:
    return rng.choices([each[0] for each in choices], [each[1] for each in choices])[0]
