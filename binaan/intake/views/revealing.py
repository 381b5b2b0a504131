"""Personal words of the repair box in full: asked for with a reason, for half an hour, each page noted."""

from datetime import UTC, datetime, timedelta

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.intake.actions.reading import note_reading
from binaan.intake.forms.repairs import READING, RevealForm
from binaan.intake.sight import Sight
from binaan.kit.pages import page

KEPT, HOLDS = "personal_words", timedelta(minutes=30)


@requires(Permission.PERSONAL_READ)
@require_POST
def repair_reveal(request):
    """From now on the box shows personal words within the permission in full, until the time is over."""
    form = RevealForm(request.POST)
    back = _back(request)
    if not form.is_valid():
        return page(request, "intake/repair_reveal.html", {"form": form, "back": back}, status=422)
    until = timezone.now() + HOLDS
    request.session[KEPT] = {"why": form.cleaned_data["reason"], "until": until.timestamp()}
    return redirect(back)


@requires(Permission.LIST_REPAIR)
@require_POST
def repair_mask(request):
    """Personal words are hidden again."""
    request.session.pop(KEPT, None)
    return redirect(_back(request))


def sight_of(request) -> Sight:
    """How this person sees personal words now. What is kept says nothing without the permission."""
    kept = request.session.get(KEPT)
    if kept and request.user.may(Permission.PERSONAL_READ):
        until = datetime.fromtimestamp(kept["until"], UTC)
        if timezone.now() < until:
            return Sight(request.user, kept["why"], until)
    return Sight(request.user)


def seen(request, template: str, context: dict, *, sight: Sight, status: int = 200):
    """The page; what it shows in full is written down before it is sent, and no cache keeps it."""
    if reading := sight.reading:
        note_reading(reading, why=sight.why, by=request.user)
    response = page(
        request, template, context | {"sight": sight, "usual_reason": READING}, status=status
    )
    if sight.why:
        add_never_cache_headers(response)
    return response


def _back(request) -> str:
    """The page of the box where it was asked for."""
    back = request.POST.get("next", "")
    known = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return back if known else reverse("repair_box")
