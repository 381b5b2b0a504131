"""Kartu binaan at the desk: looked at, printed, or handed out as a link that opens once."""

import base64

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from binaan.access.guards import requires
from binaan.kit.pages import page
from binaan.kit.typesetting import qr
from binaan.programmes.actions import cards as acting
from binaan.programmes.queries import cards
from binaan.programmes.sheets.cards import card_pdf

VIEW, HAND_OUT = cards.VIEW, acting.HAND_OUT


@requires(VIEW)
def card_detail(request, pk):
    """The card as its owner will see it."""
    business = get_object_or_404(cards.businesses(request.user), pk=pk)
    context = {
        "card": cards.card(request.user, business), "days": acting.DAYS,
        "may_hand_out": cards.businesses(request.user, HAND_OUT).filter(pk=pk).exists(),
    }  # fmt: skip
    return page(request, "programmes/card_detail.html", context)


def _address(request, token: str) -> str:
    try:
        return request.build_absolute_uri(reverse("portal_card_open", args=[token]))
    except NoReverseMatch:
        return ""


def picture(address: str) -> str:
    """A QR code as the address of a picture inside the page."""
    return "data:image/svg+xml;base64," + base64.b64encode(qr(address).encode()).decode()


@never_cache
@requires(HAND_OUT)
@require_POST
def card_link(request, pk):
    """A new link, shown this once: as text, and as a QR code."""
    business = get_object_or_404(cards.businesses(request.user, HAND_OUT), pk=pk)
    row, token = acting.link(business, by=request.user)
    address = _address(request, token)
    context = {"business": business, "row": row, "address": address, "qr": picture(address)}
    return page(request, "programmes/card_link.html", context)


@never_cache
@requires(HAND_OUT)
@require_POST
def card_print(request, pk):
    """The card as a PDF, with a new link on it; noted in the trail."""
    business = get_object_or_404(cards.businesses(request.user, HAND_OUT), pk=pk)
    row, token = acting.link(business, printed=True, by=request.user)
    content = card_pdf(
        request.user, cards.card(request.user, business), link=_address(request, token),
        until=localdate(row.until), office=cards.office(request.user, business),
    )  # fmt: skip
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"kartu-binaan-{business.short_number}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
