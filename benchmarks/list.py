"""`./bench list [BUSINESSES ...]`: what a page of the directory costs, against a page that does nothing.

The floor is a view behind the same middleware, signed in, with the permission asked and one query,
that answers "ok". Then the list: first, middle and last page as a section head of the province sees
it and the first as the operator of one kecamatan does; with filters (answered by the copy); with
words; with chosen columns; as htmx asks for it (rows without the frame). Every round asks floor and
page in turn, so that a busy machine slows both. `ratio`: median of page through median of floor.

Figures for several sizes stand in one run: "flat" is the ratio at the largest by that at the smallest.
"""

import gc
import json
import statistics
import sys
import time

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
    results = {"list: first": _ratio(head, "/direktori/")}
    for name, token in _tokens(filled.users["kabid"], count).items():
        results[f"list: {name}"] = _ratio(head, f"/direktori/?{token}")
    results["list: kecamatan"] = _ratio(operator, "/direktori/")
    results["list: htmx"] = _ratio(head, "/direktori/", {"HX-Request": "true"})
    for name, query in FILTERS.items():
        results[f"filter: {name}"] = _ratio(head, f"/direktori/?{query}")
        results[f"filter, kecamatan: {name}"] = _ratio(operator, f"/direktori/?{query}")
    results["order: newest"] = _ratio(head, "/direktori/?urut=terbaru")
    results["columns"] = _ratio(
        head, "/direktori/?kolom=nomor&kolom=nik&kolom=ukuran&kolom=lengkap"
    )
    results["count"] = _ratio(head, "/direktori/jumlah/?kelompok=pangan")
    print(
        json.dumps(
            {
                "store": store,
                "businesses": count,
                "copy_seconds": round(copied, 1),
                "pages": results,
            }
        ),
        flush=True,
    )


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


def _ratio(client, url: str, headers: dict | None = None) -> dict:
    for _round in range(WARM):
        answer = client.get(url, headers=headers)
        client.get("/bangku/")
    if answer.status_code != 200:
        raise SystemExit(f"{url}: {answer.status_code}")
    floor, page = [], []
    gc.collect()
    for _round in range(ROUNDS):
        floor.append(_timed(client, "/bangku/", None))
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


def main() -> None:
    if "--step" in sys.argv:
        at = sys.argv.index("--step")
        measure(sys.argv[at + 2], int(sys.argv[at + 3]))
        return
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    for size in sizes:
        register.on_each_store(__file__, "measure", size)


if __name__ == "__main__":
    main()
