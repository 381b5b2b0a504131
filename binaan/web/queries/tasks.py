"""A line of the desk."""

from typing import NamedTuple


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
