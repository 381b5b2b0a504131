"""One sending of a phone: the instance and the files beside it, taken out of a multipart body."""

from typing import NamedTuple

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.files.base import ContentFile
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from binaan.api.openrosa.documents import most_bytes
from binaan.kit.uploading import MEGABYTE, LimitedUpload, is_whole

XML_PART = "xml_submission_file"
INCOMPLETE = "*isIncomplete*"
TOO_LARGE = (
    "Kiriman ini lebih besar dari {limit} MB. Ponsel akan mengirimnya dalam beberapa bagian; bila tetap "
    "gagal, perkecil fotonya."
)
TOO_MANY = "Kiriman ini memuat terlalu banyak berkas sekaligus; kirimkan dalam beberapa bagian."
TORN = "Kiriman terputus di jalan. Jawaban masih aman di ponsel; kirim lagi."
NO_XML = "Kiriman tanpa berkas jawaban (xml_submission_file) tidak dapat diterima."


class Refused(Exception):
    """The body cannot be taken in; `status` and a sentence say why. Nothing was kept."""

    def __init__(self, status: int, words: str):
        super().__init__(words)
        self.status, self.words = status, words


class Sending(NamedTuple):
    """`xml` and `attached`: open binary files. `incomplete`: the phone says that more will follow."""

    xml: ContentFile
    attached: dict
    incomplete: bool


def sending(request: HttpRequest) -> Sending:
    """What one POST brings; raises Refused."""
    _must_fit(request)
    try:
        whole = is_whole(request)
        fields, parts = request.POST, request.FILES
    except RequestDataTooBig as error:
        raise Refused(413, _too_large()) from error
    except (TooManyFilesSent, TooManyFieldsSent) as error:
        raise Refused(413, TOO_MANY) from error
    except (MultiPartParserError, UnreadablePostError) as error:
        raise Refused(400, TORN) from error
    if not whole:
        raise Refused(400, TORN)
    if any(isinstance(one, LimitedUpload) and one.dropped for one in request.upload_handlers):
        raise Refused(413, _too_large())
    xml = parts.get(XML_PART)
    if xml is None and fields.get(XML_PART):
        xml = ContentFile(fields[XML_PART].encode())
    if xml is None:
        raise Refused(400, NO_XML)
    attached = {
        upload.name: upload for part in parts if part != XML_PART for upload in parts.getlist(part)
    }
    incomplete = fields.get(INCOMPLETE, "").lower() in ("yes", "true", "1")
    return Sending(xml, attached, incomplete)


def _must_fit(request: HttpRequest) -> None:
    """Refused by its announced length, before a byte of it is read."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if announced.isdecimal() and int(announced) > most_bytes():
        raise Refused(413, _too_large())


def _too_large() -> str:
    return TOO_LARGE.format(limit=most_bytes() // MEGABYTE)
