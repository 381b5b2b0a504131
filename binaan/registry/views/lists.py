"""Lists that came in: their problems, the rows that wait, the rows that vanished."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.registry.actions.closing import decide_vanished
from binaan.registry.forms.events import DecideForm
from binaan.registry.queries import lists


@requires(Permission.LIST_VIEW)
def batch_list(request):
    """Every list handed over, newest first."""
    part = lists.batches(request.user, after=lists.key(request.user, request.GET.get("sesudah")))
    return page(request, "registry/batch_list.html", {"part": part})


@requires(Permission.LIST_VIEW)
def batch_detail(request, pk):
    """One list: ?bagian=masalah (with &jenis=nik_date), menunggu or hilang."""
    batch = get_object_or_404(lists.batch(request.user), pk=pk)
    shown = lists.batch_page(
        request.user, batch, section=request.GET.get("bagian", ""),
        code=request.GET.get("jenis", ""), after=request.GET.get("sesudah", ""),
    )  # fmt: skip
    return page(request, "registry/batch_detail.html", shown)


@requires(Permission.BUSINESS_EDIT)
@require_POST
def batch_decide(request, pk, key):
    """What the vanishing of one row means."""
    batch = get_object_or_404(lists.batch(request.user), pk=pk)
    found = get_object_or_404(lists.vanished_key(request.user, batch), pk=key)
    form = DecideForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError("Pilih: tutup, masih ada, atau putuskan nanti.")
        decide_vanished(found, **form.cleaned_data, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Keputusan tercatat.")
    response = redirect("batch_detail", pk=batch.pk)
    response["Location"] += "?bagian=hilang"
    return response
