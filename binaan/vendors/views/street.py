"""Findings in the browser: the list, one of them, a new one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit import keyset, uploading
from binaan.kit.pages import page
from binaan.vendors.actions.street import record
from binaan.vendors.choices import FindingStep, Offence
from binaan.vendors.forms.street import FindingForm
from binaan.vendors.queries import named, street
from binaan.vendors.rules import ladder
from binaan.vendors.views.answering import attempt, send_paper

VIEW, CHECK = Permission.VENDOR_VIEW, Permission.STREET_CHECK


@requires(VIEW)
def finding_list(request):
    """What was found, the newest first, narrowed by what was found and done, and where."""
    shown = keyset.page(
        street.narrowed(request.user, request.GET), ("-seen_at", "pk"),
        after=request.GET.get("after", ""), before=request.GET.get("before", ""),
    )  # fmt: skip
    context = {
        "page": shown, "rows": street.rows(request.user, shown.rows), "said": request.GET,
        "offences": Offence.choices, "steps": FindingStep.choices, "may_check": request.user.may(CHECK),
    }  # fmt: skip
    return page(request, "vendors/finding_list.html", context)


@requires(VIEW)
def finding_detail(request, pk):
    """One finding."""
    row = get_object_or_404(street.findings(request.user), pk=pk)
    [shown] = street.rows(request.user, [row])
    return page(request, "vendors/finding_detail.html", {"row": row, "shown": shown})


@requires(VIEW)
@never_cache
def finding_photo(request, pk):
    """The photo of a finding; that it was opened is noted."""
    row = get_object_or_404(street.findings(request.user), pk=pk)
    if row.photo_id is None:
        raise Http404
    return send_paper(request, row, row.photo_id, name=f"temuan-{row.seen_at:%Y%m%d}")


@requires(CHECK)
@never_cache
def finding_add(request):
    """A new finding; `?pkl=` or `?tdu=` names whose."""
    who = request.GET.get("pkl") or request.GET.get("tdu") or ""
    form = FindingForm(
        request.POST or None, request.FILES or None, user=request.user,
        initial={"who": who, "step": ladder.PERSUADED}, too_large=uploading.too_large(request, "document"),
    )  # fmt: skip
    if form.is_valid() and (row := _recorded(request, form)):
        messages.success(request, f"Temuan tercatat: {row.get_step_display().lower()}.")
        return redirect("finding_detail", pk=row.pk)
    vendor = form.vendor or (named.vendor(request.user, who, CHECK) if who else None)
    context = {
        "form": form,
        "vendor": vendor,
        "before": street.before(request.user, vendor, timezone.now()),
    }
    return page(request, "vendors/finding_add.html", context, status=422 if form.is_bound else 200)


def _recorded(request, form):
    photo = attempt(form, uploading.kept_paper, request, form)
    if form.errors:
        return None
    return attempt(form, record, form.seen(photo), by=request.user)
