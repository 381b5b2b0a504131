"""One node of a tree: what it is the sum of, and changing it while its version is a draft."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.planning.actions import nodes
from binaan.planning.choices import Level
from binaan.planning.forms.nodes import MOST, EditNodeForm, MoveForm, NodeForm, lead_of
from binaan.planning.queries import node_pages, nomenclature, stamps, tree_pages
from binaan.planning.rules.branches import FREE, level_below
from binaan.planning.views.tree import as_uuid, may_edit

EDIT = Permission.PLAN_EDIT


@requires(Permission.PLAN_VIEW)
def node_detail(request, pk):
    """Indicators, the sum and what it adds, months, findings."""
    node = get_object_or_404(node_pages.node(request.user, pk))
    shown = node_pages.detail(request.user, node)
    below = level_below(node.level)
    context = {
        "node": node,
        "version": node.version,
        "shown": shown,
        "money_rows": [
            (row, list(zip(shown.money.years, row.amounts, strict=True)))
            for row in shown.money.rows
        ],
        "money_foot": list(zip(shown.money.years, shown.money.totals, shown.money.unfilled,
                               shown.money.printed, strict=True)),
        "below": Level(below).label.lower() if below else "",
        "may_edit": may_edit(request.user, node.version),
    }  # fmt: skip
    return page(request, "planning/node.html", context)


@requires(EDIT)
def node_add(request, pk):
    """?di= below which node; without it a tujuan. ?cari= narrows the nomenclature."""
    version = get_object_or_404(tree_pages.versions(request.user, EDIT), pk=pk)
    above = as_uuid(request.GET.get("di", ""))
    parent = get_object_or_404(node_pages.node(request.user, above, EDIT)) if above else None
    level = level_below(parent.level if parent else "")
    offered = _offered(request, version, level, parent)
    form = NodeForm(request.POST or None, version=version, level=level, **offered)
    ready = request.method == "POST" and form.is_valid()
    made = ready and attempt(
        form, nodes.add_node, version=version, parent=parent, level=level, values=form.values(),
        by=request.user,
    )  # fmt: skip
    if made:
        messages.success(request, f"{Level(level).label} ditambahkan.")
        return redirect("node_detail", pk=made.pk)
    back = reverse("node_detail", args=[parent.pk]) if parent else _tree(version)
    return _form(request, form, version, f"Tambah {Level(level).label.lower()}", back)


@requires(EDIT)
def node_edit(request, pk):
    """What a node is called, its code, owner and place."""
    node = get_object_or_404(node_pages.node(request.user, pk, EDIT))
    version = node.version
    initial = {name: getattr(node, name) for name in nodes.WORDS} | {"division": node.division_id}
    initial["stamp"] = stamps.node_stamp(request.user, node)
    offered = _offered(request, version, node.level, node.parent)
    form = EditNodeForm(
        request.POST or None, node=node, version=version, initial=initial, **offered
    )
    ready = request.method == "POST" and form.is_valid()
    given = form.cleaned_data.get("stamp", "") if ready else ""
    if ready and attempt(
        form, nodes.change_node, node=node, values=form.values(), stamp=given, by=request.user
    ):
        messages.success(request, "Perubahan tersimpan.")
        return redirect("node_detail", pk=node.pk)
    back = reverse("node_detail", args=[node.pk])
    return _form(request, form, version, f"Ubah {Level(node.level).label.lower()}", back, now=node)


@requires(EDIT)
def node_move(request, pk):
    """Below another node of its parent's level, or elsewhere among its siblings."""
    node = get_object_or_404(node_pages.node(request.user, pk, EDIT))
    parents, siblings = (
        node_pages.parents_for(request.user, node),
        node_pages.siblings_of(request.user, node),
    )
    form = MoveForm(
        request.POST or None, parents=parents, siblings=siblings,
        initial={"to": str(node.parent_id)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        to = next((one for one in parents if str(one.pk) == form.cleaned_data.get("to")), None)
        after = next((one for one in siblings if str(one.pk) == form.cleaned_data["after"]), None)
        after = after if after and to == node.parent else None
        if attempt(form, nodes.move_node, node=node, to=to, after=after, by=request.user):
            messages.success(request, "Dipindahkan, bersama semua di bawahnya.")
            return redirect("node_detail", pk=node.pk)
    back = reverse("node_detail", args=[node.pk])
    return _form(request, form, node.version, f"Pindahkan {node}", back, button="Pindahkan")


@requires(EDIT)
def node_remove(request, pk):
    """Asked first, with everything that goes along."""
    node = get_object_or_404(node_pages.node(request.user, pk, EDIT))
    back = node.parent_id
    if request.method == "POST":
        try:
            gone = nodes.remove_node(node=node, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"{node} dihapus dari versi ini ({gone} bagian).")
            return redirect("node_detail", pk=back) if back else redirect(_tree(node.version))
    context = {
        "node": node,
        "version": node.version,
        "below": node_pages.removed_with(request.user, node),
    }
    return page(request, "planning/node_remove.html", context)


def _offered(request, version, level: str, parent) -> dict:
    """What NodeForm proposes: rows of the nomenclature, and the bidang the office plans under."""
    if level in FREE:
        return {}
    above = (parent.official_code or parent.code) if parent else ""
    found = nomenclature.choices(request.user, version.era, level, above)
    words = request.GET.get("cari", "").casefold().split()
    fitting = [
        one for one in found if all(word in f"{one.code} {one.name}".casefold() for word in words)
    ]
    own = lead_of(node_pages.codes_of(request.user, version))
    if not words and level == Level.PROGRAM:
        fitting.sort(key=lambda one: not one.code.startswith(own or "2.17"))
    return {"items": fitting if request.method == "POST" else fitting[:MOST], "lead": own}


def _form(request, form, version, title: str, back: str, *, button="Simpan", now=None):
    context = {"form": form, "version": version, "title": title, "back": back, "button": button}
    context |= {"q": request.GET.get("cari", ""), "below": request.GET.get("di", ""), "now": now}
    status = 422 if form.is_bound and form.errors else 200
    return page(request, "planning/node_form.html", context, status=status)


def _tree(version) -> str:
    return reverse("plan_tree", args=[version.pk])
