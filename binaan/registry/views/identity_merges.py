"""Merges: their list, one beside the other as they were before, and taking one back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.registry.actions import unmerging
from binaan.registry.forms.identity import UnmergeForm
from binaan.registry.queries import identity, identity_merges, identity_screens
from binaan.registry.views.identity import looked_at

DECIDE = Permission.IDENTITY_DECIDE


@requires(Permission.BUSINESS_VIEW)
def identity_merge_list(request):
    """?bagian=berlaku, dipisah or belum-jelas."""
    looked_at(request)
    query = request.GET
    part = query.get("bagian") if query.get("bagian") in identity_merges.PARTS else "berlaku"
    asked = {"after": query.get("sesudah", ""), "before": query.get("sebelum", "")}
    context = {
        "tabs": identity_screens.tabs(request.user, "identity_merge_list"),
        "section": part,
        "part": identity_merges.listed(request.user, part, asked),
    }
    return page(request, "registry/identity/merges.html", context)


@requires(Permission.BUSINESS_VIEW)
def identity_merge(request, pk):
    """Both records as they were, why they became one, and who said so."""
    merge = get_object_or_404(identity.merges(request.user), pk=pk)
    mine = identity.merges(request.user, DECIDE).filter(pk=pk).exists()
    context = identity_merges.shown(request.user, merge) | {
        "tabs": identity_screens.tabs(request.user, "identity_merge_list"),
        "may_unmerge": mine and merge.undone_at is None,
        "may_settle": mine and merge.undone_at is not None and bool(merge.undecided),
    }
    return page(request, "registry/identity/merge.html", context)


@requires(DECIDE)
def identity_unmerge(request, pk):
    """Takes a merge back; asks whose is what came in since. Again: settles what stayed unclear."""
    merge = get_object_or_404(identity.merges(request.user, DECIDE), pk=pk)
    if merge.undone_at is not None and not merge.undecided:
        messages.info(request, "Penggabungan ini sudah dipisahkan.")
        return redirect("identity_merge", pk=merge.pk)
    later = unmerging.later_items(merge)
    names = identity_merges.names_before(request.user, merge)
    asks = any(one["side"] == "ask" for one in later)
    form = UnmergeForm(request.POST or None, merge=merge, names=names, asks=asks)
    if request.method == "POST" and form.is_valid() and _taken_back(request, merge, form):
        return redirect("identity_merge", pk=merge.pk)
    context = {
        "merge": merge,
        "names": names,
        "form": form,
        "later": identity_merges.items(request.user, merge, later),
    }
    status = 422 if form.errors else 200
    return page(request, "registry/identity/unmerge.html", context, status=status)


def _taken_back(request, merge, form) -> bool:
    given = form.cleaned_data
    try:
        answer = unmerging.unmerge(
            merge, by=request.user, reason=given["reason"], later_to=given.get("later_to") or "ask"
        )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    left = len(answer.undecided)
    told = (
        f" {left} catatan belum jelas milik siapa; tentukan kemudian di halaman ini."
        if left
        else ""
    )
    messages.success(request, f"Dipisahkan: keduanya kembali seperti sebelum digabung.{told}")
    return True
