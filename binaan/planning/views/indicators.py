"""One indicator: what it means, targets, what was reached, and the measure it cites."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.planning.actions import citing, indicators
from binaan.planning.forms.indicators import CiteForm, IndicatorForm, TargetsForm, cited
from binaan.planning.queries import citations, node_pages, stamps
from binaan.planning.views.tree import may_edit

EDIT = Permission.PLAN_EDIT


@requires(Permission.PLAN_VIEW)
def plan_indicator(request, pk):
    """Definition, targets and achievements by year and quarter, trend, findings."""
    indicator = get_object_or_404(node_pages.indicators(request.user, pk))
    version = indicator.node.version
    context = {
        "indicator": indicator,
        "node": indicator.node,
        "version": version,
        "shown": node_pages.judged(request.user, indicator),
        "cited": citations.words(request.user, indicator),
        "may_edit": may_edit(request.user, version),
    }
    return page(request, "planning/indicator.html", context)


@requires(EDIT)
def plan_indicator_add(request, pk):
    """A further indicator of a node."""
    node = get_object_or_404(node_pages.node(request.user, pk, EDIT))
    form = IndicatorForm(request.POST or None, version=node.version)
    ready = request.method == "POST" and form.is_valid()
    made = ready and attempt(
        form, indicators.add_indicator, node=node, values=form.values(), by=request.user
    )
    if made:
        messages.success(request, "Indikator ditambahkan. Isi targetnya.")
        return redirect("plan_indicator_targets", pk=made.pk)
    back = reverse("node_detail", args=[node.pk])
    return _form(request, form, node, "Tambah indikator", back)


@requires(EDIT)
def plan_indicator_edit(request, pk):
    """How an indicator is defined."""
    indicator = get_object_or_404(node_pages.indicators(request.user, pk, EDIT))
    version = indicator.node.version
    initial = {name: getattr(indicator, name) for name in stamps.INDICATOR_FIELDS}
    initial |= {"division": indicator.division_id}
    initial["stamp"] = stamps.indicator_stamp(request.user, indicator)
    form = IndicatorForm(request.POST or None, version=version, initial=initial)
    ready = request.method == "POST" and form.is_valid()
    given = form.cleaned_data["stamp"] if ready else ""
    if ready and attempt(
        form, indicators.change_indicator, indicator=indicator, values=form.values(), stamp=given,
        by=request.user,
    ):  # fmt: skip
        messages.success(request, "Perubahan tersimpan.")
        return redirect("plan_indicator", pk=indicator.pk)
    back = reverse("plan_indicator", args=[indicator.pk])
    return _form(request, form, indicator.node, "Ubah indikator", back)


@requires(EDIT)
def plan_indicator_targets(request, pk):
    """All years and quarters on one page."""
    indicator = get_object_or_404(node_pages.indicators(request.user, pk, EDIT))
    years = indicator.node.version.document.years
    stamp = stamps.targets_stamp(request.user, indicator)
    form = TargetsForm(
        request.POST or None, years=years, initial={"stamp": stamp},
        texts=node_pages.texts_of(request.user, indicator),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        words = attempt(
            form, indicators.set_targets, indicator=indicator, texts=form.texts(),
            stamp=form.cleaned_data["stamp"], by=request.user,
        )  # fmt: skip
        if words is not None:
            _told(request, words)
            return redirect("plan_indicator", pk=indicator.pk)
    context = {"form": form, "indicator": indicator, "version": indicator.node.version}
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "planning/indicator_targets.html", context, status=status)


@requires(EDIT)
def plan_indicator_cite(request, pk):
    """Which measure it is counted with; shown before it is saved. `lihat` only shows."""
    indicator = get_object_or_404(node_pages.indicators(request.user, pk, EDIT))
    stamp = stamps.citation_stamp(request.user, indicator)
    initial = cited(indicator.citation) | {"stamp": stamp}
    form = CiteForm(request.POST or None, initial=initial)
    ready = request.method == "POST" and form.is_valid()
    said = form.citation() if ready else indicator.citation
    if ready and "lihat" not in request.POST:
        given = {"citation": said, "stamp": form.cleaned_data["stamp"]}
        if attempt(form, citing.cite, indicator=indicator, by=request.user, **given):
            messages.success(request, "Tersimpan: cara mengukur indikator ini.")
            return redirect("plan_indicator", pk=indicator.pk)
    context = {
        "form": form,
        "indicator": indicator,
        "version": indicator.node.version,
        "preview": citations.preview(request.user, indicator, said),
        "measures": citations.offered(request.user),
    }
    return page(request, "planning/indicator_cite.html", context, fragment="preview")


@requires(EDIT)
def plan_indicator_remove(request, pk):
    """Asked first."""
    indicator = get_object_or_404(node_pages.indicators(request.user, pk, EDIT))
    if request.method == "POST":
        try:
            indicators.remove_indicator(indicator=indicator, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Indikator dihapus dari versi ini.")
            return redirect("node_detail", pk=indicator.node_id)
    context = {"indicator": indicator, "node": indicator.node, "version": indicator.node.version}
    return page(request, "planning/indicator_remove.html", context)


def _told(request, words) -> None:
    """What was saved, and which targets are no number."""
    messages.success(request, "Target tersimpan.")
    if words:
        said = ", ".join(f"{one.year}: “{one.text}”" for one in words)
        messages.warning(
            request, f"Disimpan sebagai tulisan, bukan angka, jadi tidak dapat dihitung: {said}."
        )


def _form(request, form, node, title: str, back: str):
    context = {"form": form, "version": node.version, "title": title, "back": back}
    context |= {"button": "Simpan", "node": node}
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "planning/indicator_form.html", context, status=status)
