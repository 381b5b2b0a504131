"""`./bench plan [BUSINESSES]`: a tree of 2,000 parts and five years opened, checked, printed; figures.

On each store. Opened: the page of a year and of all years, as query and as whole view, against
reading the same rows as plain tuples. Checked: reading the tables, then the rules. Printed (once, no
store is asked for it): T-C.27 by typst against WeasyPrint, pages counted in both. Figures: the page
of a quarter with eight indicators over a register of so many businesses (20,000 unless said; an
office's largest is 1,000,000), the whole province and one regency: as the page gives them (counted
for the page at most once a copy), counted on the copy anew, and by the store; all must be equal.
"""

import gc
import json
import os
import statistics
import sys
import time

from benchmarks import plan_paper, planned, register

NODES = 2_000
ROUNDS = 5
PAGES = 20
ANEW = 5


def measure(store: str, count: int) -> None:
    register.prepare()
    filled = register.fill(count)
    from django.core.management import call_command

    from binaan.registry.snapshot import making

    call_command("collectstatic", interactive=False, verbosity=0)
    making.make()
    office = filled.offices["first"]
    user = planned.planner(office)
    began = time.perf_counter()
    version = planned.tree(office, NODES)
    said = {"store": store, "load": round(os.getloadavg()[0], 1), "nodes": NODES,
            "put in": _since(began)}  # fmt: skip
    tell(said | {"opened": opened(user, version), "checked": checked(user, version)})
    sheet, imprint, made = sheet_of(user, version)
    said = {"store": store, "sheet": made}
    if store == "sqlite":
        said |= plan_paper.compare(sheet, imprint, office.name)
    tell(said)
    for place in ("32", register.BEKASI):
        found = figures(user, planned.eight(office, place))
        tell({"store": store, "businesses": count, "place": place, **found})


def tell(said: dict) -> None:
    print(json.dumps(said, ensure_ascii=False), flush=True)


