"""The dozen firms of programmes, and a cache that remembers no visitor."""

import pytest
from django.core.cache import cache
from django.test import Client

from binaan.programmes.tests.conftest import fair  # noqa: F401


@pytest.fixture(autouse=True)
def _nobody_came_before():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def stranger() -> Client:
    return Client()
