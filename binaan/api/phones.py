"""The decorator of what phones ask: an app password in each request, no session, nothing stored."""

import base64
import binascii
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from binaan.access.guards import public
from binaan.access.permissions import Permission
from binaan.intake.actions.devices import note_seen
from binaan.intake.queries.devices import knocking

WHY = "the app password of the phone is asked in every request instead of a session"
UNKNOWN = "Ponsel ini tidak dikenal atau sudah dicabut; pasang ulang."
NOT_HIS = "Tugas Anda tidak lagi mencakup mengirim jawaban dari ponsel."


def credentials(request: HttpRequest) -> tuple[str, str]:
    """Name and app password of HTTP basic; ("", "") where there are none or they cannot be read."""
    kind, _blank, packed = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        name, _colon, word = base64.b64decode(packed, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, word


def from_phone(view):
    """Only a phone that is known may ask: else 401; `request.user` is whose it is, `request.device` it."""

    @csrf_exempt
    @public(WHY)
    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        device = knocking(*credentials(request))
        if device is None:
            answer = refuse(UNKNOWN, status=401)
            answer["WWW-Authenticate"] = 'Basic realm="Binaan", charset="UTF-8"'
            return answer
        if not device.user.may(Permission.FIELD_SEND):
            return refuse(NOT_HIS, status=403)
        request.user, request.device = device.user, device
        note_seen(device, app=request.headers.get("User-Agent", ""), by=device.user)
        return view(request, *args, **kwargs)

    return guarded


def refuse(words: str, *, status: int) -> HttpResponse:
    """Why not, in words the phone shows."""
    return JsonResponse({"words": words}, status=status)
