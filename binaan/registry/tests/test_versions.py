"""A version of a list beside the one before it, and deciding about what vanished, many at once."""

from datetime import date
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.intake.models import ListedKey
from binaan.registry.actions.closing import decide_vanished
from binaan.registry.models import Business
from binaan.registry.queries import versions
from binaan.registry.tests.conftest import NEW, SECRETS, hand_in

GONE = "Keripik Mang Ujang"
MANY = tuple(
    f"{10 + number};Warung {number};Ibu {number};;;P;;Jl. Kecil {number};Tambun;Tambun Selatan;"
    "Kopi;1;0;;;aktif"
    for number in range(1, 6)
)


@pytest.fixture
def client(world):
    return world.client(world.user("section_staff"))


@pytest.fixture
def emptied(world, lists, tmp_path):
    """A third version of the same list: five warung came and, a year later, went again."""
    staff = world.user("section_staff")
    hand_in(tmp_path, (*NEW, *MANY), date(2025, 6, 30), staff)
    return hand_in(tmp_path, NEW, date(2025, 12, 31), staff)


def page(batch, query="") -> str:
    return reverse("batch_versions", args=[batch.pk]) + query


def text(response) -> str:
    return unescape(response.content.decode())


def gone(name=GONE) -> ListedKey:
    return ListedKey.objects.get(record_id=Business.objects.get(name=name).pk)


def decide(client, batch, keys, decision, **more):
    address = reverse("batch_vanished_decide", args=[batch.pk])
    return client.post(address, {"decision": decision, "baris": [key.pk for key in keys], **more})


def test_each_place_tells_what_is_new_changed_the_same_and_gone(client, world, lists):
    user, batch = world.user("section_staff"), lists[1]
    lines = {line.name: line for line in versions.table(user, batch, world.place("32.16"))}
    assert (lines["Tambun Selatan"].changed, lines["Tambun Selatan"].gone) == (2, 0)
    assert (lines["Cibitung"].changed, lines["Cibitung"].gone) == (0, 1)
    shown = text(client.get(page(batch)))
    assert "dibanding keadaan per 31 Desember 2020" in shown
    assert "?wilayah=32.16.06&bagian=berubah" in shown
    below = {line.name for line in versions.table(user, batch, world.place("32.16.06"))}
    assert below == {"Jatimulya", "Tambun"}


def test_a_number_opens_onto_its_rows_with_what_changed(client, lists, emptied):
    shown = text(client.get(page(lists[1], "?bagian=berubah&wilayah=32.16.06.1001")))
    assert "Dodol Betawi Bu Masnah" in shown
    assert "berubah (disamarkan)" in shown
    assert "Anggota asosiasi" in shown
    assert [secret for secret in SECRETS if secret in shown] == []
    assert "Las Pak Udin" not in shown
    new = text(client.get(page(lists[0], "?bagian=baru")))
    assert GONE in new
    assert "menunggu utuh" in new
    assert "Las Pak Udin" not in text(client.get(page(lists[1], "?bagian=baru")))


def test_the_rows_of_a_number_are_as_many_as_it_says(world, lists, emptied):
    user = world.user("section_staff")
    for batch in (*lists, emptied):
        lines = versions.table(user, batch, batch.place)
        counted = versions.total(user, lines)
        asked = {"place": None, "asked": {}}
        for name, changed in (("new", False), ("changed", True)):
            rows = versions.rows(user, batch, changed=changed, **asked).rows
            assert len(rows) == counted[name], (batch, name)
        listed = versions.vanished(user, batch, open_only=False, **asked).rows
        assert len(listed) == counted["gone"]


def test_the_first_version_has_nothing_before_it(client, lists):
    assert "Versi pertama daftar ini" in text(client.get(page(lists[0])))


def test_many_are_decided_at_once_with_one_day_one_note_and_one_event(client, emptied):
    keys = list(ListedKey.objects.filter(gone_since=emptied.version))
    assert len(keys) == 5
    note = {"on": "2025-11-30", "reason": "Digusur bersama"}
    decide(client, emptied, keys[:4], "close", **note)
    closed = Business.objects.filter(name__startswith="Warung", status="closed")
    assert closed.count() == 4
    assert {one.conditions.get(known_until=None, valid_until=None).status_on for one in closed} == {
        date(2025, 11, 30)
    }
    event = AuditEvent.objects.get(verb="list.vanished_decided")
    assert len(event.payload.content["keys"]) == 4
    shown = text(client.get(page(emptied, "?bagian=hilang")))
    assert shown.count("Digusur bersama") == 4
    waiting = text(client.get(page(emptied, "?bagian=hilang&hanya=menunggu")))
    assert waiting.count('name="baris"') == 1


def test_everything_on_the_page_is_chosen_with_one_tick(client, emptied):
    keys = list(ListedKey.objects.filter(gone_since=emptied.version))
    address = reverse("batch_vanished_decide", args=[emptied.pk])
    here = {"semua": "1", "di_halaman": [key.pk for key in keys], "decision": "mistake"}
    client.post(address, here)
    assert set(ListedKey.objects.filter(gone_since=emptied.version).values_list("decided")) == {
        ("mistake",)
    }
    assert not Business.objects.filter(name__startswith="Warung", status="closed").exists()


