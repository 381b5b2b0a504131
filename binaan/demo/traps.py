"""Businesses that look like one of the base lists and are another: nobody may merge them."""

from collections.abc import Callable
from dataclasses import replace

from binaan.demo import clerks, gazetteer
from binaan.demo.copies import Desk, is_chosen
from binaan.demo.firms import Firm, trade_at
from binaan.demo.owners import Owner
from binaan.demo.phrases import address_of, business_name
from binaan.demo.words import hands


def second(firm: Firm, desk: Desk) -> Firm:
    """The same owner at the same address makes something else."""
    owner = firm.owner
    spelt = clerks.person(owner.name, owner.sex, desk.rng, desk.rng.choice((0, 1)))
    phone = desk.other_phone(owner.phone, 0.7, 0.3)
    return _of_another_trade(firm, replace(owner, name=spelt, phone=phone), desk)


def kiosk(firm: Firm, desk: Desk) -> Firm:
    """The same owner sells the same at another place, and says so."""
    there = desk.elsewhere(firm.place)
    address, rt, rw = address_of(there, desk.rng)
    branch = desk.rng.choice((f"Cabang {there.name}", there.name, *hands.BRANCHES))
    name = f"{firm.name} {branch}"
    return replace(firm, name=name, place=there, address=address, rt=rt, rw=rw)


def family(firm: Firm, desk: Desk) -> Firm:
    """A relative in the same house, on the same telephone, with a trade of his own."""
    relative = desk.stranger(firm.place)
    words = firm.owner.name.split()
    name = f"{relative.name.split()[0]} {words[-1]}" if len(words) > 1 else relative.name
    phone = clerks.phone(firm.owner.phone, desk.rng)
    return _of_another_trade(firm, replace(relative, name=name, phone=phone), desk)


def spouse(firm: Firm, desk: Desk) -> Firm:
    """Husband or wife, at the same address and telephone, with another trade."""
    while True:
        partner = desk.stranger(firm.place)
        if partner.sex != firm.owner.sex:
            break
    phone = clerks.phone(firm.owner.phone, desk.rng)
    return _of_another_trade(firm, replace(partner, phone=phone), desk)


def namesake(firm: Firm, desk: Desk) -> Firm:
    """Somebody else of the same name in the same village."""
    while True:
        other = desk.stranger(firm.place)
        if other.sex == firm.owner.sex and (other.nik or other.phone):
            break
    address, rt, rw = address_of(firm.place, desk.rng)
    there = replace(firm, address=address, rt=rt, rw=rw)
    return _of_another_trade(there, replace(other, name=firm.owner.name), desk)


def generic(firm: Firm, desk: Desk) -> Firm:
    """Somebody else's shop in the village with the same name; there are many Berkah."""
    address, rt, rw = address_of(firm.place, desk.rng)
    return replace(firm, owner=desk.stranger(firm.place), address=address, rt=rt, rw=rw)


def _of_another_trade(firm: Firm, owner: Owner, desk: Desk) -> Firm:
    share = next(one for one in desk.maker.plan.shares if firm.trade in one.trades)
    others = tuple(
        trade for trade in share.trades
        if trade is not firm.trade and not set(trade.heads) & set(firm.trade.heads)
        and trade.sector == firm.trade.sector
    )  # fmt: skip
    trade = trade_at(firm.place, others, desk.rng)
    name = business_name(trade.heads, owner, "Perorangan", desk.rng)
    product = desk.rng.choice(trade.products)
    return replace(firm, owner=owner, trade=trade, name=name, product=product)


def _has_phone(firm: Firm) -> bool:
    return bool(firm.owner.phone)


def _has_number(firm: Firm) -> bool:
    return bool(firm.owner.nik and firm.owner.phone)


TRAPS: dict[str, tuple[Callable[[Firm, Desk], Firm], Callable[[Firm], bool]]] = {
    "second": (second, _has_number),
    "kiosk": (kiosk, _has_number),
    "family": (family, _has_phone),
    "spouse": (spouse, _has_phone),
    "namesake": (namesake, lambda firm: bool(firm.owner.nik)),
    "generic": (generic, lambda firm: is_chosen(firm.name, firm.owner)),
}
SAME_OWNER = ("second", "kiosk")
NEW = "new"


def newcomer(desk: Desk, *, sector: str | None = None) -> Firm:
    """A business no other list names."""
    plan, rng = desk.maker.plan, desk.rng
    share = rng.choices(plan.shares, [one.units for one in plan.shares])[0]
    if sector:
        kept = tuple(trade for trade in share.trades if trade.sector == sector)
        share = replace(share, trades=kept)
    place = rng.choice(gazetteer.villages(plan.regency))
    made = desk.maker.firm(place, share, 1)
    return replace(made, started=min(made.started, plan.year))
