"""The pages of a business and an owner: who may open them, and what nobody reads by the way."""

import pytest
from django.urls import reverse

from binaan.access import audit
from binaan.access.models import AuditEvent
from binaan.access.permissions import Permission
from binaan.access.roles import ROLES
from binaan.registry.actions.claiming import register
from binaan.registry.models import Business, Condition
from binaan.registry.tests.conftest import SECRETS
from binaan.registry.wording import FACTS
from tests.depth import DEEP
from tests.world import FIRMS, LISTED

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page

READERS = [role for role in ROLES if Permission.BUSINESS_VIEW in ROLES[role].permissions]
FIRM_SECRETS = [
    secret
    for firm in FIRMS
    for secret in (
        firm.nik, firm.phone, "0" + firm.phone[3:], firm.birth_date, firm.sales,
        f"{int(firm.sales):,}".replace(",", "."),
    )
]  # fmt: skip


def owner_of(business):
    return business.roles.get().owner


def pages_of(business, facts=tuple(FACTS)):
    owner = owner_of(business)
    yield reverse("business_detail", args=[business.pk])
    yield reverse("owner_detail", args=[owner.pk])
    for field in facts:
        yield reverse("business_fact", args=[business.pk, field])
    for part in ("usaha", "pemilik", "alamat", "pekerja", "uang", "asosiasi", "wilayah"):
        yield reverse("business_correct", args=[business.pk]) + f"?bagian={part}"
    for name in ("close", "verify", "guide", "photo_add"):
        yield reverse(f"business_{name}", args=[business.pk])
    yield reverse("owner_consent", args=[owner.pk])
    yield reverse("business_add")


def told_to(role, business) -> list[str]:
    """All pages to one who reads widely; to others those of the same template only once.

    Of facts that is one for each way in which a value is written.
    """
    wide = DEEP or role == "section_head"
    return list(
        pages_of(business, FACTS if wide else ("name", "nik", "phone", "birth_date", "sales"))
    )


@pytest.mark.parametrize("role", list(ROLES))
def test_no_page_shows_a_personal_value_by_the_way(world, role):
    client = world.client(world.user(role))
    for url in told_to(role, world.business()):
        shown = client.get(url).content.decode()
        assert [secret for secret in FIRM_SECRETS if secret in shown] == [], url


@pytest.mark.parametrize("role", list(ROLES))
def test_no_page_of_a_listed_business_shows_what_the_list_says_of_the_person(world, dodol, role):
    client = world.client(world.user(role))
    for url in told_to(role, dodol):
        shown = client.get(url).content.decode()
        assert [secret for secret in SECRETS if secret in shown] == [], url


@pytest.mark.parametrize("role", READERS)
def test_readers_open_the_business(world, role):
    found = world.client(world.user(role)).get(
        reverse("business_detail", args=[world.business().pk])
    )
    assert found.status_code == 200
    assert "Keripik Bu Sari" in found.content.decode()


def test_another_district_is_not_there(world):
    client = world.client(world.operator_of("32.16.07"))
    answers = {url: client.get(url).status_code for url in pages_of(world.business())}
    assert {url for url, code in answers.items() if code != 404} == {reverse("business_add")}


def test_another_office_is_not_there(world):
    staff = world.user("section_staff", place="32.75")
    url = reverse("business_detail", args=[world.business().pk])
    assert world.client(staff).get(url).status_code == 404


@pytest.mark.parametrize("who", ["newcomer", "upper_reader"])
def test_without_the_right_everything_is_forbidden(world, who):
    user = world.newcomer if who == "newcomer" else world.user(who)
    client = world.client(user)
    assert {client.get(url).status_code for url in pages_of(world.business())} == {403}


def test_a_stranger_signs_in_first(world):
    client = world.client(world.stranger)
    assert {client.get(url).status_code for url in pages_of(world.business())} == {302}


def test_a_reader_may_not_write(world):
    client = world.client(world.user("auditor"))
    names = ("correct", "close", "verify", "guide", "photo_add")
    answers = [
        client.post(reverse(f"business_{name}", args=[world.business().pk])) for name in names
    ]
    assert {answer.status_code for answer in answers} == {403}


def test_a_value_nobody_asked_for_is_not_zero(world):
    shown = page_of(world, world.business())
    assert "belum ditanyakan" in shown
    assert "Rp 0" not in shown


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("refused", "menolak menjawab"),
        ("not_applicable", "tidak berlaku"),
        ("illegible", "tidak terbaca"),
        ("not_asked", "belum ditanyakan"),
    ],
)
def test_a_missing_value_says_why(world, why, words):
    business = world.business()
    Condition.objects.filter(business=business).update(missing={"capital_low": why})
    assert words in page_of(world, business)


def page_of(world, business):
    client = world.client(world.user("section_head"))
    return client.get(reverse("business_detail", args=[business.pk])).content.decode()


def test_the_page_shows_journey_size_and_verification(world, dodol):
    shown = page_of(world, dodol)
    for words in (
        "U-", "Masuk daftar", "Disebut lagi dalam daftar", "CSV!B2", "Mulai dibina",
        "Pekerja 3 orang (dibayar 1 L · 2 P) → 5 orang (dibayar 1 L · 4 P)",
        "Hasil penjualan setahun berubah", "Mikro · PP 7/2021", "Belum diverifikasi",
        "PP 7/2021 Pasal 35", "321606••••••0011", "0813 •••• 7799",
    ):  # fmt: skip
        assert words in shown


