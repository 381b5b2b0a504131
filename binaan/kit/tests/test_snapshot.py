"""Generations of the copy: one writer, whole files only, and readers that keep what they opened."""

import threading

import duckdb
import pytest

from binaan.kit.snapshot import generations, reading
from binaan.kit.snapshot.generations import Busy, Generation

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def home(settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path
    monkeypatch.setattr(reading, "_makers", [reading.Maker(lambda: "tata", lambda: None)])
    reading.forget()
    yield tmp_path / generations.FOLDER
    reading.forget()


def generation(value: int, *, layout="tata", database=None) -> Generation:
    with generations.writing(wait=False) as work:
        made = work / "baru.duckdb"
        with duckdb.connect(str(made)) as db:
            db.execute(f"CREATE TABLE t AS SELECT {value} AS x")
        return generations.publish(
            made,
            Generation(
                file=generations.new_name(), layout=layout,
                database=database or reading.database(), as_of="2026-03-02T12:00:00+00:00",
            ),
        )  # fmt: skip


def asked() -> int | None:
    if reading.current() is None:
        return None
    with reading.connections[reading.ALIAS].connection.cursor() as cursor:
        return cursor.execute("SELECT x FROM t").fetchone()[0]


@pytest.fixture(autouse=True)
def _no_store(django_db_blocker):
    """Opening the copy asks no store; pytest-django cannot tell."""
    with django_db_blocker.unblock():
        yield


def test_whoever_asks_gets_the_newest_and_others_finish_with_theirs(home):
    assert asked() is None
    generation(1)
    assert asked() == 1
    held = reading.connections[reading.ALIAS].connection.cursor()
    generation(2)
    assert asked() == 2
    assert held.execute("SELECT x FROM t").fetchone() == (1,)
    assert len(list(home.glob("*.duckdb"))) == 1


def test_every_thread_opens_the_copy_for_itself():
    generation(1)
    found, threads = [], []
    for _each in range(4):
        threads.append(threading.Thread(target=lambda: found.append(asked())))
        threads[-1].start()
    for thread in threads:
        thread.join()
    assert found == [1, 1, 1, 1]


def test_there_is_one_writer_and_what_a_dead_one_left_is_swept(home):
    with generations.writing(wait=False) as work:
        (work / "baru.duckdb").write_bytes(b"setengah")
        with pytest.raises(Busy), generations.writing(wait=False):
            pass
    (home / "kerja-mati").mkdir()
    (home / "yatim.duckdb").write_bytes(b"")
    generation(1)
    assert {path.suffix for path in home.iterdir()} == {".duckdb", ".json", ""}
    assert not list(home.glob("kerja-*"))
    assert asked() == 1


def test_a_copy_of_other_code_or_another_store_does_not_count():
    generation(1, layout="lama")
    assert asked() is None
    generation(2, database="toko lain")
    assert asked() is None
    generation(3)
    assert asked() == 3


def test_a_process_that_inherits_an_open_copy_leaves_it_alone(monkeypatch):
    generation(1)
    assert asked() == 1
    monkeypatch.setattr(reading, "_inherited", set())
    monkeypatch.setattr(reading, "_left_alone", [])
    reading._after_fork()
    monkeypatch.setattr(reading.os, "getpid", lambda: -1)
    assert asked() is None
    generation(2)
    assert asked() == 2
