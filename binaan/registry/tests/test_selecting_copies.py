"""A copy that fails, vanishes, lags or is made anew while the directory asks it."""

import duckdb
import pytest
from django.db import OperationalError
from django.http import QueryDict

from binaan.access.models import User
from binaan.kit import snapshot
from binaan.kit.snapshot import backend
from binaan.registry.selecting import asking, proposing
from binaan.registry.selecting.selection import Selection
from binaan.registry.snapshot import making
from binaan.registry.tests import test_selecting

register, copied = test_selecting.register, test_selecting.copy


@pytest.mark.parametrize("failure", [duckdb.OutOfMemoryException("full"), OperationalError("gone")])
def test_a_copy_that_fails_in_the_middle_is_answered_by_the_register(copied, failure, monkeypatch):
    head = copied.user("section_head", office="disperin")
    selection = Selection.parse(QueryDict("kelompok=pangan"), head)
    by_copy = asking.page(head, selection)
    assert (by_copy.live, by_copy.note) == (False, "")
    proposing.forget()
    execute = backend.Cursor.execute

    def failing(self, sql, parameters=None):
        if "registry_card" in sql:
            raise failure
        return execute(self, sql, parameters)

    monkeypatch.setattr(backend.Cursor, "execute", failing)
    for ask in (asking.page, asking.quick):
        part = ask(head, selection)
        assert [row.pk for row in part.rows] == [row.pk for row in by_copy.rows]
        assert (part.live, part.note) == (True, asking.FALLEN)
    assert asking.count(head, selection)[:3] == (2, True, True)
    assert list(asking.ids(head, selection)) == [row.pk for row in by_copy.rows]


def test_a_copy_whose_file_vanished_still_answers(copied):
    """Whoever has it open keeps it; else the register answers."""
    head = copied.user("section_head", office="disperin")
    selection = Selection.parse(QueryDict("kelompok=pangan"), head)
    by_copy = asking.page(head, selection)
    snapshot.current().generation.path.unlink()
    proposing.forget()
    snapshot.forget()
    part = asking.page(head, selection)
    assert [row.pk for row in part.rows] == [row.pk for row in by_copy.rows]


def test_what_the_copy_proposed_is_not_kept_for_a_lost_task(copied):
    head = copied.user("section_head", office="disperin")
    selection = Selection.parse(QueryDict("kelompok=pangan"), head)
    assert len(asking.page(head, selection).rows) == asking.count(head, selection).value == 2
    head.assignments.update(place_id="32.75")
    moved = User.objects.get(pk=head.pk)
    assert asking.page(moved, selection).rows == []
    assert asking.count(moved, selection).value == 0


def test_a_newer_copy_is_asked_again(copied):
    head = copied.user("section_head", office="disperin")
    selection = Selection.parse(QueryDict("kelompok=pangan"), head)
    assert asking.count(head, selection).value == 2
    copied.business("Keripik", group="pangan")
    making.make()
    assert asking.count(head, selection).value == 3
    assert "Keripik" in [row.name for row in asking.page(head, selection).rows]
