"""Businesses of the base lists as other hands wrote them down: copies for the register to find."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random
from typing import NamedTuple

from binaan.demo import clerks, gazetteer
from binaan.demo.firms import Firm, Maker
from binaan.demo.gazetteer import Village
from binaan.demo.owners import Owner, phone_number
from binaan.demo.phrases import brand
from binaan.demo.words import hands
from binaan.registry.rules.names import business_key


class Copy(NamedTuple):
    """A row of another list: `firm` as written there, and what is true of it.

    `entity` names the business, `person` is its owner as the first list knew him, `kind` says
    what kind of copy or trap the row is.
    """

    firm: Firm
    entity: str
    person: Owner
    kind: str


class Known(NamedTuple):
    """A business some base list names, with the name the truth has for it."""

    firm: Firm
    entity: str


@dataclass
class Desk:
    """Where a copying clerk sits: `rng` is his luck, `maker` knows names and numbers in use.

    `elder`: the list is older than the base list, so it names the owner before today's.
    """

    rng: Random
    maker: Maker
    elder: bool

    def stranger(self, place: Village) -> Owner:
        """Somebody no list has met yet."""
        return self.maker.registry.owner(place.district_code, woman=0.55, nik=0.6, nib=0)

    def elsewhere(self, place: Village) -> Village:
        """Another village of the same kecamatan."""
        near = [
            one
            for one in gazetteer.villages(self.maker.plan.regency)
            if one.district_code == place.district_code and one != place
        ]
        return self.rng.choice(near)

    def written(
        self, firm: Firm, *, only_rt: float = 0.02, no_village: float = 0.02, careful: float = 0.95
    ) -> Firm:
        """The row with everything this list does not ask left out, the rest in its own manner.

        Odds from 0 to 1: RT and RW for an address, no village named, and product and address
        written down in full (`careful`). Workers, status, group and money are never asked, so
        nothing that is counted can change.
        """
        rng = self.rng
        loud = str.upper if rng.random() < 0.45 else str
        owner = replace(firm.owner, name=loud(firm.owner.name), nib="", npwp="")
        return replace(
            firm,
            key="",
            name=loud(firm.name),
            owner=owner,
            address=loud(self._address(firm, only_rt, careful)),
            rt="",
            rw="",
            village="" if rng.random() < no_village else loud(firm.place.name),
            district=loud(gazetteer.written(firm.place.district, rng)),
            product=self._product(firm, careful),
            latitude=None,
            longitude=None,
            guided="Belum",
            spoiled={},
        )

    def _address(self, firm: Firm, only_rt: float, careful: float) -> str:
        around = clerks.neighbourhood(firm.rt, firm.rw, self.rng)
        if around and self.rng.random() < only_rt:
            return around
        street = clerks.street(firm.address.split("\n")[0], self.rng)
        return f"{street} {around}".strip() if self.rng.random() < careful else street

    def _product(self, firm: Firm, careful: float) -> str:
        """The product in lower case, else a neighbouring one, the shop's word or a coarse kind."""
        if self.rng.random() < careful:
            return firm.product.lower()
        if self.rng.random() < 0.5:
            return self.rng.choice(firm.trade.products)
        return self.rng.choice((*firm.trade.heads, *hands.COARSE_PRODUCTS))

    def shop(self, firm: Firm, changes: int) -> str:
        """The shop's name by this hand, never one the door would take for the same."""
        heads = [head for head in firm.trade.heads if firm.name.startswith(f"{head} ")]
        head = max(heads, key=len, default="")
        while True:
            name = clerks.shop(firm.name, head, self.rng, changes)
            if business_key(name) != business_key(firm.name):
                return name

    def other_phone(self, phone: str, same: float, none: float) -> str:
        """The same number, none, or another one, with these odds."""
        luck = self.rng.random()
        if phone and luck < same:
            return clerks.phone(phone, self.rng)
        return "" if luck < same + none else phone_number(self.rng)


def _with_owner(firm: Firm, **changes) -> Firm:
    return replace(firm, owner=replace(firm.owner, **changes))


def by_number(firm: Firm, desk: Desk) -> Firm:
    """The same NIK; names respelt."""
    owner = firm.owner
    name = clerks.person(owner.name, owner.sex, desk.rng, desk.rng.choice((0, 1, 1, 2)))
    phone = desk.other_phone(owner.phone, 0.5, 0.3)
    shop = desk.shop(firm, desk.rng.choice((0, 0, 0, 0, 1)))
    return desk.written(replace(_with_owner(firm, name=name, phone=phone), name=shop))


def by_phone(firm: Firm, desk: Desk) -> Firm:
    """No NIK, the same telephone; names respelt."""
    owner = firm.owner
    name = clerks.person(owner.name, owner.sex, desk.rng)
    phone = clerks.phone(owner.phone, desk.rng)
    changed = _with_owner(firm, name=name, phone=phone, nik="")
    shop = desk.shop(firm, desk.rng.choice((0, 0, 0, 0, 1)))
    return desk.written(replace(changed, name=shop))


