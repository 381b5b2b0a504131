"""What changed on a board, written in bulk: first what goes and ends, then what comes."""

from collections import defaultdict

from binaan.intake.amending import PART, parts
from binaan.kit import bulk
from binaan.registry.actions.merging.board import Board, Dated, Mover


def write(board: Board) -> None:
    """Bring the store up to the board, in the caller's transaction."""
    for table in board.dated:
        _write_facts(board, table)
    for mover in board.movers:
        _write_moves(board, mover)


def _write_facts(board: Board, table: Dated) -> None:
    now, was = board.facts[table.label], board.facts_were[table.label]
    for part in parts(was.keys() - now.keys()):
        table.model.objects.filter(pk__in=part).delete()
    ended: dict = defaultdict(list)
    for key, row in now.items():
        if key in was and row["known_until"] != was[key]["known_until"]:
            ended[row["known_until"]].append(key)
    for moment in sorted(ended, key=lambda one: (one is None, str(one))):  # openings come last
        for part in parts(ended[moment]):
            table.model.objects.filter(pk__in=part).update(known_until=moment)
    _redirect(table, {key: row for key, row in now.items() if key in was}, was)
    fresh = [table.model(**now[key]) for key in sorted(now.keys() - was.keys())]
    table.model.objects.bulk_create(fresh, batch_size=PART)
    board.facts_were[table.label] = {key: dict(row) for key, row in now.items()}


def _redirect(table: Dated, now: dict, was: dict) -> None:
    """Rows that came later and go to the other record."""
    for column in table.ends:
        for key, row in now.items():
            if row[column] != was[key][column]:
                table.model.objects.filter(pk=key).update(**{column: row[column]})


def _swap(board: Board, mover: Mover, changed: dict, was: dict) -> None:
    """Like rows that change places go and come back: no store lets them pass through one another."""
    taken = {
        (was[key], n, told)
        for key in changed.keys() & was.keys()
        for n, told in enumerate(board.alone[mover.name].get(key, ()))
    }
    meeting = [
        key
        for key, target in changed.items()
        if any(
            (target, n, one) in taken for n, one in enumerate(board.alone[mover.name].get(key, ()))
        )
    ]
    moving = [key for key in meeting if key in was]
    slots = {(changed[key], one) for key in moving for one in board.alone[mover.name][key]}
    moving += [
        key
        for key in changed.keys() - set(moving)
        if key in was
        and any((was[key], one) in slots for one in board.alone[mover.name].get(key, ()))
    ]
    rows = [
        row for part in parts(moving) for row in mover.model._default_manager.filter(pk__in=part)
    ]
    for part in parts(moving):
        mover.model._default_manager.filter(pk__in=part).delete()
    for row in rows:
        setattr(row, mover.field, changed.pop(row.pk))
    mover.model._default_manager.bulk_create(rows, batch_size=PART)


def _write_moves(board: Board, mover: Mover) -> None:
    was = board.was[mover.name]
    now = board.where(mover)
    changed = {key: now.get(key) for key in was.keys() | now.keys() if now.get(key) != was.get(key)}
    board.was[mover.name] = now
    if not changed:
        return
    _swap(board, mover, changed, was)
    if mover.model._meta.pk.column == "id":
        rows = [{"id": key, mover.field: target} for key, target in changed.items()]
        frame = bulk.frame_of(rows, ["id", mover.field])
        bulk.update(mover.model._meta.db_table, frame)
        return
    by_target: dict = defaultdict(list)
    for key, target in changed.items():
        by_target[target].append(key)
    for target, keys in by_target.items():
        for part in parts(keys):
            mover.model._default_manager.filter(pk__in=part).update(**{mover.field: target})
