"""Comparing the copy with the store, and a part made anew with the whole."""

import random
from datetime import date

import duckdb

from binaan.access.permissions import Permission
from binaan.kit import measures, snapshot
from binaan.kit.dates import today
from binaan.kit.measures import Asked, parse_period
from binaan.kit.snapshot import generations, reading
from binaan.registry.models import Business, Card, Touched
from binaan.registry.snapshot import cards, making, syncing

LISTED = ("offices", "sources")


def content() -> dict[str, list]:
    """Every row of every table of the copy."""
    copy = snapshot.current()
    with copy_of(copy.generation.path) as db:
        names = db.execute("SELECT table_name FROM information_schema.tables").fetchall()
        return {name: _rows(db, name) for (name,) in names}


def copy_of(path):
    return duckdb.connect(str(path), read_only=True, config=reading.READER)


def _rows(db, name: str) -> list:
    found = db.execute(f'SELECT * FROM "{name}"')
    columns = [one[0] for one in found.description]
    return sorted(repr(_plain(dict(zip(columns, row, strict=True)))) for row in found.fetchall())


def _plain(row: dict) -> dict:
    """Keys between commas stand in no order."""
    return {k: sorted(v.split(",")) if k in LISTED else v for k, v in row.items()}


def as_whole(what: str = "") -> None:
    """One turn of the keeper, then everything anew: both must hold the same; so must the store."""
    syncing.bring_up_to_date()
    assert not Touched.objects.filter(for_snapshot=True).exists(), what
    in_part = content()
    parts = generations.newest().details["parts"]
    making.make()
    whole = content()
    for name, rows in whole.items():
        assert in_part[name] == rows, (what, name, parts)
    asked_live = [_plain(row) for row in cards.live().order_by("pk").values()]
    copied = [_plain(row) for row in Card.objects.using("snapshot").order_by("pk").values()]
    snapshot.current()
    assert asked_live == copied, what


def permissions_agree(users) -> None:
    """Whoever asks: the same businesses by the copy, by live cards, and by the register."""
    for user in users:
        for permission in (Permission.BUSINESS_VIEW, Permission.FIGURE_VIEW):
            mine = Business.objects.permitted(user, permission).present()
            expected = set(mine.values_list("pk", flat=True))
            asked = cards.cards()
            assert not asked.live
            by_copy = asked.permitted(user, permission).values_list("pk", flat=True)
            assert set(by_copy) == expected, user
            live = cards.Cards(cards.live(), live=True, as_of=asked.as_of)
            by_store = live.permitted(user, permission).values_list("pk", flat=True)
            assert set(by_store) == expected, user


def figures_agree(users, places, offices, *, seed: int, most: int, monkeypatch) -> int:
    """As many figures as said, chosen by chance: value and rows by the copy and by the store."""
    chance = random.Random(seed)
    questions = list(_questions(users, places, offices))
    chosen = chance.sample(questions, min(most, len(questions)))
    for measure, user, asked in chosen:
        dimension = chance.choice(list(measure.dimensions))
        found = []
        for fresh in (True, False):
            monkeypatch.setattr(reading, "is_fresh", lambda fresh=fresh: fresh)
            assert snapshot.current() is not None
            found.append((measure.value(user, asked), measure.rows(user, asked, dimension)))
        assert found[0] == found[1], (measure.key, user.username, asked, dimension)
    return len(chosen)


def _questions(users, places, offices):
    days = (today(), date(2024, 12, 31), date(2021, 6, 1))
    periods = [parse_period(text) for text in ("2024", "2020", "2026", "2026-Q1")]
    for measure in measures.all_measures():
        if not measure.from_copy:
            continue
        for user in users:
            for place in places:
                for office in (None, *offices):
                    whens = [{"at": day} for day in days]
                    if not measure.is_stock:
                        whens = [{"period": period} for period in periods]
                    for when in whens:
                        yield measure, user, Asked(place=place, office=office, **when)
