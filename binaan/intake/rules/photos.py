"""Which photos of a form show a thing and may stand with its record; prose: docs/rules/kiriman.md.

What shows a person or a paper stays with the submission, where every opening is noted. In doubt by its
words: a question that names a face, an identity card, a signature or a document.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

PERSONS = re.compile(
    r"\b(?:pas ?foto|wajah|muka|selfie|swafoto|orang|pemilik|pedagang|responden|ktp|nik|kk|"
    r"kartu|paspor|sim|tanda ?tangan|ttd|paraf|dokumen|dok|surat|nib|npwp|tdu)\b"
)
WITHOUT = re.compile(r"\btanpa \w+")


def of_things(definition: Iterable[Mapping[str, Any]]) -> list[str]:
    """Paths of the questions whose photo goes to the record. `definition`: of a version of a form."""
    entries = list(definition)
    repeats = tuple(f"{one['path']}/" for one in entries if one["type"] == "repeat")
    return [
        one["path"] for one in entries
        if one["type"] == "image" and not one["path"].startswith(repeats) and _shows_a_thing(one)
    ]  # fmt: skip


def _shows_a_thing(entry: Mapping[str, Any]) -> bool:
    if entry.get("class") == "spesifik" or "signature" in (entry.get("appearance") or ""):
        return False
    asked = f"{entry['name']} {entry.get('label') or ''}".replace("_", " ").lower()
    return not PERSONS.search(WITHOUT.sub("", asked))
