"""The phone's page: shells that say nothing about anybody, kept by the phone for days without signal."""

import json

from csp.decorators import csp_update
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache

from binaan.access.forms.fields import attempt
from binaan.access.guards import public, requires
from binaan.access.permissions import Permission
from binaan.api import shells
from binaan.api.forms.phones import PairForm
from binaan.intake.actions.devices import make_device
from binaan.kit.pages import page

EMPTY = "a shell without any data; what it shows comes from the phone itself"
# ODK Web Forms compiles expressions (tree-sitter in WebAssembly), lays out with style elements and
# shrinks photos in workers it makes itself: on this path only. docs/decisions/0019.
ENGINE = {
    "script-src": ["'self'", "'unsafe-eval'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "connect-src": ["'self'", "data:"],
    "worker-src": ["'self'", "blob:", "data:"],
}
SHELL = {"img-src": ["'self'", "data:", "blob:"]}  # a photo just taken is shown


@public(EMPTY)
@csp_update(SHELL)
def phone_home(request):
    """What waits, forms, drafts, receipts; works offline once opened."""
    return render(request, "api/phone_home.html")


@public(EMPTY)
@csp_update(ENGINE)
def phone_fill(request):
    """One form, filled in with ODK Web Forms; which one stands in the fragment."""
    return render(request, "api/phone_fill.html")


@public(EMPTY)
@csp_update(SHELL)
def phone_day(request):
    """An officer's day: what is due, recorded offline."""
    return render(request, "api/phone_day.html")


@never_cache
@requires(Permission.FIELD_SEND)
def phone_pair(request):
    """Sign in once, and this phone gets an app password of its own; the password is told this once."""
    form = PairForm(request.POST or None)
    made = None
    if form.is_valid():
        made = attempt(form, make_device, label=form.cleaned_data["label"], by=request.user)
    return page(request, "api/phone_pair.html", {"form": form, "made": made},
                status=422 if form.is_bound and not made else 200)  # fmt: skip


@public("a script without any data")
def phone_worker(request):
    """The service worker; its address decides that it serves /lapangan/ and nothing else."""
    context = {"edition": shells.edition(), "parts": json.dumps(shells.addresses())}
    answer = render(request, "api/phone_worker.js", context, content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


@public("says how the page is called and looks")
def phone_manifest(_request) -> HttpResponse:
    """What makes the page installable."""
    icons = [
        {"src": static(f"api/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png",
         "purpose": "any maskable"}
        for size in (192, 512)
    ]  # fmt: skip
    told = {
        "name": "Binaan Lapangan", "short_name": "Lapangan", "lang": "id", "id": "/lapangan/",
        "start_url": "/lapangan/", "scope": "/lapangan/", "display": "standalone",
        "background_color": "#faf8f4", "theme_color": "#0e6b5b", "icons": icons,
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json")
