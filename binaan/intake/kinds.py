"""Kinds of list that can arrive. Rooms above sign up; intake knows none of them."""

from collections.abc import Callable
from typing import NamedTuple

import polars as pl


class KindField(NamedTuple):
    """A field a list of this kind may state.

    `kind`: text, choice, year, count, money, date, identifier, phone, number, degrees, place (see
    registry/rules/fields). `looks`: of sample texts (without blanks) the share, 0 to 1, that can be
    this field; None where values tell nothing. `group`: what it tells of, as a heading in a select.
    """

    name: str
    label: str
    synonyms: tuple[str, ...] = ()
    personal: bool = False
    help: str = ""
    kind: str = "text"
    looks: Callable[[list[str]], float] | None = None
    group: str = "Isian"


class Read(NamedTuple):
    """A slice of rows after reading and checking.

    clean: `ordinal`, `key` (text), `held` (bool), `place` (code or null) and the kind's own typed
    columns; what the reader's `completed(clean)` adds is left out until it is needed.
    problems: `ordinal`, `field`, `code`, `value`, `suggestion`.
    """

    clean: pl.DataFrame
    problems: pl.DataFrame


class Applied(NamedTuple):
    """What applying a chunk did; problems found only against the register."""

    new: int
    changed: int
    unchanged: int
    problems: pl.DataFrame


class Amended(NamedTuple):
    """Rows of one batch with what a repair says of them, beside what they said without it.

    Both frames hold the columns of `Read.clean`, completed, for the same ordinals in the same order,
    `now` with `key` and `hash` of the landed row (`key_now`: as repaired), and whether the row
    `enters` (it waited whole and goes in now), and `apart`: as a record of its own, whatever it
    resembles.
    """

    was: pl.DataFrame
    now: pl.DataFrame


class Named(NamedTuple):
    """How a record of a kind is shown: its page and where it stands."""

    name: str
    note: str
    place: str
    url: str


def alone(field: str, value: str) -> dict[str, str | None]:
    """A value that says its own field and nothing else."""
    return {field: value}


class Kind(NamedTuple):
    """Everything intake asks of the room that owns a kind of list.

    reader(batch): object with read(frame) -> Read, completed(clean), foresee(frame),
    identities(rows) and IDENTITY, the columns it needs.
    apply(batch, clean) -> Applied, inside a transaction.
    foretell(batch) -> object called with each chunk `clean` in order -> frame `ordinal`, `verdict`
    (new, changed, unchanged, as applying would count), `record` (hex or null), `altered` (list of
    field names), `conflicts` (how many numbers could not be his); remembers chunks, writes nothing.
    before(user, {record: fields}) -> {record: {field: words}} as the register has them now.
    amend(field, value) -> {field: text or None}: what a person's value says of a row; one value may
    say several fields (a place, a position).
    mend(repair, amended, by=) puts a repair into the register, see `Amended`; answers the problems it
    met there, keyed by ordinal. unmend(repair, by=) takes it back exactly and answers the ordinals
    that wait again. Both raise ValidationError or PermissionDenied and leave nothing behind.
    naming(user, records) -> {UUID: Named} for the records this user may see.
    bands: field -> pattern of a line that stands above its rows ("Kecamatan Tambun Selatan").
    naming_fields: of these a sheet needs one, else every row of it would wait.
    lasting: a row that a newer version leaves out is asked about; False where each list tells of its
    own days only.
    applied(batch): called in the transaction in which the last of a file has been applied.
    """

    key: str
    label: str
    fields: tuple[KindField, ...]
    reader: Callable
    apply: Callable
    permission: str
    foretell: Callable | None = None
    before: Callable | None = None
    amend: Callable = alone
    mend: Callable | None = None
    unmend: Callable | None = None
    naming: Callable | None = None
    bands: dict[str, str] | None = None
    applied: Callable | None = None
    lasting: bool = True
    naming_fields: tuple[str, ...] = ("name",)

    def field(self, name: str) -> KindField | None:
        """A field by its name."""
        return next((field for field in self.fields if field.name == name), None)

    def kin(self, name: str) -> frozenset[str]:
        """The field with those that only together say one thing: the parts of a place, a position."""
        found = self.field(name)
        if found is None or found.kind not in ("place", "degrees"):
            return frozenset((name,))
        return frozenset(field.name for field in self.fields if field.kind == found.kind)

    @property
    def personal(self) -> frozenset[str]:
        """Names of the fields whose words are personal data."""
        return frozenset(field.name for field in self.fields if field.personal)


KINDS: dict[str, Kind] = {}


def sign_up(kind: Kind) -> None:
    """A room above says: lists of this kind are mine."""
    KINDS[kind.key] = kind
