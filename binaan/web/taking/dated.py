"""What of a sheet or a paper the copy says, and as of when: it may be some seconds behind."""

from collections.abc import Iterable

from binaan.registry.selecting import columns
from binaan.registry.snapshot.cards import copied_at
from binaan.web.directory_page import as_of
from binaan.web.taking.choosing import Choice

CARD = "card"


def sentence(choice: Choice, keys: Iterable[str]) -> str:
    """Saringan dan kolom Ukuran menurut salinan pukul 10.32. "" where the register says it all."""
    moment = copied_at()
    if moment is None:
        return ""
    labels = [one.label for one in map(columns.COLUMNS.get, keys) if one and one.needs == CARD]
    parts = ["saringan"] if choice.ticked is None and choice.selection.narrowed else []
    parts += [f"kolom {', '.join(labels)}"] if labels else []
    said = " dan ".join(parts)
    return f"{said[0].upper()}{said[1:]} {as_of(moment)}." if said else ""