def opened(user, version) -> dict:
    """Milliseconds of reading the rows plainly, of the queries and of the views; ratios to the first."""
    from binaan.planning.queries import tree_pages, trees

    client = _enter(user)
    page, year = f"/kinerja/versi/{version.pk}/pohon/", planned.YEARS[-1]
    wide = tree_pages.Asked(0, down_to="subkegiatan")
    jobs = {
        "rows": lambda: rows(version),
        "tree": lambda: trees.tree(user, version),
        "year, query": lambda: tree_pages.shown(user, version, tree_pages.Asked(year)),
        "all, query": lambda: tree_pages.shown(user, version, wide),
        "branch, view": lambda: client.get(_branch(page, version, year)),
        "year, view": lambda: client.get(f"{page}?tahun={year}"),
        "all to program, view": lambda: client.get(f"{page}?tahun=semua"),
        "all, view": lambda: client.get(f"{page}?tahun=semua&sampai=subkegiatan"),
    }
    took = _in_turn(jobs)
    plain = took.pop("rows")
    said = {"rows": rows(version), "rows ms": plain}
    weight = len(client.get(f"{page}?tahun={year}").content)
    return said | {
        name: {"ms": ms, "times": round(ms / plain, 1)} for name, ms in took.items()
    } | {"year, kilobytes": weight // 1000}  # fmt: skip


def rows(version) -> int:
    """Every row the page is made of, read as tuples; how many there are."""
    from binaan.planning.models import Budget, Finding, Indicator, Node, Printed, Target

    asked = (
        (Node, "version"), (Indicator, "node__version"), (Target, "indicator__node__version"),
        (Budget, "node__version"), (Finding, "version"), (Printed, "version"),
    )  # fmt: skip
    return sum(
        len(list(model.objects.filter(**{way: version}).values_list())) for model, way in asked
    )


def _branch(page: str, version, year: int) -> str:
    """What htmx fetches when a program is opened."""
    program = version.nodes.filter(level="program").first()
    return f"{page}?tahun={year}&di={program.pk}&cabang=ya"


def checked(user, version) -> dict:
    """Seconds of reading what the checker reads, of the rules, and of keeping what is found."""
    from binaan.planning.actions.checking import check_version
    from binaan.planning.queries import tables
    from binaan.planning.rules import checking

    began = time.perf_counter()
    read, facts = tables.paper(user, version)
    reading, began = _since(began), time.perf_counter()
    found = checking.check(read, facts=facts)
    ruling, began = _since(began), time.perf_counter()
    check_version(version, by=user)
    rules: dict[str, int] = {}
    for one in found:
        rules[one.rule] = rules.get(one.rule, 0) + 1
    return {"read": reading, "rules": ruling, "all, and kept": _since(began), "found": rules}


def sheet_of(user, version) -> tuple:
    """T-C.27 and its imprint, and the seconds until the rows stand."""
    from binaan.kit.dates import today
    from binaan.reports import making
    from binaan.reports.catalogue import CATALOGUE
    from binaan.reports.queries import finding

    began = time.perf_counter()
    asked = finding.asked(
        user, CATALOGUE["T-C.27"], version, year=planned.YEARS[-1], quarter=0, on=today()
    )
    sheet = making.sheet_of(user, asked)
    return sheet, making.imprint_of(asked, "BANGKU22"), _since(began)


def figures(user, version) -> dict:
    """Seconds of the eight numbers of a quarter; the copy must say what the store says."""
    from binaan.kit import snapshot
    from binaan.kit.snapshot import reading
    from binaan.planning.models import Indicator
    from binaan.planning.queries import measuring

    document, when = version.document, planned.COUNTED
    eight = list(Indicator.objects.filter(node__version=version))
    page = f"/kinerja/capaian/{document.pk}/{when[0]}/{when[1]}/"
    client = _enter(user)
    reading.WORTH = 0  # the copy is what is measured, also where an office would ask the store

    def anew() -> list:
        kept: measuring.Answers = {}
        return [measuring.measured(user, one, document, *when, answers=kept) for one in eight]

    def shown() -> list:
        return list(measuring.measured_all(user, eight, document, *when).values())

    assert snapshot.is_fresh()
    first, counted = _times(anew, ANEW)
    values, given = _times(shown, PAGES)
    views, _page = _times(lambda: client.get(page), PAGES)
    fresh, reading.is_fresh = reading.is_fresh, lambda: False
    try:
        live, by_store = _times(anew, 1)
    finally:
        reading.is_fresh = fresh
    told = [[_told(one) for one in found] for found in (by_store, counted, given)]
    assert told[0] == told[1] == told[2], told
    assert {bool(one.as_of) for one in given} == {True}
    assert {one.as_of for one in by_store} == {None}
    return {
        "indicators": len(eight), "equal": True, "by the store": live["median"],
        "copy anew": first, "page's values": values, "whole page": views,
    }  # fmt: skip


def _told(one) -> tuple:
    return one.value, one.numerator, one.denominator, one.evidence, one.why


def _times(work, many: int) -> tuple[dict, list]:
    took, found = [], []
    for _round in range(many):
        began = time.perf_counter()
        found = work()
        took.append(time.perf_counter() - began)
    if not isinstance(found, list) and found.status_code != 200:
        raise SystemExit(f"{found.status_code}")
    said = {"median": round(statistics.median(took), 3)}
    if many > 1:
        said["p95"] = round(statistics.quantiles(took, n=20, method="inclusive")[-1], 3)
    return said, found


def _in_turn(jobs: dict) -> dict[str, float]:
    """The median milliseconds of each; every round asks all, so that a busy machine slows all."""
    took: dict[str, list[float]] = {name: [] for name in jobs}
    for one in jobs.values():
        answer = one()
        if getattr(answer, "status_code", 200) != 200:
            raise SystemExit(f"{answer.status_code}")
    for _round in range(ROUNDS):
        for name, job in jobs.items():
            gc.collect()
            began = time.perf_counter()
            job()
            took[name].append((time.perf_counter() - began) * 1000)
    return {name: round(statistics.median(found), 1) for name, found in took.items()}


def _enter(user):
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _since(began: float) -> float:
    return round(time.perf_counter() - began, 2)


if __name__ == "__main__":
    if "--step" in sys.argv:
        measure(sys.argv[3], int(sys.argv[4]))
    else:
        register.on_each_store(__file__, "measure", sys.argv[1] if len(sys.argv) > 1 else 20_000)
