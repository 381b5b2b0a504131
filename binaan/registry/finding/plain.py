"""The plain search of the store, for when the index cannot answer: names and whole numbers only."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q, QuerySet

from binaan.access.permissions import Permission
from binaan.places.models import Place
from binaan.places.scope import within
from binaan.registry.models import Alias, Business, Identifier, Owner, Phone, Role
from binaan.registry.rules.identifiers import NIB_DIGITS, check_npwp, normal_phone
from binaan.registry.rules.names import business_key, person_key
from binaan.registry.rules.spelling import MOST_LETTERS, MOST_WORDS, WHOLE_NUMBER, short_number

FEWEST_DIGITS = 4


def find(user, text: str, *, permission: Permission, place: Place | None, limit: int) -> list[UUID]:
    """Businesses this user may touch: numbers first, then names that begin so, then contain it."""
    mine = Business.objects.permitted(user, permission).present()
    if place is not None:
        mine = mine.filter(within("place__path", place))
    found: dict[UUID, None] = {}
    text = text[:MOST_LETTERS].replace("\0", " ").strip()
    for condition in _numbers(text):  # few at most: in an order the store would walk by that order
        found |= dict.fromkeys(
            mine.filter(condition).order_by().values_list("pk", flat=True)[:limit]
        )
    for condition in _names(text):
        left = limit - len(found)
        if left <= 0:
            break
        part = mine.filter(condition).exclude(pk__in=list(found))
        ordered = part.order_by("name_key", "number").values_list("pk", flat=True)
        found |= dict.fromkeys(ordered[:left])
    return list(found)[:limit]


def _names(text: str) -> Iterator[Q]:
    """In a name: at its beginning, then anywhere; not for what can only be a number."""
    business, person = business_key(text), person_key(text)
    digits = sum(sign.isdecimal() for sign in text)
    if not business or not person or short_number(text) or digits >= WHOLE_NUMBER:
        return
    yield Q(name_key__startswith=business)
    yield _run_by(Owner.objects.filter(name_key__startswith=person))
    yield _run_by(_owners_called(person, startswith=True))
    yield _containing("name_key", business)
    yield _run_by(Owner.objects.filter(_containing("name_key", person)))
    yield _run_by(_owners_called(person, startswith=False))


def _owners_called(person: str, *, startswith: bool) -> QuerySet:
    named = Q(name_key__startswith=person) if startswith else _containing("name_key", person)
    return Owner.objects.filter(pk__in=Alias.objects.filter(named).values("owner"))


def _containing(field: str, key: str) -> Q:
    condition = Q()
    for word in key.split()[:MOST_WORDS]:
        condition &= Q(**{f"{field}__contains": word})
    return condition


def _numbers(text: str) -> Iterator[Q]:
    short = short_number(text)
    if short:
        letter, digits = short
        if letter == "u":
            yield Q(number=int(digits))
        else:
            yield _run_by(Owner.objects.filter(number=int(digits)))
        return
    digits = "".join(sign for sign in text if sign.isdecimal() and sign.isascii())
    if not digits or any(sign.isalpha() for sign in text):
        return
    if len(digits) <= 9:
        yield Q(number=int(digits))
    if FEWEST_DIGITS <= len(digits) <= NIB_DIGITS:
        yield _identified(kind="nib", value__startswith=digits)
    phone = normal_phone(digits)
    if phone:
        owners = Phone.objects.filter(number=phone).values("owner")
        yield _run_by(Owner.objects.filter(Q(phone=phone) | Q(pk__in=owners)))
    yield _identified(kind="nik", value=digits)
    yield _identified(kind="npwp", value=check_npwp(digits).value or digits)


def _identified(**number) -> Q:
    held = Identifier.objects.filter(known_until=None, **number)
    return _run_by(Owner.objects.filter(pk__in=held.values("owner")))


def _run_by(owners: QuerySet) -> Q:
    run = Role.objects.filter(
        known_until=None, valid_until=None, owner__in=owners.filter(erased_at=None)
    )
    return Q(pk__in=run.values("business"))
