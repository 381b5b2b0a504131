"""A campaign as XLSX: its targets, its answers, the quality of each person's interviews.

Personal answers are masked whatever the reader may see; every file names who took it and when.
"""

import secrets
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from binaan.access import audit
from binaan.access.models import User
from binaan.access.permissions import Permission
from binaan.intake.models import Campaign
from binaan.intake.queries import campaigns, quality, reviewing
from binaan.intake.reviewed import answers_of, asked_in
from binaan.intake.rules.fieldwork import LABELS
from binaan.intake.rules.questioned import Question
from binaan.kit.dates import moment
from binaan.kit.masking import mask_all
from binaan.kit.numbers import id_number
from binaan.kit.sheets.writing import DAY, NUMBER, TEXT, Column, Paper, write_xlsx

MOST = 20_000


class Sheet(NamedTuple):
    """A file of a campaign: its title, columns and rows."""

    title: str
    columns: list[Column]
    rows: Sequence[Sequence]


def targets(user: User, campaign: Campaign) -> Sheet:
    """Everybody to be visited, with who has them and what came of it."""
    columns = [
        Column("Sasaran", TEXT, 36, "Yang didatangi, atau desa tempat pendataan baru."),
        Column("Desa/kelurahan", TEXT, 22), Column("Kecamatan", TEXT, 22),
        Column("Kode wilayah", TEXT, 15, "Kode Kemendagri."), Column("Jumlah", NUMBER, 9),
        Column("Petugas", TEXT, 26), Column("Keadaan", TEXT, 18), Column("Keterangan", TEXT, 40),
    ]  # fmt: skip
    found = campaigns.targets(user, campaign, Permission.EXPORT).order_by("order", "pk")[:MOST]
    rows = [
        [one.label, one.place.name, one.place.parent.name if one.place.parent else "", one.place_id,
         one.expected, str(one.officer or ""), one.get_state_display(), one.state_why]
        for one in found
    ]  # fmt: skip
    return Sheet("Sasaran", columns, rows)


def answers(user: User, campaign: Campaign) -> Sheet:
    """Every answer that counts, as corrected, one column a question; repeats stay on their page."""
    found = reviewing.submissions(user, Permission.EXPORT).filter(campaign=campaign)
    found = found.exclude(state__in=campaigns.NOT_COUNTED).order_by("received_at", "pk")[:MOST]
    submissions = list(found.defer("meta", "version__xform"))
    asked = _asked(submissions)
    now = answers_of(submissions)
    columns = [
        Column("Kiriman", TEXT, 40, "Tanda pengenal kiriman."), Column("Petugas", TEXT, 26),
        Column("Wawancara", DAY, 18), Column("Desa/kelurahan", TEXT, 22),
        Column("Keadaan", TEXT, 22),
        *(Column(one.label, TEXT, 22, one.path, one.personal) for one in asked),
    ]  # fmt: skip
    rows = [
        [one.instance_id, str(one.sender), one.told_on, one.place.name if one.place else "",
         one.get_state_display(), *(_said(question, now[one.pk]) for question in asked)]
        for one in submissions
    ]  # fmt: skip
    return Sheet("Kiriman", columns, rows)


def _asked(submissions) -> list[Question]:
    """The questions of every edition that was answered, each once, in the order of the newest."""
    versions = {one.version_id: one.version for one in submissions if one.version_id}
    found: dict[str, Question] = {}
    for version in sorted(versions.values(), key=lambda one: one.at, reverse=True):
        for one in asked_in(version):
            if not one.repeat:
                found.setdefault(one.path, one)
    return list(found.values())


def _said(question: Question, now: dict) -> str:
    value = now.get(question.path, "")
    if not isinstance(value, str) or not value:
        return ""
    return mask_all(value) if question.personal else question.words(value)


def persons(user: User, campaign: Campaign) -> Sheet:
    """Quality by person; a share is empty where nothing could be judged."""
    columns = [
        Column("Petugas", TEXT, 26), Column("Wawancara", NUMBER, 12),
        Column("Menit (tengah)", NUMBER, 14, "Lama wawancara yang di tengah."),
        Column("Tanpa posisi", NUMBER, 13), Column("Dikembalikan", NUMBER, 13),
        *(Column(f"{label.capitalize()} (%)", NUMBER, 18) for label in LABELS.values()),
        Column("Berbeda saat ditelepon (%)", NUMBER, 20),
    ]  # fmt: skip
    rows = [
        [row.name, row.person.interviews, row.person.minutes, row.person.without_position,
         row.returned,
         *(None if one.share is None else round(100 * one.share, 1) for one in row.person.shares),
         None if row.differs is None or row.differs.share is None
         else round(100 * row.differs.share, 1)]
        for row in quality.persons(user, campaign)
    ]  # fmt: skip
    return Sheet("Mutu", columns, rows)


SHEETS: dict[str, Callable[[User, Campaign], Sheet]] = {
    "sasaran": targets,
    "kiriman": answers,
    "mutu": persons,
}


@transaction.atomic
def workbook(campaign: Campaign, what: str, *, by: User) -> bytes:
    """One of SHEETS as a file, noted in the trail. KeyError for another word."""
    sheet = SHEETS[what](by, campaign)
    mark = secrets.token_hex(4)
    told = (
        f"Diunduh {moment(timezone.now())} oleh {by} ({by.username}); {id_number(len(sheet.rows))} "
        f"baris; kode {mark}; data pribadi disamarkan."
    )
    paper = Paper(sheet.title, str(by), mark, (told, f"Kampanye: {campaign.title}"))
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "kampanye.xlsx"
        write_xlsx(out, paper, sheet.columns, sheet.rows)
        content = out.read_bytes()
    audit.record(
        "campaign.exported", campaign, by=by, place=campaign.place, office=campaign.office,
        payload={"what": what, "rows": len(sheet.rows), "mark": mark},
    )  # fmt: skip
    return content
