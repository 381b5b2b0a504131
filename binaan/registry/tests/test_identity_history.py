"""Pages about what became of pairs: lists, merges, progress, samples, lists compared."""

import pytest
from django.urls import reverse

from binaan.intake.models import ListedKey, Source
from binaan.kit.dates import today
from binaan.registry.actions import merging
from binaan.registry.actions.claiming import record
from binaan.registry.models import Business, Merge
from binaan.registry.tests.pairs import copies, operator, post, shown

# On PostgreSQL the walk of tests/test_walks.py opens each page.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


# --- lists and merges


def test_lists_show_what_waits_what_was_decided_and_what_is_unsure(world):
    first, second, third = copies(world, 3)
    client = operator(world)
    post(client, "identity_answer", first.pk, jawab="different", facts="1-1", note="Tetangga")
    post(client, "identity_answer", second.pk, jawab="unsure", facts="1-1")
    assert "Nomor 2" in shown(client, "identity_list")
    decided = shown(client, "identity_list", query="?bagian=pasti")
    assert "Tetangga" in decided
    assert "Nomor 1" not in decided
    unsure = shown(client, "identity_list", query="?bagian=ragu")
    assert "Tanyakan lagi" in unsure
    assert third.left.name not in unsure


def test_a_merge_is_shown_as_it_was_and_taken_back_with_a_reason(world, sari):
    client = operator(world)
    post(client, "identity_answer", sari.pk, jawab="same", facts="1-1")
    (merge,) = Merge.objects.all()
    assert "Kripik Ibu Sari" in shown(client, "identity_merge_list")
    assert client.get(reverse("identity_pair", args=[sari.pk])).url.endswith(f"{merge.pk}/")
    text = shown(client, "identity_merge", merge.pk)
    assert '<mark class="differs">Kripik</mark>' in text
    assert "321606••••••0003" in text
    assert "3216064507850003" not in text

    assert post(client, "identity_unmerge", merge.pk, reason="").status_code == 422
    answer = post(client, "identity_unmerge", merge.pk, reason="Ternyata dua dapur")
    text = client.get(answer.url).content.decode()
    assert "Sudah dipisahkan" in text
    assert "Ternyata dua dapur" in text
    assert client.get(reverse("identity_unmerge", args=[merge.pk])).status_code == 302
    assert "Dipisahkan" in shown(client, "identity_merge_list", query="?bagian=dipisah").title()


def test_what_came_since_is_asked_about(world, sari):
    user = world.operator_of("32.16.06")
    client = operator(world)
    post(client, "identity_answer", sari.pk, jawab="same", facts="1-1")
    record(
        world.business(), said={"product": "opak"}, as_of=today(), by=user, reason="Kunjungan",
        correction=True,
    )  # fmt: skip
    answer = post(client, "identity_undo", sari.pk)
    text = client.get(answer.url).content.decode()
    assert "Milik siapa" in text
    assert "belum jelas milik siapa" in text
    merge = Merge.objects.get()
    assert post(client, "identity_unmerge", merge.pk, reason="Dua dapur").status_code == 422
    said = {"reason": "Dua dapur", "later_to": "right"}
    assert post(client, "identity_unmerge", merge.pk, **said).status_code == 302
    assert sari.right.claims.filter(said__product="opak").exists()


def test_the_page_of_a_business_tells_what_it_came_from(world, sari):
    client = operator(world)
    post(client, "identity_answer", sari.pk, jawab="same", facts="1-1", note="Satu dapur")
    text = shown(client, "business_detail", sari.left_id)
    for words in (
        "Asal-usul",
        "Catatan lain digabung ke sini",
        "Satu dapur",
        "lihat atau pisahkan",
    ):
        assert words in text
    answer = client.get(reverse("business_detail", args=[sari.right_id]), follow=True)
    assert f"{sari.right.short_number} sudah digabung ke sini" in answer.content.decode()
    owner = Merge.objects.get()
    assert "Satu dapur" in shown(client, "owner_detail", owner.into_owner_id)
    answer = client.get(reverse("owner_detail", args=[owner.from_owner_id]), follow=True)
    assert "sudah digabung ke sini" in answer.content.decode()


