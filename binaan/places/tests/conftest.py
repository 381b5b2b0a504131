"""Bekasi and two neighbours, with their real names: 32.16 and 32.75, Cibinong and Karawang."""

import polars as pl
import pytest

from binaan.places import loading
from tests.remembered import remembered

HERE = r"^(00|32|32\.16.*|32\.75.*|32\.01|32\.01\.01.*|32\.15|32\.15\.01.*)$"


@pytest.fixture(scope="session")
def published():
    return loading.published_areas()


@pytest.fixture(scope="session")
def published_here(published):
    return published.filter(pl.col("code").str.contains(HERE))


@pytest.fixture
def bekasi(db, published_here):
    remembered("bekasi", lambda: loading.load_areas(published_here, as_of=None))
