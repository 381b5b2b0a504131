"""A line of the desk."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from binaan.access.models import User
from binaan.access.permissions import Permission


class Task(NamedTuple):
    """One line of "Menunggu Anda": `page` and `arguments` name the address that deals with it."""

    count: int
    title: str
    note: str = ""
    badge: str = ""
    tone: str = ""
    page: str = ""
    arguments: tuple = ()
    query: str = ""


def asked(
    user: User, questions: Iterable[tuple[Permission, Callable[[User], list[Task]]]]
) -> list[Task]:
    """What waits for this user: each question is asked of who may do what it is about."""
    return [one for permission, ask in questions if user.may(permission) for one in ask(user)]