def by_names(firm: Firm, desk: Desk) -> Firm:
    """No numbers at all: two names nearly as written, in the same street and village."""
    owner = firm.owner
    name = clerks.person(owner.name, owner.sex, desk.rng, desk.rng.choice((0, 0, 1)))
    changed = _with_owner(firm, name=name, phone="", nik="")
    return desk.written(replace(changed, name=desk.shop(firm, 1)), only_rt=0, no_village=0)


def worn(firm: Firm, desk: Desk) -> Firm:
    """NIK wrong by a digit or missing, another telephone, names shortened, half an address."""
    owner, rng = firm.owner, desk.rng
    nik = clerks.digit_off(owner.nik, rng) if owner.nik and rng.random() < 0.6 else ""
    name = clerks.shortened(owner.name, owner.sex, rng)
    changed = _with_owner(firm, name=name, nik=nik, phone=desk.other_phone(owner.phone, 0.35, 0.35))
    shop = desk.shop(firm, rng.choice((1, 2)))
    return desk.written(replace(changed, name=shop), only_rt=0.5, no_village=0.3, careful=0.5)


def poor(firm: Firm, desk: Desk) -> Firm:
    """A first name, half a shop's name and a kampung: whoever knows them must say."""
    words = firm.name.split()
    name = firm.trade.heads[0] if len(words) < 3 else " ".join(words[:2])
    shop = f"{name} {clerks.called(firm.owner.name)}" if desk.rng.random() < 0.5 else name
    changed = _with_owner(firm, name=clerks.called(firm.owner.name), nik="", phone="")
    return desk.written(replace(changed, name=shop), only_rt=0.4, no_village=0, careful=0.5)


def renamed(firm: Firm, desk: Desk) -> Firm:
    """Another name over the same door."""
    owner = firm.owner
    name = f"{desk.rng.choice(firm.trade.heads)} {brand(desk.rng)}"
    spelt = clerks.person(owner.name, owner.sex, desk.rng)
    phone = clerks.phone(owner.phone, desk.rng)
    changed = _with_owner(firm, name=spelt, phone=phone, nik="")
    return desk.written(replace(changed, name=name), only_rt=0, no_village=0)


def moved(firm: Firm, desk: Desk) -> Firm:
    """The same shop in another village of the kecamatan."""
    there = desk.elsewhere(firm.place)
    changed = _with_owner(
        firm, phone=desk.other_phone(firm.owner.phone, 0.7, 0.3), nik="",
        name=clerks.person(firm.owner.name, firm.owner.sex, desk.rng),
    )  # fmt: skip
    address = f"Kp. {there.name}"
    shop = desk.shop(firm, 1)
    changed = replace(changed, place=there, address=address, rt="", rw="", name=shop)
    return desk.written(changed, no_village=0)


def successor(firm: Firm, desk: Desk) -> Owner:
    """The parent who had the shop before, or the child who has it since; often one telephone."""
    made, family = desk.stranger(firm.place), firm.owner.name.split()
    words = [made.name.split()[0], family[-1]] if len(family) > 1 else made.name.split()
    years = desk.rng.randint(21, 32)
    years = -years if desk.elder else years
    phone = desk.other_phone(firm.owner.phone, 0.7, 0.2)
    born = firm.owner.born.replace(year=firm.owner.born.year + years, day=1)
    return replace(made, name=" ".join(words), born=born, nik="", phone=phone)


def taken_over(firm: Firm, desk: Desk) -> Firm:
    """The same shop under the parent's or the child's name; the owner is not the same."""
    changed = replace(firm, owner=successor(firm, desk), name=desk.shop(firm, 1))
    return desk.written(changed, only_rt=0, no_village=0)


def _anybody(firm: Firm) -> bool:
    return True


def _has_phone(firm: Firm) -> bool:
    return bool(firm.owner.phone)


def is_chosen(name: str, owner: Owner) -> bool:
    """Whether a shop's name tells it from others: two words beside its trade, none its owner's."""
    words = set(name.lower().split())
    return len(words) > 2 and not words & set(owner.name.lower().split())


def _chosen(fits: Callable[[Firm], object]) -> Callable[[Firm], bool]:
    return lambda firm: bool(fits(firm)) and is_chosen(firm.name, firm.owner)


class Kind(NamedTuple):
    """A kind of copy: how it is written, and which firms it can be made of."""

    write: Callable[[Firm, Desk], Firm]
    fits: Callable[[Firm], bool] = _anybody


KINDS = {
    "by_number": Kind(by_number, _chosen(lambda firm: firm.owner.nik)),
    "by_phone": Kind(by_phone, _chosen(lambda firm: firm.owner.phone)),
    "by_names": Kind(by_names, _chosen(_anybody)),
    "worn": Kind(worn),
    "poor": Kind(poor),
    "renamed": Kind(renamed, _has_phone),
    "moved": Kind(moved, _has_phone),
    "taken_over": Kind(taken_over),
}


def copied(known: Known, kind: str, desk: Desk) -> Copy:
    """A copy of this kind, with what is true of it."""
    firm = KINDS[kind].write(known.firm, desk)
    person = firm.owner if kind == "taken_over" else known.firm.owner
    return Copy(firm, known.entity, person, kind)
