"""Figures of coverage and continuity as their page says them; each leads to its measure or records."""

from decimal import Decimal
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from binaan.access import parameters
from binaan.kit import measures
from binaan.kit.dates import long_date, today
from binaan.kit.measures import Asked
from binaan.kit.measuring.addresses import asked_in_words
from binaan.kit.numbers import id_number, percent, rounded, rupiah_short
from binaan.places import drawing
from binaan.places.queries import ancestors
from binaan.programmes.parameters import PARITY
from binaan.programmes.queries import figures
from binaan.programmes.queries.figures import Question
from binaan.programmes.rules import equity
from binaan.programmes.rules import paging as rules
from binaan.programmes.rules.effect import Effect
from binaan.programmes.rules.told import SIDES, Reach

PLACE = "wilayah"
WAYS = {PLACE: "Wilayah", "group": "Kelompok industri", "sex": "Jenis kelamin",
        "association": "Keanggotaan asosiasi", "size_pp7": "Ukuran", "age": "Umur pemilik"}  # fmt: skip
YEARS_BACK = 4
PART_OF = {"country": "Provinsi", "province": "Kabupaten/kota", "regency": "Kecamatan",
           "district": "Desa/kelurahan"}  # fmt: skip


class Card(NamedTuple):
    """A figure with the one of the year before; `tone`: "ok", "bad" or ""."""

    label: str
    value: str
    was: str
    note: str
    url: str
    tone: str = ""


def years() -> list[str]:
    """The years that may be asked, the newest first."""
    return [str(today().year - back) for back in range(YEARS_BACK + 1)]


def heading(user, question: Question, name: str = "programme_figures") -> dict:
    """What both pages say of the question, and where else it can be asked."""
    year = str(question.period.first.year)
    here = {"tahun": year, "wilayah": question.place.pk}
    return {
        "question": question,
        "year": year,
        "before": str(int(year) - 1),
        "until": long_date(question.last),
        "years": [
            {"label": one, "url": _url(name, here | {"tahun": one}), "active": one == year}
            for one in years()
        ],
        "above": [
            {"label": one.name, "url": _url(name, here | {"wilayah": one.pk})}
            for one in ancestors(question.place)
            if figures.place_within(user, one.pk)
        ],
        "tabs": [
            {"label": label, "url": _url(way, here), "active": way == name}
            for way, label in (("programme_figures", "Cakupan dan kesinambungan"),
                               ("programme_effect", "Hasil sesudah dilayani"))
        ],
    }  # fmt: skip


class Both(NamedTuple):
    """This year and the one before: what was gathered (`got`, `had`) and the pages made of it."""

    got: figures.Gathered
    had: figures.Gathered
    now: rules.Page
    then: rules.Page


def both(user, question: Question) -> Both:
    """Asked once for the whole page."""
    before = question._replace(period=figures.year_before(question.period))
    got, had = figures.gathered(user, question), figures.gathered(user, before)
    return Both(got, had, _page(user, question, got), _page(user, before, had))


def cards(found: Both, question: Question) -> list[Card]:
    """The figures an office is judged by, this year and the year before."""
    return [
        *_reached(found, question),
        _unserved(found, question),
        *_lasting(found, question.asked),
        *_results(found.got, found.had, question.asked),
    ]


def _reached(found: Both, question: Question) -> list[Card]:
    """Reach, and how evenly it falls."""
    now, then = found.now, found.then
    target = parameters.number(PARITY, office=question.office, on=question.last)
    asked, parity, was = question.asked, now.told.parity, then.told.parity
    fair = "" if parity is None else "ok" if parity >= target else "bad"
    link = _measure_url
    return [
        Card("Cakupan (EQ1)", _share(now.told.whole.coverage), _share(then.told.whole.coverage),
             f"{_of(now.told.whole)} yang masih berjalan pada awal tahun",
             link("programmes.covered", asked)),
        Card("Rasio kesetaraan (EQ4)", rounded(parity), rounded(was),
             f"bukan anggota ÷ anggota; target {rounded(target)}",
             link("programmes.equity_ratio", asked), fair),
        Card("Ketimpangan (Gini, EQ7)", rounded(now.told.gini), rounded(then.told.gini),
             f"10% teratas menerima {_share(now.told.top_share)} layanan (EQ8)",
             link("programmes.service_gini", asked)),
    ]  # fmt: skip


