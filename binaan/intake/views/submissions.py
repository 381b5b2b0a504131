"""Submissions from the field: the list, one of them, its files."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake.actions import opening
from binaan.intake.actions.reviewing import may_review
from binaan.intake.forms.phones import WholeForm
from binaan.intake.queries import submission_pages as pages
from binaan.kit.opening import send_any
from binaan.kit.pages import page

VIEW = Permission.SUBMISSION_VIEW


@requires(VIEW)
def submission_list(request):
    """What came from the field, newest first: ?formulir=, ?keadaan=, ?cari=."""
    form, state = request.GET.get("formulir", ""), request.GET.get("keadaan", "")
    words, after = request.GET.get("cari", "")[:100], request.GET.get("sesudah", "")
    part = pages.listed(request.user, form=form, state=state, words=words, after=after)
    kept = {"formulir": form, "cari": words}
    chips = [
        {"label": label, "count": count, "active": state == value,
         "url": "?" + urlencode(kept | {"keadaan": "" if state == value else value})}
        for value, label, count in pages.counts(request.user, form)
    ]  # fmt: skip
    context = {
        "part": part, "chips": chips, "forms": pages.answered(request.user), "form": form,
        "state": state, "words": words,
        "narrowed": bool(form or state or words),
        "next": "?" + urlencode(kept | {"keadaan": state, "sesudah": part.next}) if part.next else "",
    }  # fmt: skip
    return page(request, "intake/submission_list.html", context)


@requires(VIEW)
def submission_detail(request, pk):
    """One submission; personal answers are masked."""
    row = get_object_or_404(pages.submissions(request.user), pk=pk)
    context = {
        "shown": pages.one(request.user, row),
        "may_read": request.user.may(Permission.PERSONAL_READ),
        "may_review": may_review(row, by=request.user),
    }
    return page(request, "intake/submission_detail.html", context)


@requires(Permission.PERSONAL_READ)
@never_cache
@require_POST
def submission_reveal(request, pk):
    """The same with every answer in full and the raw XML; the reading is noted with its reason."""
    row = get_object_or_404(pages.submissions(request.user), pk=pk)
    form = WholeForm(request.POST)
    whole = form.is_valid()
    if whole:
        try:
            opening.note_reading(row, why=form.cleaned_data["reason"], by=request.user)
        except ValidationError as error:
            form.add_error("reason", error)
            whole = False
    context = {
        "shown": pages.one(request.user, row, whole=whole), "whole": whole, "form": form,
        "may_read": True, "may_review": may_review(row, by=request.user),
    }  # fmt: skip
    return page(request, "intake/submission_detail.html", context, status=200 if whole else 422)


@requires(Permission.PERSONAL_READ)
@never_cache
def submission_file(request, pk, part):
    """A photo or another file of a submission; its reading is noted."""
    row = get_object_or_404(pages.submissions(request.user), pk=pk)
    one = get_object_or_404(
        row.attachments.select_related("submission"), pk=part, file__isnull=False
    )
    return send_any(
        one.file_id, name="lampiran", note=lambda: opening.note_opening(one, by=request.user)
    )
