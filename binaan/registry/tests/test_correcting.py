"""Correcting by hand: only what changed, never over somebody else's head."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.registry.actions.correcting import ChangedMeanwhile, correct
from binaan.registry.models import Condition

pytestmark = pytest.mark.once  # a form; claims are tried on both stores in test_projecting

TODAY = {"as_of": "2026-03-02", "reason": "menurut kunjungan hari ini"}


def url_of(business, part):
    return reverse("business_correct", args=[business.pk]) + f"?bagian={part}"


def newest(business):
    return business.claims.latest("id")


def current(business):
    return Condition.objects.get(business=business, known_until=None, valid_until=None)


@pytest.fixture
def business(clock, world):
    return world.business()


@pytest.fixture
def send(world, business):
    client = world.client(world.user("section_staff"))

    def post(part, **values):
        sent = TODAY | {"seen": business.claims.count()} | values
        return client.post(url_of(business, part), sent)

    return post


def test_only_the_changed_values_become_the_claim(business, send):
    given = {"name": "Keripik Bu Sari Jaya", "group": "pangan"}
    assert send("usaha", **given).status_code == 302
    business.refresh_from_db()
    assert business.name == "Keripik Bu Sari Jaya"
    claim = newest(business)
    assert claim.said == {"name": "Keripik Bu Sari Jaya"}
    assert (claim.correction, claim.reason) == (True, TODAY["reason"])
    event = AuditEvent.objects.filter(verb="business.corrected").latest("id")
    assert event.subject.endswith(str(business.pk))


def test_values_that_belong_together_are_said_together(business, send):
    send("alamat", address="Jl. Melati 3", rt="004", rw="012")
    send("alamat", address="Jl. Melati 3", rt="005", rw="012")
    claim = newest(business)
    assert claim.said == {"address": "Jl. Melati 3", "rt": "005", "rw": "012"}


def test_a_range_of_money_is_kept_as_bounds(business, send):
    assert send("uang", sales="5-10 juta").status_code == 302
    now = current(business)
    assert (now.sales_low, now.sales_high) == (Decimal(5_000_000), Decimal(10_000_000))


def test_an_empty_personal_value_means_unchanged(business, send, world):
    send("pemilik", owner_name="Sari Wulandari", phone="0813-9999-0000")
    owner = world.owner()
    assert owner.phone == "+6281399990000"
    assert owner.birth_date == date(1985, 7, 5)
    assert owner.identifiers.get(kind="nik", known_until=None).value == "3216064507850003"


def test_a_missing_answer_keeps_its_reason(business, send):
    send("uang", sales="", why_missing="refused", sales_year="2024")
    assert current(business).missing["capital_low"] == "refused"
    assert "sales_low" not in current(business).missing


def test_the_village_is_moved_within_my_area(business, send):
    assert send("wilayah", place_text="Tambun, Tambun Selatan").status_code == 302
    business.refresh_from_db()
    assert business.place_id == "32.16.06.2004"


def test_moving_it_out_of_my_area_is_refused_whole(world, business):
    operator = world.operator_of("32.16.06")
    with pytest.raises(PermissionDenied):
        correct(business, said={"place": "32.16.07.1001"}, as_of=date(2026, 3, 2),
                seen=1, reason="pindah", by=operator)  # fmt: skip
    business.refresh_from_db()
    assert business.place_id == "32.16.06.1001"
    assert business.claims.count() == 1


def test_somebody_faster_is_shown_beside_mine(world, business, send):
    old = business.claims.count()
    send("usaha", name="Nama Orang Pertama", group="pangan")
    answer = send("usaha", name="Nama Orang Kedua", group="pangan", seen=old)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Data ini berubah sejak Anda membukanya" in shown
    assert "Nama Orang Pertama" in shown
    assert "Nama Orang Kedua" in shown
    assert f'name="seen" value="{business.claims.count()}"' in shown
    business.refresh_from_db()
    assert business.name == "Nama Orang Pertama"
    assert send("usaha", name="Nama Orang Kedua", group="pangan").status_code == 302


def test_a_stale_form_changes_nothing(world, business):
    staff = world.user("section_staff")
    with pytest.raises(ChangedMeanwhile):
        correct(business, said={"name": "X"}, as_of=date(2026, 3, 2), seen=0,
                reason="alasan", by=staff)  # fmt: skip
    assert business.claims.count() == 1


@pytest.mark.parametrize(
    ("part", "values", "sentence"),
    [
        ("usaha", {"name": ""}, "jangan dikosongkan"),
        ("usaha", {"name": "Keripik Bu Sari", "group": "pangan"}, "Tidak ada nilai yang berubah."),
        ("alamat", {"lat": "-6.25"}, "Isi lintang dan bujur keduanya."),
        ("alamat", {"lat": "-96.25", "lon": "107"}, "-90"),
        ("uang", {"sales": "banyak", "sales_year": "2024"}, "Tulis jumlah rupiah"),
        ("uang", {"sales": "480", "sales_year": "2024"}, "Satuannya tidak jelas"),
        ("pemilik", {"owner_name": "Sari Wulandari", "nik": "1"}, "NIK terdiri atas 16 angka."),
        ("pekerja", {"workers": "3", "paid_male": "1,5"}, "bilangan bulat"),
        ("usaha", {"name": "Baru", "group": "pangan", "as_of": "2026-03-03"}, "belum terjadi"),
        ("usaha", {"name": "Baru", "group": "pangan", "reason": ""}, "Alasan atau dasar"),
        ("usaha", {"name": "Baru", "group": "pangan", "kbli": "12"}, "5 angka"),
    ],
)
def test_a_wrong_value_is_explained_in_bahasa(business, send, part, values, sentence):
    answer = send(part, **values)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert business.claims.count() == 1


def test_a_number_of_somebody_else_is_refused(business, send):
    answer = send("pemilik", owner_name="Sari Wulandari", nik="3216061203790002")
    assert "sudah terdaftar pada pelaku usaha lain" in answer.content.decode()
    assert business.claims.count() == 1


def test_the_number_of_an_owner_can_be_replaced(world, business, send):
    assert send("pemilik", owner_name="Sari Wulandari", nib="1310220202906").status_code == 302
    assert world.owner().identifiers.get(kind="nib").value == "1310220202906"


def test_nothing_to_correct_is_refused(world, business):
    with pytest.raises(ValidationError, match="Tidak ada nilai"):
        correct(business, said={}, as_of=date(2026, 3, 2), seen=1,
                reason="alasan", by=world.user("section_staff"))  # fmt: skip


def test_an_unknown_part_is_not_there(world, business):
    client = world.client(world.user("section_staff"))
    assert client.get(url_of(business, "rahasia")).status_code == 404


def test_a_number_given_by_hand_names_who_gave_it(clock, world, business):
    owner = business.roles.get().owner
    owner.identifiers.all().delete()
    claim = correct(
        business, said={"nik": "3216064507850003"}, seen=business.claims.count(),
        as_of=date(2026, 3, 2), reason="dari KTP", by=world.user("section_staff"),
    )  # fmt: skip
    assert claim.said == {"numbers": ["nik"]}
    page = world.client(world.user("section_staff")).get(
        reverse("business_fact", args=[business.pk, "nik"])
    )
    shown = page.content.decode()
    assert "Sama dengan nomor yang tercatat pada pemilik." in shown
    assert "Belum ada sumber" not in shown
    assert "3216064507850003" not in shown
