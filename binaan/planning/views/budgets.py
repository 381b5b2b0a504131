"""Typing money: the ceilings of a kegiatan's sub kegiatan on one page, and the months of one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.numbers import rupiah
from binaan.kit.pages import page
from binaan.planning.actions import money_plan
from binaan.planning.choices import FundSource
from binaan.planning.forms.budgets import BudgetsForm, CashForm, FundForm
from binaan.planning.queries import node_pages, stamps
from binaan.planning.rules.branches import missing, spread_evenly

EDIT = Permission.PLAN_EDIT


@requires(EDIT)
def node_budgets(request, pk):
    """All sub kegiatan × years of one fund (?dana=); a sub kegiatan alone, too."""
    node = get_object_or_404(node_pages.node(request.user, pk, EDIT))
    leaves = node_pages.leaves_of(request.user, node)
    fund = request.GET.get("dana", "")
    fund = fund if fund in FundSource.values else FundSource.APBD
    keys = sorted((one.pk for one in leaves), key=str)
    form = BudgetsForm(
        request.POST or None, leaves=leaves, years=node.version.document.years, fund=fund,
        budgets=node_pages.budgets_of(request.user, leaves, fund),
        initial={"stamp": stamps.money_stamp(request.user, keys)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form, money_plan.set_budgets, version=node.version, amounts=form.amounts(),
            stamp=form.cleaned_data["stamp"], by=request.user,
        )  # fmt: skip
        if changed is not None:
            messages.success(request, f"Pagu tersimpan: {changed} angka berubah.")
            return redirect("node_detail", pk=node.pk)
    context = {"form": form, "node": node, "version": node.version, "leaves": leaves, "fund": fund}
    context["funds"] = FundForm(initial={"dana": fund})
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "planning/node_budgets.html", context, status=status)


@requires(EDIT)
def node_cash(request, pk, year):
    """Twelve months; `rata` fills them evenly and saves nothing, `hitung` only adds them up."""
    node = get_object_or_404(node_pages.node(request.user, pk, EDIT))
    if year not in node.version.document.years:
        raise Http404
    ceiling = node_pages.ceiling_of(request.user, node, year)
    initial = {"stamp": stamps.cash_stamp(request.user, node, year)}
    months = node_pages.months_of(request.user, node, year)
    form = CashForm(request.POST or None, months=months, initial=initial)
    if "rata" in request.POST and ceiling:
        form = CashForm(months=spread_evenly(ceiling), initial=initial)
        months = spread_evenly(ceiling)
    elif request.method == "POST" and form.is_valid():
        months = form.months()
        if "hitung" not in request.POST:
            left = _saved(request, form, node, year)
            if left is not None:
                return redirect("node_detail", pk=node.pk)
    context = {"form": form, "node": node, "version": node.version, "year": year}
    context |= {"ceiling": ceiling, "left": missing(ceiling, months.values())}
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "planning/node_cash.html", context, fragment="months", status=status)


def _saved(request, form, node, year: int):
    """Saves, and tells what is left of the ceiling; None when it was refused."""
    left = attempt(
        form, money_plan.set_cash_plan, node=node, year=year, months=form.months(),
        stamp=form.cleaned_data["stamp"], by=request.user,
    )  # fmt: skip
    if left:
        word = "kurang" if left > 0 else "lebih"
        messages.warning(
            request,
            f"Rencana {year} tersimpan sebagai rancangan: dua belas bulan masih {word} "
            f"{rupiah(abs(left))} dari pagu. DPA baru dapat ditetapkan bila keduanya sama.",
        )
    elif left is not None:
        messages.success(request, f"Rencana {year} tersimpan; dua belas bulan sama dengan pagu.")
    return left
