"""From what is asked to the sheet and what a copy of it says of itself."""

from binaan.reports.asking import Asked, choice_words, choices_of
from binaan.reports.builders.framing import version_words
from binaan.reports.drawing.grid import Imprint
from binaan.reports.sheet import Sheet


def sheet_of(user, asked: Asked) -> Sheet:
    """The sheet, as this user may see the plan."""
    return asked.report.build(user, asked)


def imprint_of(asked: Asked, code: str = "") -> Imprint:
    """The foot of a copy; without a code for a page that nobody has taken out."""
    return Imprint(
        code=code,
        document=str(asked.version.document),
        version=version_words(asked.version),
        period=asked.report.period(asked.year, asked.quarter),
        edition=asked.report.edition,
        choices=choice_words(choices_of(asked)),
        made_on=asked.on,
    )