def test_each_source_says_what_counts_and_why(world, dodol):
    client = world.client(world.user("section_head"))
    shown = client.get(reverse("business_fact", args=[dodol.pk, "workers"])).content.decode()
    assert shown.count("dipakai") == 2  # the explanation, and one badge
    for words in ("CSV!L2", "CSV!M2", "TK P", "31 Des 2024", "Keadaannya lebih lama."):
        assert words in shown


def test_a_number_is_compared_with_the_one_that_counts(world, dodol):
    client = world.client(world.user("section_head"))
    shown = client.get(reverse("business_fact", args=[dodol.pk, "nik"])).content.decode()
    assert "Sama dengan nomor yang tercatat pada pemilik." in shown
    assert "321606••••••0011" in shown


def test_an_unknown_fact_is_not_there(world):
    client = world.client(world.user("section_head"))
    assert client.get(f"/usaha/{world.business().pk}/fakta/rahasia/").status_code == 404


def test_a_merged_business_leads_on_and_an_erased_one_is_gone(world):
    old, new = world.business(), world.business("Tahu Pak Darma")
    Business.objects.filter(pk=old.pk).update(merged_into=new)
    client = world.client(world.user("section_head"))
    answer = client.get(reverse("business_detail", args=[old.pk]))
    assert answer.url == reverse("business_detail", args=[new.pk])
    Business.objects.filter(pk=old.pk).update(merged_into=None, erased_at="2026-01-01T00:00Z")
    assert client.get(reverse("business_detail", args=[old.pk])).status_code == 404


def test_businesses_beyond_my_area_are_counted_not_named(world):
    register(
        said={"name": "Rahasia Cibitung", "owner_name": "Sari Wulandari",
              "nik": "3216064507850003", "place": "32.16.07.1001"},
        as_of=LISTED, by=world.user("section_staff"), reason="uji coba",
    )  # fmt: skip
    client = world.client(world.operator_of("32.16.06"))
    shown = client.get(reverse("owner_detail", args=[world.owner().pk])).content.decode()
    assert "Rahasia Cibitung" not in shown
    assert "dan 1 usaha lain di luar wilayah tugas Anda" in shown
    assert "+ 1 usaha lain" in client.get(
        reverse("business_detail", args=[world.business().pk])
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize("kind", ["business", "owner"])
def test_reading_in_full_is_written_down_and_shown_once(world, kind):
    staff, owner = world.user("section_staff"), world.owner()
    subject = world.business() if kind == "business" else owner
    client = world.client(staff)
    answer = client.post(
        reverse(f"{kind}_reveal", args=[subject.pk]), {"reason": "memeriksa KTP di loket"}
    )
    shown = answer.content.decode()
    assert "3216064507850003" in shown
    assert "+6281312347721" in shown
    assert "no-store" in answer["Cache-Control"]
    event = AuditEvent.objects.get(verb="personal.read", subject=audit.name_of(subject))
    assert event.by == staff.username
    assert event.payload.content["why"] == "memeriksa KTP di loket"
    listed = client.get(reverse("owner_detail", args=[owner.pk])).content.decode()
    assert "memeriksa KTP di loket" in listed


def test_one_value_can_be_read_alone(world):
    client = world.client(world.user("section_staff"))
    url = reverse("business_reveal", args=[world.business().pk])
    shown = client.post(url, {"reason": "memeriksa KTP", "field": "nik"}).content.decode()
    assert "3216064507850003" in shown
    assert "187.654.321" not in shown
    assert AuditEvent.objects.get(verb="personal.read").payload.content["fields"] == ["nik"]


def test_reading_without_a_reason_shows_and_records_nothing(world):
    client = world.client(world.user("section_staff"))
    answer = client.post(reverse("owner_reveal", args=[world.owner().pk]), {"reason": "a"})
    assert answer.status_code == 422
    assert "3216064507850003" not in answer.content.decode()
    assert "Tuliskan untuk apa data pribadi ini dibaca." in answer.content.decode()
    assert not AuditEvent.objects.filter(verb="personal.read").exists()


def test_reading_in_full_needs_the_right_and_the_area(world):
    url = reverse("owner_reveal", args=[world.owner().pk])
    reason = {"reason": "memeriksa KTP"}
    assert world.client(world.user("office_head")).post(url, reason).status_code == 403
    assert world.client(world.operator_of("32.16.07")).post(url, reason).status_code == 404
    assert world.client(world.user("section_staff")).get(url).status_code == 405
    assert not AuditEvent.objects.filter(verb="personal.read").exists()


def test_audit_lines_are_for_auditors_and_those_who_verify(world):
    url = reverse("business_detail", args=[world.business().pk])
    for role, seen in (("section_head", True), ("auditor", True), ("section_staff", False)):
        shown = world.client(world.user(role)).get(url).content.decode()
        assert ("Jejak audit" in shown) is seen, role
