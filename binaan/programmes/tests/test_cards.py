"""Kartu binaan and the journey: what they tell, to whom; a link opens once."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from binaan.access.models import AuditEvent
from binaan.kit.dates import today
from binaan.programmes.actions import cards as acting
from binaan.programmes.models import CardLink, Certificate, FollowUp, Pathway
from binaan.programmes.queries import cards
from binaan.registry.queries.timeline import journey

OWNER = "pemilik usaha"


@pytest.fixture
def coached(fair):
    """Bakso Bambang on its path, with a visit due and a certificate."""
    fair.staff = fair.user("section_staff")
    firm, office = fair.firm("Bakso Bambang"), fair.offices["disperin"]
    said = {"business": firm, "office": office, "place_id": firm.place_id}
    path = Pathway.objects.create(opened_on=date(2025, 9, 1), stage=2, **said)
    due = today() + timedelta(days=5)
    FollowUp.objects.create(
        pathway=path,
        kind="kunjungan_30",
        served_on=date(2025, 9, 1),
        first_due=due,
        due=due,
        **said,
    )
    Certificate.objects.create(
        kind="spp_irt", number="205321601000130", issued_on=date(2025, 5, 5), by="staf",
        expires_on=today() + timedelta(days=400), at=timezone.now(), **said,
    )  # fmt: skip
    return fair


@pytest.mark.once
def test_a_card_tells_what_is_recorded_coming_and_missing(coached):
    told = cards.card(None, coached.firm("Bakso Bambang"))
    assert told.stage == "Pembinaan"
    assert [one.on for one in told.recorded] == [date(2025, 9, 1), date(2024, 3, 4)]
    assert [one.title for one in told.coming] == ["Kunjungan 30 hari"]
    assert "205321601000130" in told.certificates[0].title
    assert told.missing
    assert cards.card(coached.user("section_staff", place="32.75"), told.business).recorded == []


def test_a_link_opens_once_and_only_its_hash_is_kept(coached):
    firm = coached.firm("Bakso Bambang")
    _old, first = acting.link(firm, by=coached.staff)
    row, token = acting.link(firm, by=coached.staff)
    assert token not in str(CardLink.objects.values_list())
    assert acting.open_link(first, by=OWNER) is None
    assert acting.open_link(token, by=OWNER) == row
    assert acting.open_link(token, by=OWNER) is None
    assert AuditEvent.objects.filter(verb="card.opened").count() == 1


@pytest.mark.once
def test_a_link_ends(coached):
    row, token = acting.link(coached.firm("Bakso Bambang"), by=coached.staff)
    CardLink.objects.filter(pk=row.pk).update(until=timezone.now())
    assert acting.open_link(token, by=OWNER) is None


@pytest.mark.once
def test_nobody_hands_out_a_card_beyond_his_reach(coached):
    with pytest.raises(PermissionDenied):
        acting.link(coached.firm("Bakso Bambang"), by=coached.operator_of("32.16.07"))
    assert not CardLink.objects.exists()


@pytest.mark.once
def test_the_desk_shows_links_and_prints_the_card(coached):
    client, firm = coached.client(coached.staff), coached.firm("Bakso Bambang")
    shown = client.get(reverse("card_detail", args=[firm.pk]))
    assert "Kunjungan 30 hari" in shown.content.decode()
    linked = client.post(reverse("card_link", args=[firm.pk]))
    assert "/kartu/" in linked.content.decode()
    printed = client.post(reverse("card_print", args=[firm.pk]))
    assert printed.content.startswith(b"%PDF")
    assert CardLink.objects.count() == 2


@pytest.mark.once
def test_the_page_of_a_business_tells_its_journey_with_programmes(coached):
    firm = coached.firm("Bakso Bambang")
    told = {one.title for one in journey(coached.staff, firm)}
    assert {"Mengikuti kegiatan", "Sertifikat P-IRT terbit"} <= told or {
        "Mengikuti kegiatan", "Sertifikat SPP-IRT terbit"} <= told  # fmt: skip
    page = coached.client(coached.staff).get(reverse("business_detail", args=[firm.pk]))
    for words in ("Kartu binaan", "Kunjungan 30 hari", "2</span> kali"):
        assert words in page.content.decode()
    other = coached.client(coached.user("cooperative_supervisor"))
    shown = other.get(reverse("business_detail", args=[firm.pk])).content.decode()
    assert "Mengikuti kegiatan" not in shown
    assert "Kartu binaan" not in shown
