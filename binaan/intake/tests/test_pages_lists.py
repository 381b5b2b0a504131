"""Pages of the lists that came in: how each stands, problems by cell, rows that wait."""

import pytest
from django.urls import reverse

from binaan.intake.models import Batch, BatchState
from binaan.intake.queries import batch_page as queries
from binaan.kit.models import JobState
from binaan.registry.tests.conftest import SECRETS, world_for

pytestmark = pytest.mark.once  # on PostgreSQL the walk of tests/test_walks.py opens each page

LIST_READERS = ("section_staff", "section_head", "office_head", "planner", "auditor")


@pytest.fixture
def world(request, db, tmp_path):
    return world_for(request, tmp_path)


@pytest.fixture
def lists(world):
    """The lists of 2020 and 2024: (old batch, new batch)."""
    return world.lists


@pytest.fixture
def client(world):
    return world.client(world.user("section_staff"))


def sections(batch):
    url = reverse("batch_detail", args=[batch.pk])
    return [url, *(f"{url}?bagian={name}" for name in ("masalah", "menunggu"))]


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
    for words in ("Daftar IKM", "ikm-2024.csv", "31 Des 2024", "Sudah masuk"):
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
    assert client.get(f"{url}?bagian=menunggu&sesudah={text}").status_code == 200
    assert client.get(reverse("batch_list") + f"?sesudah={text}").status_code == 200


def test_lists_of_another_office_are_not_there(world, lists):
    client = world.client(world.user("section_staff", place="32.75"))
    assert "Daftar IKM" not in client.get(reverse("batch_list")).content.decode()
    assert {client.get(url).status_code for url in sections(lists[0])} == {404}


def test_without_the_right_lists_are_forbidden(world, lists):
    client = world.client(world.user("enumerator"))
    urls = [reverse("batch_list"), *sections(lists[0])]
    assert {client.get(url).status_code for url in urls} == {403}


STATES = [
    (BatchState.PROPOSED, "Menunggu peta kolom", "peta/"),
    (BatchState.LANDED, "Menunggu persetujuan", "pratinjau/"),
    (BatchState.LANDING, "Sedang diperiksa", "kemajuan/"),
    (BatchState.REFUSED, "Ditolak", ""),
    (BatchState.CANCELLED, "Dibatalkan", ""),
]


@pytest.mark.parametrize(("state", "words", "next_page"), STATES)
def test_a_list_says_how_it_stands_and_leads_to_the_next_step(
    client, lists, state, words, next_page
):
    Batch.objects.filter(pk=lists[1].pk).update(state=state)
    shown = client.get(reverse("batch_list")).content.decode()
    assert words in shown
    assert f'href="/pendataan/{lists[1].pk}/{next_page}"' in shown


def test_the_next_step_is_no_link_for_who_may_not_take_it(world, lists):
    Batch.objects.filter(pk=lists[1].pk).update(state=BatchState.PROPOSED)
    client = world.client(world.user("planner"))
    for url in (reverse("batch_list"), reverse("batch_detail", args=[lists[1].pk])):
        shown = client.get(url).content.decode()
        assert "Menunggu peta kolom" in shown
        assert f"/pendataan/{lists[1].pk}/peta/" not in shown
    assert "Masukkan daftar" not in client.get(reverse("batch_list")).content.decode()


def test_work_that_broke_off_says_so_and_can_be_taken_up(client, lists):
    batch = lists[1]
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.APPLYING)
    batch.job.state = JobState.FAILED
    batch.job.save(update_fields=["state"])
    assert "Terhenti" in client.get(reverse("batch_list")).content.decode()
    shown = client.get(reverse("batch_detail", args=[batch.pk])).content.decode()
    assert "Jalankan lagi" in shown
    assert reverse("batch_continue", args=[batch.pk]) in shown


def test_a_refused_list_says_why_without_the_numbers_in_it(client, lists):
    why = "Baris dengan NIK 3216064507850011 tidak terbaca."
    Batch.objects.filter(pk=lists[0].pk).update(state=BatchState.REFUSED, refusal=why)
    shown = client.get(reverse("batch_detail", args=[lists[0].pk])).content.decode()
    assert "Daftar ini ditolak" in shown
    assert "Baris dengan NIK •••• tidak terbaca." in shown
    assert f"/pendataan/baru/?seperti={lists[0].pk}" in shown


def test_where_no_list_came_in_yet_the_way_is_told(world):
    shown = world.client(world.user("section_staff")).get(reverse("batch_list")).content.decode()
    for words in ("Belum ada daftar", "Periksa peta kolom", "Masukkan daftar pertama"):
        assert words in shown
    shown = world.client(world.user("planner")).get(reverse("batch_list")).content.decode()
    assert "Masukkan daftar pertama" not in shown
