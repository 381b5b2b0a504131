"""How a person said the columns of a list are to be read, found again by its headings."""

import hashlib
import re

from binaan.intake.headings import folded
from binaan.intake.kinds import Kind
from binaan.intake.matching import Decided, Option
from binaan.intake.models import RememberedLayout
from binaan.intake.tables import Heading, Layout
from binaan.intake.tables.heading import blocks
from binaan.kit.sheets.reading import RawSheet

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def labels(texts: list[str]) -> list[str]:
    """A name for each column by its heading, whatever the order; the second of equals gets a number.

    Years go: "Omzet 2019" of one list is "Omzet 2020" of the next.
    """
    found: list[str] = []
    for text in texts:
        plain = folded(_YEAR.sub("", text)) if text else ""
        earlier = sum(one.rpartition("#")[0] == plain for one in found)
        found.append(f"{plain}#{earlier + 1}")
    return found


def fingerprint(texts: list[str]) -> str:
    """The same for the same set of headings in any order, beside any number of bare columns."""
    words = sorted(label for label, text in zip(labels(texts), texts, strict=True) if text)
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def remember(source, layouts: list[Layout], by) -> None:
    """Keep how these sheets were read, for the next file of this source with the same headings."""
    for layout in layouts:
        names = dict(enumerate(labels(layout.headings)))
        own = {field: at for field, at in layout.columns.items() if at in names}
        entry = {
            "columns": {names[at]: field for field, at in own.items()},
            "multiply": {names[own[f]]: times for f, times in layout.multiply.items() if f in own},
            "key": names.get(layout.key),
            "hidden": layout.hidden,
            "fill": [names[at] for at in layout.fill if at in names],
        }
        RememberedLayout.objects.update_or_create(
            source=source,
            fingerprint=fingerprint(layout.headings),
            defaults={"entry": entry, "by": getattr(by, "username", by)},
        )


class Recalled:
    """What is remembered of one source."""

    def __init__(self, source=None):
        known = RememberedLayout.objects.filter(source=source) if source is not None else []
        self.entries = {one.fingerprint: one.entry for one in known}

    def heading(self, sheet: RawSheet) -> tuple[Heading | None, dict | None]:
        """The heading of this sheet that is known, with what is known of it."""
        if self.entries:
            for heading in blocks(sheet):
                entry = self.entries.get(fingerprint(heading.texts))
                if entry is not None:
                    return heading, entry
        return None, None

    def decided(self, entry: dict, heading: Heading, kind: Kind) -> Decided:
        """The columns as they were said to be; a field that is no more is left out."""
        columns, scales = entry.get("columns", {}), entry.get("multiply", {})
        options = {
            at: Option(columns[label], 1.0, "diingat", scales.get(label))
            for at, label in enumerate(labels(heading.texts))
            if label in columns and kind.field(columns[label])
        }
        return Decided({option.field: at for at, option in options.items()}, options, [])

    def beside(self, entry: dict, heading: Heading) -> dict:
        """Key and filled columns, as fields of a layout."""
        at = {label: index for index, label in enumerate(labels(heading.texts))}
        fill = tuple(at[label] for label in entry.get("fill", []) if label in at)
        return {"key": at.get(entry.get("key")), "fill": fill}
