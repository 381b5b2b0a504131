"""A figure as its page shows it: numbers with their evidence, change, chart, table, blank spots."""

from typing import Any, NamedTuple

from binaan.access.permissions import Permission
from binaan.kit import charts
from binaan.kit.dates import long_date, moment, short_date, today
from binaan.kit.measures import Asked, Figure, Measure
from binaan.kit.numbers import id_number, percent
from binaan.registry.measures.stocks import active_months
from binaan.web import comparing
from binaan.web.addresses import evidence_url, figure_url
from binaan.web.queries import figures_compared as compared
from binaan.web.queries import figures_parts as spots

HIDDEN = "Kurang dari 5 usaha: tidak ditampilkan, karena dapat menunjuk orangnya."
KINDS = {
    spots.PLACE: {"province": "kabupaten/kota", "country": "provinsi", "regency": "kecamatan",
                  "district": "desa/kelurahan"},
    spots.VILLAGE: {}, spots.GROUP: {},
}  # fmt: skip
NAMES = {spots.VILLAGE: "desa/kelurahan", spots.GROUP: "kelompok"}
DRAWN = 10  # bars; a longer list is read in its table
PACES = {"triwulan": "8 triwulan", "tahun": "5 tahun"}


class Asking(NamedTuple):
    """Who asks what of which measure; `opens`: whether the records may be read."""

    user: Any
    measure: Measure
    asked: Asked
    other: Asked | None
    dimension: str
    column: str
    opens: bool

    def url(self, asked: Asked | None = None, **more: str) -> str:
        """The same page, of another question perhaps."""
        return figure_url(
            self.measure.key, asked or self.asked, self.dimension,
            other=self.other, column=self.column, **more,
        )  # fmt: skip

    def evidence(self, asked: Asked, *where, **lane) -> str:
        return evidence_url(self.measure.key, asked, *where, **lane) if self.opens else ""


def of_form(user, measure: Measure, form) -> Asking:
    opens = user.may(measure.opens_with)
    return Asking(user, measure, form.asked, form.other, form.dimension, form.column, opens)


def when(asked: Asked) -> str:
    """Keadaan 31 Desember 2024; Tahun 2025."""
    return f"Keadaan {long_date(asked.at)}" if asked.at else asked.period.label


def when_short(asked: Asked) -> str:
    return short_date(asked.at) if asked.at else asked.period.label


def known(asked: Asked) -> str:
    return f"akhir {long_date(asked.known)}" if asked.known else "saat ini"


def within(label: str) -> str:
    """A label inside a sentence: Ukuran menurut PP 7/2021 -> ukuran menurut PP 7/2021."""
    return label[:1].lower() + label[1:]


def counted(measure: Measure, asked: Asked) -> str:
    """Where the numbers come from: menurut salinan pukul 10.32; dihitung langsung."""
    copy = comparing.from_copy(measure, asked)
    if copy is None:
        return "dihitung langsung"
    told = moment(copy.as_of)
    return f"menurut salinan {told.removeprefix(f'{short_date(today())} ')}"


def answer(ask: Asking, form) -> dict:
    """Everything the page of one figure says; its parts are asked one after another."""
    figure, first = compared.side(ask.user, ask.measure, ask.asked)
    second = compared.side(ask.user, ask.measure, ask.other)[1] if ask.other else None
    rows = compared.parts(ask.user, ask.measure, ask.asked, ask.dimension, other=ask.other)
    cheap = comparing.is_cheap(ask.measure, ask.asked, figure)
    return {
        "asked": ask.asked,
        "figure": figure,
        "first": number(first, ask.evidence(ask.asked)),
        "when": when(ask.asked),
        "known": known(ask.asked),
        "counted": counted(ask.measure, ask.asked),
        "places": [{"label": one.name, "url": ask.url(ask.asked.but(place=one))}
                   for one in spots.above(ask.user, ask.asked.place)],
        "dimension": ask.measure.dimension(ask.dimension),
        "by": within(ask.measure.dimension(ask.dimension).label),
        "other": _compared(ask, first, second) if ask.other else None,
        "rows": [_row(ask, row, figure) for row in rows],
        "adds": ask.measure.reckoned is None,
        "chart": chart(rows),
        "months": active_months(ask.asked) if ask.measure.edition else None,
        "evidence_url": ask.evidence(ask.asked),
        "export_url": _export_url(ask),
        **_trend(ask, form, cheap=cheap),
        **_blank(ask, form.data.get("titik", ""), cheap=cheap),
    }  # fmt: skip


def _export_url(ask: Asking) -> str:
    if not ask.user.may(Permission.EXPORT):
        return ""
    return figure_url(
        ask.measure.key, ask.asked, ask.dimension, "figure_export",
        other=ask.other, column=ask.column,
    )  # fmt: skip


def number(side, url: str) -> dict:
    """A number of the page; it opens its evidence where there is a number."""
    shown = side.value is not None and not side.hidden and not side.blank
    return {**side._asdict(), "url": url if shown else ""}


