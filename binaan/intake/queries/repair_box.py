"""The pages of the repair box put together: what is asked, chips, one section."""

from django.utils.http import urlencode

from binaan.intake.models import STILL_OPEN, Batch, Problem, ProblemState, Repair
from binaan.intake.problems import describe
from binaan.intake.queries import errand_pages, repair_history, repair_pages
from binaan.intake.queries.batches import address
from binaan.intake.sight import Sight
from binaan.kit.dates import long_date
from binaan.kit.numbers import id_number

SECTIONS = ("", "wilayah", "petugas", "riwayat")
KEPT = ("bagian", "jenis", "wilayah", "petugas")
MOST_CELLS = 40


def shown(user, query, *, sight: Sight) -> dict:
    """Everything the box shows for the address it was asked by."""
    of = repair_pages.asked(user, query)
    section = query.get("bagian", "")
    section = section if section in SECTIONS else ""
    lists = repair_pages.lists_waiting(user)
    kinds = repair_pages.kinds(user, of) if section == "" else []
    context = {
        "asked": of,
        "section": section,
        "lists": lists,
        "waiting": sum(count for _batch, count in lists),
        "batch": of.batch,
        "chips": chips(user, query, of, kinds),
        "narrowed": narrowed(user, query, of),
        "kept": [(name, query[name]) for name in KEPT if query.get(name)],
        "fresh": fresh(user, query),
    }
    return context | _section(user, query, of, section, sight=sight)


def _section(user, query, of, section: str, *, sight: Sight) -> dict:
    if section == "riwayat":
        found, after = repair_history.history(user, of, after=query.get("sesudah", ""))
        called = repair_pages.names_of(
            user, {one.by for one in found} | {one.undone_by for one in found}
        )
        return {
            "history": [repair_history.done(user, one) | _who(one, called) for one in found],
            "next": after,
        }
    if section == "wilayah":
        return errand_pages.by_village(user, of)
    if section == "petugas":
        return errand_pages.by_officer(user, of)
    number = query.get("hal", "")
    number = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 1
    found, more = repair_pages.groups(user, of, page=max(1, number), sight=sight)
    return {
        "groups": found,
        "previous_page": number - 1 if number > 1 else None,
        "next_page": number + 1 if more else None,
        "village_lists": village_lists(user, found),
    }


def _who(repair: Repair, called: dict) -> dict:
    return {
        "by": called.get(repair.by, repair.by),
        "undone_by": called.get(repair.undone_by, repair.undone_by),
    }


def village_lists(user, found: list[repair_pages.Group]) -> list[tuple[str, list[str]]]:
    """Names of villages to choose from, once for each area with a place to be chosen."""
    areas = {group.batch.place_id: group.batch for group in found if group.place}
    return [(code, repair_pages.villages(user, batch)) for code, batch in sorted(areas.items())]


def chips(user, query, of, kinds) -> list[dict]:
    """Kinds of problems as chips; the first takes the narrowing away."""
    if not kinds:
        return []
    every = {"label": "Semua", "url": _with(query, jenis=""), "active": not of.code,
             "count": sum(kind.count for kind in kinds)}  # fmt: skip
    return [every] + [
        {"label": kind.label, "url": _with(query, jenis=kind.code), "count": kind.count,
         "active": of.code == kind.code}
        for kind in kinds
    ]  # fmt: skip


def narrowed(user, query, of) -> list[dict]:
    """What narrows the box besides the kind: each chip takes one away."""
    found = []
    if of.batch:
        name = f"{of.batch.version.source.name} ({of.batch.version.as_of.year})"
        found.append({"label": name, "url": _with(query, daftar="")})
    if of.place:
        found.append({"label": of.place.name, "url": _with(query, wilayah="")})
    if of.officer:
        found.append({"label": str(of.officer), "url": _with(query, petugas="")})
    return [chip | {"active": True, "remove": True, "count": None} for chip in found]


def _with(query, **changes) -> str:
    kept = {
        name: value
        for name, value in query.items()
        if name not in ("hal", "sesudah", "baru", *changes)
    }
    kept |= {name: value for name, value in changes.items() if value}
    return f"?{urlencode(kept)}"


def fresh(user, query) -> dict | None:
    """What this user decided just now (?baru=), to be told and to be taken back."""
    found = repair_history.repairs(user).filter(by=user.username, undone_at__isnull=True)
    key = repair_pages.key(user, query.get("baru"))
    repair = found.filter(pk=key).select_related("batch__version__source").first() if key else None
    return repair_history.done(user, repair) if repair else None


def rows(
    user, problem: Problem, query, *, group: repair_pages.Group, only: int = 0, sight: Sight
) -> dict:
    """The rows of a group, or the one row asked for."""
    asked = {"after": query.get("sesudah", ""), "before": query.get("sebelum", "")}
    part = repair_pages.rows(user, problem, asked=asked, only=only, sight=sight)
    of_places = village_lists(user, [group]) if group.place else []
    return {"problem": problem, "part": part, "only": only, "village_lists": of_places}


def asking(user, batch: Batch) -> dict:
    """The question to the sender: list, cells and what is wrong; no value of any cell."""
    of = repair_pages.problems(user).filter(batch=batch)
    found = of.filter(state=ProblemState.ASKED).order_by("sheet", "line", "id")
    by_code: dict[str, list[str]] = {}
    for problem in found[:5000]:
        cell = f"{batch.layout[problem.sheet]['name']}!{address(problem)}"
        by_code.setdefault(problem.code, []).append(cell)
    lines = [
        {"told": describe(code), "cells": cells, "count": len(cells)}
        for code, cells in by_code.items()
    ]
    open_count = of.filter(state__in=STILL_OPEN).count()
    return {"batch": batch, "lines": lines, "text": _text(batch, lines), "open": open_count}


def _text(batch: Batch, lines: list[dict]) -> str:
    head = (
        f"Yth. Bapak/Ibu, kami sedang memasukkan {batch.version.source.name} keadaan "
        f"{long_date(batch.version.as_of)} (berkas {batch.file_name}). "
        "Mohon bantu perbaiki isian berikut:"
    )
    said = [f"- {line['told'].message} Sel {_cells(line['cells'])}." for line in lines]
    foot = "Cukup perbaiki sel itu di berkas bertanda yang kami lampirkan, lalu kirim kembali. Terima kasih."
    return "\n".join([head, *said, foot])


def _cells(cells: list[str]) -> str:
    rest = len(cells) - MOST_CELLS
    words = ", ".join(cells[:MOST_CELLS])
    return f"{words} dan {id_number(rest)} lainnya" if rest > 0 else words
