"""One holds a file at a time, and whoever waits is let in when it is free."""

import threading

import pytest

from binaan.kit.queueing import held

pytestmark = pytest.mark.once


def test_who_does_not_wait_is_told_that_another_holds_it(tmp_path):
    path = tmp_path / "kunci"
    with held(path) as first, held(path, wait=False) as second:
        assert (first, second) == (True, False)
    with held(path, wait=False) as again:
        assert again


def test_who_waits_comes_in_when_it_is_free(tmp_path):
    path, order = tmp_path / "kunci", []

    def wait_for_it():
        with held(path):
            order.append("second")

    with held(path):
        other = threading.Thread(target=wait_for_it)
        other.start()
        other.join(0.05)
        order.append("first")
    other.join(5)
    assert order == ["first", "second"]
