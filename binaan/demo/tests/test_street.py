"""Street trade of the demo counts as the printed Renstra does, and leaves what was published alone."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from binaan.access.models import Office, User
from binaan.demo import figures, loading
from binaan.demo.books import DISKOPUKM
from binaan.demo.street import content
from binaan.demo.street.linking import CITED
from binaan.demo.street.sellers import sellers
from binaan.demo.tests.test_published import PUBLISHED, loaded, totals  # noqa: F401
from binaan.intake.models import Conflict, Submission
from binaan.intake.queries.quality import marks
from binaan.kit import measures
from binaan.kit.measures import Asked, parse_period
from binaan.places.models import Place
from binaan.planning.models import Indicator
from binaan.planning.queries.measuring import measured
from binaan.vendors.models import EventDay, Finding, Objection, Standing, Vendor
from binaan.vendors.queries.cards import statement_of
from binaan.vendors.rules.cards import Why, judged
from binaan.web.queries import desk_street

BRING_RENSTRA, BRING_STREET = loading.renstra.load, loading.street.load
pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.once]
EVERY_MARK = {"short", "same", "night", "far", "outlier", "clock"}


def test_the_street_counts_as_the_plan_prints_it(loaded):  # noqa: F811
    said = []
    BRING_RENSTRA(said.append)
    assert BRING_STREET(said.append) == content.LISTED
    assert BRING_STREET(said.append) == 0
    assert totals() == PUBLISHED
    assert counted("registered", content.BASE_ON) == content.BASE
    for year, (places, many) in content.YEARS.items():
        last, before = date(year, 12, 31), date(year - 1, 12, 31)
        assert counted("locations", last) - counted("locations", before) == places
        wanted = round(Decimal(100) * many / content.BASE, 4)
        assert counted("in_designated_place", year=year) == wanted
        assert printed("vendors.in_designated_place", year) == wanted
    assert printed("vendors.registered", 2019) == content.LISTED
    assert Indicator.objects.filter(citation__measure__startswith="vendors.").count() == len(CITED)
    assert counted("in_designated_place_share", date(2020, 12, 31)) > Decimal("16.3")
    waiting_for_somebody()
    astray()


def test_most_identity_cards_are_of_elsewhere():
    elsewhere = sum(one.origin != figures.KOTA for one in sellers())
    assert 0.5 < elsewhere / content.LISTED < 0.7


def waiting_for_somebody() -> None:
    """Each desk has its lines, and quality finds what was planted."""
    titles = {
        name: {one.title for one in desk_street.tasks(User.objects.get(username=name))}
        for name in ("enumerator", "staf", "kabid.kota")
    }
    assert titles["enumerator"] == {
        "Kiriman dikembalikan kepada Anda", "Sasaran kampanye belum didatangi",
    }  # fmt: skip
    assert titles["staf"] == {
        "Kiriman menunggu diperiksa", "Kiriman yang berbeda menunggu putusan",
        "Panggilan ulang belum dilakukan",
    }  # fmt: skip
    assert {
        "Permohonan TDU lewat tenggat",
        "TDU habis dalam 60 hari",
        "Hari acara menunggu diundi",
    } <= (titles["kabid.kota"])
    assert Vendor.objects.filter(findings__step="usul_cabut").exists()
    assert Finding.objects.count() > 20
    assert Objection.objects.filter(state="diterima").count() == 2
    assert EventDay.objects.filter(drawn_at=None, closes_at__gt=timezone.now()).exists()
    campaign = Submission.objects.filter(campaign__form__kind="usaha").first().campaign
    found = {
        one.kind
        for some in marks(User.objects.get(username="staf"), campaign).values()
        for one in some
    }
    assert found == EVERY_MARK
    assert Conflict.objects.filter(other=None).exists()
    assert Conflict.objects.exclude(other=None).exists()


def astray() -> None:
    """Some trade elsewhere with a card that counts; checked where they stand, it names the place."""
    found = Standing.objects.filter(until=None, location=None, vendor__permits__state="terbit")
    assert found.count() >= 5
    for stood in found:
        permit = stood.vendor.permits.get(state="terbit")
        assert permit.token
        at = datetime.combine(timezone.localdate(), permit.begins)
        said = statement_of(User.objects.get(username="petugas.pkl"), permit)
        where = (stood.lat, stood.lon)
        assert judged(said, revoked=(), at=at, position=where).why is Why.WRONG_PLACE


def counted(key, at=None, *, year=None):
    """A measure of the Kota, as its office sees it."""
    asked = Asked(
        place=Place.objects.get(pk=figures.KOTA), office=Office.objects.get(key=DISKOPUKM), at=at,
        period=parse_period(str(year)) if year else None,
    )  # fmt: skip
    user = User.objects.get(username="kabid.kota")
    return measures.get(f"vendors.{key}").value(user, asked).value


def printed(key, year):
    """What the indicator that cites a measure comes to at the end of a year."""
    user = User.objects.get(username="perencana.kota")
    found = Indicator.objects.select_related("node__version__document").get(citation__measure=key)
    return measured(user, found, found.node.version.document, year, 4).value
