"""Somebody of each kind opens every address: nobody learns of a person or a neighbour by the way.

The register is filled by hand and by lists with faulty rows. Each page is opened by each walker, each
address by one of them at the least, and its answer is asked everything that must hold of it.
"""

from html import unescape
from typing import NamedTuple

import pytest
from django.db import connection

from binaan.access.models import AuditEvent
from tests import secrets, walk
from tests.world import FIRMS

LISTED = ("Dodol Mak Iyem", "Iyem Rohayati", "Sablon Pak Oji", "Oji Fahroji", "Tanpa Usaha")
WRITING = ("INSERT", "UPDATE", "DELETE")
# Noted although the page is only read: who took data out of the system.
NOTED = {
    "figure_export", "audit_export", "batch_workbook", "directory_print", "plan_findings_export",
    "plan_compare_sheet", "spending_export", "participant_letters", "participant_handover_paper",
    "submission_file", "phone_returned_file", "campaign_export", "vendor_export", "event_receipt",
    "tdu_paper", "location_paper", "finding_photo",
}  # fmt: skip
# The sender's own file for who may read all of it, and a photo from the field, noted as a reading; see
# intake/tests/test_annotating and test_pages_phones.
WHOLE = {"batch_workbook", "submission_file"}
# Whoever holds the link of an invitation learns which business is invited, and nothing else.
LINKED = {"portal_invitation"}


def named(*, within: str) -> set[str]:
    """Businesses and owners at or below a place, entered by hand or by the list."""
    found = {
        name for firm in FIRMS if firm.place.startswith(within) for name in (firm.name, firm.owner)
    }
    return found | (set(LISTED) if "32.16.07".startswith(within) else set())


class Walker(NamedTuple):
    """`foreign`: names this one must not find; `opens`: pages that are there at the least."""

    role: str
    place: str
    foreign: set[str]
    opens: int = 40


WALKERS = (
    Walker("office_head", "32.16", named(within="32.75")),
    Walker("section_head", "32.16", named(within="32.75")),
    Walker("planner", "32.16", named(within="32.75")),
    Walker("auditor", "32.16", named(within="32.75")),
    Walker("administrator", "00", set()),
    Walker("kecamatan_operator", "32.16.06", named(within="32.16.07") | named(within="32.75")),
    Walker("kecamatan_operator", "32.16.07", named(within="32.16.06") | named(within="32.75")),
    Walker("enumerator", "32.16.07", named(within="32.16.06") | named(within="32.75")),
    Walker("section_head", "32.75", named(within="32.16")),
    Walker("upper_reader", "32", named(within="32"), opens=20),
    Walker("nobody", "", named(within="32"), opens=5),
)
# Each page once more on PostgreSQL, by who sees most of them and by who sees least.
TWICE = {("section_head", "32.75"), ("upper_reader", "32")}
WALKS = [
    pytest.param(
        one, id=f"{one.role}-{one.place}", marks=[] if one[:2] in TWICE else [pytest.mark.once]
    )
    for one in WALKERS
]


def test_every_page_a_role_may_open_is_walked():
    """Also where another role reads the same pages with or without the persons on them."""
    assert set(walk.roles()) <= {one.role for one in WALKERS}


@pytest.mark.once
def test_the_walkers_together_open_every_address(filled):
    """Each of them every page; who opens which of its things, they take in turns."""
    targets = walk.targets()
    turns = [walk.turn_of(number, len(WALKERS), targets) for number in range(len(WALKERS))]
    assert set().union(*turns) == set(targets)
    pages = {walk.page_of(address) for address in targets}
    assert all({walk.page_of(address) for address in turn} == pages for turn in turns)


class Opened:
    """What the answers to one walker said and did, by address."""

    def __init__(self, client, walker: Walker):
        client.raise_request_exception = False
        self.client, self.foreign = client, walker.foreign
        self.pages, self.broken, self.wrote = 0, [], {}
        self.personal: dict[str, list] = {}
        self.beyond: dict[str, list] = {}

    def open(self, address: str) -> None:
        written: list[str] = []

        def watch(execute, sql, params, many, context):
            if sql.startswith(WRITING) and "django_session" not in sql:
                written.append(sql[:200])
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            response = self.client.get(address)
            body = b"".join(response) if response.streaming else response.content
        self.pages += response.status_code == 200
        if response.status_code >= 500:
            self.broken.append(address)
        if written:
            self.wrote[address] = written
        if leaked := secrets.found_in(body):
            self.personal[address] = sorted(leaked)
        text = unescape(body.decode("utf-8", errors="replace"))
        if found := sorted(name for name in self.foreign if name in text):
            self.beyond[address] = found


@pytest.mark.parametrize("walker", WALKS)
def test_no_page_shows_a_person_or_a_neighbour_or_changes_anything(walker, filled):
    """A link must be safe to follow, to load ahead and to open twice."""
    role, place = walker[:2]
    user = filled.newcomer if role == "nobody" else filled.user(role, place=place)
    opened = Opened(filled.client(user), walker)
    opened.client.get("/")
    addresses = walk.turn_of(WALKERS.index(walker), len(WALKERS), walk.targets())
    whole = [address for address in addresses if walk.page_of(address) in WHOLE]
    readings = AuditEvent.objects.filter(verb="personal.read")
    before = readings.count()
    for address in addresses:
        if address not in whole:
            opened.open(address)
    assert opened.personal == {}
    assert readings.count() == before
    for address in whole:
        opened.open(address)
    beyond = {one: names for one, names in opened.beyond.items() if walk.page_of(one) not in LINKED}
    assert beyond == {}
    assert opened.broken == []
    assert opened.pages >= walker.opens
    assert {one for one in opened.wrote if walk.page_of(one) not in NOTED} == set()
