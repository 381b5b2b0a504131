"""Meja kerja: the few numbers I am judged by, and what waits for me."""

from django.utils import timezone

from binaan.access.guards import signed_in
from binaan.access.permissions import Permission
from binaan.kit.dates import day_date, quarter, short_date, today
from binaan.kit.numbers import id_number, percent
from binaan.kit.pages import page
from binaan.web.addresses import address, evidence_url, figure_url
from binaan.web.queries import desk as waiting
from binaan.web.queries import figures, goals
from binaan.web.queries.scope import scope

GREETINGS = (
    (11, "Selamat pagi"),
    (15, "Selamat siang"),
    (18, "Selamat sore"),
    (24, "Selamat malam"),
)


@signed_in("Setiap orang punya meja kerja sendiri, isinya menurut tugasnya.")
def desk(request):
    user = request.user
    mine = scope(user)
    shown = figures.headlines(user, mine) if mine else []
    context = {
        "greeting": greeting(timezone.localtime().hour),
        "name": user.get_full_name() or user.username,
        "date": day_date(today()),
        "quarter": quarter(today()),
        "mine": mine,
        "cards": [card(user, item, shown) for item in shown],
        "tasks": [line(task) for task in waiting.tasks(user)],
        "hints": [line(task) for task in waiting.sign_in_hints(user)],
        "why": why(shown) if shown else None,
        "goals": goals.goals(user),
        "add_url": address("business_add") if user.may(Permission.BUSINESS_EDIT) else "",
        "directory_url": address("business_list") if user.may(Permission.BUSINESS_VIEW) else "",
    }
    return page(request, "web/desk.html", context)


def greeting(hour: int) -> str:
    """Pagi until eleven, siang until three, sore until six, malam after."""
    return next(words for until, words in GREETINGS if hour < until)


def card(user, item: figures.Shown, shown: list[figures.Shown]) -> dict:
    """One figure of the desk; it opens onto its evidence for those who may read it."""
    opens = item.measure.opens_with and user.may(item.measure.opens_with)
    way = evidence_url if opens else figure_url
    made = {
        "label": item.measure.label,
        "value": id_number(item.figure.value),
        "unit": item.measure.unit,
        "url": way(item.measure.key, item.asked),
        "note": "",
    }
    if item.figure.hidden:
        return {**made, "note": "kurang dari 5, tidak ditampilkan"}
    return {**made, **NOTES.get(item.measure.key, _change)(item, shown)}


def _change(item: figures.Shown, shown) -> dict:
    if item.earlier is None:
        return {"note": "keadaan hari ini, menurut register"}
    change = (item.figure.value or 0) - item.earlier.value
    sign = "+" if change > 0 else ""
    icon = {1: "trending-up", -1: "trending-down"}.get((change > 0) - (change < 0), "")
    trend = f"{sign}{id_number(change)}"
    return {"trend": trend, "trend_icon": icon, "note": f"sejak {short_date(item.since)}"}


def _share(item: figures.Shown, shown) -> dict:
    whole = shown[0].figure.value
    if not whole:
        return {"note": "belum ada usaha"}
    share = (item.figure.value or 0) / whole
    words = "usaha binaan" if shown[0].measure.key == "registry.guided" else "usaha ada"
    return {"note": f"{percent(share)} dari {words}", "progress": round(share * 100, 1)}


def _workers(item: figures.Shown, shown) -> dict:
    if item.figure.unknown:
        return {"note": f"{id_number(item.figure.unknown)} usaha belum diketahui"}
    return {"note": f"dari {id_number(item.figure.evidence)} usaha"}


def _rows(item: figures.Shown, shown) -> dict:
    if not item.figure.value:
        return {"note": "tidak ada yang tertahan"}
    return {"note": "disimpan utuh, belum masuk register", "tone": "warn"}


NOTES = {
    "registry.running": _share,
    "registry.workers": _workers,
    "registry.rows_waiting": _rows,
}


def line(task: waiting.Task) -> dict:
    """A task with the address of the page that deals with it ("": none yet)."""
    url = address(task.page, *task.arguments) if task.page else ""
    return {**task._asdict(), "url": f"{url}?{task.query}" if url and task.query else url}


def why(shown: list[figures.Shown]) -> dict:
    """How the share that still runs came about, with both of its figures to open."""
    first, running = shown[0], shown[1]
    divided = ("place", "group", "association")
    return {
        "value": id_number(running.figure.value),
        "formula": running.measure.formula,
        "source": running.measure.source,
        "edition": running.measure.edition,
        "date": running.asked.at,
        "part": running.figure,
        "part_url": figure_url(running.measure.key, running.asked),
        "whole": first.figure,
        "whole_label": first.measure.label,
        "whole_url": figure_url(first.measure.key, first.asked),
        "divided": [
            {
                "label": running.measure.dimensions[key].label.lower(),
                "url": figure_url(running.measure.key, running.asked, key),
            }
            for key in divided
        ],
    }
