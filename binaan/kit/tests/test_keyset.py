"""Pages by key go there and back and never lose or repeat a row."""

import itertools

import pytest

from binaan.kit import keyset
from binaan.kit.models import Counter

NAMES = [f"{letter}{n}" for letter in "abc" for n in range(4)]


@pytest.fixture
def counters(db):
    # Two of every value: the first field alone would not tell rows apart.
    Counter.objects.bulk_create([Counter(name=name, value=n // 2) for n, name in enumerate(NAMES)])
    return Counter.objects.all()


def walk(found, size):
    pages, after = [], ""
    while True:
        part = keyset.page(found, ("value", "name"), after=after, size=size)
        pages.append(part)
        after = part.next
        if not after:
            return pages


@pytest.mark.parametrize("size", [1, 3, 4, 5, 12, 50])
def test_all_pages_together_are_all_rows_in_order(counters, size):
    pages = walk(counters, size)
    assert [row.name for part in pages for row in part.rows] == NAMES
    assert pages[0].previous == ""


@pytest.mark.parametrize("size", [1, 3, 5])
def test_going_back_shows_the_same_pages(counters, size):
    pages = walk(counters, size)
    for before, here in itertools.pairwise(pages):
        back = keyset.page(counters, ("value", "name"), before=here.previous, size=size)
        assert back.rows == before.rows
        assert bool(back.previous) == bool(before.previous)
        assert back.next


@pytest.mark.parametrize(
    "token", ["x", "e30", "WzFd", "bnVsbA", "W1tdLFtdXQ", "é", "[]", "WyJcdTAwMDAiLDFd"]
)
def test_a_broken_token_opens_the_start(counters, token):
    part = keyset.page(counters, ("value", "name"), after=token, size=3)
    assert [row.name for row in part.rows] == NAMES[:3]
    assert part.previous == ""


def test_a_field_may_fall_and_pages_still_go_there_and_back(counters):
    fields, pages, after = ("-value", "name"), [], ""
    while not pages or after:
        pages.append(keyset.page(counters, fields, after=after, size=5))
        after = pages[-1].next
    shown = [row.name for part in pages for row in part.rows]
    assert shown == list(counters.order_by(*fields).values_list("name", flat=True))
    back = keyset.page(counters, fields, before=pages[1].previous, size=5)
    assert back.rows == pages[0].rows


def test_an_empty_list_has_one_empty_page(db):
    part = keyset.page(Counter.objects.all(), ("value", "name"))
    assert part == ([], "", "")
