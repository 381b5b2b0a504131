"""`./bench map [BUSINESSES]`: what stands in a window of the map, from the copy and live, in one run.

Windows of 1280 x 640 pixels around businesses drawn by chance (so dense places are asked for most),
at zooms 6 to 16, as a section head of the province and as the operator of a kecamatan; without a
filter, and filtered by group, by size and by "running". The answer is what `/direktori/peta/titik/`
sends, made in this process up to its JSON text. Live: the same grid asked of the store itself, over
`lon` and `lat` of its businesses with the right of who asks; filters there only by group (size
and running are worked out in the copy).
"""

import json
import random
import statistics
import sys
import time

from benchmarks import register

ZOOMS = (6, 8, 10, 12, 14, 16)
WINDOWS, LIVE_WINDOWS = 25, 5  # for each zoom; live ones take long
WIDE, HIGH, TILE = 1280, 640, 512
FILTERS = {
    "all": "",
    "group": "kelompok=pangan",
    "size": "ukuran=mikro",
    "running": "berjalan=ya",
}


def windows(spots: list, zoom: int, count: int, chance: random.Random) -> list:
    """Windows around businesses, as a browser asks for them."""
    from binaan.web.mapping.windows import Window

    across = 360 / 2**zoom / TILE
    found = []
    for _one in range(count):
        lon, lat = chance.choice(spots)
        half_x, half_y = WIDE / 2 * across, HIGH / 2 * across
        found.append(Window(lon - half_x, lat - half_y, lon + half_x, lat + half_y, zoom))
    return found


def timed(question, asked: list) -> dict:
    """Milliseconds and bytes of each answer; the first one is not counted."""
    question(asked[0])
    spent, sizes = [], []
    for one in asked:
        start = time.perf_counter()
        sizes.append(len(question(one)))
        spent.append((time.perf_counter() - start) * 1000)
    spent.sort()
    return {
        "p50": statistics.median(spent),
        "p95": spent[min(len(spent) - 1, int(len(spent) * 0.95))],
        "kb": statistics.mean(sizes) / 1000,
    }


def from_copy(user, query: str):
    """The answer of the address, without HTTP."""
    from django.http import QueryDict

    from binaan.registry.selecting.selection import Selection
    from binaan.web.mapping import points

    def ask(window) -> str:
        selection = Selection.parse(QueryDict(query), user)
        return json.dumps(points.within(user, selection, window)._asdict(), separators=(",", ":"))

    return ask


def from_store(user, query: str):
    """The same grid, asked of the businesses themselves."""
    from django.db.models import Avg, Count, F, Min
    from django.db.models.functions import Floor

    from binaan.access.permissions import Permission
    from binaan.registry.models import Business

    mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW).present()
    if query:
        mine = mine.filter(group=query.split("=")[1])

    def ask(window) -> str:
        inside = mine.filter(
            lon__gte=window.west, lon__lte=window.east,
            lat__gte=window.south, lat__lte=window.north,
        ).order_by()  # fmt: skip
        cells = inside.annotate(x=Floor(F("lon") / window.step), y=Floor(F("lat") / window.step))
        cells = cells.values("x", "y").annotate(
            count=Count("*"), lon=Avg("lon"), lat=Avg("lat"), first=Min("number")
        )
        return json.dumps(list(cells.values_list("count", "lon", "lat", "first")))

    return ask


def measure(store: str, count: int) -> None:
    register.prepare()
    filled = register.fill(count)
    from binaan.kit import snapshot
    from binaan.registry.models import Business
    from binaan.registry.snapshot import making

    start = time.perf_counter()
    making.make()
    print(f"{store}: {count:,} businesses, copy in {time.perf_counter() - start:.1f} s")
    assert snapshot.current() is not None
    spots = list(
        Business.objects.filter(lon__isnull=False)
        .order_by("number")[:50_000]
        .values_list("lon", "lat")
    )
    print(f"{'who':10}{'filter':9}{'from':7}" + "".join(f"{f'z{zoom}':>17}" for zoom in ZOOMS))
    print(f"{'':26}" + f"{'p50/p95 ms  KB':>17}" * len(ZOOMS))
    worst = 0.0
    for who in ("kabid", "kecamatan"):
        for name, query in FILTERS.items():
            ways = [("copy", from_copy(filled.users[who], query), WINDOWS)]
            if name in ("all", "group"):
                ways.append(("live", from_store(filled.users[who], query), LIVE_WINDOWS))
            for way, question, asked in ways:
                line = []
                for zoom in ZOOMS:
                    chance = random.Random(zoom)
                    said = timed(question, windows(spots, zoom, asked, chance))
                    line.append(said)
                    if way == "copy":
                        worst = max(worst, said["p95"])
                cells = (f"{one['p50']:.1f}/{one['p95']:.1f} {one['kb']:.0f}" for one in line)
                print(
                    f"{who:10}{name:9}{way:7}" + "".join(f"{cell:>17}" for cell in cells),
                    flush=True,
                )
    print(f"worst p95 from the copy: {worst:.1f} ms (asked for: 15)")


def main() -> None:
    if "--step" in sys.argv:
        at = sys.argv.index("--step")
        measure(sys.argv[at + 2], int(sys.argv[at + 3]))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    register.on_each_store(__file__, "measure", count)


if __name__ == "__main__":
    main()
