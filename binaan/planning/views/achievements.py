"""What indicators reached in a quarter: the list, one indicator, saving, checking, its evidence."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.opening import send_file
from binaan.kit.pages import page
from binaan.kit.refusing import refuse
from binaan.kit.romans import roman
from binaan.planning.actions import achieving
from binaan.planning.forms.achievements import AchievementForm, WhyForm
from binaan.planning.queries import achievements, evidence, holds, periods, quarter_pages
from binaan.planning.rules import calendar
from binaan.planning.views.tree import as_uuid

STEPS = {
    "periksa": (achieving.check, "diperiksa"),
    "setujui": (achieving.approve, "disetujui"),
}


@requires(Permission.PLAN_VIEW)
def achievement_list(request):
    """The documents of a year, each quarter with what stands open."""
    text = request.GET.get("tahun", "")
    year = calendar.year_said(text) or today().year
    years = [{"label": str(one), "url": f"?tahun={one}", "active": one == year}
             for one in range(today().year - 2, today().year + 2)]  # fmt: skip
    context = {
        "year": year, "years": years, "entries": quarter_pages.entries(request.user, year),
        "waiting": periods.to_close(request.user),
    }  # fmt: skip
    return page(request, "planning/achievement_list.html", context)


@requires(Permission.PLAN_VIEW)
def period_detail(request, document, year, quarter):
    """All indicators of a quarter; ?bidang= chooses an owner."""
    document, when = asked(request, document, year, quarter)
    found = quarter_pages.quarter_page(request.user, document, *when, request.GET.get("bidang", ""))
    part = Paginator(found.lines, quarter_pages.PAGE).get_page(request.GET.get("hal"))
    rows = quarter_pages.shown(request.user, document, when, list(part), found.rights)
    for one in rows:
        one.form = AchievementForm(indicator=one.indicator, row=one.row) if one.may_fill else None
    context = around(document, when) | {
        "found": found, "rows": rows, "part": part, "steps": _steps(found, rows, when),
        "tabs": tabs(document, when), "years": _years(document, when),
        "chips": _chips(found), "counts": quarter_pages.by_name(request.user, found.counts),
        "formulas": sorted({one.stood.rate.formula for one in rows}),
    }  # fmt: skip
    return page(request, "planning/period_detail.html", context)


@requires(Permission.PLAN_VIEW)
def achievement_detail(request, document, year, quarter, key):
    """One indicator in a quarter: its form, what was frozen, and what changed since (?hitung=1)."""
    document, when = asked(request, document, year, quarter)
    one = _one(request, document, when, key)
    one.form = AchievementForm(indicator=one.indicator, row=one.row) if one.may_fill else None
    return _indicator(request, document, when, one)


@requires(Permission.ACHIEVEMENT_FILL)
@require_POST
def achievement_fill(request, document, year, quarter, key):
    """Saves one indicator; htmx gets its row, others the page of the indicator."""
    document, when = asked(request, document, year, quarter)
    one = _one(request, document, when, key)
    form = AchievementForm(request.POST, request.FILES, indicator=one.indicator, row=one.row)
    if form.is_valid():
        try:
            achieving.fill(one.indicator, year=when[0], quarter=when[1], given=form.given(),
                           by=request.user)  # fmt: skip
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, f"Tersimpan: {one.indicator.name}")
            return redirect("achievement_detail", document.pk, *when, key)
    one.form = form
    return _indicator(request, document, when, one)


@requires(Permission.PLAN_VIEW)
@require_POST
def achievement_step(request, document, year, quarter):
    """Checks or approves the ticked indicators (or all that are ready), or counts all measured ones."""
    document, when = asked(request, document, year, quarter)
    if request.POST.get("langkah") == "hitung":
        done = achieving.count(document, year=when[0], quarter=when[1], by=request.user)
        messages.success(request, f"{done} angka terukur diambil dari rekaman.")
        return _back(request, document, when)
    act, word = STEPS.get(request.POST.get("langkah", ""), (None, ""))
    if act is None:
        raise Http404
    keys = [key for one in request.POST.getlist("indikator") if (key := as_uuid(one))]
    step = act(document, year=when[0], quarter=when[1], keys=keys, by=request.user)
    if step.done:
        messages.success(request, f"{len(step.done)} indikator {word}.")
    for left in step.left:
        messages.warning(request, f"{left.indicator}: {left.why}")
    return _back(request, document, when)


@requires(Permission.PLAN_VIEW)
def achievement_return(request, document, year, quarter, key):
    """Sends a figure back with a reason."""
    document, when = asked(request, document, year, quarter)
    one = _one(request, document, when, key)
    if not (request.user.may(Permission.ACHIEVEMENT_CHECK) or one.may_approve):
        raise PermissionDenied("Tugas Anda tidak mencakup halaman ini.")
    form = WhyForm(request.POST or None)
    if form.is_valid():
        try:
            achieving.send_back(one.indicator, year=when[0], quarter=when[1],
                                why=form.cleaned_data["why"], by=request.user)  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "Dikembalikan kepada pengisinya.")
            return redirect("achievement_detail", document.pk, *when, key)
    context = around(document, when) | {"one": one, "form": form}
    return page(request, "planning/achievement_return.html", context)


@requires(Permission.PLAN_VIEW)
def achievement_evidence(request, pk):
    """What stands behind a saved figure: frozen records, the document, or the live records."""
    found = get_object_or_404(achievements.permitted(request.user), pk=pk)
    frozen = request.GET.get("beku", "")
    context = evidence.evidence(request.user, found, frozen, request.GET.get("hal", ""))
    if context is None:
        raise Http404
    if context["live_url"]:
        return redirect(context["live_url"])
    return page(request, "planning/achievement_evidence.html", context)


@requires(Permission.PLAN_VIEW)
def achievement_file(request, pk):
    """The document a typed value is taken from."""
    found = get_object_or_404(achievements.permitted(request.user).select_related("file"), pk=pk)
    answer = send_file(found.file)
    answer["Cache-Control"] = "no-store"
    return answer


def asked(request, document, year: int, quarter: int):
    """The document within reach and (year, quarter); else 404."""
    found = get_object_or_404(periods.documents(request.user), pk=document)
    if year not in found.years or quarter > 4:
        raise Http404
    return found, (year, quarter)


def around(document, when: tuple[int, int]) -> dict:
    """What every page about a quarter says."""
    return {
        "document": document, "year": when[0], "quarter": when[1], "label": calendar.label(*when),
        "period_url": reverse("period_detail", args=[document.pk, *when]),
        "is_over": calendar.last_day(*when) < today(),
    }  # fmt: skip


def tabs(document, when: tuple[int, int]) -> list[dict]:
    """Four quarters and the year."""
    return [
        {"label": f"Triwulan {roman(one)}" if one else "Setahun",
         "url": reverse("period_detail", args=[document.pk, when[0], one]), "active": one == when[1]}
        for one in (1, 2, 3, 4, 0)
    ]  # fmt: skip


def _years(document, when) -> list[dict]:
    return [
        {"label": str(one), "url": reverse("period_detail", args=[document.pk, one, when[1]]),
         "active": one == when[0]}
        for one in document.years
    ]  # fmt: skip


def _chips(found) -> list[dict]:
    if len(found.chips) < 2:
        return []
    return [
        {"label": chip.label, "count": chip.count, "url": f"?bidang={chip.key}",
         "active": chip.key == found.chosen}
        for chip in found.chips
    ]  # fmt: skip


def _steps(found, rows, when) -> dict:
    """What can be done to many at once, on this page."""
    return {
        "check": [one for one in rows if one.may_check and not _incomplete(one)],
        "approve": [one for one in rows if one.may_approve],
        "count": [one for one in rows if one.may_fill and one.is_cited and one.line.state == ""],
        "close": found.counts["approved"] if found.rights.close else 0,
        "reopen": found.counts["closed"] if found.rights.reopen else 0,
    }


def _incomplete(one) -> str:
    return achieving.incomplete(one.row, one.indicator)


def _one(request, document, when, key):
    line = quarter_pages.line_of(request.user, document, when, key)
    if line is None:
        raise Http404
    mine = quarter_pages.rights(request.user, document)
    return quarter_pages.shown(request.user, document, when, [line], mine)[0]


def _indicator(request, document, when, one):
    counting = "hitung" in request.GET
    context = around(document, when) | {
        "one": one,
        "tabs": tabs(document, when),
        "past": evidence.past(request.user, one.row) if one.row else [],
        "change": holds.change(request.user, one.line)
        if one.line.state == "closed" and (counting or one.row.hold.evidence <= holds.AT_ONCE) else None,
        "may_return": one.may_approve or one.may_check,
    }  # fmt: skip
    return page(request, "planning/achievement_detail.html", context, fragment="row")


def _back(request, document, when):
    owner = request.POST.get("bidang", "")
    address = reverse("period_detail", args=[document.pk, *when])
    return redirect(f"{address}?bidang={owner}" if owner else address)
