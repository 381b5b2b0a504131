"""The rules of the checker: each one function, with its key, severity, title and where it comes from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from binaan.planning.rules.checking.paper import Folder
from binaan.planning.rules.findings import Finding

HANDBOOK = "Permendagri 86/2017 (tabel T-C.23 s.d. T-C.28); katalog pemeriksa §7.2"


@dataclass(frozen=True)
class Rule:
    """`severity`: the usual one. `finds` reads all tables of a document and yields what is wrong."""

    key: str
    severity: str
    title: str
    citation: str
    finds: Callable[[Folder], Iterator[Finding]]


CATALOGUE: dict[str, Rule] = {}


def rule(key: str, severity: str, title: str, citation: str = HANDBOOK):
    """Enters a function into the catalogue under its key."""

    def enter(function: Callable[[Folder], Iterator[Finding]]):
        if key in CATALOGUE:
            raise ValueError(key)
        CATALOGUE[key] = Rule(key, severity, title, citation, function)
        return function

    return enter
