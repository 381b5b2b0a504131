"""Handing a list over in the browser."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from binaan.access.forms.fields import attempt
from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake.actions import hand_over
from binaan.intake.forms.handing import HandOverForm
from binaan.intake.queries.handing import like
from binaan.intake.wording import standing
from binaan.kit import uploading
from binaan.kit.pages import page

AGAIN = (
    "Berkas ini sudah pernah dimasukkan untuk daftar dan tanggal yang sama, jadi tidak digandakan. "
    "Inilah keadaannya."
)


@requires(Permission.LIST_IMPORT)
def batch_add(request):
    """Choose a file and say what it is; the same file again leads to what became of it."""
    form = HandOverForm(
        request.POST or None, request.FILES or None, user=request.user,
        too_large=uploading.too_large(request, "file"),
        initial=like(request.user, request.GET.get("seperti", "")),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        began = timezone.now()
        batch = attempt(form, _handed_over, given=form.cleaned_data, by=request.user)
        if batch:
            if batch.received_at < began:
                messages.info(request, AGAIN)
            return redirect(standing(batch).page, pk=batch.pk)
    return page(request, "intake/batch_add.html", {"form": form})


def _handed_over(*, given: dict, by):
    with uploading.named(given["file"]) as path:
        return hand_over(
            given["kind"], path, source=given["source"], office=given["office"],
            place=given["place"], as_of=given["as_of"], mapping={}, by=by, step_by_step=True,
        )  # fmt: skip
