"""Only a phone that is known comes in: its name and app password with every request, over TLS."""

from functools import wraps

from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from binaan.access.guards import public
from binaan.access.permissions import Permission
from binaan.api.openrosa.documents import refused
from binaan.api.phones import credentials
from binaan.intake.actions.devices import note_seen
from binaan.intake.queries.devices import knocking

WHY = "the app password of the phone is asked in every request instead of a session"
UNKNOWN = (
    "Nama pengguna atau sandi aplikasi tidak dikenal, atau perangkat ini sudah dicabut. Buat perangkat "
    "baru di Pendataan > Perangkat, lalu pindai kode QR-nya."
)
NOT_HIS = "Tugas Anda tidak mencakup mengirim jawaban dari ponsel. Hubungi kantor Anda."


def for_phones(view):
    """Else 401 with the realm, as OpenRosa asks; 403 for who may not send any more."""

    @csrf_exempt
    @public(WHY)
    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        device = knocking(*credentials(request))
        if device is None:
            response = refused(UNKNOWN, status=401)
            response["WWW-Authenticate"] = 'Basic realm="Binaan", charset="UTF-8"'
            return response
        if not device.user.may(Permission.FIELD_SEND):
            return refused(NOT_HIS, status=403)
        request.user, request.device = device.user, device
        note_seen(device, app=request.headers.get("User-Agent", ""), by=device.user)
        return view(request, *args, **kwargs)

    return guarded
