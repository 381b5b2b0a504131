"""The filled world and the neighbours, each made once a session."""

import pytest

from binaan.kit import snapshot
from binaan.registry.finding import index
from binaan.registry.snapshot import cards
from tests.filled import fill
from tests.neighbours import Neighbours
from tests.remembered import remembered


@pytest.fixture
def filled(db, tmp_path_factory):
    """The small world, with a list of clean, faulty and held rows imported into it."""
    return remembered("filled", lambda: fill(tmp_path_factory.mktemp("daftar")))


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
