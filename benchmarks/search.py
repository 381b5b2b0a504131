"""`./bench search [BUSINESSES] [--tune]`: finding by index against ranked trigrams, in one run.

On each store: building the index, asking it in this process as a section head of one office does
(with the question whether it is behind), keeping it up to date. On PostgreSQL the same words go to
`pg_trgm` (GIN, `<%`, ranked by word_similarity; it is spared rights, digits and freshness).

Queries are made from the register with a seed that was never used while the search was tuned
(`--tune` uses another): three of four are 1-3 words of a business (its name, owner, product or
kecamatan; 60 % with the last one cut), one of four digits; 26 % carry one slip. A hit: among the
first 20 is a business that has all words that were meant, or that number.
"""

import gc
import json
import random
import resource
import statistics
import sys
import threading
import time
from datetime import date

from benchmarks import register

HELD_OUT, TUNING = 20261122, 7
QUERIES = 1000
TRIGRAM_QUERIES = 100  # the same as the first of these among the words; each takes long
WORDS, SLIPS, CUT = 0.75, 0.26, 0.6
LETTERS = "aiuenrstkmlgdbhp"
FOUND_ROUNDS = 10


def ask_for(business, chance: random.Random) -> dict:
    """One query: `text` as typed; `meant`: the words, `cut`: whether the last is a beginning;
    or `number`: (kind, digits)."""
    if chance.random() >= WORDS:
        return number_of(business, chance)
    names = [*business["name"].split(), *business["owner"].split()]
    pool = (
        names
        if chance.random() < 0.65
        else [*names, *business["product"].split(), business["district"]]
    )
    pool = [word for word in dict.fromkeys(pool) if len(word) > 2 and word.isalpha()] or names
    meant = chance.sample(pool, min(len(pool), chance.choice((1, 2, 2, 3))))
    cut = chance.random() < CUT and len(meant[-1]) > 3
    if cut:
        meant[-1] = meant[-1][: chance.randint(3, len(meant[-1]) - 1)]
    typed, slipped = list(meant), False
    if chance.random() < SLIPS / WORDS:
        long = [place for place, word in enumerate(typed) if len(word) > 3]
        if long:
            place = chance.choice(long)
            typed[place], slipped = slip(typed[place], chance), True
    return {"text": " ".join(typed), "meant": meant, "cut": cut, "slipped": slipped}


def slip(word: str, chance: random.Random) -> str:
    """One letter other, left out, added, or two swapped."""
    at = chance.randrange(len(word))
    kind = chance.randrange(4)
    if kind == 0:
        return word[:at] + chance.choice(LETTERS) + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + chance.choice(LETTERS) + word[at:]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def number_of(business, chance: random.Random) -> dict:
    kinds = [kind for kind in ("nib", "nik", "phone") if business[kind]]
    kind = chance.choice([*kinds, "short"])
    if kind == "short":
        text = f"U-{business['number']:06d}"
    elif kind == "nib":
        text = business["nib"][: chance.randint(5, 13)]
    elif kind == "nik":
        text = business["nik"]
    else:
        whole = "0" + business["phone"].removeprefix("+62")
        ways = (whole, whole[: chance.randint(6, 9)], whole[-chance.randint(4, 7) :])
        text = chance.choice(ways)
    return {"text": text, "number": (kind, text), "slipped": False}


def sampled(user, count: int, seed: int) -> list[dict]:
    """Queries from businesses this user may see."""
    from binaan.access.permissions import Permission
    from binaan.registry.models import Business, Identifier, Role

    chance = random.Random(seed)
    mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW).present()
    top = mine.order_by("-number").values_list("number", flat=True)[0]
    wanted = sorted(chance.sample(range(1, top + 1), min(top, count * 3)))
    rows = []
    for start in range(0, len(wanted), 500):
        part = mine.filter(number__in=wanted[start : start + 500]).select_related("place__parent")
        rows += list(part.order_by("number"))
    chance.shuffle(rows)
    found = []
    for row in rows[:count]:
        role = Role.objects.filter(business=row, known_until=None, valid_until=None)
        owner = role.select_related("owner").order_by("pk").first().owner
        numbers = dict(
            Identifier.objects.filter(owner=owner, known_until=None).values_list("kind", "value")
        )
        found.append(
            {
                "id": row.pk, "number": row.number, "name": row.name, "owner": owner.name,
                "product": row.product, "district": row.place.parent.name, "phone": owner.phone,
                "nib": numbers.get("nib", ""), "nik": numbers.get("nik", ""),
            }
        )  # fmt: skip
    return [ask_for(business, chance) | {"id": business["id"]} for business in found]