def test_vanished_is_not_closed_until_somebody_decides(client, lists):
    assert GONE in text(client.get(page(lists[1], "?bagian=hilang")))
    assert Business.objects.get(name=GONE).status == "running"
    decide(client, lists[1], [gone()], "close")
    assert Business.objects.get(name=GONE).status == "closed"


def test_who_moved_is_moved_since_the_date_of_the_list(client, lists):
    decide(client, lists[1], [gone()], "moved", reason="Ke Karawang")
    business = Business.objects.get(name=GONE)
    assert business.status == "moved"
    claim = business.claims.latest("recorded_at")
    assert claim.said["status_on"] == "2024-12-31"
    assert "Ke Karawang" in claim.reason


@pytest.mark.parametrize("decision", ["exists", "mistake", "later"])
def test_other_decisions_leave_the_business_and_may_be_changed(client, lists, decision):
    decide(client, lists[1], [gone()], decision)
    assert gone().decided == decision
    assert Business.objects.get(name=GONE).status == "running"
    decide(client, lists[1], [gone()], "close")
    assert gone().decided == "close"


def test_a_closing_stands_and_is_taken_back_on_the_page_of_the_business(client, lists):
    decide(client, lists[1], [gone()], "close")
    answer = decide(client, lists[1], [gone()], "exists")
    assert answer.status_code == 422
    assert "buka kembali di halaman usahanya" in text(answer)
    assert gone().decided == "close"
    assert reverse("business_close", args=[gone().record_id]) in text(
        client.get(page(lists[1], "?bagian=hilang"))
    )


def test_the_second_of_two_clicks_is_told(client, lists):
    decide(client, lists[1], [gone()], "exists")
    answer = decide(client, lists[1], [gone()], "exists")
    assert "Keputusan ini sudah tercatat" in text(answer)
    assert AuditEvent.objects.filter(verb="list.vanished_decided").count() == 1


@pytest.mark.once
@pytest.mark.parametrize(
    ("data", "said"),
    [({"decision": "hapus"}, "hapus"), ({"decision": ""}, "Pilih apa yang terjadi"),
     ({"decision": "close", "on": "2999-01-01"}, "Tanggal ini belum terjadi"),
     ({"decision": "close", "baris": []}, "Pilih sedikitnya satu usaha"),
     ({"decision": "close", "baris": ["x"]}, "Pilih sedikitnya satu usaha")],
)  # fmt: skip
def test_a_decision_that_cannot_be_taken_is_told_and_changes_nothing(client, lists, data, said):
    address = reverse("batch_vanished_decide", args=[lists[1].pk])
    answer = client.post(address, {"baris": [gone().pk], **data})
    assert answer.status_code == 422
    assert said in text(answer)
    assert gone().decided == ""
    assert Business.objects.get(name=GONE).status == "running"


def test_a_row_that_came_back_is_not_decided(world, lists):
    key = gone()
    ListedKey.objects.filter(pk=key.pk).update(gone_since=None)
    with pytest.raises(ValidationError, match="muncul lagi"):
        decide_vanished([key], decision="exists", by=world.user("section_staff"))


def test_rows_of_two_versions_are_not_decided_together(world, lists, emptied):
    other = ListedKey.objects.filter(gone_since=emptied.version).first()
    with pytest.raises(ValidationError, match="satu versi"):
        decide_vanished([gone(), other], decision="exists", by=world.user("section_staff"))


def test_one_business_out_of_reach_refuses_the_whole(world, lists, emptied):
    keys = ListedKey.objects.filter(gone_since=emptied.version)
    with pytest.raises(PermissionDenied):
        decide_vanished(keys, decision="close", by=world.operator_of("32.16.07"))
    assert not Business.objects.filter(name__startswith="Warung", status="closed").exists()


@pytest.mark.once
def test_comparing_and_deciding_need_their_rights_and_the_area(world, lists):
    auditor, enumerator = (world.client(world.user(one)) for one in ("auditor", "enumerator"))
    elsewhere = world.client(world.user("section_staff", place="32.75"))
    assert auditor.get(page(lists[1])).status_code == 200
    assert 'name="baris"' not in text(auditor.get(page(lists[1], "?bagian=hilang")))
    assert decide(auditor, lists[1], [gone()], "close").status_code == 403
    assert enumerator.get(page(lists[1])).status_code == 403
    assert elsewhere.get(page(lists[1])).status_code == 404
    assert decide(elsewhere, lists[1], [gone()], "close").status_code == 404
    assert gone().decided == ""


@pytest.mark.once
@pytest.mark.parametrize(
    "query",
    ["bagian=x", "wilayah=32.75", "wilayah=x", "bagian=hilang&sesudah=x", "bagian=baru&sebelum=W10",
     "bagian=berubah&sesudah=%00"],
)  # fmt: skip
def test_a_strange_address_shows_the_page_all_the_same(client, lists, query):
    assert client.get(page(lists[1], f"?{query}")).status_code == 200


def test_the_desk_leads_to_what_vanished(client, lists):
    assert page(lists[1], "?bagian=hilang&hanya=menunggu") in text(client.get("/"))
