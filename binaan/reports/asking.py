"""What somebody asks of a report, and what a report in the catalogue is."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from binaan.access import parameters
from binaan.access.permissions import Permission
from binaan.kit.dates import QUARTERS
from binaan.planning.choices import DocumentKind
from binaan.planning.models import Version
from binaan.reports import schemas
from binaan.reports.sheet import Sheet


class Asked(NamedTuple):
    """One report of one version. `quarter` 0: of the whole year; `on`: the day it is printed.

    `counts_on`: the day on which the office's choices are read.
    """

    report: "Report"
    version: Version
    year: int
    quarter: int
    on: date
    counts_on: date

    @property
    def office(self):
        return self.version.document.office

    @property
    def years(self) -> tuple[int, ...]:
        """The five years of the form: the last five of the document, or five from its first."""
        document = self.version.document
        first = max(document.first_year, document.last_year - 4)
        return tuple(range(first, first + 5))

    def choice(self, key: str) -> str:
        """What the office decided, as it counted at the end of the period asked for."""
        return parameters.parameter(key, office=self.office, on=self.counts_on)


class Report(NamedTuple):
    """A finished report. `build` makes its sheet for a user; `kinds`: documents it is printed from.

    `parameters`: the office's choices it depends on; they are named on every copy. `paper`: a4, f4
    or a3. `group`: its heading on the page /laporan/. `since`, `until`: first years of the documents
    that its law is for. `paper_kind`: imported tables of this kind are printed in its form.
    """

    code: str
    group: str
    kinds: tuple[DocumentKind, ...]
    build: Callable[..., Sheet]
    paper: str = "a4"
    needs_year: bool = False
    needs_quarter: bool = False
    parameters: tuple[str, ...] = ()
    permission: Permission = Permission.PLAN_VIEW
    name: str = ""
    paper_kind: str = ""
    since: int = 0
    until: int = 9999

    @property
    def title(self) -> str:
        """Its title without the dots that an office fills in."""
        if self.name:
            return self.name
        text = schemas.schema(self.code).title
        for dots in (" ... Provinsi/Kabupaten/Kota ...", " ..."):
            text = text.replace(dots, "")
        return text

    @property
    def regulation(self) -> str:
        return schemas.schema(self.code).regulation

    @property
    def edition(self) -> str:
        """What is printed below: the law whose form this is."""
        return self.regulation

    def period(self, year: int, quarter: int) -> str:
        """The words for the time it speaks of: "Tahun 2026, Triwulan III"; "" where it needs none."""
        if not self.needs_year:
            return ""
        return f"Tahun {year}" + (f", Triwulan {QUARTERS[quarter - 1]}" if quarter else "")


def choices_of(asked: Asked) -> dict[str, str]:
    """The office's choices this report depends on: {key: value}."""
    return {key: asked.choice(key) for key in asked.report.parameters}


def choice_words(choices: dict[str, str]) -> tuple[str, ...]:
    """The same in words, for the foot of every copy."""
    return tuple(f"{parameters.DECLARED[key].label}: {value}" for key, value in choices.items())
