"""Answers a request with a page or its htmx part, or leads on; the only place that knows htmx."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page(
    request: HttpRequest,
    template: str,
    context: dict | None = None,
    *,
    fragment: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render `template`, or only its `{% partialdef fragment %}` when htmx asks for a part.

    A boosted link and the restoring of history get the whole page: else the back button would show
    a bare fragment. `Vary` keeps a cache from mixing the two.
    """
    if fragment and _wants_part(request):
        template = f"{template}#{fragment}"
    response = render(request, template, context, status=status)
    if fragment:
        patch_vary_headers(response, ["HX-Request", "HX-Boosted", "HX-History-Restore-Request"])
    return response


def lead_on(request: HttpRequest, url: str) -> HttpResponse:
    """To another page, also for htmx, which would else put that page inside this one."""
    if _wants_part(request):
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _wants_part(request: HttpRequest) -> bool:
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Boosted") != "true"
        and headers.get("HX-History-Restore-Request") != "true"
    )
