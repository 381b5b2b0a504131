"""The nomenclature to read and search, and what continues what between its editions."""

from itertools import pairwise

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.places.rules.nomenclature import BY_KEY, ERAS
from binaan.planning.actions import nomenclature as acting
from binaan.planning.forms.nomenclature import LinkForm
from binaan.planning.queries import nomenclature

NEWEST = ERAS[-1].key
STEPS = {one.key: after.key for one, after in pairwise(ERAS)}


@requires(Permission.PLAN_VIEW)
def nomenclature_list(request):
    """?edisi=E2, ?bidang=2.17 and ?q= narrow the rows."""
    chosen = request.GET.get("edisi", "")
    era = BY_KEY.get(chosen) or BY_KEY[NEWEST]
    text, bidang = (request.GET.get(name, "").replace("\0", "") for name in ("q", "bidang"))
    rows = nomenclature.items(request.user, era.key, text, bidang)
    context = {
        "era": era,
        "tabs": _tabs(request.user, era.key),
        "bidang": nomenclature.bidang(request.user, era.key),
        "of_bidang": bidang,
        "q": text,
        "rows": rows,
        "cut": len(rows) == nomenclature.MOST,
    }
    return page(request, "planning/nomenclature.html", context, fragment="rows")


@requires(Permission.PLAN_VIEW)
def nomenclature_links(request):
    """What people decided, and the twins they may still decide; ?dari=E2, ?bidang= narrow."""
    return _links(request, LinkForm(user=request.user))


@requires(Permission.PLAN_EDIT)
@require_http_methods(["GET", "POST"])
def nomenclature_link_add(request):
    """One link, typed by code."""
    form = LinkForm(request.POST or None, user=request.user)
    if request.method == "GET" or not form.is_valid():
        return _links(request, form, status=422 if request.method == "POST" else 200)
    said = form.cleaned_data
    try:
        acting.link([(said["old"], said["new"])], by=request.user, note=said["note"])
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _links(request, form, status=422)
    messages.success(request, f"{said['old'].code} dilanjutkan oleh {said['new'].code}.")
    return redirect("nomenclature_links")


@requires(Permission.PLAN_EDIT)
@require_POST
def nomenclature_twins_confirm(request):
    """The ticked proposals become links."""
    old_era = request.POST.get("dari", "")
    if old_era not in STEPS:
        raise Http404
    ticked = set(request.POST.getlist("pasangan"))
    twins = nomenclature.twins(request.user, old_era, STEPS[old_era])
    made = acting.link([one for one in twins if str(one.old.pk) in ticked], by=request.user)
    if made:
        messages.success(request, f"{len(made)} padanan dipastikan.")
    else:
        messages.warning(request, "Tidak ada yang dicentang. Centang padanan yang benar.")
    return redirect(f"{reverse('nomenclature_links')}?dari={old_era}")


@requires(Permission.PLAN_EDIT)
@require_POST
def nomenclature_link_remove(request, pk):
    """A link that was wrong."""
    found = nomenclature.link(request.user, pk)
    if found is None:
        raise Http404
    acting.unlink(found, by=request.user)
    messages.success(request, "Padanan dihapus. Jejak audit menyimpannya.")
    return redirect("nomenclature_links")


def _links(request, form, status=200):
    old_era = request.GET.get("dari") if request.GET.get("dari") in STEPS else "E2"
    bidang = request.GET.get("bidang", "").replace("\0", "")
    context = {
        "form": form,
        "tabs": _tabs(request.user, ""),
        "old": BY_KEY[old_era],
        "new": BY_KEY[STEPS[old_era]],
        "steps": [(one, STEPS[one]) for one in STEPS],
        "bidang": nomenclature.bidang(request.user, old_era),
        "of_bidang": bidang,
        "twins": nomenclature.twins(request.user, old_era, STEPS[old_era], bidang),
        "links": nomenclature.links(request.user, bidang),
        "may_edit": request.user.may(Permission.PLAN_EDIT),
    }
    return page(request, "planning/nomenclature_links.html", context, status=status)


def _tabs(user, chosen: str) -> list[dict]:
    """One tab an edition, and one for what continues what."""
    list_url, links_url = reverse("nomenclature_list"), reverse("nomenclature_links")
    tabs = [
        {
            "label": f"{one.era.key} · {one.era.years}",
            "url": f"{list_url}?edisi={one.era.key}",
            "active": one.era.key == chosen,
            "count": one.total,
        }
        for one in nomenclature.eras(user)
    ]
    return [*tabs, {"label": "Padanan", "url": links_url, "active": not chosen}]