def is_hit(query: dict, ids: list) -> bool:
    """Whether one of these businesses has what was meant, read from the store."""
    from binaan.registry.finding.documents import documents
    from binaan.registry.rules.spelling import folded, national

    if query["id"] in ids:
        return True
    for found in documents(ids):
        if "number" in query:
            kind, digits = query["number"]
            if kind == "nib" and any(one.startswith(digits) for one in found["number"]):
                return True
            part = national(digits)
            if kind == "phone" and any(
                one.startswith(part) or one.endswith(digits) for one in found["phone"]
            ):
                return True
            continue
        has = {*found["name"][0].split(), *found["more"][0].split()}
        *whole, last = query["meant"]
        ends = set(folded(last))
        held = all(has & set(folded(word)) for word in whole)
        if held and (
            has & ends or (query["cut"] and any(one.startswith(tuple(ends)) for one in has))
        ):
            return True
    return False


def spread(milliseconds: list[float]) -> dict:
    ordered = sorted(milliseconds)
    return {
        "p50": round(statistics.median(ordered), 2),
        "p95": round(ordered[int(len(ordered) * 0.95)], 2),
        "p99": round(ordered[int(len(ordered) * 0.99)], 2),
    }


def judged(queries: list[dict], answers: list[list]) -> dict:
    """Shares of hits: of all, of those with a slip, of words, of digits."""
    hits = [(query, is_hit(query, ids)) for query, ids in zip(queries, answers, strict=True)]

    def share(some) -> float | None:
        chosen = [hit for query, hit in hits if some(query)]
        return round(sum(chosen) / len(chosen), 4) if chosen else None

    if "--misses" in sys.argv:
        for query, hit in hits:
            if not hit:
                print(
                    "  miss", query["text"], "|", query.get("meant"), query["cut"], file=sys.stderr
                )
    return {
        "hit@20": share(lambda query: True),
        "hit_slips": share(lambda query: query["slipped"]),
        "hit_words": share(lambda query: "meant" in query),
        "hit_digits": share(lambda query: "number" in query),
    }


def ask_index(user, queries: list[dict]) -> dict:
    from binaan.registry.finding import asking

    for query in queries[:100]:
        asking.find(user, query["text"])
    taken, answers, wordy = [], [], []
    gc.collect()
    for query in queries:
        began = time.perf_counter()
        found = asking.find(user, query["text"])
        taken.append((time.perf_counter() - began) * 1000)
        assert not found.plain, found.note
        answers.append(found.ids)
        if "meant" in query:
            wordy.append(taken[-1])
    return {"all": spread(taken), "words": spread(wordy), **judged(queries, answers)}


def ask_trigrams(queries: list[dict]) -> dict:
    """The same words to pg_trgm, over one column of all texts of a business."""
    from uuid import UUID

    from django.db import connection

    seconds: dict = {}
    with connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute(
            "CREATE TABLE bench_trigram AS SELECT b.id, lower(concat_ws(' ', b.name, o.name, "
            "b.product, b.address, v.name, d.name, r.name)) AS words FROM registry_business b "
            "JOIN registry_role ro ON ro.business_id = b.id AND ro.known_until IS NULL "
            "AND ro.valid_until IS NULL JOIN registry_owner o ON o.id = ro.owner_id "
            "JOIN places_place v ON v.code = b.place_id LEFT JOIN places_place d ON d.code = "
            "v.parent_id LEFT JOIN places_place r ON r.code = d.parent_id"
        )
        cursor.execute("CREATE INDEX ON bench_trigram USING gin (words gin_trgm_ops)")
        cursor.execute("ANALYZE bench_trigram")
        seconds["build"] = round(time.perf_counter() - began, 1)
        ask = (
            "SELECT id FROM bench_trigram WHERE %s <%% words "
            "ORDER BY word_similarity(%s, words) DESC LIMIT 20"
        )
        wordy = [query for query in queries if "meant" in query][:TRIGRAM_QUERIES]
        taken, answers = [], []
        for number, query in enumerate([*wordy[:5], *wordy]):
            text = query["text"].lower()
            began = time.perf_counter()
            cursor.execute(ask, [text, text])
            rows = cursor.fetchall()
            if number >= 5:
                taken.append((time.perf_counter() - began) * 1000)
                answers.append([UUID(str(row[0])) for row in rows])
        cursor.execute("DROP TABLE bench_trigram")
    return {"words": spread(taken), **judged(wordy, answers), **seconds}


