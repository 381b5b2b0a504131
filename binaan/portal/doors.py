"""The decorator of every page here: open to strangers, not stored, not indexed, not hammered.

What is counted is an address of the network and what it does; limits are those of one web process
(there are up to four), and lie far above what a village hall behind one address needs.
"""

from functools import wraps

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from binaan.access.guards import public

LOOKS, WRITES, MISSES = (240, 60), (60, 600), (20, 900)  # how often in how many seconds
BUSY = 429
# The referrer stays within this host by the settings; with none at all a browser names no origin when
# it posts, and every form is refused.
ROBOTS = "noindex, nofollow"


def open_door(why: str):
    """Mark a view that anyone may see, with the reason; too many requests get 429."""

    def guard(view):
        @public(why)
        @never_cache
        @wraps(view)
        def guarded(request, *args, **kwargs):
            writes = request.method not in ("GET", "HEAD")
            if spent(request, "misses", MISSES) or counted(
                request, *(("writes", WRITES) if writes else ("looks", LOOKS))
            ):
                answer = render(request, "portal/busy.html", status=BUSY)
            else:
                answer = _seen(view, request, *args, **kwargs)
            answer["X-Robots-Tag"] = ROBOTS
            return answer

        return guarded

    return guard


def _seen(view, request, *args, **kwargs):
    """The page; for a word nobody gave out one that leads to the officers and not to a desk."""
    try:
        return view(request, *args, **kwargs)
    except Http404:
        return render(request, "portal/gone.html", status=404)


def missed(request) -> None:
    """Count a token or code that does not exist: who guesses is stopped soon."""
    counted(request, "misses", MISSES)


def spent(request, what: str, limit: tuple[int, int]) -> bool:
    """Whether this address has used up a limit."""
    return cache.get(_key(request, what), 0) >= limit[0]


def counted(request, what: str, limit: tuple[int, int]) -> bool:
    """Count once more; whether that was too much."""
    most, seconds = limit
    key = _key(request, what)
    if cache.add(key, 1, seconds):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:  # it ended between the two
        return False


def _key(request, what: str) -> str:
    try:
        address = get_adapter().get_client_ip(request)
    except PermissionDenied:  # none can be told: all of those share one limit
        address = ""
    return f"portal:{what}:{address}"
