"""Pages about businesses that may be one."""

import pytest
from django.urls import reverse

from binaan.registry.models import Pair
from binaan.registry.tests.pairs import copies, entered, operator, pair, post, shown

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_two_records_stand_side_by_side_with_what_differs(world, sari):
    text = shown(operator(world), "identity_next")
    for words in ("Keripik Bu Sari", "jarak 40 m", "sedang", "telepon dipakai 3 orang"):
        assert words in text
    assert '<mark class="differs">Kripik</mark>' in text
    assert "0813 •••• 7721" in text
    assert "+6281312347721" not in text
    assert "3216064507850003" not in text


# --- deciding


def test_an_answer_leads_to_the_next_pair_and_says_what_happened(world):
    first, second = copies(world, 2)
    client = operator(world)
    shown(client, "identity_next")
    answer = post(client, "identity_answer", first.pk, jawab="different", facts=first.facts)
    text = client.get(answer.url).content.decode()
    assert "Berbeda" in text
    assert "Urungkan" in text
    assert reverse("identity_answer", args=[second.pk]) in text


def test_the_last_answer_is_taken_back_with_one_press(world):
    (one,) = copies(world, 1)
    client = operator(world)
    post(client, "identity_answer", one.pk, jawab="same", facts=one.facts)
    answer = post(client, "identity_undo", one.pk)
    text = client.get(answer.url).content.decode()
    assert "Putusan diurungkan" in text
    assert Pair.objects.get().state == "open"


def test_owners_who_look_different_offer_a_successor_first(world):
    pair(entered(world, "Las Maju", "Karta"), entered(world, "Las Maju", "Dedi"), owner_p=0.1)
    text = shown(operator(world), "identity_next")
    assert 'value="same-succeed" data-key="1 s"' in text
    assert "Sama, pemilik juga sama" in text


def test_one_owner_of_both_is_not_asked_about(world, sari):
    Pair.objects.update(owner_p=1)
    roles = sari.right.roles.get()
    roles.owner = sari.left.roles.get().owner
    roles.save()
    text = shown(operator(world), "identity_next")
    assert "Sama, pemilik berganti" not in text


def test_values_by_hand_say_which_would_count(world, sari):
    client = operator(world)
    text = shown(client, "identity_next")
    assert "Menurut sumbernya: B" in text
    post(client, "identity_answer", sari.pk, jawab="same", facts="1-1", **{"pilih-name": "left"})
    assert world.business().name == "Keripik Bu Sari"


def test_a_form_that_came_late_says_so_and_keeps_what_was_typed(world):
    (one,) = copies(world, 1)
    post(world.client(world.user("section_head")), "identity_answer", one.pk, jawab="different",
         facts="1-1")  # fmt: skip
    answer = post(
        operator(world), "identity_answer", one.pk, jawab="same", facts="1-1", note="Sudah dilihat"
    )
    text = answer.content.decode()
    assert answer.status_code == 409
    for words in ("belum tersimpan", "Sudah dilihat", "Kepala bidang"):
        assert words in text
    assert Pair.objects.get().state == "different"


def test_a_form_whose_facts_changed_is_shown_once_more(world):
    (one,) = copies(world, 1)
    Pair.objects.update(facts="2-1")
    answer = post(
        operator(world), "identity_answer", one.pk, jawab="same", facts="1-1", note="Satu dapur"
    )
    assert answer.status_code == 409
    assert 'value="Satu dapur"' in answer.content.decode()
    assert Pair.objects.get().state == "open"


def test_pressing_twice_leads_on_twice(world):
    (one,) = copies(world, 1)
    client = operator(world)
    for _press in range(2):
        answer = post(client, "identity_answer", one.pk, jawab="same", facts="1-1")
        assert answer.status_code == 302


def test_no_answer_at_all_is_said_beside_the_form(world):
    (one,) = copies(world, 1)
    answer = post(operator(world), "identity_answer", one.pk, facts="1-1")
    assert answer.status_code == 422
    assert "Pilih salah satu jawaban" in answer.content.decode()


