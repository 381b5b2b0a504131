"""The check of TDU cards: a page that answers without a network too, its list, its service worker."""

import json

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from binaan.kit.pages import page
from binaan.portal import shell
from binaan.portal.doors import missed, open_door
from binaan.portal.queries import tdu
from binaan.vendors.rules.card_words import WORDS

WHY = "anybody may check a card that is shown to him; it tells no name and no NIK"
LONGEST = 5000  # letters of what is pasted


@open_door(WHY)
def portal_tdu(request):
    """The page; POST answers a code or a number for browsers without JavaScript."""
    text = request.POST.get("kode", "")[:LONGEST].strip()
    context = {"words": WORDS.items(), "text": text, "answer": None}
    if not text:
        return page(request, "portal/tdu.html", context)
    context["answer"] = found = tdu.answer(text)
    if found is None:
        missed(request)
    return page(request, "portal/tdu.html", context, status=200 if found else 422)


@require_safe
@open_door(WHY)
def portal_tdu_number(request):
    """JSON of what is said of a number: {"why", "facts"}, or {"why": null} for one nobody has."""
    found = tdu.answer(request.GET.get("nomor", "")[:LONGEST])
    if found is None:
        missed(request)
    return JsonResponse({"why": found and found.why, "facts": found.facts if found else []})


@require_safe
@open_door("public keys and serials that name nobody")
def portal_tdu_list(request):
    """What phones keep: public keys, serials of revoked cards, when it was made."""
    return JsonResponse(tdu.offline_list())


@require_safe
@open_door("a script that is the same for everybody")
def portal_tdu_worker(request):
    """The service worker; its first line names the files it keeps and their edition."""
    kept = {
        "edition": shell.edition(), "files": shell.addresses(),
        "page": reverse("portal_tdu"), "list": reverse("portal_tdu_list"),
    }  # fmt: skip
    text = f"const KEPT = {json.dumps(kept)};\n{shell.worker_source()}"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")
