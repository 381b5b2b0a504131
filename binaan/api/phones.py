"""The door for phones: an app password in each request, no session, nothing stored."""

import base64
import binascii
from collections.abc import Callable
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


def door(refuse: Callable[..., HttpResponse], *, unknown: str, not_his: str) -> Callable:
    """Only a phone that is known may ask: else 401 with the realm, 403 for who may not send any more.

    `refuse(words, status=)` says why not as the engine reads it. `request.user` is whose phone it is,
    `request.device` the phone.
    """

    def decorated(view):
        @csrf_exempt
        @public(WHY)
        @never_cache
        @wraps(view)
        def guarded(request, *args, **kwargs):
            device = knocking(*credentials(request))
            if device is None:
                answer = refuse(unknown, status=401)
                answer["WWW-Authenticate"] = 'Basic realm="Binaan", charset="UTF-8"'
                return answer
            if not device.user.may(Permission.FIELD_SEND):
                return refuse(not_his, status=403)
            request.user, request.device = device.user, device
            note_seen(device, app=request.headers.get("User-Agent", ""), by=device.user)
            return view(request, *args, **kwargs)

        return guarded

    return decorated


def refuse(words: str, *, status: int) -> HttpResponse:
    """Why not, in words the phone shows."""
    return JsonResponse({"words": words}, status=status)


from_phone = door(refuse, unknown=UNKNOWN, not_his=NOT_HIS)
