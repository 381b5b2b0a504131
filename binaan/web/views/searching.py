"""Suggestions below the search box of every page."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from binaan.access.guards import requires
from binaan.access.permissions import Permission
from binaan.kit.pages import page
from binaan.web import listing
from binaan.web.queries import searching


@requires(Permission.BUSINESS_VIEW)
@require_safe
def search_suggest(request):
    """For htmx the suggestions; opened by itself: the business a number names, else the directory."""
    text = request.GET.get("q", "")
    everything = f"{reverse('business_list')}?{urlencode({'q': text})}"
    if not request.htmx:
        business = searching.exactly(request.user, text)
        return redirect("business_detail", business.pk) if business else redirect(everything)
    offered = searching.offered(request.user, text)
    context = {
        "asked": len(text.strip()) >= searching.FEWEST_LETTERS,
        "lines": listing.of_businesses(offered.rows),
        "note": offered.note,
        "everything": everything,
    }
    return page(request, "web/suggestions.html", context)