def _compared(ask: Asking, first, second) -> dict:
    change = comparing.change(first, second)
    found = compared.moves(ask.user, ask.measure, ask.asked, ask.other)
    known_both = not (first.blank or second.blank)
    return {
        "when": when(ask.other),
        "columns": (when_short(ask.asked), when_short(ask.other)),
        "number": number(second, ask.evidence(ask.other)),
        "blank_side": when(ask.asked) if first.blank else when(ask.other) if second.blank else "",
        **_change(change),
        "moves": [_move(ask, one) for one in found] if known_both else [],
        "since": short_date(found[0].asked.period.first) if found else "",
        "until": short_date(found[0].asked.period.last) if found else "",
    }


def _change(change: comparing.Change) -> dict:
    sign = "+" if change.value and change.value > 0 else ""
    share = "+" if change.share and change.share > 0 else ""
    return {
        "diff": "" if change.value is None else f"{sign}{id_number(change.value)}",
        "percent": "" if change.share is None else f"{share}{percent(change.share)}",
    }


def _move(ask: Asking, move: compared.Move) -> dict:
    way = evidence_url if ask.opens else figure_url
    return {
        "sign": move.sign,
        "label": move.measure.label,
        "value": id_number(move.figure.value),
        "hidden": move.figure.hidden,
        "url": way(move.measure.key, move.asked),
        "why_url": figure_url(move.measure.key, move.asked, "reason"),
    }


def _row(ask: Asking, part: compared.Part, figure: Figure) -> dict:
    first = part.first
    adds = ask.measure.reckoned is None
    share = first.value / figure.value if adds and first.value and figure.value else None
    row = {
        "label": part.label,
        "now": number(first, ask.evidence(ask.asked, ask.dimension, part.key)),
        "share": "" if share is None else percent(share),
        "inside": _inside(ask, part),
    }
    if ask.other:
        row["second"] = number(part.second, ask.evidence(ask.other, ask.dimension, part.key))
        row |= _change(comparing.change(first, part.second))
    return row


def _inside(ask: Asking, part: compared.Part) -> str:
    """The same figure of a part of the place."""
    if not part.code:
        return ""
    return ask.url(ask.asked.but(place=None), wilayah=part.code)


def chart(rows: list[compared.Part]) -> dict | None:
    """Bars of what is known, the longest list cut; none where one bar says nothing."""
    known_rows = [row for row in rows if row.first.value or (row.second and row.second.value)]
    if len(known_rows) < 2:
        return None
    shown = known_rows
    if len(known_rows) > DRAWN:
        shown = sorted(known_rows, key=lambda row: -charts.number(row.first.value))[:DRAWN]
    given = [
        charts.Given(row.label, row.first.value, row.second.value if row.second else None)
        for row in shown
    ]
    marked = any(row.second is not None for row in given)
    left_out = len(known_rows) - len(shown)
    return {
        "drawn": charts.bars(given),
        "left_out": left_out,
        "shown": len(shown),
        "marked": marked,
    }


def _trend(ask: Asking, form, *, cheap: bool) -> dict:
    """The line, or a link that asks for it where it would keep the reader waiting."""
    here = {
        "paces": [
            {"label": label, "url": f"{ask.url(laju=pace)}#waktu", "active": pace == form.pace}
            for pace, label in PACES.items()
        ]
    }
    if not cheap and "laju" not in form.given:
        return here | {"trend": None}
    points = compared.trend(ask.user, ask.measure, ask.asked, form.pace)
    drawn = charts.trend([(one.step.label, _value(one)) for one in points])
    rows = [
        {
            "when": when(one.asked),
            "open": one.open,
            "number": number(
                comparing.Side(one.figure.value, None, one.figure.hidden, one.gap),
                ask.evidence(one.asked),
            ),
        }
        for one in points
    ]
    return here | {"trend": {"drawn": drawn, "rows": rows}}


def _value(point: compared.Point):
    return None if point.gap else point.figure.value


def _blank(ask: Asking, asked_kind: str, *, cheap: bool) -> dict:
    """How many parts and groups nobody listed, and the list of one kind when it is asked for."""
    if ask.measure.subject != "business" or not (cheap or asked_kind):
        return {"blanks": [], "blank_list": None}
    found = spots.blanks(ask.user, ask.asked)
    level = ask.asked.place.level
    cards = [
        {
            "kind": one.kind, "count": len(one.blank), "of": len(one.all),
            "what": NAMES.get(one.kind) or KINDS[spots.PLACE].get(level, "bagian"),
            "url": f"{ask.url(titik=one.kind)}#titik-buta", "active": one.kind == asked_kind,
        }
        for one in found
    ]  # fmt: skip
    chosen = next((one for one in found if one.kind == asked_kind), None)
    return {"blanks": cards, "blank_list": _spots(ask, chosen) if chosen else None}


def _spots(ask: Asking, chosen: spots.Blanks) -> list[dict]:
    return [
        {
            "label": spot.label,
            "above": spot.above if chosen.kind == spots.VILLAGE else "",
            "url": ask.url(ask.asked.but(place=None), wilayah=spot.code) if spot.code else "",
        }
        for spot in chosen.blank
    ]
