"""Light or dark, as the person chooses; without a choice the device decides."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from binaan.access.guards import public
from binaan.web.menu import THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600


@public("a taste of the browser, kept in its cookie; the sign-in page has it too")
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice for a year and go back to where it was made."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE, chosen, YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response
