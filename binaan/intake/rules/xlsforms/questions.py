"""The questions of a form in order, as pyxform understood them: what is kept as its definition.

One entry a question, group or repeat: `path` (names below the root joined by "/"), `name`, `type`
(XLSForm's own word), `label`, and what else is said of it (`hint`, `required`, `relevant`, `list`,
`choices` as pairs of name and label, `class` of pdp-register.csv …). Empty things are left out.
"""

from collections.abc import Iterator, Mapping
from typing import Any

TYPES = {
    "select one": "select_one", "select all that apply": "select_multiple", "photo": "image",
    "datetime": "dateTime", "select one external": "select_one",
}  # fmt: skip
INSIDE = ("group", "repeat")
BINDS = {
    "required": "required", "relevant": "relevant", "constraint": "constraint",
    "jr:constraintMsg": "constraint_message", "jr:requiredMsg": "required_message",
    "calculate": "calculation", "readonly": "read_only",
}  # fmt: skip
NO_QUESTION = ("meta",)
YES = ("yes", "true", "true()", "y")
CLASS = "binaan_kelas"
Entry = dict[str, Any]


def questions(form: Mapping[str, Any]) -> list[Entry]:
    """The entries of a form (`form`: pyxform's own account of it)."""
    language = str(form.get("default_language") or "default")
    return list(_below(form.get("children") or [], "", language))


def _below(children: list, above: str, language: str) -> Iterator[Entry]:
    for one in children:
        name, kind = str(one.get("name", "")), str(one.get("type", ""))
        if name in NO_QUESTION or not name:
            continue
        path = f"{above}/{name}" if above else name
        yield _entry(one, path, kind, language)
        if kind in INSIDE:
            yield from _below(one.get("children") or [], path, language)


def _entry(one: Mapping[str, Any], path: str, kind: str, language: str) -> Entry:
    entry: Entry = {
        "path": path,
        "name": path.rpartition("/")[2],
        "type": TYPES.get(kind, kind),
        "label": spoken(one.get("label"), language),
        "hint": spoken(one.get("hint"), language),
        "appearance": str((one.get("control") or {}).get("appearance", "")),
        "list": str(one.get("itemset") or ""),
        "filter": str(one.get("choice_filter") or ""),
        "class": str(one.get(CLASS) or ""),
        "trigger": " ".join(one.get("trigger") or ()),
        "parameters": one.get("parameters") or {},
    }
    bind = one.get("bind") or {}
    entry |= {name: spoken(bind.get(said), language) for said, name in BINDS.items()}
    if entry["required"].lower() in YES:
        entry["required"] = "ya"
    elif entry["required"].lower() in ("no", "false", "false()"):
        entry["required"] = ""
    if not entry["list"].startswith("${"):
        entry["choices"] = [
            [
                str(each.get("name", "")),
                spoken(each.get("label"), language) or str(each.get("name")),
            ]
            for each in one.get("choices") or []
        ]
    return {key: value for key, value in entry.items() if value or key == "label"}


def spoken(text: Any, language: str) -> str:
    """A text in the form's own language, else in the first one it is written in."""
    if isinstance(text, Mapping):
        said = text.get(language) or text.get("default") or next(iter(text.values()), "")
        return str(said or "")
    return str(text or "")


def types(definition: list[Entry]) -> dict[str, str]:
    """Path → type of every entry: what an answer is read by."""
    return {entry["path"]: entry["type"] for entry in definition}


def repeated(definition: list[Entry]) -> set[str]:
    """The paths inside a repeat."""
    repeats = [entry["path"] + "/" for entry in definition if entry["type"] == "repeat"]
    return {
        entry["path"]
        for entry in definition
        if any(entry["path"].startswith(above) for above in repeats)
    }
