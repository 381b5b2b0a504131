"""The card of a TDU at the desk: looked at, printed, replaced; and many at once on sheets of A4."""

import base64
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.dates import today
from binaan.kit.pages import page
from binaan.kit.refusing import telling
from binaan.kit.typesetting import NoFonts
from binaan.vendors.actions import cards as acting
from binaan.vendors.queries import cards
from binaan.vendors.sheets.cards import card_pdf, card_pictures

VIEW, DECIDE = Permission.VENDOR_VIEW, Permission.TDU_DECIDE


@requires(VIEW)
@never_cache
def tdu_card(request, pk):
    """How the card looks, when it was signed, and what may be done with it."""
    permit = get_object_or_404(cards.issued(request.user), pk=pk)
    mine = cards.issued(request.user, DECIDE).filter(pk=pk).exists()
    context = {"row": permit, "pictures": _pictures(request, permit), "may_decide": mine}
    return page(request, "vendors/tdu_card.html", context)


@never_cache
@requires(DECIDE)
@require_POST
def tdu_card_print(request, pk):
    """The card as PDF, signed if it was not; that it was printed is noted."""
    permit = get_object_or_404(cards.issued(request.user, DECIDE), pk=pk)
    return _printed(request, [permit], sheet=False) or redirect("tdu_card", pk=pk)


@require_POST
@requires(DECIDE)
def tdu_card_replace(request, pk):
    """A card that was lost: another takes its place, and the old one counts no longer."""
    permit = get_object_or_404(cards.issued(request.user, DECIDE), pk=pk)
    with telling(request):
        acting.sign_card(permit, replaces=True, by=request.user)
        messages.success(request, "Kartu baru siap dicetak; kartu lama tidak berlaku lagi.")
    return redirect("tdu_card", pk=pk)


@requires(DECIDE)
@never_cache
def tdu_sheet(request):
    """Cards of a location on sheets of A4; POST prints all in force, or those not printed yet."""
    place = cards.locations(request.user, DECIDE)
    chosen = place.filter(pk=_key(request)).first()
    waiting = cards.in_force(request.user, chosen, today()) if chosen else None
    if request.method == "POST" and waiting is not None:
        fresh = request.POST.get("yang") == "baru"
        permits = list((waiting.filter(token="") if fresh else waiting)[: cards.MOST_ON_SHEETS])
        if answer := _printed(request, permits, sheet=True):
            return answer
    context = {
        "locations": place,
        "chosen": chosen,
        "counts": cards.counts(waiting),
        "most": cards.MOST_ON_SHEETS,
    }
    return page(request, "vendors/tdu_sheet.html", context)


def _key(request) -> UUID | None:
    """The location that was chosen; None for anything else."""
    try:
        return UUID(request.POST.get("lokasi") or request.GET.get("lokasi", ""))
    except ValueError:
        return None


def _printed(request, permits, *, sheet: bool):
    """The PDF as a download; None, with a message, where there is nothing or it cannot be printed."""
    if not permits:
        messages.error(request, "Tidak ada kartu untuk dicetak.")
        return None
    try:
        signed = acting.sign_cards(permits, by=request.user)
        paper = card_pdf(
            request.user, signed, site=request.build_absolute_uri("/"), on=today(), sheet=sheet
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None
    except NoFonts as error:
        messages.error(request, str(error))
        return None
    acting.note_printing(signed, by=request.user)
    answer = HttpResponse(paper, content_type="application/pdf")
    name = "kartu-tdu-lembar" if sheet else f"kartu-tdu-{signed[0].serial}"
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


def _pictures(request, permit) -> list[str]:
    """Front and back as addresses of pictures inside the page; none before it is signed."""
    if not permit.token:
        return []
    try:
        sides = card_pictures(request.user, permit, site=request.build_absolute_uri("/"))
    except NoFonts:
        return []
    return ["data:image/png;base64," + base64.b64encode(one).decode() for one in sides]
