"""What every form has around its table: title, columns, who signs, which choices it depends on."""

from binaan.kit.dates import long_date
from binaan.planning.choices import VersionState
from binaan.planning.models import Version
from binaan.reports import schemas
from binaan.reports.asking import Asked
from binaan.reports.parameters import YEAR_HEADINGS
from binaan.reports.queries.signing import head_signature
from binaan.reports.sheet import Column, Row, Sheet

OFFICE_DOTS = "Perangkat Daerah ... Provinsi/Kabupaten/Kota ..."


def columns(asked: Asked, **more) -> tuple[Column, ...]:
    """The columns of the form asked for, with the years of the document; see schemas.columns."""
    labels = asked.choice(YEAR_HEADINGS)
    years = more.pop("years", asked.years)
    return schemas.columns(asked.report.code, years=years, labels=labels, **more)


def sheet(user, asked: Asked, rows: list[Row], **said) -> Sheet:
    """A sheet of the form asked for. `said`: any field of Sheet that differs from the usual.

    Usual: the schema's title with the office in place of its dots, the document and its version
    below, landscape, the paper of the catalogue, signed by the head of the office.
    """
    known = schemas.schema(asked.report.code)
    made = {
        "title": known.title.replace(OFFICE_DOTS, asked.office.name),
        "subtitle": subtitle(asked),
        "columns": said.get("columns") or columns(asked),
        "header_rows": known.header_rows,
        "orientation": "portrait" if known.orientation == "portrait" else "landscape",
        "paper": asked.report.paper,
        "signatures": said.get("signatures") or (head_signature(user, asked.office, asked.on),),
    }
    return Sheet(code=asked.report.code, rows=rows, **(made | said))


def subtitle(asked: Asked, *more: str) -> tuple[str, ...]:
    """The office, where the title does not name it, the document, and `more`."""
    named = OFFICE_DOTS in schemas.schema(asked.report.code).title
    return (*([] if named else [asked.office.name]), str(asked.version.document), *more)


def version_words(version: Version) -> str:
    """Murni, ditetapkan 3 Januari 2022; or that it is a draft, which nobody should sign."""
    if version.state in (VersionState.SET, VersionState.REPLACED) and version.set_at:
        day = version.effective_on or version.set_at
        return f"{version.label}, berlaku {long_date(day)}"
    return f"{version.label}, {version.get_state_display().lower()} (belum ditetapkan)"
