"""Kartu binaan by a link that opens once: looked at first, so that no preview uses it up."""

import time

from django.shortcuts import redirect

from binaan.kit.pages import page
from binaan.portal.doors import missed, open_door
from binaan.portal.queries import tokens
from binaan.programmes.actions import cards as acting
from binaan.programmes.actions.nominating import OWNER
from binaan.programmes.queries import cards

KEY = "kartu_binaan"
MINUTES = 30


@open_door("the one-time link is the permission; the page tells nothing before it is used up")
def portal_card_open(request, token):
    """Asks whether to open now; POST uses the link up and leads to the card."""
    if request.method == "POST":
        row = acting.open_link(token, by=OWNER)
        if row is not None:
            request.session.cycle_key()
            request.session[KEY] = {"link": str(row.pk), "until": time.time() + 60 * MINUTES}
            return redirect("portal_card")
    waiting = cards.is_waiting(token)
    if not waiting:
        missed(request)
    context = {"waiting": waiting, "minutes": MINUTES}
    return page(request, "portal/card_open.html", context, status=200 if waiting else 404)


@open_door("only for the browser that opened a link, for half an hour")
def portal_card(request):
    """The card itself; POST closes it."""
    if request.method == "POST":
        request.session.pop(KEY, None)
        return redirect("portal_card")
    held = request.session.get(KEY) or {}
    fresh = held.get("until", 0) > time.time()
    row = cards.opened(held["link"]) if fresh else None
    if row is None:
        return page(request, "portal/card_gone.html", status=404)
    context = {"card": cards.card(None, row.business), "offices": tokens.guiding(row.business)}
    return page(request, "portal/card.html", context)