def updates() -> dict:
    """Seconds of one turn of the keeper for so many touched businesses."""
    from binaan.registry.actions.touching import touch
    from binaan.registry.finding import syncing
    from binaan.registry.models import Business

    taken = {}
    keys = list(Business.objects.order_by("-number").values_list("pk", flat=True)[:5000])
    for count in (1, 1, 100, 5000):
        touch(keys[:count])
        began = time.perf_counter()
        while syncing.sync():
            pass
        taken[count] = round(time.perf_counter() - began, 3)
    return taken


def until_found(user) -> dict:
    """Seconds from a committed change until it is found, with the keeper in its thread."""
    from binaan.kit import keepers
    from binaan.registry.actions import claiming
    from binaan.registry.finding import asking
    from binaan.registry.models import Business

    keepers.KEEPERS = {"search": keepers.KEEPERS["search"]}
    stop = threading.Event()
    threads = keepers.start(stop)
    mine = Business.objects.permitted(user, "business_edit").present().order_by("number")
    taken = []
    for number, business in enumerate(mine[:FOUND_ROUNDS]):
        name = f"Zxqwv{'abcdefghij'[number]} Usaha"
        claiming.record(
            business, said={"name": name}, as_of=date(2025, 6, 1), by=user, reason="uji waktu"
        )
        began = time.perf_counter()
        while business.pk not in asking.find(user, name).ids and time.perf_counter() - began < 30:
            time.sleep(0.01)
        taken.append(time.perf_counter() - began)
        time.sleep(0.137 * number % 0.5)
    stop.set()
    for thread in threads:
        thread.join()
    return {"median": round(statistics.median(taken), 2), "worst": round(max(taken), 2)}


def say(step: str, **known) -> None:
    """What is known so far, for who waits."""
    print(step, json.dumps(known), file=sys.stderr, flush=True)


def measure(store: str, count: int) -> None:
    register.prepare()
    began = time.perf_counter()
    filled = register.fill(count)
    say("filled", seconds=round(time.perf_counter() - began, 1))
    from django.db import connection

    from binaan.registry.finding import index, syncing

    user = filled.users["kabid"]
    began = time.perf_counter()
    syncing.rebuild()
    build = time.perf_counter() - began
    size = sum(one.stat().st_size for one in (index.home() / index.current()).iterdir())
    seed = TUNING if "--tune" in sys.argv else HELD_OUT
    queries = sampled(user, QUERIES, seed)
    answer = {
        "store": store, "businesses": count, "seed": seed, "queries": len(queries),
        "with_a_slip": sum(query["slipped"] for query in queries),
        "build_seconds": round(build, 1), "index_mb": round(size / 1e6),
        "index": ask_index(user, queries),
    }  # fmt: skip
    say("asked", **answer)
    if connection.vendor == "postgresql":
        answer["trigrams"] = ask_trigrams(queries)
        ratio = answer["trigrams"]["words"]["p95"] / answer["index"]["words"]["p95"]
        answer["times_faster_p95"] = round(ratio)
        say("trigrams", **answer["trigrams"])
    answer["update_seconds"] = updates()
    answer["found_after_seconds"] = until_found(user)
    answer["rss_gb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2)
    print(json.dumps(answer, indent=1), flush=True)


if __name__ == "__main__":
    if "--step" in sys.argv:
        measure(sys.argv[3], int(sys.argv[4]))
    else:
        given = [one for one in sys.argv[1:] if one.isdecimal()]
        more = [one for one in sys.argv[1:] if one.startswith("--")]
        register.on_each_store(__file__, "measure", given[0] if given else 100_000, *more)
