"""A filled-in form as an engine writes it (XForm instance), read into plain answers.

Engines differ (tried: JavaRosa 5.1, ODK Web Forms 0.22): `2.5E8` or `250000000`, `Z` or `+00:00`,
`create="1"` or `"true"`, other orders of elements, nodes left empty or left out. What they mean is
the same, so it is read the same. Source: ODK XForms specification; docs/rules/kiriman.md.

A path is the names of the elements below the root, joined by `/`: `identitas/nama`. An answer is a
text; what was not answered has none. A repeat answers a list of such answers, under full paths:
`{"nama": "Sri", "dok": [{"dok/jenis": "nib"}, {"dok/jenis": "halal"}]}`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from binaan.intake.rules.answered import said

MOST_DEEP = 40  # groups in groups; our own forms have three
MOST_NODES = 50_000
FILES = ("image", "audio", "video", "file", "binary", "audit", "background-audio")
TRUE = ("1", "true", "yes")
META = "meta"
Answers = dict[str, "str | list[Answers]"]


class Unreadable(ValueError):
    """What came is no instance that can be read; the sentence says why, in Bahasa."""


class Entity(NamedTuple):
    """What an engine says of a record of a list: created or changed, under which identifier."""

    list_name: str
    record: str
    create: bool
    update: bool
    label: str


class Instance(NamedTuple):
    """One filled-in form. `files`: names of the files its answers speak of, in their order."""

    form_key: str
    version: str
    instance_id: str
    deprecated_id: str
    name: str
    answers: Answers
    meta: dict[str, str]
    entity: Entity | None
    files: tuple[str, ...]

    @property
    def begun_at(self) -> datetime | None:
        """When it was opened by the phone's clock; None where it does not say, or not since when."""
        return _moment(self.meta.get("start", ""))

    @property
    def ended_at(self) -> datetime | None:
        """When it was finished by the phone's clock."""
        return _moment(self.meta.get("end", ""))


def parse(xml: bytes, types: Mapping[str, str] | None = None) -> Instance:
    """Read an instance; `types` gives the type of each question by path (XLSForm's words).

    Without `types` values stay as they were written and a repeat is what stands twice. Raises
    Unreadable.
    """
    root = _root(xml)
    walk = _Walk({path: kind.split()[0] for path, kind in (types or {}).items() if kind})
    answers = walk.answers(root, "", 0)
    meta = _child(root, META)
    said_of_itself = walk.meta | _meta(meta)
    instance_id = said_of_itself.get("instanceID") or root.get("instanceID") or ""
    if not instance_id.strip():
        raise Unreadable("Kiriman tidak membawa tanda pengenal (instanceID).")
    if len(instance_id) > 120:
        raise Unreadable("Tanda pengenal kiriman (instanceID) terlalu panjang.")
    return Instance(
        form_key=(root.get("id") or _namespace(root))[:64],
        version=(root.get("version") or "")[:40],
        instance_id=instance_id.strip(),
        deprecated_id=said_of_itself.get("deprecatedID", "").strip()[:120],
        name=said_of_itself.get("instanceName", "")[:200],
        answers=answers,
        meta=said_of_itself,
        entity=_entity(meta),
        files=tuple(dict.fromkeys(walk.files + _kept_by_the_engine(meta))),
    )


def flat(answers: Answers) -> dict[str, str]:
    """Every answer outside repeats."""
    return {path: value for path, value in answers.items() if isinstance(value, str)}


