"""The selection on paper: up to 500 businesses, always masked, noted in the trail."""

import secrets
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from binaan.access import audit
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.kit.dates import moment
from binaan.kit.numbers import id_number
from binaan.registry.models import Business
from binaan.registry.selecting import asking, columns
from binaan.web.queries.scope import scope
from binaan.web.taking import dated
from binaan.web.taking.choosing import Choice, allowed
from binaan.web.taking.sheets import noted
from binaan.web.taking.starting import mark_of

MOST = 500
UNBROKEN = {"nomor", "nib", "nik", "npwp", "telepon", "kbli", "dilihat", "diverifikasi", "dicatat"}
WIDE = 6  # columns behind the name that no longer fit upright
CROWDED = 13  # that fit a sheet only when words are broken


class Printed(NamedTuple):
    """`lines`: number, name, and texts in the order of `headings`, each with its class."""

    office: str
    words: str
    mark: str
    watermark: str
    headings: list[tuple[str, str]]
    lines: list[tuple[int, str, list[tuple[str, str]]]]
    left_out: int
    dated: str

    @property
    def wide(self) -> bool:
        return len(self.headings) > WIDE

    @property
    def crowded(self) -> bool:
        return len(self.headings) > CROWDED


def too_many(user: User, choice: Choice) -> bool:
    return len(list(choice.ids(user, Permission.EXPORT, MOST + 1))) > MOST


def prepare(choice: Choice, *, by: User) -> Printed:
    """The lines of the paper, after noting who takes them along. At most MOST of them."""
    choice.must_be_read()
    asked = list(choice.ids(by, Permission.EXPORT, MOST))
    ids = allowed(by, Permission.EXPORT, asked)
    chosen = [columns.COLUMNS[key] for key in choice.selection.column_keys]
    here, mark = scope(by), mark_of(by, secrets.token_hex(8))
    payload = {
        "query": noted(choice.query), "selection": choice.words, "rows": len(ids), "mark": mark,
        "columns": [one.key for one in chosen],
    }  # fmt: skip
    where = {"place": here.place, "office": here.office} if here else {}
    audit.record("directory.printed", None, by=by, payload=payload, **where)
    watermark = (
        f"Dicetak {moment(timezone.now())} oleh {by} ({by.username}); {id_number(len(ids))} usaha; "
        f"kode {mark}; data pribadi disamarkan"
    )
    headings = [(one.label, "r" if one.right else "") for one in chosen]
    office = here.label if here else "Binaan"
    copied = dated.sentence(choice, choice.selection.column_keys)
    lines = _lines(by, ids, chosen)
    left_out = len(asked) - len(ids)
    return Printed(office, choice.words, mark, watermark, headings, lines, left_out, copied)


def _lines(by: User, ids: list[UUID], chosen: list) -> list:
    keys = [one.key for one in chosen]
    mine = Business.objects.permitted(by, Permission.EXPORT).present()
    by_key = {one.pk: one for one in columns.with_parts(mine.filter(pk__in=ids), keys)}
    rows = asking.dressed(by, [by_key[pk] for pk in ids if pk in by_key], keys)
    return [
        (number, row.name, [(columns.text(one, row, row.card), _style(one)) for one in chosen])
        for number, row in enumerate(rows, start=1)
    ]


def _style(column: columns.Column) -> str:
    """Figures to the right; numbers and days in one piece."""
    return "r num" if column.right else "whole num" if column.key in UNBROKEN else ""
