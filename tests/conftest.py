"""The neighbours of tests/neighbours.py, for all roads by which one could learn of another."""

import pytest

from binaan.kit import snapshot
from binaan.registry.finding import index
from binaan.registry.snapshot import cards
from tests.neighbours import Neighbours
from tests.remembered import remembered


@pytest.fixture(scope="session")
def shelves(tmp_path_factory):
    """Where index and copy of the neighbours lie for all tests, and an empty place."""
    return tmp_path_factory.mktemp("jalan"), tmp_path_factory.mktemp("kosong")


@pytest.fixture(params=["salinan", "langsung"])
def near(request, db, settings, shelves):
    """The neighbours, answered by index and copy, or by the register alone."""
    built, empty = shelves
    snapshot.forget()
    index.forget()

    def make():
        made = Neighbours()
        made.index_and_copy()
        return made

    settings.HOME = built
    made = remembered("neighbours", make)
    settings.HOME = built if request.param == "salinan" else empty
    snapshot.forget()
    index.forget()
    assert cards.cards().live == (request.param == "langsung")
    made.copied = request.param == "salinan"
    yield made
    snapshot.forget()
    index.forget()