def _root(xml: bytes) -> Element:
    try:
        root = fromstring(xml, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable("Kiriman memuat DTD atau entitas XML, yang tidak diterima.") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable("Kiriman bukan XML yang utuh; mungkin terpotong di jalan.") from error
    if root.get("encrypted") in TRUE:
        raise Unreadable("Kiriman ini terenkripsi; formulir terenkripsi tidak didukung.")
    if sum(1 for _node in root.iter()) > MOST_NODES:
        raise Unreadable("Kiriman memuat terlalu banyak isian.")
    return root


class _Walk:
    """Collects the answers of an instance, and the files and times they speak of."""

    def __init__(self, types: Mapping[str, str]):
        self.types = types
        self.files: list[str] = []
        self.meta: dict[str, str] = {}

    def answers(self, parent: Element, above: str, depth: int) -> Answers:
        """The answers below an element, under paths that begin with `above`."""
        if depth > MOST_DEEP:
            raise Unreadable("Kelompok pertanyaan bersarang terlalu dalam.")
        found: Answers = {}
        for name, nodes in _by_name(parent).items():
            path = f"{above}/{name}" if above else name
            if path == META or self.types.get(path) in ("note", "trigger"):
                continue
            if self._repeats(path, nodes):
                rows = [self.answers(node, path, depth + 1) for node in nodes]
                found[path] = [row for row in rows if row]
            elif len(nodes[0]):
                found |= self.answers(nodes[0], path, depth + 1)
            else:
                self._answer(found, path, nodes)
        return {path: value for path, value in found.items() if value}

    def _repeats(self, path: str, nodes: list[Element]) -> bool:
        return self.types.get(path) == "repeat" or (len(nodes) > 1 and any(map(len, nodes)))

    def _answer(self, found: Answers, path: str, nodes: list[Element]) -> None:
        kind = self.types.get(path, "")
        value = said(" ".join(node.text or "" for node in nodes), kind)
        if not value:
            return
        found[path] = value
        if kind in FILES:
            self.files.append(value)
        if kind in ("start", "end", "today", "deviceid", "username"):
            self.meta[kind] = value
        elif not self.types and path in ("start", "end", "today", "deviceid"):
            self.meta[path] = said(value, path)


def _by_name(parent: Element) -> dict[str, list[Element]]:
    """The elements below `parent` by name; a template of a repeat is no answer."""
    found: dict[str, list[Element]] = {}
    for node in parent:
        if not isinstance(node.tag, str) or _is_template(node):
            continue
        found.setdefault(_bare(node.tag), []).append(node)
    return found


def _is_template(node: Element) -> bool:
    return any(_bare(name) == "template" for name in node.attrib)


def _bare(tag: str) -> str:
    """A name without its namespace: engines declare namespaces as they please."""
    return tag.rpartition("}")[2]


def _namespace(root: Element) -> str:
    """The namespace of the root, by which old forms were known."""
    return root.tag[1:].partition("}")[0] if root.tag.startswith("{") else ""


def _child(parent: Element, name: str) -> Element | None:
    return next((node for node in parent if _bare(str(node.tag)) == name), None)


def _meta(meta: Element | None) -> dict[str, str]:
    """What the engine says of itself: instanceID, instanceName, deprecatedID, timeStart, …"""
    if meta is None:
        return {}
    told = {_bare(str(node.tag)): (node.text or "").strip() for node in meta if not len(node)}
    for was, name in (("timeStart", "start"), ("timeEnd", "end"), ("deviceID", "deviceid")):
        if told.get(was):
            told[name] = said(told[was], name)
    return {name: value for name, value in told.items() if value}


def _kept_by_the_engine(meta: Element | None) -> list[str]:
    """The log of how the form was filled in, where the engine keeps one."""
    node = None if meta is None else _child(meta, "audit")
    return [] if node is None or not (node.text or "").strip() else [(node.text or "").strip()]


def _entity(meta: Element | None) -> Entity | None:
    node = None if meta is None else _child(meta, "entity")
    if node is None or not node.get("id"):
        return None
    label = _child(node, "label")
    return Entity(
        list_name=node.get("dataset", ""),
        record=node.get("id", ""),
        create=node.get("create", "").lower() in TRUE,
        update=node.get("update", "").lower() in TRUE,
        label="" if label is None else (label.text or "").strip(),
    )


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
