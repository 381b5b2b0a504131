"""What an OpenRosa server answers: lists, manifests and messages as XML, each with its headers.

Sources: docs.getodk.org, OpenRosa HTTP, Form Discovery and Form Submission APIs.
"""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import http_date

from binaan.kit.uploading import MEGABYTE

LIST = "http://openrosa.org/xforms/xformsList"
MANIFEST = "http://openrosa.org/xforms/xformsManifest"
RESPONSE = "http://openrosa.org/http/response"
XML = "text/xml; charset=utf-8"


class Fetchable(NamedTuple):
    """A form as the list names it; addresses are whole ones."""

    key: str
    version: str
    title: str
    md5: str
    form: str
    manifest: str


def most_bytes() -> int:
    """How large one sending may be: this many bytes; a phone sends more in several."""
    return settings.UPLOAD_MB * MEGABYTE


def md5(content: bytes) -> str:
    """`md5:…`, by which a phone sees that something changed; a mark of change, not of trust."""
    return f"md5:{hashlib.md5(content, usedforsecurity=False).hexdigest()}"


def form_list(forms: Iterable[Fetchable]) -> bytes:
    """The forms a phone may fetch."""
    root = Element("xforms", xmlns=LIST)
    for one in forms:
        node = SubElement(root, "xform")
        said = {"formID": one.key, "name": one.title, "version": one.version, "hash": one.md5,
                "downloadUrl": one.form, "manifestUrl": one.manifest}  # fmt: skip
        for name, text in said.items():
            SubElement(node, name).text = text
    return _written(root)


def manifest(media: Iterable[tuple[str, str, str]]) -> bytes:
    """The files beside a form: name, hash, address."""
    root = Element("manifest", xmlns=MANIFEST)
    for name, digest, address in media:
        node = SubElement(root, "mediaFile")
        for tag, text in (("filename", name), ("hash", digest), ("downloadUrl", address)):
            SubElement(node, tag).text = text
    return _written(root)


def message(words: str, *, nature: str = "") -> bytes:
    """One sentence for the person who holds the phone. `nature`: what it is, for the engine."""
    root = Element("OpenRosaResponse", xmlns=RESPONSE)
    node = SubElement(root, "message", **({"nature": nature} if nature else {}))
    node.text = words
    return _written(root)


def _written(root: Element) -> bytes:
    return tostring(root, encoding="utf-8", xml_declaration=True)


def answered(content: bytes = b"", *, status: int = 200, kind: str = XML) -> HttpResponse:
    """A response with the headers every OpenRosa answer bears."""
    response = HttpResponse(content, status=status, content_type=kind)
    response["X-OpenRosa-Version"] = "1.0"
    response["X-OpenRosa-Accept-Content-Length"] = str(most_bytes())
    response["Content-Language"] = "id"
    response["Date"] = http_date()
    return response


def refused(words: str, *, status: int) -> HttpResponse:
    """Why not, in a sentence the phone shows."""
    return answered(message(words, nature="submit_failure"), status=status)