def _unserved(found: Both, question: Question) -> Card:
    now, then = found.now, found.then
    return Card(
        "Belum pernah dilayani (EQ9)", _share(now.never_share), _share(then.never_share),
        f"{id_number(now.never)} usaha, 36 bulan tanpa layanan",
        _measure_url("programmes.never_served", question.stock),
    )  # fmt: skip


def _lasting(found: Both, asked: Asked) -> list[Card]:
    """Whether one comes back, and to whom."""
    got, had, now, _then = found
    link = _measure_url
    return [
        Card("Terlayani berulang", _hundred(got, "repeat_rate"), _hundred(had, "repeat_rate"),
             "sudah dilayani sebelum tahun ini", link("programmes.repeat_rate", asked)),
        Card("Ditindaklanjuti 30 hari (CT1)", _hundred(got, "followed_up"),
             _hundred(had, "followed_up"), f"median {_days(now.median_wait)} sampai dihubungi (CT2)",
             link("programmes.followed_up", asked)),
        Card("Kesinambungan (CT4)", _hundred(got, "continuity"), _hundred(had, "continuity"),
             f"{_share(now.told.only_once)} hanya sekali dilayani (CT3)",
             link("programmes.continuity", asked)),
    ]  # fmt: skip


def _results(got, had, asked: Asked) -> list[Card]:
    per, was = (_costs(one) for one in (got, had))
    return [
        Card("Sertifikat terbit", rounded(got.number("certificates")),
             rounded(had.number("certificates")),
             f"{rounded(got.number('cases_closed'))} kasus ditutup dengan hasil",
             _measure_url("programmes.certificates", asked)),
        Card("Biaya per peserta", rupiah_short(per[0]), rupiah_short(was[0]),
             f"per hasil {rupiah_short(per[1])}", _measure_url("programmes.cost", asked)),
    ]  # fmt: skip


def _costs(one) -> tuple[Decimal | None, Decimal | None]:
    """Rupiah per participant, and per certificate or case closed with a result."""
    cost, people = one.number("cost"), one.number("participants")
    results = (one.number("certificates") or 0) + (one.number("cases_closed") or 0)
    return equity.share(cost, people), equity.share(cost, results)


def sides(found: Both) -> list[dict]:
    """Members, others and unknown: reach this year and coverage the year before."""
    now, then = found.now.told, found.then.told
    return [
        {"label": label, **_reach(now.sides[key]), "was": _share(then.sides[key].coverage)}
        for key, label in SIDES.items()
    ]


def parts(user, question: Question, divided: str, found: rules.Page) -> dict:
    """The table of the parts, by place with its map, or by another way to divide."""
    here = {"tahun": question.period.first.year, "wilayah": question.place.pk}
    ways = [
        {"label": label, "active": key == divided,
         "url": _url("programme_figures", here | {"menurut": key}) + "#rincian"}
        for key, label in WAYS.items()
    ]  # fmt: skip
    context = {"ways": ways, "by": WAYS.get(divided, WAYS[PLACE])}
    if divided != PLACE and divided in WAYS:
        return context | {"rows": _divided(user, question, divided), "map": None}
    context["by"] = PART_OF.get(question.place.level, "Wilayah")
    rows = [_part(question, one) for one in found.parts]
    return context | {
        "rows": rows, "map": _map(question, found.parts), "by_place": True,
        "concentration": rounded(found.concentration, 4),
        "blank": [one for one in rows if one["blank"]],
    }  # fmt: skip


def _divided(user, question: Question, dimension: str) -> list[dict]:
    """The measures themselves, row by row; by age only who was reached is known."""
    asked, start = question.asked, question.stock.but(at=day_before(question))
    if dimension == "age":
        found = measures.get("programmes.reached").rows(user, asked, dimension)
        return [{"label": row.label, "served": id_number(row.value),
                 "served_url": _evidence("programmes.reached", asked, dimension, row.key)}
                for row in found]  # fmt: skip
    served = {
        row.key: row.value
        for row in measures.get("programmes.covered").rows(user, asked, dimension)
    }
    return [
        {
            "label": row.label,
            **_reach(Reach(row.value, served.get(row.key, 0))),
            "served_url": _evidence("programmes.covered", asked, dimension, row.key),
        }
        for row in measures.get("registry.running").rows(user, start, dimension)
    ]


