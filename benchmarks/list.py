"""`./bench list [BUSINESSES ...]`: what a page of the directory costs, against a page that does nothing.

The floor is a view behind the same middleware, signed in, with the permission asked and one query,
that answers "ok". Then the list: first, middle and last page as a section head of the province sees
it and the first as the operator of one kecamatan does; with filters (answered by the copy); with
words; with chosen columns; as htmx asks for it (rows without the frame). Every round asks floor and
page in turn, so that a busy machine slows both. `ratio`: median of page through median of floor.

What the copy proposed is kept while that copy counts, so each page that it answers is timed twice:
"first" asks the copy every time, "again" as whoever comes second. At the end one table of ratios a
store; "flat" is the ratio at the largest size by that at the smallest.
"""

import gc
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import register

ROUNDS = 60
WARM = 5
SIZES = (10_000, 100_000)
FILTERS = {
    "group": "kelompok=pangan",
    "running": "berjalan=ya",
    "place and lacks": "wilayah=32.16&tanpa=nib",
    "guided and state": "kantor=bangku-first&keadaan=running",
    "area": "area=106.9,-6.4;107.3,-6.4;107.3,-6.0;106.9,-6.0",
}


def measure(store: str, count: int) -> None:
    register.prepare()
    filled = register.fill(count)
    from django.core.management import call_command

    began = time.perf_counter()
    call_command("snapshot", json=True, stdout=sys.stderr)
    copied = time.perf_counter() - began
    call_command("collectstatic", interactive=False, verbosity=0)
    _add_floor()
    head, operator = _enter(filled.users["kabid"]), _enter(filled.users["kecamatan"])
    pages = {"list: first": (head, "/direktori/")}
    for name, token in _tokens(filled.users["kabid"], count).items():
        pages[f"list: {name}"] = (head, f"/direktori/?{token}")
    proposed = {"list, kecamatan": (operator, "/direktori/")}
    for name, query in FILTERS.items():
        proposed[f"filter: {name}"] = (head, f"/direktori/?{query}")
        proposed[f"filter, kecamatan: {name}"] = (operator, f"/direktori/?{query}")
    proposed["order: newest"] = (head, "/direktori/?urut=terbaru")
    proposed["columns"] = (
        head, "/direktori/?kolom=nomor&kolom=nik&kolom=ukuran&kolom=lengkap",
    )  # fmt: skip
    proposed["count"] = (head, "/direktori/jumlah/?kelompok=pangan")
    results = {name: _ratio(*asked) for name, asked in pages.items()}
    results["list: htmx"] = _ratio(head, "/direktori/", {"HX-Request": "true"})
    for name, asked in proposed.items():
        results[f"{name}, first"] = _ratio(*asked, anew=True)
        results[f"{name}, again"] = _ratio(*asked)
    results["panel"] = _ratio(head, "/direktori/saring/")
    said = json.dumps(
        {"store": store, "businesses": count, "copy_seconds": round(copied, 1), "pages": results}
    )
    print(said, flush=True)
    if folder := os.environ.get("BENCH_FOUND"):
        Path(folder, f"{store}-{count}.json").write_text(said)


def _add_floor() -> None:
    from django.http import HttpResponse
    from django.urls import clear_url_caches, path

    import config.urls
    from binaan.access.guards import requires
    from binaan.access.permissions import Permission
    from binaan.registry.models import Business

    @requires(Permission.BUSINESS_VIEW)
    def floor(request):
        Business.objects.values_list("number").filter(number=1).first()
        return HttpResponse("ok")

    config.urls.urlpatterns.append(path("bangku/", floor, name="bench_floor"))
    clear_url_caches()


def _enter(user):
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _tokens(user, count: int) -> dict:
    """Addresses of a page in the middle and of the last one: as their neighbours link to them."""
    from binaan.kit import keyset
    from binaan.registry.models import Business

    rows = Business.objects.present().order_by("name_key", "number")
    middle = rows[count // 2]
    last = rows.reverse()[10]
    fields = ("name_key", "number")
    return {
        "middle": f"sesudah={keyset.token(middle, fields)}",
        "last": f"sesudah={keyset.token(last, fields)}",
    }


def _ratio(client, url: str, headers: dict | None = None, *, anew: bool = False) -> dict:
    """`anew`: nothing the copy said before is kept."""
    from binaan.registry.selecting import light, proposing

    for _round in range(WARM):
        answer = client.get(url, headers=headers)
        client.get("/bangku/")
    if answer.status_code != 200:
        raise SystemExit(f"{url}: {answer.status_code}")
    floor, page = [], []
    gc.collect()
    for _round in range(ROUNDS):
        floor.append(_timed(client, "/bangku/", None))
        if anew:
            proposing.forget()
            light.forget()
        page.append(_timed(client, url, headers))
    base, here = statistics.median(floor), statistics.median(page)
    return {
        "floor_ms": round(base, 2),
        "ms": round(here, 2),
        "ratio": round(here / base, 2),
        "p95_ms": round(statistics.quantiles(page, n=20)[-1], 2),
    }


def _timed(client, url: str, headers: dict | None) -> float:
    began = time.perf_counter()
    client.get(url, headers=headers)
    return (time.perf_counter() - began) * 1000


def _tables(found: list[dict]) -> None:
    """The ratios of each store, sizes side by side."""
    for store in dict.fromkeys(one["store"] for one in found):
        mine = [one for one in found if one["store"] == store]
        sizes = [one["businesses"] for one in mine]
        print(f"\n{store:44}" + "".join(f"{size:>12,}" for size in sizes) + f"{'flat':>8}")
        for name, smallest in mine[0]["pages"].items():
            ratios = [one["pages"][name]["ratio"] for one in mine]
            shown = "".join(f"{ratio:12.2f}" for ratio in ratios)
            print(f"{name:44}{shown}{ratios[-1] / smallest['ratio']:8.2f}")


def main() -> None:
    if "--step" in sys.argv:
        at = sys.argv.index("--step")
        measure(sys.argv[at + 2], int(sys.argv[at + 3]))
        return
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BENCH_FOUND"] = folder
        for size in sizes:
            register.on_each_store(__file__, "measure", size)
        files = sorted(Path(folder).iterdir(), key=lambda path: path.stat().st_mtime_ns)
        _tables([json.loads(path.read_text()) for path in files])


if __name__ == "__main__":
    main()
