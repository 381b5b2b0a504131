"""Adding a business by hand: once, in my area, on the right owner."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.registry.actions.adding import add
from binaan.registry.models import Business, Guidance, Owner

pytestmark = pytest.mark.once  # a form; claims are tried on both stores in test_projecting

ADD = "/usaha/baru/"


def form(**changes):
    return {
        "token": str(uuid.uuid4()), "nik": "", "nib": "", "owner_name": "Kokom", "sex": "P",
        "phone": "0812-3456-7890", "name": "Tempe Bu Kokom", "product": "Tempe",
        "place_text": "Jatimulya", "place_choice": "", "paid_female": "2",
        "as_of": "2026-03-01", "reason": "didata saat kunjungan",
    } | changes  # fmt: skip


@pytest.fixture
def staff(clock, world):
    return world.user("section_staff")


def test_a_new_business_is_registered_with_its_owner_and_my_office(world, staff):
    answer = world.client(staff).post(ADD, form(office=str(world.offices["disperin"].pk)))
    business = Business.objects.get(name="Tempe Bu Kokom")
    assert answer.url == reverse("business_detail", args=[business.pk])
    assert business.place_id == "32.16.06.1001"
    assert business.roles.get().owner.phone == "+6281234567890"
    assert Guidance.objects.get(business=business).office == world.offices["disperin"]
    claim = business.claims.get()
    assert (claim.as_of, claim.reason) == (date(2026, 3, 1), "didata saat kunjungan")
    assert claim.said["paid_female"] == 2
    assert "paid_male" not in claim.said
    assert AuditEvent.objects.filter(verb="business.added", by=staff.username).count() == 5


def test_my_only_office_is_offered_first(world, staff):
    shown = world.client(staff).get(ADD).content.decode()
    assert f'value="{world.offices["disperin"].pk}" selected' in shown
    assert "Dinas Koperasi" not in shown


def test_sending_twice_makes_one_business(world, staff):
    client, sent = world.client(staff), form()
    first, second = client.post(ADD, sent), client.post(ADD, sent)
    assert first.url == second.url
    assert Business.objects.filter(name="Tempe Bu Kokom").count() == 1


def test_the_same_token_of_another_person_is_another_form(world, staff):
    said = {"name": "Satu", "owner_name": "A", "place": "32.16.06.1001"}
    token = uuid.uuid4()
    rest = {"as_of": date(2026, 3, 1), "office": None, "reason": "kunjungan", "token": token}
    first = add(said=said, **rest, by=staff)
    assert add(said=said, **rest, by=staff) == first
    assert add(said=said, **rest, by=world.user("section_head")) != first


def test_a_known_nik_is_shown_masked_and_must_be_agreed_to(world, staff):
    client = world.client(staff)
    sent = form(nik="3216064507850003", owner_name="Sari Wulandari")
    asked = client.post(ADD, sent)
    shown = asked.content.decode()
    assert asked.status_code == 422
    assert "Nomor ini sudah tercatat: Sari Wulandari" in shown
    assert "321606••••••0003" in shown
    assert not Business.objects.filter(name="Tempe Bu Kokom").exists()
    client.post(ADD, sent | {"same_owner": "on"})
    assert Business.objects.get(name="Tempe Bu Kokom").roles.get().owner == world.owner()
    assert Owner.objects.filter(name="Sari Wulandari").count() == 1


def test_looking_up_is_written_down_and_saves_nothing(world, staff):
    shown = world.client(staff).post(ADD, {"step": "find", "nik": "3216064507850003"})
    assert shown.status_code == 200
    assert "Sari Wulandari" in shown.content.decode()
    assert AuditEvent.objects.filter(verb="owner.looked_up", by=staff.username).count() == 1
    assert Business.objects.count() == 5


def test_an_owner_beyond_my_area_is_not_named(clock, world):
    operator = world.operator_of("32.16.07")
    answer = world.client(operator).post(ADD, {"step": "find", "nik": "3216064507850003"})
    shown = answer.content.decode()
    assert "Pelaku usaha di luar wilayah tugas Anda" in shown
    assert "Sari" not in shown


def test_a_number_of_somebody_with_another_name_is_refused(world, staff):
    sent = form(nik="3216064507850003", owner_name="Bambang Sutrisno", same_owner="on")
    answer = world.client(staff).post(ADD, sent)
    assert answer.status_code == 422
    assert "terdaftar atas nama orang lain" in answer.content.decode()
    assert Business.objects.count() == 5


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Nama usaha"),
        ({"nik": "321606"}, "NIK terdiri atas 16 angka."),
        ({"nik": "3216063202900001"}, "bukan tanggal lahir yang sah"),
        ({"nib": "404230015488"}, "mungkin nol di depannya hilang"),
        ({"phone": "12"}, "Nomor ini tidak terbaca"),
        ({"place_text": "Atlantis"}, "tidak ada di wilayah tugas Anda"),
        ({"place_text": "Margahayu"}, "tidak ada di wilayah tugas Anda"),
        ({"place_text": "Wana"}, "Beberapa tempat cocok; pilih salah satu."),
        ({"as_of": "2026-03-03"}, "Tanggal ini belum terjadi."),
        ({"as_of": "kemarin"}, "tanggal"),
        ({"reason": ""}, "Alasan atau dasar"),
        ({"paid_female": "-1"}, "0"),
        ({"token": "bukan"}, "token"),
    ],
)
def test_a_wrong_value_is_explained_and_nothing_saved(world, staff, changes, sentence):
    answer = world.client(staff).post(ADD, form(**changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Business.objects.count() == 5


@pytest.mark.parametrize(
    ("words", "choice", "code"),
    [
        ("32.16.07.1001", "", "32.16.07.1001"),
        ("wanasari", "", "32.16.07.1001"),
        ("Wanasari, Cibitung", "", "32.16.07.1001"),
        ("Wana", "32.16.07.2002", "32.16.07.2002"),
        ("Cibitung", "", "32.16.07"),
    ],
)
def test_a_place_is_found_by_code_or_name(world, staff, words, choice, code):
    world.client(staff).post(ADD, form(place_text=words, place_choice=choice))
    assert Business.objects.get(name="Tempe Bu Kokom").place_id == code


def test_a_place_beyond_my_area_cannot_be_chosen(clock, world):
    operator = world.operator_of("32.16.06")
    sent = form(place_text="Jatimulya", place_choice="32.16.07.1001")
    assert world.client(operator).post(ADD, sent).status_code == 422
    assert world.client(operator).post(ADD, form(place_text="Wanasari")).status_code == 422
    assert Business.objects.count() == 5


def test_an_office_that_is_not_mine_is_refused(world, staff):
    said = {"name": "Satu", "owner_name": "A", "place": "32.16.06.1001"}
    with pytest.raises(PermissionDenied):
        add(said=said, as_of=date(2026, 3, 1), office=world.offices["diskopukm"],
            reason="kunjungan", token=uuid.uuid4(), by=staff)  # fmt: skip
    assert Business.objects.count() == 5


def test_outside_my_area_nothing_is_registered(clock, world):
    said = {"name": "Satu", "owner_name": "A", "place": "32.16.07.1001"}
    with pytest.raises(PermissionDenied):
        add(said=said, as_of=date(2026, 3, 1), office=None, reason="kunjungan",
            token=uuid.uuid4(), by=world.operator_of("32.16.06"))  # fmt: skip
    assert Business.objects.count() == 5


def test_a_business_without_reason_is_refused(world, staff):
    said = {"name": "Satu", "owner_name": "A", "place": "32.16.06.1001"}
    with pytest.raises(ValidationError, match="alasan"):
        add(said=said, as_of=date(2026, 3, 1), office=None, reason=" ",
            token=uuid.uuid4(), by=staff)  # fmt: skip
