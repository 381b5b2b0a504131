"""This version of a list beside the last one, and decisions about what vanished from it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.numbers import id_number
from binaan.kit.pages import page
from binaan.registry.actions.closing import decide_vanished
from binaan.registry.forms.versions import DecideForm
from binaan.registry.queries import versions

SECTIONS = ("baru", "berubah", "hilang")


@requires(Permission.LIST_VIEW)
def batch_versions(request, pk):
    """?wilayah=32.16.06 narrows it; ?bagian=baru, berubah or hilang opens the rows of a number."""
    batch = get_object_or_404(versions.batches(request.user), pk=pk)
    return page(request, "registry/version_detail.html", _shown(request, batch))


@requires(Permission.BUSINESS_EDIT)
@require_POST
def batch_vanished_decide(request, pk):
    """What the vanishing of the ticked rows means."""
    batch = get_object_or_404(versions.batches(request.user), pk=pk)
    form = DecideForm(request.POST)
    if form.is_valid():
        keys = versions.decidable(request.user, batch, form.keys())
        try:
            count = decide_vanished(keys, **form.cleaned_data, by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            label = versions.DECISIONS[form.cleaned_data["decision"]]
            messages.success(request, f"Tercatat untuk {id_number(count)} usaha: {label}.")
            answer = redirect("batch_versions", pk=batch.pk)
            answer["Location"] += f"?{request.GET.urlencode() or 'bagian=hilang'}"
            return answer
    context = _shown(request, batch, section="hilang") | {"form": form}
    return page(request, "registry/version_detail.html", context, status=422)


def _shown(request, batch, *, section: str = "") -> dict:
    user, query = request.user, request.GET
    section = section or query.get("bagian", "")
    place = versions.place_below(user, batch, query.get("wilayah", ""))
    lines = versions.table(user, batch, place)
    context = {
        "batch": batch,
        "before": versions.before(user, batch),
        "place": place,
        "narrowed": place.pk != batch.place_id,
        "section": section if section in SECTIONS else "",
        "lines": lines,
        "total": versions.total(user, lines),
        "undecided": versions.waiting(user, batch, place),
        "may_decide": user.may(Permission.BUSINESS_EDIT),
    }
    return context | _section(request, batch, context)


def _section(request, batch, context: dict) -> dict:
    query, place = request.GET, context["place"] if context["narrowed"] else None
    asked = {"after": query.get("sesudah", ""), "before": query.get("sebelum", "")}
    if context["section"] in ("baru", "berubah"):
        changed = context["section"] == "berubah"
        part = versions.rows(request.user, batch, changed=changed, place=place, asked=asked)
        return {"part": part}
    if context["section"] == "hilang":
        todo = query.get("hanya") == "menunggu"
        part = versions.vanished(request.user, batch, place=place, open_only=todo, asked=asked)
        return {"part": part, "open_only": todo, "form": DecideForm()}
    return {}
