"""Whom an action reaches among those the list shows: often the same, never more."""

from itertools import islice

from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit import snapshot
from binaan.registry.selecting import asking
from binaan.registry.snapshot.cards import copied_at


def is_that_of_the_list(user: User, permission: Permission) -> bool:
    """Whether this permission reaches the same places and offices as seeing does."""
    return _held(user, permission) == _held(user, Permission.BUSINESS_VIEW)


def _held(user: User, permission: Permission) -> set[tuple]:
    return {(held.place.path, held.office_id) for held in user.holdings(permission)}


def count(user: User, choice, permission: Permission) -> tuple[int, bool]:
    """How many of all that match, and whether that is exact (the register counts to a thousand)."""
    if is_that_of_the_list(user, permission):
        found = asking.count(user, choice.selection)
        return found.value, found.exact
    if choice.selection.q or copied_at() is None:
        return _one_by_one(user, choice, permission)
    return snapshot.tried(
        lambda: (asking.cards(user, choice.selection, permission).count(), True),
        lambda: _one_by_one(user, choice, permission),
    )


def _one_by_one(user: User, choice, permission: Permission) -> tuple[int, bool]:
    most = asking.MOST_COUNTED
    number = len(list(islice(choice.ids(user, permission), most + 1)))
    return min(number, most), number <= most
