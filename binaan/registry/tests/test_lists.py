"""Pages of the lists that came in: counts, problems by cell, rows that wait, rows that vanished."""

import pytest
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.intake.models import ListedKey
from binaan.registry.models import Business
from binaan.registry.queries import lists as queries
from binaan.registry.tests.conftest import SECRETS

LIST_READERS = ("section_staff", "section_head", "office_head", "planner", "auditor")


@pytest.fixture
def client(world):
    return world.client(world.user("section_staff"))


def sections(batch):
    url = reverse("batch_detail", args=[batch.pk])
    return [url, *(f"{url}?bagian={name}" for name in ("masalah", "menunggu", "hilang"))]


@pytest.mark.parametrize("role", LIST_READERS)
def test_no_list_page_shows_a_personal_value(world, lists, role):
    client = world.client(world.user(role))
    urls = [reverse("batch_list"), *sections(lists[0]), *sections(lists[1])]
    for url in urls:
        answer = client.get(url)
        shown = answer.content.decode()
        assert answer.status_code == 200
        assert [secret for secret in SECRETS if secret in shown] == [], url


def test_the_lists_are_shown_with_their_counts(client, lists):
    shown = client.get(reverse("batch_list")).content.decode()
    for words in ("Daftar IKM", "ikm-2024.csv", "31 Des 2024", "Selesai"):
        assert words in shown


def test_problems_are_told_by_cell_with_what_to_do(client, lists):
    url = reverse("batch_detail", args=[lists[0].pk])
    shown = client.get(f"{url}?jenis=nik_date").content.decode()
    assert "CSV!D3" in shown
    assert "bukan tanggal lahir yang sah" in shown
    assert "Ketik ulang NIK dari KTP." in shown
    assert "CSV!G3" not in shown
    assert "0404230015488" in client.get(url).content.decode()


def test_a_waiting_row_shows_its_words_and_why(client, lists):
    url = reverse("batch_detail", args=[lists[0].pk]) + "?bagian=menunggu"
    shown = client.get(url).content.decode()
    for words in ("CSV!4", "Sarmin", "Nama usaha kosong", "321606••••••0077", "0812 •••• 7890"):
        assert words in shown


def test_problems_are_paged_by_key(world, lists, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    user, batch = world.user("section_staff"), lists[0]
    seen, after = [], 0
    while True:
        part = queries.faults(user, batch, after=after)
        seen += part.rows
        if not part.next:
            break
        after = int(part.next)
    assert len(seen) == batch.problems.count() > 2
    assert len({(row.cell, row.label) for row in seen}) == len(seen)


@pytest.mark.parametrize("text", ["x", "-1", "9" * 30, "٣", "%00"])
def test_a_strange_page_key_starts_at_the_beginning(client, lists, text):
    url = reverse("batch_detail", args=[lists[0].pk])
    assert client.get(f"{url}?sesudah={text}").status_code == 200
    assert client.get(f"{url}?bagian=hilang&sesudah={text}").status_code == 200
    assert client.get(reverse("batch_list") + f"?sesudah={text}").status_code == 200


def gone(name):
    return ListedKey.objects.get(record_id=Business.objects.get(name=name).pk)


def decide(client, batch, key, decision):
    url = reverse("batch_decide", args=[batch.pk, key.pk])
    return client.post(url, {"decision": decision})


def test_vanished_is_not_closed_until_somebody_decides(world, client, lists):
    batch, name = lists[1], "Keripik Mang Ujang"
    shown = client.get(reverse("batch_detail", args=[batch.pk]) + "?bagian=hilang")
    assert name in shown.content.decode()
    assert Business.objects.get(name=name).status == "running"
    decide(client, batch, gone(name), "close")
    assert Business.objects.get(name=name).status == "closed"
    event = AuditEvent.objects.get(verb="list.vanished_decided")
    assert event.payload.content["decision"] == "close"
    shown = client.get(reverse("batch_detail", args=[batch.pk]) + "?bagian=hilang")
    assert event.by in shown.content.decode()


def test_a_decision_may_wait_and_be_changed_but_a_closing_stands(client, lists):
    batch, name = lists[1], "Keripik Mang Ujang"
    for decision in ("later", "exists"):
        decide(client, batch, gone(name), decision)
        assert gone(name).decided == decision
        assert Business.objects.get(name=name).status == "running"
    decide(client, batch, gone(name), "close")
    decide(client, batch, gone(name), "exists")
    assert gone(name).decided == "close"


def test_an_odd_decision_changes_nothing(client, lists):
    decide(client, lists[1], gone("Keripik Mang Ujang"), "hapus")
    assert gone("Keripik Mang Ujang").decided == ""


def test_deciding_needs_the_right_to_write_and_the_area(world, lists):
    key = gone("Keripik Mang Ujang")
    assert decide(world.client(world.user("auditor")), lists[1], key, "close").status_code == 403
    elsewhere = world.client(world.user("section_staff", place="32.75"))
    assert decide(elsewhere, lists[1], key, "close").status_code == 404
    assert gone("Keripik Mang Ujang").decided == ""


def test_lists_of_another_office_are_not_there(world, lists):
    client = world.client(world.user("section_staff", place="32.75"))
    assert "Daftar IKM" not in client.get(reverse("batch_list")).content.decode()
    assert {client.get(url).status_code for url in sections(lists[0])} == {404}


def test_without_the_right_lists_are_forbidden(world, lists):
    client = world.client(world.user("enumerator"))
    urls = [reverse("batch_list"), *sections(lists[0])]
    assert {client.get(url).status_code for url in urls} == {403}
