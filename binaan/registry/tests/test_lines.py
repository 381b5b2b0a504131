"""The quick lines of the list say what the slow way says, for every reader."""

from itertools import pairwise

import pytest

from binaan.kit import keyset, prepared
from binaan.registry.selecting import asking, lines
from binaan.registry.selecting.columns import owner_names, place_label
from binaan.registry.selecting.selection import Selection
from binaan.registry.tests.factory import Register


@pytest.fixture
def register(db):
    prepared.forget()
    made = Register()
    for number in range(7):
        made.business(f"Tahu {number // 2}", owner="" if number == 3 else f"Ibu {number}")
    made.business("Mebel", place="32.16.07")
    made.business("Kota", place="32.75.01.1001", office="diskopukm")
    made.business("Dibina Kota", office="diskopukm")
    return made


READERS = {
    "head": ("section_head", "32.16", "disperin"),
    "operator": ("kecamatan_operator", "32.16.06", "disperin"),
    "city": ("section_head", "32.75", "diskopukm"),
    "province": ("auditor", "32", ""),
    "nobody": ("", "32", ""),
}


def slow(user) -> list:
    rows = asking.rows_of(user, list(asking.ids(user, Selection())), ())
    return [(row.pk, row.short_number, row.name, row.status, place_label(row.place), owner_names(row))
            for row in rows]  # fmt: skip


def said(line) -> tuple:
    return line.pk, line.short_number, line.name, line.status, line.place, line.owners


@pytest.mark.parametrize("reader", READERS)
def test_lines_by_name_are_what_the_reader_may_see(register, reader, monkeypatch):
    role, place, office = READERS[reader]
    user = register.user(role, place=place, office=office)
    monkeypatch.setattr(lines, "SIZE", 3)
    monkeypatch.setattr(keyset.around, "__kwdefaults__", {"size": 3})
    pages, after = [], ""
    while not pages or after:
        pages.append(lines.by_name(user, after=after))
        after = pages[-1].next
    assert [said(line) for part in pages for line in part.rows] == slow(user)
    for before, here in pairwise(pages):
        assert lines.by_name(user, before=here.previous).rows == before.rows


@pytest.mark.parametrize("reader", READERS)
def test_lines_by_key_leave_out_what_is_out_of_reach(register, reader):
    role, place, office = READERS[reader]
    everybody = register.user("auditor", place="00")
    keys = list(asking.ids(everybody, Selection()))
    user = register.user(role, place=place, office=office)
    assert [said(line) for line in lines.by_keys(user, keys)] == slow(user)
    assert lines.by_keys(user, []) == []


def test_readers_of_one_reach_ask_what_was_compiled_once(register, django_assert_num_queries):
    first, second, other = (
        register.user("section_head", place=place, office=office)
        for place, office in (("32.16", "disperin"), ("32.16", "disperin"), ("32.75", "diskopukm"))
    )
    mine = [said(line) for line in lines.by_name(first).rows]
    second.held()
    with django_assert_num_queries(2):
        assert [said(line) for line in lines.by_name(second).rows] == mine
    assert [line.name for line in lines.by_name(other).rows] == ["Kota"]


@pytest.mark.parametrize("token", ["x", "WzEsMl0", "WyJhIl0", "WyJhIiwiYiJd"])
def test_a_broken_token_opens_the_start(register, token):
    user = register.user("section_head", office="disperin")
    for part in (lines.by_name(user, after=token), lines.by_name(user, before=token)):
        assert (part.rows[0].name, part.previous) == ("Mebel", "")
