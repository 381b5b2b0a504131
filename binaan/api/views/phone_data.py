"""What phones ask in JSON with their app password: tasks, receipts, what came back, acts of the day."""

from contextlib import nullcontext

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from binaan.api.actions import acting
from binaan.api.phones import from_phone, refuse
from binaan.api.queries import phones
from binaan.api.queries.ground import ground
from binaan.api.telling import read
from binaan.kit import ranges
from binaan.kit.files import path_of
from binaan.kit.signing import sign
from binaan.kit.uploading import is_whole, named

RECEIPT = "kiriman"  # purpose of the signature
TORN = "Kiriman terputus di jalan; dicoba lagi nanti."
TEXT = "text/xml; charset=utf-8"


@require_GET
@from_phone
def phone_data(request):
    """Tasks, answers sent back, the officer's day."""
    return JsonResponse(phones.told(request.user))


@require_GET
@from_phone
def phone_ground(request):
    """Outlines for the map of a form; 204 when the phone has these already (?tag=)."""
    made = ground(request.user)
    if request.GET.get("tag") == made.tag:
        return HttpResponse(status=204)
    return ranges.packed(request, made.body, made.tag, "application/geo+json", no_store=True)


@require_GET
@from_phone
def phone_receipt(request):
    """Whether one answer is here whole; the receipt is signed, so that nobody can deny it later."""
    found = phones.arrival(request.user, request.GET.get("id", ""))
    if signed := found.pop("signed", None):
        found["receipt"] = sign(signed, RECEIPT)
    return JsonResponse(found)


@require_GET
@from_phone
def phone_returned(request, pk):
    """The XML of an answer that was sent back, as it came."""
    row = get_object_or_404(phones.returned(request.user).select_related("file"), pk=pk)
    return FileResponse(path_of(row.file.sha256).open("rb"), content_type=TEXT)


@require_GET
@from_phone
def phone_returned_file(request, pk, part):
    """One of its photos."""
    row = get_object_or_404(phones.attachments(request.user), submission=pk, pk=part)
    answer = FileResponse(
        path_of(row.file.sha256).open("rb"), content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@from_phone
def phone_act(request) -> HttpResponse:
    """One act of the day. 422 with words: it will never be taken so; the phone shows why."""
    try:
        if not is_whole(request):
            return refuse(TORN, status=400)
        upload = request.FILES.get("photo")
        told = read(request.POST.get("act", ""))
        with named(upload) if upload else nullcontext() as photo:
            result = acting.act(told, photo=photo, device=request.device, by=request.user)
    except (MultiPartParserError, UnreadablePostError):
        return refuse(TORN, status=400)
    except ValidationError as error:
        return refuse(" ".join(error.messages), status=422)
    except PermissionDenied as error:
        return refuse(str(error), status=403)
    return JsonResponse(result)
