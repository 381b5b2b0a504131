"""The two sides of a conflict as people read them: only what differs, in words, personal masked."""

from typing import NamedTuple

from binaan.access.models import User
from binaan.intake.models import Conflict, Submission
from binaan.intake.queries.choosing import chosen
from binaan.intake.reviewed import asked_in
from binaan.kit.dates import moment, short_date
from binaan.kit.masking import mask_all


class Side(NamedTuple):
    """One telling: who, when, where; `row` None is the register itself."""

    title: str
    told: str
    row: Submission | None


class Difference(NamedTuple):
    """One question and what each side says."""

    label: str
    ours: str
    theirs: str


def sides(user: User, conflict: Conflict) -> tuple[Side, Side]:
    """Who says what, and when. Who asks has fetched the conflict with his right."""
    ours = Side("Kiriman pertama" if conflict.other else "Kiriman ini", _told(conflict.submission),
                conflict.submission)  # fmt: skip
    if conflict.other is None:
        known = (
            f"diubah di sini sesudah ponsel memuat daftarnya; diperiksa {moment(conflict.found_at)}"
        )
        return ours, Side("Direktori", known, None)
    return ours, Side("Kiriman kedua", _told(conflict.other), conflict.other)


def _told(row: Submission) -> str:
    when = short_date(row.told_on) if row.told_on else moment(row.received_at)
    return f"{row.sender}, wawancara {when}"


def differences(user: User, conflict: Conflict) -> list[Difference]:
    """What differs, in the order of the form."""
    version = conflict.submission.version
    asked = {one.path: one for one in asked_in(version)}
    order = [path for path in asked if path in conflict.fields]
    order += [path for path in conflict.fields if path not in asked]
    told = [(asked[path], str(value)) for path in order if path in asked
            for value in conflict.fields[path]]  # fmt: skip
    known, made = chosen(user, version, told), []
    for path in order:
        said = [str(value) for value in conflict.fields[path]]
        one = asked.get(path)
        words = [known.get(value) or one.words(value) for value in said] if one else said
        if one is None or one.personal:
            words = [mask_all(value) for value in words]
        made.append(Difference(one.label if one else path, *words))
    return made
