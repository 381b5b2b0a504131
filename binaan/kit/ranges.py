"""Serves a file piece by piece: one HTTP range (RFC 9110, 14), an entity tag, never the whole in memory."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
PIECE = 64 * 1024


def serve(request: HttpRequest, path: Path, content_type: str, **cache) -> HttpResponseBase:
    """The file, the range asked for (206), "not changed" (304) or "no such range" (416).

    Several ranges at once are answered with the whole file, as the RFC allows. `cache`: words of
    Cache-Control. The tag changes with size and time of the file.
    """
    file = path.open("rb")
    known = path.stat()
    tag = f'"{known.st_size:x}-{known.st_mtime_ns:x}"'
    response = _answer(request, file, known.st_size, tag)
    response["Content-Type"] = content_type
    response["ETag"] = tag
    response["Accept-Ranges"] = "bytes"
    patch_cache_control(response, **(cache or {"no_cache": True}))
    return response


def packed(request: HttpRequest, body: bytes, tag: str, content_type: str, **cache) -> HttpResponse:
    """A gzip-packed body, unpacked for the rare reader that takes no gzip; `cache`: as in `serve`."""
    response = HttpResponse(body, content_type=content_type)
    response["Content-Encoding"] = "gzip"
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(gzip.decompress(body), content_type=content_type)
    return tagged(request, response, tag, **cache)


def tagged(request: HttpRequest, response: HttpResponse, tag: str, **cache) -> HttpResponse:
    """The response with an entity tag, or "not changed" for who has it; `cache`: as in `serve`."""
    tag = f'"{tag}"'
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
    response["ETag"] = tag
    patch_cache_control(response, **(cache or {"no_cache": True}))
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _answer(request: HttpRequest, file: BinaryIO, size: int, tag: str) -> HttpResponseBase:
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        file.close()
        return HttpResponse(status=304)
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", tag) != tag or not ONE_RANGE.match(asked):
        return _part(file, 0, size)
    span = _span(asked, size)
    if span is None:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = span
    response = _part(file, first, last - first + 1)
    response.status_code = 206
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte, both included; None when nothing of the file lies there."""
    match = ONE_RANGE.match(asked)
    first, last = match.groups() if match else ("", "")
    if not first:  # "-500": the last 500 bytes
        count = min(int(last or 0), size)
        return (size - count, size - 1) if count else None
    begin, end = int(first), min(int(last), size - 1) if last else size - 1
    return (begin, end) if begin <= end else None


def _part(file: BinaryIO, start: int, length: int) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_read(file, start, length))
    response["Content-Length"] = str(length)
    return response


def _read(file: BinaryIO, start: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while length > 0:
            piece = file.read(min(PIECE, length))
            if not piece:
                return
            length -= len(piece)
            yield piece