def day_before(question: Question):
    """The day before the period: what stood then is what coverage is measured against."""
    return question.period.first.fromordinal(question.period.first.toordinal() - 1)


def _part(question: Question, one: rules.Part) -> dict:
    code = one.key if one.key != question.place.path else ""
    here = {"tahun": question.period.first.year, "wilayah": code}
    inside = code and question.place.level != "district"
    return {
        "key": one.key, "label": one.label, "blank": one.blank, "step": one.step,
        **_reach(one.reach), "others": _share(one.others.coverage), "weight": rounded(one.weight),
        "never": id_number(one.never),
        "never_url": _evidence("programmes.never_served", question.stock, "place", one.key),
        "served_url": _evidence("programmes.covered", question.asked, "place", one.key),
        "inside": _url("programme_figures", here) if inside else "",
        "candidates": candidates(code) if code and one.never else "",
    }  # fmt: skip


def candidates(code: str) -> str:
    """The directory, narrowed to who runs there and was not served in 36 months: ready to be invited."""
    return _url("business_list", {"wilayah": code, "berjalan": "ya", "dilayani": "belum,lama"})


def _map(question: Question, found: list[rules.Part]) -> dict | None:
    drawn = drawing.drawing(question.place)
    if drawn is None:
        return None
    shapes = [
        {
            "d": drawn.paths[one.key], "step": one.step,
            "told": f"{one.label}: cakupan {_share(one.reach.coverage)}, "
            f"{id_number(one.never)} belum pernah dilayani",
            "url": candidates(one.key),
            "name": one.label.split(), "at": drawn.middles[one.key],
        }
        for one in found
        if one.key in drawn.paths
    ]  # fmt: skip
    edges = [percent(one, 0) for one in (Decimal(0), *rules.STEPS)]
    legend = [{"step": str(number), "label": f"mulai {edge}"} for number, edge in enumerate(edges)]
    legend[0]["label"] = f"di bawah {edges[1]}"
    return {
        "width": str(drawing.WIDTH), "height": str(drawn.height), "shapes": shapes,
        "legend": [*legend, {"step": "x", "label": "belum ada rekaman"}],
    }  # fmt: skip


def effect(months: int, one: Effect) -> dict:
    """One comparison in words and numbers."""
    sign = "+" if one.difference and one.difference > 0 else ""
    points = None if one.difference is None else one.difference * 100
    return {
        "months": months, "effect": one, "caution": one.caution,
        "rows": [
            {"label": label, "side": side, "share": _share(share)}
            for label, side, share in (("Terlayani", one.served, one.served_share),
                                       ("Tidak terlayani", one.unserved, one.unserved_share))
        ],
        "difference": "" if points is None else f"{sign}{rounded(points, 1)} poin persen",
    }  # fmt: skip


def _page(user, question: Question, got: figures.Gathered) -> rules.Page:
    """Every part that exists, in order; what names none of them last."""
    named = {path: one.name for path, one in figures.parts_within(user, question.place).items()}
    keys = {row[0] for row in got.rows} | set(got.never)
    labels = {**named, **figures.labels_of(question, sorted(keys - set(named)))}
    return rules.page(got.rows, got.never, got.running, got.waits, labels)


def _reach(one: Reach) -> dict:
    return {
        "running": id_number(one.running), "served": id_number(one.served),
        "coverage": _share(one.coverage),
    }  # fmt: skip


def _share(value: Decimal | None) -> str:
    return percent(value) if value is not None else "–"


def _hundred(got, key: str) -> str:
    value = got.number(key)
    return "–" if value is None else percent(value / 100)


def _days(value: int | None) -> str:
    return "belum tercapai" if value is None else f"{value} hari"


def _of(one: Reach) -> str:
    return f"{id_number(one.served)} dari {id_number(one.running)} usaha"


def _url(name: str, said: dict) -> str:
    try:
        return f"{reverse(name)}?{urlencode(said)}"
    except NoReverseMatch:
        return ""


def _measure_url(key: str, asked: Asked, page: str = "figure_detail", **more: str) -> str:
    try:
        return f"{reverse(page, args=[key])}?{urlencode(asked_in_words(asked) | more)}"
    except NoReverseMatch:
        return ""


def _evidence(key: str, asked: Asked, dimension: str, row: str) -> str:
    return _measure_url(key, asked, "figure_evidence", menurut=dimension, baris=row)
