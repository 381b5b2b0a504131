"""The tree of a version: foldable by year, or all years beside each other; its vision and mission."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.planning.actions import nodes
from binaan.planning.forms.nodes import VisionForm
from binaan.planning.queries import stamps, tree_pages
from binaan.planning.rules import calendar

EDIT = Permission.PLAN_EDIT
ALL_YEARS = "semua"


@requires(Permission.PLAN_VIEW)
def plan_tree(request, pk):
    """?tahun=2022 or semua, ?cari=, ?bidang=saya or an id, ?temuan=ya, ?di= below one node, ?sampai=."""
    version = get_object_or_404(tree_pages.versions(request.user), pk=pk)
    asked = _asked(request, version)
    shown = tree_pages.shown(request.user, version, asked)
    context = {
        "version": version,
        "document": version.document,
        "asked": asked,
        "shown": shown,
        "year": asked.year,
        "years": _years(request, version, asked),
        "filters": _filters(request, asked, shown),
        "may_edit": may_edit(request.user, version),
        "tabs": tabs(version, "plan_tree", shown.found.count),
    }
    part = "branches" if request.GET.get("cabang") and asked.root else "tree"
    return page(request, "planning/tree.html", context, fragment=part)


@requires(EDIT)
def plan_vision(request, pk):
    """Vision and mission above the tree."""
    version = get_object_or_404(tree_pages.versions(request.user, EDIT), pk=pk)
    initial = {
        "vision": version.vision,
        "mission": version.mission,
        "stamp": stamps.vision_stamp(request.user, version),
    }
    form = VisionForm(request.POST or None, initial=initial)
    ready = request.method == "POST" and form.is_valid()
    if ready and attempt(
        form, nodes.write_vision, version=version, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "Visi dan misi tersimpan.")
        return redirect("plan_tree", pk=version.pk)
    context = {"form": form, "title": "Visi dan misi", "button": "Simpan"}
    context |= {"back": reverse("plan_tree", args=[version.pk]), "version": version}
    return page(request, "planning/node_form.html", context, status=422 if form.errors else 200)


def may_edit(user, version) -> bool:
    """Whether the tree shows what can be changed: a draft, within reach, with the right to."""
    if not (version.is_open and user.may(EDIT)):
        return False
    return tree_pages.versions(user, EDIT).filter(pk=version.pk).exists()


def tabs(version, here: str, findings: int | None = None) -> list[dict]:
    """The pages of a version."""
    names = (("plan_tree", "Pohon", None), ("plan_findings", "Temuan", findings))
    return [
        {"label": label, "url": reverse(name, args=[version.pk]), "active": name == here,
         "count": count or ""}
        for name, label, count in names
    ]  # fmt: skip


def _asked(request, version) -> tree_pages.Asked:
    query, years = request.GET, version.document.years
    said = query.get("tahun", "")
    default = min(max(today().year, years[0]), years[-1])
    year = calendar.year_said(said)
    year = 0 if said == ALL_YEARS else year if year in years else default
    return tree_pages.Asked(
        year=year,
        search=query.get("cari", "").replace("\0", "").strip()[:100],
        division=query.get("bidang", ""),
        found_only=query.get("temuan") == "ya",
        root=as_uuid(query.get("di", "")),
        down_to=query.get("sampai", ""),
    )


def as_uuid(text: str) -> UUID | None:
    """A key from an address, None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _link(request, **changes) -> str:
    query = request.GET.copy()
    for name in ("cabang", *changes):
        query.pop(name, None)
    for name, value in changes.items():
        if value:
            query[name] = value
    return f"?{query.urlencode()}"


def _years(request, version, asked) -> list[dict]:
    links = [
        {"label": str(year), "url": _link(request, tahun=year), "active": year == asked.year}
        for year in version.document.years
    ]
    everything = {"label": "Semua tahun", "url": _link(request, tahun=ALL_YEARS)}
    return [*links, everything | {"active": not asked.year}]


def _filters(request, asked, shown) -> list[dict]:
    mine = asked.division == "saya"
    chips = [
        {"label": "Semua", "url": _link(request, bidang="", temuan="", cari=""),
         "active": shown.matched is None, "count": shown.total},
    ]  # fmt: skip
    if tree_pages.my_divisions(request.user):
        chips.append(
            {"label": "Punya saya", "url": _link(request, bidang="" if mine else "saya"),
             "active": mine}
        )  # fmt: skip
    if shown.found.count:
        chips.append(
            {"label": "Dengan temuan", "active": asked.found_only,
             "url": _link(request, temuan="" if asked.found_only else "ya")}
        )  # fmt: skip
    return chips
