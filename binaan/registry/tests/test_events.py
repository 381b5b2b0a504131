"""Closing, reopening, checking, guiding, consenting: each refusal, and what it leaves behind."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.registry.actions import closing, consents, guiding, verifying
from binaan.registry.models import Condition, Consent, Guidance, Verification
from conftest import NOON
from tests.world import LISTED

# Forms and refusals; test_projecting and test_mending try claims on both stores.
pytestmark = pytest.mark.once

TODAY = date(2026, 3, 2)
EARLIER = date(2026, 2, 1)
WHY = "menurut tetangga dan ketua RT"


@pytest.fixture
def business(clock, world):
    return world.business()


@pytest.fixture
def staff(world):
    return world.user("section_staff")


@pytest.fixture
def head(world):
    return world.user("section_head")


def events(verb):
    return AuditEvent.objects.filter(verb=verb)


def now(business):
    return Condition.objects.get(business=business, known_until=None, valid_until=None)


# Closing --------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["closed", "moved", "owner_died", "sold", "not_found"])
def test_a_business_ends_on_its_date(world, business, staff, status):
    url = reverse("business_close", args=[business.pk])
    answer = world.client(staff).post(url, {"status": status, "on": "2026-02-01", "reason": WHY})
    assert answer.status_code == 302
    business.refresh_from_db()
    assert business.status == status
    assert (now(business).status, now(business).status_on) == (status, EARLIER)
    assert events("business.closed").get().payload.content["reason"] == WHY


def test_closing_keeps_how_it_stood_before(business, staff):
    closing.close(business, status="closed", on=EARLIER, reason=WHY, by=staff)
    before = Condition.objects.get(business=business, known_until=None, valid_from=LISTED)
    assert before.status == "running"


def test_the_second_of_two_closings_is_told(business, staff, head):
    closing.close(business, status="closed", on=EARLIER, reason=WHY, by=staff)
    with pytest.raises(ValidationError, match="sudah tercatat: Tutup"):
        closing.close(business, status="closed", on=EARLIER, reason=WHY, by=head)
    assert events("business.closed").count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"status": ""}, "Apa yang terjadi?"),
        ({"status": "running"}, "pilihan yang valid"),
        ({"on": "2026-03-03"}, "Tanggal ini belum terjadi."),
        ({"reason": "x"}, "Alasan atau dasar"),
    ],
)
def test_a_wrong_closing_is_explained_and_changes_nothing(
    world, business, staff, changes, sentence
):
    sent = {"status": "closed", "on": "2026-02-01", "reason": WHY} | changes
    answer = world.client(staff).post(reverse("business_close", args=[business.pk]), sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    business.refresh_from_db()
    assert business.status == "running"


def test_a_closed_business_is_reopened_on_the_same_page(clock, world, business, staff):
    closing.close(business, status="closed", on=EARLIER, reason=WHY, by=staff)
    clock(NOON + timedelta(hours=1))
    client, url = world.client(staff), reverse("business_close", args=[business.pk])
    assert "Buka kembali usaha" in client.get(url).content.decode()
    client.post(url, {"status": "running", "on": "2026-03-02", "reason": WHY})
    business.refresh_from_db()
    assert business.status == "running"
    assert events("business.reopened").count() == 1


def test_an_open_business_cannot_be_reopened(business, staff):
    with pytest.raises(ValidationError, match="tidak sedang tutup"):
        closing.reopen(business, on=TODAY, reason=WHY, by=staff)


def test_nobody_closes_beyond_his_area(world, business):
    with pytest.raises(PermissionDenied):
        closing.close(business, status="closed", on=EARLIER, reason=WHY,
                      by=world.operator_of("32.16.07"))  # fmt: skip
    business.refresh_from_db()
    assert (business.status, business.claims.count()) == ("running", 1)


# Checking -------------------------------------------------------------------------------------


@pytest.fixture
def check(business, staff):
    return verifying.propose(business, state="verified", on=TODAY, method="visit", by=staff)


def test_a_check_counts_once_a_second_person_approves(world, business, check, head):
    business.refresh_from_db()
    assert business.verification == "none"
    url = reverse("business_approve", args=[business.pk, check.pk])
    assert world.client(head).post(url).status_code == 302
    business.refresh_from_db()
    assert (business.verification, now(business).verification) == ("verified", "verified")
    check.refresh_from_db()
    assert check.second_person == head.username
    assert events("business.verified").count() == 1


def test_the_page_offers_approving_to_a_second_person_only(world, business, head):
    verifying.propose(business, state="verified", on=TODAY, method="visit", by=head)
    url = reverse("business_detail", args=[business.pk])
    assert "Setujui pemeriksaan" not in world.client(head).get(url).content.decode()
    chief = world.user("office_head")
    assert "Setujui pemeriksaan" in world.client(chief).get(url).content.decode()


def test_nobody_approves_his_own_check(business, head):
    own = verifying.propose(business, state="verified", on=TODAY, method="visit", by=head)
    with pytest.raises(PermissionDenied, match="orang lain"):
        verifying.approve(own, by=head)
    business.refresh_from_db()
    assert business.verification == "none"


def test_approving_twice_is_refused(world, check, head):
    verifying.approve(check, by=head)
    with pytest.raises(ValidationError, match="sudah disetujui"):
        verifying.approve(check, by=world.user("office_head"))
    assert events("business.verified").count() == 1


def test_an_overtaken_check_cannot_be_approved(clock, business, check, head, staff):
    clock(NOON + timedelta(hours=1))
    verifying.propose(business, state="disputed", on=TODAY, method="visit", note="pindah", by=staff)
    with pytest.raises(ValidationError, match="lebih baru"):
        verifying.approve(check, by=head)


def test_approving_needs_the_right_and_the_area(world, business, check):
    url = reverse("business_approve", args=[business.pk, check.pk])
    assert world.client(world.user("section_staff")).post(url).status_code == 403
    elsewhere = world.user("section_head", place="32.75")
    assert world.client(elsewhere).post(url).status_code == 404
    assert Verification.objects.get().second_person == ""


def test_a_dispute_says_what_is_wrong(world, business, staff):
    sent = {"state": "disputed", "on": "2026-03-02", "method": "visit", "note": ""}
    answer = world.client(staff).post(reverse("business_verify", args=[business.pk]), sent)
    assert "Tuliskan apa yang perlu diperiksa lagi." in answer.content.decode()
    assert not Verification.objects.exists()


def test_a_note_with_a_number_is_masked_on_the_page(world, business, staff, head):
    verifying.propose(business, state="verified", on=TODAY, method="visit",
                      note="KTP 3216064507850003 cocok", by=staff)  # fmt: skip
    url = reverse("business_detail", args=[business.pk])
    assert "3216064507850003" not in world.client(head).get(url).content.decode()


# Guiding --------------------------------------------------------------------------------------


@pytest.fixture
def alone(business):
    Guidance.objects.filter(business=business).delete()
    return business


def test_my_office_begins_to_guide(world, alone, staff):
    url = reverse("business_guide", args=[alone.pk])
    office = world.offices["disperin"]
    sent = {"office": str(office.pk), "since": "2026-02-01", "reason": "SK Kepala Dinas 12/2026"}
    assert world.client(staff).post(url, sent).status_code == 302
    assert Guidance.objects.get(business=alone).valid_from == EARLIER
    assert events("guidance.started").get().office_key == "disperin"


def test_an_office_does_not_guide_twice_at_once(world, business, staff):
    with pytest.raises(ValidationError, match="sudah dibina"):
        guiding.guide(business, office=world.offices["disperin"], since=TODAY, reason=WHY, by=staff)
    assert Guidance.objects.filter(business=business).count() == 1


def test_an_operator_of_one_kecamatan_writes_for_his_office(world, alone):
    operator, office = world.operator_of("32.16.06"), world.offices["disperin"]
    guiding.guide(alone, office=office, since=TODAY, reason=WHY, by=operator)
    assert Guidance.objects.get(business=alone).office == office


def test_another_office_cannot_be_chosen(world, alone, staff):
    with pytest.raises(PermissionDenied):
        guiding.guide(alone, office=world.offices["diskopukm"], since=TODAY, reason=WHY, by=staff)
    assert not Guidance.objects.filter(business=alone).exists()


def test_the_end_of_guidance_is_a_new_knowledge(world, business, staff):
    row = Guidance.objects.get(business=business)
    url = reverse("business_guidance_end", args=[business.pk, row.pk])
    assert world.client(staff).post(url, {"on": "2026-02-01", "reason": WHY}).status_code == 302
    row.refresh_from_db()
    ended = Guidance.objects.get(business=business, known_until=None)
    assert (row.valid_until, ended.valid_from, ended.valid_until) == (None, row.valid_from, EARLIER)
    assert row.known_until == ended.known_from
    assert events("guidance.ended").count() == 1


@pytest.mark.parametrize(
    ("on", "sentence"),
    [(date(2024, 12, 31), "sesudah tanggal mulai"), (date(2026, 3, 3), "belum terjadi")],
)
def test_guidance_ends_between_its_start_and_today(business, staff, on, sentence):
    row = Guidance.objects.get(business=business)
    with pytest.raises(ValidationError, match=sentence):
        guiding.end_guidance(row, on=on, reason=WHY, by=staff)


def test_ended_guidance_does_not_end_again_and_may_begin_again(world, business, staff):
    row = Guidance.objects.get(business=business)
    guiding.end_guidance(row, on=EARLIER, reason=WHY, by=staff)
    with pytest.raises(ValidationError, match="sudah berakhir"):
        guiding.end_guidance(row, on=EARLIER, reason=WHY, by=staff)
    office = world.offices["disperin"]
    with pytest.raises(ValidationError, match="mendahului akhir"):
        guiding.guide(business, office=office, since=date(2026, 1, 1), reason=WHY, by=staff)
    guiding.guide(business, office=office, since=TODAY, reason=WHY, by=staff)
    assert Guidance.objects.filter(business=business, known_until=None).count() == 2


# Consent --------------------------------------------------------------------------------------


def consent(world, by, **changes):
    given = {"purpose": "publication", "given": True, "on": EARLIER, "method": "formulir"}
    return consents.record(world.owner(), **(given | changes), by=by)


def test_consent_is_given_and_withdrawn_on_the_page(world, business, staff):
    owner, client = world.owner(), world.client(staff)
    url = reverse("owner_consent", args=[owner.pk])
    sent = {"purpose": "publication", "given": "1", "on": "2026-02-01", "method": "formulir"}
    assert client.post(url, sent).url == reverse("owner_detail", args=[owner.pk])
    client.post(url, sent | {"given": "0", "on": "2026-03-01", "method": "pesan WhatsApp"})
    assert [item.given for item in owner.consents.all()] == [False, True]
    assert events("consent.given").count() == events("consent.withdrawn").count() == 1
    shown = client.get(reverse("owner_detail", args=[owner.pk])).content.decode()
    assert "ditarik" in shown


def test_what_was_not_given_cannot_be_withdrawn(world, business, staff):
    with pytest.raises(ValidationError, match="Tidak ada persetujuan"):
        consent(world, staff, given=False)
    assert not Consent.objects.exists()


def test_an_older_word_does_not_overrule_a_newer_one(world, business, staff):
    consent(world, staff, on=TODAY)
    with pytest.raises(ValidationError, match="lebih baru"):
        consent(world, staff, given=False, on=EARLIER)


def test_nobody_consents_beyond_his_area(world, business):
    with pytest.raises(PermissionDenied):
        consent(world, world.operator_of("32.16.07"))
    assert not Consent.objects.exists()
