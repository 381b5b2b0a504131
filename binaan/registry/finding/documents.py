"""What the index holds of a business, read from the store in bulk; docs/rules/search.md says why."""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from binaan.places.models import Place
from binaan.registry.choices import IdentifierKind
from binaan.registry.models import Alias, Business, Guidance, Identifier, Phone, Role
from binaan.registry.rules.spelling import folded, national

PART = 500  # businesses named in one question
STRIDE = 5000  # businesses read at once when all are read
EVERYWHERE = "*"  # the term that every path has: the country
NOBODY = "-"  # guided by no office
SECRET = (IdentifierKind.NIK, IdentifierKind.NPWP)
LONGEST_EDGE = 8  # beginnings up to here are terms of their own; with longer ones few numbers begin
_SIGN = 1 << 63

Document = dict[str, list | int]


def documents(ids: Iterable[UUID]) -> Iterator[Document]:
    """Documents of those of these businesses that are present; the others have none."""
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), PART):
        part = wanted[start : start + PART]
        yield from _documents(Q(pk__in=part), Q(business__in=part), Q(merged_into__in=part))


def all_documents() -> Iterator[Document]:
    """Documents of every business that is present."""
    last = UUID(int=0)
    while True:
        after = Business.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)
        bounds = list(after[STRIDE - 1 : STRIDE]) or list(after.reverse()[:1])
        if not bounds:
            return
        here = Q(pk__gt=last, pk__lte=bounds[0])
        there = Q(business__gt=last, business__lte=bounds[0])
        gone = Q(merged_into__gt=last, merged_into__lte=bounds[0])
        yield from _documents(here, there, gone)
        last = bounds[0]


def secret(digits: str) -> str:
    """What stands for a NIK or NPWP in the index: a keyed hash, so that the files tell no number."""
    return hmac.new(_key(settings.SECRET_KEY), digits.encode(), hashlib.sha256).hexdigest()[:32]


@lru_cache(maxsize=2)
def _key(master: str) -> bytes:
    return hashlib.sha256(b"binaan.registry.finding" + master.encode()).digest()


def halves(pk: UUID) -> tuple[int, int]:
    """A key as two numbers of 64 bits with sign, the form in which the index gives it back fastest."""
    return (pk.int >> 64) - _SIGN, (pk.int & (1 << 64) - 1) - _SIGN


def whole(high: int, low: int) -> UUID:
    return UUID(int=(high + _SIGN) << 64 | (low + _SIGN))


def _documents(businesses: Q, of_businesses: Q, merged: Q) -> Iterator[Document]:
    rows = Business.objects.present().filter(businesses).values_list(
        "pk", "number", "name", "product", "address", "rt", "rw", "place_id"
    )  # fmt: skip
    rows = list(rows)
    owners = _owners(of_businesses)
    guides = defaultdict(set)
    known = Guidance.objects.filter(of_businesses, known_until=None)
    for business, office in known.values_list("business_id", "office_id"):
        guides[business].add(office.hex)
    before = defaultdict(list)  # a clerk's paper still tells the name and number merged away
    for into, number, name in Business.objects.filter(merged, erased_at=None).values_list(
        "merged_into", "number", "name"
    ):
        before[into].append((number, name))
    places = _places({row[-1] for row in rows})
    for row in rows:
        yield _document(row, owners[row[0]], guides[row[0]], places[row[-1]], before[row[0]])


