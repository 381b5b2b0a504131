"""The photo of a product and the signed BAST of a participant: taken in, and opened with a note."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit import uploading
from binaan.programmes.actions import handing_over, learning
from binaan.programmes.forms.taking_part import PhotoForm, SignedForm
from binaan.programmes.queries import invitations, taking_part
from binaan.programmes.views.facilitating import send_paper
from binaan.registry.actions.photos import keep_anew

VIEW, RECORD = Permission.PROGRAMME_VIEW, Permission.ATTENDANCE_RECORD


@requires(VIEW)
@never_cache
def participant_photo(request, pk):
    """The photo of what a participant made; its reading is noted."""
    found = taking_part.participations(request.user).filter(product_photo__isnull=False)
    row = get_object_or_404(found, pk=pk)
    return send_paper(request, row, row.product_photo_id, name="produk")


@requires(RECORD)
@require_POST
def participant_photo_add(request, pk):
    """Takes the photo in, written anew: no position travels along."""
    row = get_object_or_404(taking_part.participations(request.user, RECORD), pk=pk)

    def add(form):
        photo = keep_anew(form.cleaned_data["document"], by=request.user)
        said = {row.pk: learning.Learned(photo=photo)}
        learning.learn(row.activity, learned=said, by=request.user)

    return _taken(request, PhotoForm, add, told="Foto produk tersimpan.", back=row.pk)


@requires(VIEW)
@never_cache
def participant_signed(request, pk):
    """The scan of a signed BAST; its reading is noted."""
    row = get_object_or_404(
        invitations.handover_rows(request.user, VIEW), pk=pk, file__isnull=False
    )
    return send_paper(request, row, row.file_id, name=f"bast-{row.activity.short_number}")


@requires(RECORD)
@require_POST
def participant_signed_add(request, pk):
    """Takes the scan in."""
    row = get_object_or_404(invitations.handover_rows(request.user), pk=pk)
    mine = taking_part.of_activity(request.user, row.activity)
    back = get_object_or_404(mine, business=row.business_id)

    def add(form):
        handing_over.sign(row, file=uploading.kept_paper(request, form), by=request.user)

    return _taken(request, SignedForm, add, told="BAST bertanda tangan tersimpan.", back=back.pk)


def _taken(request, form_class, add, *, told: str, back):
    """One file taken in; whatever is wrong with it is told above the page it came from."""
    form = form_class(request.POST, request.FILES)
    form.too_large = uploading.too_large(request, "document")
    try:
        if not form.is_valid():
            raise ValidationError([one for found in form.errors.values() for one in found])
        add(form)
    except ValidationError as error:
        messages.error(request, error.messages[-1])
    else:
        messages.success(request, told)
    return redirect("participant_detail", pk=back)
