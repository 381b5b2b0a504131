"""The OpenRosa server: which forms, a form, what goes beside it, and what comes back filled in."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from binaan.api.openrosa import documents
from binaan.api.openrosa.documents import answered, message, refused
from binaan.api.openrosa.door import for_phones
from binaan.api.openrosa.sending import Refused, sending
from binaan.intake.actions.receiving import receive
from binaan.intake.queries import field_forms, media
from binaan.kit.numbers import id_number

NO_FORM = (
    "Formulir ini tidak ada, sudah ditarik, atau bukan bagian tugas Anda. Segarkan daftar formulir."
)
NO_ROOM = "Server sedang penuh atau sibuk. Jawaban masih aman di ponsel; kirim lagi nanti."


@for_phones
@require_safe
def openrosa_forms(request):
    """Every form this phone may fetch, each in the edition that is in use; ?formID= narrows."""
    wanted = request.GET.get("formID", "")
    found = field_forms.to_fetch(request.user)
    some = [one for one in found if not wanted or one.form.key == wanted]
    return answered(documents.form_list(_fetchable(request, one) for one in some))


@for_phones
@require_safe
def openrosa_form(request):
    """The form itself, ?formId= and &version=."""
    version = _asked_for(request)
    if version is None:
        return refused(NO_FORM, status=404)
    return answered(version.xform.encode())


@for_phones
@require_safe
def openrosa_manifest(request):
    """What a phone fetches beside a form, cut to what its holder is assigned."""
    version = _asked_for(request)
    if version is None:
        return refused(NO_FORM, status=404)
    return answered(
        documents.manifest(
            (one.name, f"md5:{one.md5}", _address(request, "openrosa_media", version, one.name))
            for one in media.media(request.user, version)
        )
    )


@for_phones
@require_safe
def openrosa_media(request):
    """One of these files, &name=."""
    version = _asked_for(request)
    one = media.medium(request.user, version, request.GET.get("name", "")) if version else None
    if one is None:
        return refused(NO_FORM, status=404)
    return answered(one.content, kind=one.type)


@for_phones
@require_http_methods(["HEAD", "POST"])
def openrosa_submission(request):
    """HEAD tells where to send and how much at once; POST takes one instance, whole or in parts.

    201: all of it is here; 202: kept, and more is awaited or a person must look first.
    """
    if request.method == "HEAD":
        return _placed(request, answered(status=204))
    try:
        sent = sending(request)
        done = receive(sent.xml, attached=sent.attached, device=request.device, by=request.user)
    except Refused as error:
        return refused(error.words, status=error.status)
    except PermissionDenied as error:
        return refused(str(error), status=403)
    except (OSError, OperationalError):
        return refused(NO_ROOM, status=503)
    words, whole = _told(done)
    status = 201 if whole and not sent.incomplete else 202
    return _placed(request, answered(message(words, nature="submit_success"), status=status))


def _told(done) -> tuple[str, bool]:
    """What the phone shows, and whether all that was awaited is here."""
    if done.missing:
        return f"Diterima; menunggu {id_number(len(done.missing))} lampiran lagi.", False
    if done.submission.state == "broken":
        return "Diterima dan disimpan, tetapi belum dapat dibaca. Kantor akan memeriksanya.", False
    return ("Kiriman lengkap diterima." if done.new else "Kiriman ini sudah lengkap."), True


def _placed(request, response):
    response["Location"] = request.build_absolute_uri(reverse("openrosa_submission"))
    return response


def _asked_for(request):
    key, version = request.GET.get("formId", ""), request.GET.get("version", "")
    return field_forms.edition(request.user, key, version)


def _fetchable(request, version) -> documents.Fetchable:
    return documents.Fetchable(
        key=version.form.key, version=version.version, title=version.form.title,
        md5=documents.md5(version.xform.encode()),
        form=_address(request, "openrosa_form", version),
        manifest=_address(request, "openrosa_manifest", version),
    )  # fmt: skip


def _address(request, name: str, version, file: str = "") -> str:
    asked = {"formId": version.form.key, "version": version.version} | (
        {"name": file} if file else {}
    )
    return request.build_absolute_uri(f"{reverse(name)}?{urlencode(asked)}")
