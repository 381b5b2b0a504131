"""The audit trail as CSV, for an auditor's own spreadsheet."""

import csv
import json
from collections.abc import Iterator

from binaan.access import verbs
from binaan.access.payloads import masked
from binaan.kit.dates import moment

HEADINGS = (
    "Nomor", "Waktu", "Waktu (ISO)", "Oleh", "Peristiwa", "Kata kerja", "Objek", "Wilayah",
    "Kantor", "Rincian", "Hash",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    def write(self, line):
        return line


def audit_lines(events, *, exported: str) -> Iterator[str]:
    """CSV lines, the byte order mark first so that Excel reads UTF-8; `exported` says by whom."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(HEADINGS)
    for event in events.select_related("payload").iterator(chunk_size=2000):
        yield writer.writerow([_plain(value) for value in _row(event)])
    yield writer.writerow([_plain(exported)])


def _row(event) -> tuple:
    payload = getattr(event, "payload", None)
    content = masked(payload.content) if payload else None
    details = json.dumps(content, ensure_ascii=False) if content is not None else ""
    return (
        event.id, moment(event.at), event.at.isoformat(), event.by, verbs.label(event.verb),
        event.verb, event.subject, event.place_code, event.office_key, details, event.hash,
    )  # fmt: skip


def _plain(value) -> str:
    """Text a spreadsheet will not take for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