def test_a_pair_somebody_else_looks_at_is_only_shown(world):
    (one,) = copies(world, 1)
    shown(world.client(world.user("section_head")), "identity_next")
    client = operator(world)
    text = shown(client, "identity_pair", one.pk)
    assert "Sedang diperiksa petugas lain" in text
    assert reverse("identity_answer", args=[one.pk]) not in text
    assert "Semua pasangan sedang diperiksa" in shown(client, "identity_next")


def test_leaving_lets_go(world):
    (one,) = copies(world, 1)
    head = world.client(world.user("section_head"))
    shown(head, "identity_next")
    assert post(head, "identity_release", one.pk).status_code == 204
    assert reverse("identity_answer", args=[one.pk]) in shown(operator(world), "identity_next")


def test_three_records_are_answered_in_one_form(world):
    one, two, last = (entered(world, f"Tahu {n}", "Darma") for n in range(3))
    first = pair(one, two, business_p=0.9)
    Pair.objects.update(group=first.pk)
    second = pair(two, last, group=first.pk)
    client = operator(world)
    text = shown(client, "identity_next")
    assert "3 catatan yang mirip" in text
    said = {f"usaha-{two.pk}": "same", "pasangan": [first.pk, second.pk]}
    assert post(client, "identity_group_answer", first.pk, **said).status_code == 422
    said |= {f"usaha-{last.pk}": "different"}
    answer = post(client, "identity_group_answer", first.pk, **said)
    assert answer.status_code == 302
    assert dict(Pair.objects.values_list("right", "state")) == {
        two.pk: "same", last.pk: "different",
    }  # fmt: skip


@pytest.mark.parametrize("wrong", ["bukan-kunci", "01890a5d-ac96-774b-bcce-b302099a8057"])
def test_a_wrong_word_in_the_address_is_no_error(world, wrong):
    client = operator(world)
    shown(client, "identity_next", query=f"?sesudah={wrong}&baru={wrong}")
    shown(client, "identity_list", query=f"?bagian={wrong}&sesudah={wrong}&wilayah={wrong}")
    shown(client, "identity_merge_list", query=f"?bagian={wrong}&sebelum={wrong}")


def test_keys_that_are_none_leave_a_group_as_it_is(world):
    (one,) = copies(world, 1)
    answer = post(operator(world), "identity_group_answer", one.pk, pasangan="bukan-kunci")
    assert answer.status_code == 409


# --- who may


def test_nobody_without_the_right_comes_in(world):
    (one,) = copies(world, 1)
    enumerator = world.client(world.user("enumerator"))
    for name, arguments in (
        ("identity_next", []), ("identity_list", []), ("identity_merge_list", []),
        ("identity_pair", [one.pk]), ("identity_progress", []), ("identity_lists", []),
    ):  # fmt: skip
        shown(enumerator, name, *arguments, status=403)
    shown(operator(world), "identity_progress", status=403)


def test_a_pair_of_another_district_is_not_there(world):
    (one,) = copies(world, 1, place="32.16.07.1001")
    client = operator(world)
    shown(client, "identity_pair", one.pk, status=404)
    for name in ("identity_answer", "identity_group_answer", "identity_undo", "identity_release"):
        assert post(client, name, one.pk, jawab="same").status_code == 404
    assert "Keripik Nomor" not in shown(client, "identity_list")


def test_who_only_reviews_sees_and_does_not_answer(world):
    (one,) = copies(world, 1)
    client = world.client(world.user("office_head"))
    text = shown(client, "identity_pair", one.pk)
    assert reverse("identity_answer", args=[one.pk]) not in text
    assert post(client, "identity_answer", one.pk, jawab="same").status_code == 403
    shown(client, "identity_list")


def test_of_the_other_offices_side_only_what_tells_it_is_shown(world):
    mine = world.business()
    theirs = entered(
        world, "Keripik Sari", "Sari W", office="diskopukm", workers=7, legal_form="cv",
        phone="+6281312347721",
    )  # fmt: skip
    pair(mine, theirs)
    text = shown(world.client(world.user("section_staff")), "identity_next")
    for words in ("dibina kantor lain", "Dinas Koperasi dan UKM Kota Bekasi", "0813 •••• 7721"):
        assert words in text
    assert "7 orang" not in text
    assert reverse("business_detail", args=[theirs.pk]) not in text
    assert "Pilih nilai yang dipakai" not in text