# --- progress, samples, lists compared


def test_the_head_sees_what_is_left_and_who_decided(world):
    first, _second = copies(world, 2)
    post(operator(world), "identity_answer", first.pk, jawab="different", facts="1-1")
    text = shown(world.client(world.user("section_head")), "identity_progress")
    for words in ("Tambun Selatan", "Operator kecamatan 32.16.06", "Belum ada yang diperiksa"):
        assert words in text


def test_a_lot_of_automatic_merges_is_judged(world):
    pairs = copies(world, 3)
    head = world.user("section_head")
    merging.merge(pairs, by=head, reason="Otomatis", automatic=True)
    client = world.client(head)
    assert post(client, "identity_sample_draw").status_code == 302
    assert Merge.objects.filter(sampled=True).count() == 3
    first, second, _third = Merge.objects.order_by("at", "order")
    assert "Sebelum digabung" in shown(client, "identity_sample")
    post(client, "identity_sample_judge", first.pk, jawab="right")
    answer = post(client, "identity_sample_judge", second.pk, jawab="wrong")
    assert answer.url == reverse("identity_unmerge", args=[second.pk])
    text = shown(client, "identity_progress")
    assert "Dari 2 penggabungan yang diperiksa, 1 salah: 50 %" in text
    assert "keyakinan 95 %" in text
    post(client, "identity_sample_judge", first.pk, jawab="mungkin")
    assert Merge.objects.get(pk=first.pk).sample_answer == "right"


def test_lists_are_compared_and_every_number_opens_its_businesses(world, lists):
    client = world.client(world.user("section_head"))
    source = lists[0].version.source
    other = Source.objects.create(
        kind="usaha", name="Daftar Asosiasi", office=source.office, place=source.place
    )
    key = ListedKey.objects.filter(source=source, gone_since=None).first()
    ListedKey.objects.create(
        source=other, key="1", hash=1, record_id=key.record_id, batch=key.batch, ordinal=1
    )
    text = shown(client, "identity_lists", query=f"?a={source.pk}&b={other.pk}")
    assert "Disebut kedua daftar" in text
    query = f"?a={source.pk}&b={other.pk}&bagian=keduanya"
    business = Business.objects.get(pk=key.record_id)
    assert business.name in shown(client, "identity_listed", query=query)
    assert "Keripik Bu Sari" not in shown(client, "identity_listed", query=query)
    shown(client, "identity_listed", query="?a=x&b=y&bagian=keduanya", status=404)
    assert "berlainan" in shown(client, "identity_lists", query=f"?a={source.pk}&b={source.pk}")


def test_pages_ask_few_questions(world, django_assert_max_num_queries):
    copies(world, 30)
    client = world.client(world.user("section_head"))
    shown(client, "identity_next")
    for name, most in (("identity_next", 30), ("identity_list", 15), ("identity_progress", 18)):
        with django_assert_max_num_queries(most):
            shown(client, name)


def test_the_desk_and_the_menu_count_what_waits(world):
    copies(world, 2)
    text = operator(world).get("/").content.decode()
    assert "Usaha mungkin ganda, belum diputus" in text
    assert reverse("identity_next") in text


def test_what_only_one_list_or_none_names_can_be_opened(world, lists):
    client = world.client(world.user("section_head"))
    source = lists[0].version.source
    alone = shown(client, "identity_listed", query=f"?a={source.pk}&bagian=sendiri")
    nowhere = shown(client, "identity_listed", query="?bagian=tanpa-daftar")
    assert "Dodol Betawi Bu Masnah" in alone
    assert "Dodol Betawi Bu Masnah" not in nowhere
    assert "Keripik Bu Sari" in nowhere