def _document(
    row: tuple, owners: list[dict], guides: set[str], place: tuple, before: list[tuple]
) -> Document:
    pk, number, name, product, address, rt, rw, _place = row
    high, low = halves(pk)
    reach, place_words = place
    lane = (f"rt {rt}" if rt else "", f"rw {rw}" if rw else "")
    gone = dict.fromkeys(text for _number, text in before if text != name)
    names = folded(name, *(text for owner in owners for text in owner["names"]), *gone)
    more = folded(product, address, *lane)
    numbers = [f"u{one:06d}" for one in (number, *(one for one, _text in before))]
    numbers += [f"p{owner['number']:06d}" for owner in owners]
    for owner in owners:
        for nib in owner["nibs"]:
            numbers += _edges(nib, 4)
    phones = [phone for owner in owners for phone in owner["phones"]]
    return {
        "id": [pk.hex],
        "high": high,
        "low": low,
        "name": [" ".join(names)],
        "more": [" ".join(dict.fromkeys((*more, *place_words)))],
        "number": list(dict.fromkeys(numbers)),
        "phone": sorted(set(phones)),
        "part": sorted({edge for phone in phones for edge in _parts(phone)}),
        "secret": sorted({hashed for owner in owners for hashed in owner["secrets"]}),
        "path": list(reach),
        "office": sorted(guides) or [NOBODY],
    }


def _edges(digits: str, least: int) -> list[str]:
    return [
        digits,
        *(digits[:length] for length in range(least, min(len(digits), LONGEST_EDGE + 1))),
    ]


def _parts(phone: str) -> list[str]:
    """Beginnings ("^812…") and, turned round, ends ("$1277…") of a telephone number."""
    starts, ends = _edges(phone, 3), _edges(phone[::-1], 4)
    return [f"^{edge}" for edge in starts] + [f"${edge}" for edge in ends]


def _owners(of_businesses: Q) -> dict[UUID, list[dict]]:
    """For each business those who run it now, with their names and numbers."""
    run = Role.objects.filter(of_businesses, known_until=None, valid_until=None)
    run = run.filter(owner__erased_at=None)
    found, owners = defaultdict(list), {}
    columns = ("business_id", "owner_id", "owner__number", "owner__name", "owner__phone")
    for business, pk, number, name, phone in run.values_list(*columns).order_by("pk"):
        owner = owners.setdefault(
            pk, {"number": number, "names": [name], "nibs": [], "phones": [], "secrets": []}
        )
        if phone and not owner["phones"]:
            owner["phones"].append(_digits(phone))
        if owner not in found[business]:
            found[business].append(owner)
    mine = Q(owner__in=run.values("owner"))
    for pk, name in Alias.objects.filter(mine).values_list("owner_id", "name").order_by("pk"):
        owners[pk]["names"].append(name)
    for pk, phone in Phone.objects.filter(mine).values_list("owner_id", "number"):
        owners[pk]["phones"].append(_digits(phone))
    numbers = Identifier.objects.filter(mine, known_until=None)
    for pk, kind, value in numbers.values_list("owner_id", "kind", "value").order_by("value"):
        if kind in SECRET:
            owners[pk]["secrets"].append(secret(value))
        else:
            owners[pk]["nibs"].append(value)
    return found


def _digits(phone: str) -> str:
    return national("".join(sign for sign in phone if sign.isdecimal()))


def _places(codes: set[str]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each place the paths that reach it, and the words of its name up to its regency."""
    chains = {code: _up_to_regency(code) for code in codes}
    needed = sorted({one for chain in chains.values() for one in chain})
    rows = {}
    for start in range(0, len(needed), PART):
        part = Place.objects.filter(pk__in=needed[start : start + PART])
        rows |= {pk: (name, path) for pk, name, path in part.values_list("pk", "name", "path")}
    found = {}
    for code, chain in chains.items():
        blocks = rows[code][1].split(".") if rows[code][1] else []
        reach = tuple(".".join(blocks[: n + 1]) for n in range(len(blocks)))
        names = [rows[one][0] for one in chain if one in rows]
        found[code] = ((EVERYWHERE, *reach), tuple(folded(*names)))
    return found


def _up_to_regency(code: str) -> list[str]:
    blocks = code.split(".")
    least = min(len(blocks), 2)
    return [".".join(blocks[:count]) for count in range(len(blocks), least - 1, -1)]
