"""What a list did to the register, version after version; rows always add up (see lists.bring)."""

from datetime import date, timedelta

import pytest

from binaan.intake import importing, landing
from binaan.intake.models import Batch, ListedKey, Row
from binaan.intake.tests.lists import Refusal, batch_of, counts, faults
from binaan.kit import measures
from binaan.kit.dates import today
from binaan.kit.measures import Asked
from binaan.registry.models import Business, Claim, Condition, Guidance, Identifier, Owner

D2020, D2022, D2024 = date(2020, 12, 31), date(2022, 12, 31), date(2024, 12, 31)
NIK, NIK2 = "3216064507859003", "3216060101809004"


def row(name="Tahu Sari", owner="Ibu Sari", village="Setiadarma", **more):
    return {
        "name": name,
        "owner_name": owner,
        "village": village,
        "district": "Tambun Selatan",
        **more,
    }


def value(lists, key="registry.businesses", *, at, office=None):
    asked = Asked(place=lists.register.place("32.16"), at=at, office=office)
    return measures.get(key).value(lists.staff, asked).value


def workers(at, business=None):
    business = business or Business.objects.get()
    found = Condition.objects.filter(business=business, known_until=None, valid_from__lte=at)
    return found.latest("valid_from").workers


def keyed(lists, *rows, **options):
    """A list with a key column A: (key, name, owner, workers)."""
    path = lists.file([["no daftar", "nama usaha", "nama pemilik", "jumlah tk"], *map(list, rows)])
    return lists.bring(path, mapping={"sheets": {"CSV": {"key": "A"}}}, **options)


def test_the_same_file_again_answers_the_same_batch_and_alters_nothing(lists):
    path = lists.file([["nama usaha", "nik", "kecamatan"], ["Tahu", "123", "Cibitung"],
                       ["", "", "Cibitung"], ["Roti", NIK, "Cibitung"]])  # fmt: skip
    first = lists.bring(path)
    before = Claim.objects.count(), Condition.objects.count(), Row.objects.count()
    again = lists.bring(path)
    assert counts(first) == (2, 0, 0, 1)
    assert counts(again) == (0, 0, 2, 1)
    assert again["batch"] == first["batch"]
    assert again["problems"] == first["problems"]
    assert before == (Claim.objects.count(), Condition.objects.count(), Row.objects.count())


def test_the_same_content_in_another_file_is_another_batch_that_alters_nothing(lists):
    first = lists.listed([row(), row("Roti")])
    path = lists.file([["name", "owner_name", "village", "district"],
                       ["Tahu  Sari ", "Ibu Sari", "Setiadarma", "Tambun Selatan"],
                       ["Roti", "Ibu Sari", "Setiadarma", "Tambun Selatan"]], separator=";")  # fmt: skip
    second = lists.bring(path)
    assert second["batch"] != first["batch"]
    assert counts(second) == (0, 0, 2, 0)


def test_a_newer_version_touches_only_what_changed(lists):
    lists.listed([row(workers="3"), row("Roti", workers="2"), row("Kue")])
    answer = lists.listed([row(workers="5"), row("Roti", workers="2"), row("Sapu")], as_of=D2024)
    assert counts(answer) == (1, 1, 1, 0)
    assert Row.objects.filter(batch=answer["batch"]).count() == 2
    assert batch_of(answer).vanished == 1
    tahu = Business.objects.get(name="Tahu Sari")
    assert (workers(D2020, tahu), workers(D2024, tahu)) == (3, 5)


def test_vanished_is_not_closed_and_may_come_back(lists):
    lists.listed([row(), row("Roti")])
    lists.listed([row()], as_of=D2022)
    assert ListedKey.objects.filter(gone_since__as_of=D2022).count() == 1
    assert value(lists, at=D2022) == 2
    back = lists.listed([row(), row("Roti")], as_of=D2024)
    assert counts(back) == (0, 0, 2, 0)
    assert not ListedKey.objects.exclude(gone_since=None).exists()


@pytest.mark.once
def test_a_row_that_waits_now_has_not_vanished(lists):
    keyed(lists, ("1", "Tahu", "Sari", "3"), ("2", "Roti", "Budi", "2"))
    answer = keyed(lists, ("1", "Tahu", "Sari", "3"), ("2", "", "Budi", "2"), as_of=D2024)
    assert counts(answer) == (0, 0, 1, 1)
    assert batch_of(answer).vanished == 0


def test_a_row_that_still_waits_in_a_newer_version_waits_once(lists):
    keyed(lists, ("1", "Tahu", "Sari", "3"), ("2", "", "Budi", "2"), ("3", "", "Ani", "2"))
    newer = keyed(lists, ("1", "Tahu", "Sari", "3"), ("2", "", "Budi", "2"), as_of=D2022)
    assert newer["waiting"] == 1
    waiting = Row.objects.filter(held=True, settled=False)
    assert sorted(waiting.values_list("key", flat=True)) == ["k:2", "k:3"]
    assert waiting.filter(batch=newer["batch"]).count() == 1


def test_an_older_version_speaks_for_its_own_date_only(lists):
    lists.listed([row(workers="5"), row("Sapu")], as_of=D2024)
    answer = lists.listed([row(workers="3"), row("Kue")], as_of=D2020)
    assert answer["new"] == 1
    tahu = Business.objects.get(name="Tahu Sari")
    assert (workers(D2020, tahu), workers(D2024, tahu)) == (3, 5)
    assert (value(lists, at=D2020), value(lists, at=D2024)) == (2, 3)
    office = lists.register.offices["disperin"]
    assert value(lists, "registry.guided", at=D2020, office=office) == 2
    assert ListedKey.objects.get(gone_since__as_of=D2024).key


def test_an_older_version_in_the_same_words_still_dates_the_business_back(lists):
    lists.listed([row(), row("Roti")], as_of=D2024)
    answer = lists.listed([row("Roti"), row()], as_of=D2020)
    assert counts(answer) == (0, 0, 2, 0)
    assert value(lists, at=D2020) == 2
    assert Guidance.objects.filter(known_until=None, valid_until=None).count() == 2


def test_a_version_in_between_does_not_speak_over_a_later_one_that_said_nothing_new(lists):
    lists.listed([row(workers="3")], as_of=D2020)
    lists.listed([row(workers="3")], as_of=D2024)
    lists.listed([row(workers="9")], as_of=D2022)
    assert [workers(at) for at in (D2020, D2022, D2024)] == [3, 9, 3]
    answer = lists.listed([row(workers="3")], as_of=date(2025, 12, 31))
    assert counts(answer) == (0, 0, 1, 0)


def test_one_business_named_by_two_sources_is_recognised_by_its_owners_number(lists):
    lists.listed([row(nik=NIK, workers="3")])
    answer = lists.listed([row(nik=NIK, workers="3")], source="Asosiasi")
    assert counts(answer) == (0, 0, 1, 0)
    answer = lists.listed([row(nik=NIK, workers="7")], source="Asosiasi", as_of=D2024)
    assert counts(answer) == (0, 1, 0, 0)
    assert Business.objects.count() == 1


@pytest.mark.once
def test_the_same_names_without_a_number_are_not_enough(lists):
    lists.listed([row()])
    assert counts(lists.listed([row()], source="Asosiasi")) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "other", [{"name": "Roti Sari"}, {"village": "Wanasari", "district": "Cibitung"}]
)
def test_a_second_business_of_one_owner_is_a_business_of_its_own(lists, other):
    answer = lists.listed([row(nik=NIK), row(nik=NIK) | other])
    assert counts(answer) == (2, 0, 0, 0)
    assert (Business.objects.count(), Owner.objects.count()) == (2, 1)


@pytest.mark.once
def test_a_key_that_names_another_business_the_second_time_is_told_apart(lists, monkeypatch):
    for part in (100, 2):
        monkeypatch.setattr(landing, "PART", part)
        rows = [("7", f"Tahu {part}", "Sari", "1"), ("7", f"Roti {part}", "Budi", "2"),
                ("8", "Kue", "Ani", "1"), ("7", f"Roti {part}", "Budi", "2")]  # fmt: skip
        answer = keyed(lists, *rows, source=f"Daftar {part}")
        assert counts(answer) == (3, 0, 1, 0)
        assert [p["code"] for p in answer["problems"] if p["code"] != "place_missing"] == [
            "row_repeated"
        ]


@pytest.mark.once
def test_a_key_recognises_a_business_whose_every_word_changed(lists):
    keyed(lists, ("7", "Tahu", "Sari", "1"))
    answer = keyed(lists, ("7", "Tahu Jaya", "Sari Dewi", "1"), as_of=D2024)
    assert counts(answer) == (0, 1, 0, 0)
    assert Business.objects.get().name == "Tahu Jaya"
    assert Owner.objects.get().name == "Sari Dewi"


@pytest.mark.once
def test_two_owners_of_one_name_in_one_village_are_two_by_their_nik(lists):
    assert counts(lists.listed([row(nik=NIK), row(nik=NIK2)])) == (2, 0, 0, 0)


@pytest.mark.once
def test_titles_and_legal_forms_do_not_make_another_business(lists):
    other = row("CV. Tahu Sari", owner="Hj. Sari, S.E.", workers="9")
    assert counts(lists.listed([row(workers="3"), other])) == (1, 0, 1, 0)
    assert workers(D2020) == 3


def test_a_nik_and_a_nib_of_two_owners_conflict(lists):
    lists.listed([row(nik=NIK), row("Roti", "Budi Hartono", nib="9120999000001")])
    answer = lists.listed([row("Kue", "Ibu Sari", nik=NIK, nib="9120999000001")], source="Lain")
    assert faults(answer) == [("F2", "nib", "identifier_conflict", "9120999000001")]
    assert Owner.objects.count() == 2


@pytest.mark.once
def test_an_owner_keeps_the_nik_he_has(lists):
    keyed_row = [row(nib="9120999000001", nik=NIK)]
    lists.listed(keyed_row)
    answer = lists.listed([row(nib="9120999000001", nik=NIK2)], source="Lain")
    assert [p["code"] for p in answer["problems"]] == ["identifier_conflict"]
    assert Identifier.objects.get(kind="nik").value == NIK


def test_two_numbers_stated_twice_in_one_list_are_kept_once(lists):
    lists.listed([row(nik=NIK, nib="9120999000001"), row("Roti", nik=NIK, nib="9120999000001")])
    assert Identifier.objects.count() == 2


def test_two_offices_guide_one_business_each_from_its_own_list(lists):
    lists.listed([row(nik=NIK)])
    boss = lists.register.user("administrator", place="32")
    answer = lists.listed([row(nik=NIK)], office="diskopukm", source="UMKM", by=boss)
    assert counts(answer) == (0, 1, 0, 0)
    assert Guidance.objects.count() == 2


@pytest.mark.once
def test_a_row_that_says_not_guided_is_not(lists):
    lists.listed([row(guided="Tidak"), row("Roti", guided="Ya")])
    assert [g.business.name for g in Guidance.objects.all()] == ["Roti"]


def test_guidance_that_a_person_ended_begins_anew_with_a_newer_list(lists):
    lists.listed([row(workers="1")])
    Guidance.objects.update(valid_until=D2022)
    answer = lists.listed([row(workers="2")], as_of=D2024)
    assert counts(answer) == (0, 1, 0, 0)
    assert sorted(Guidance.objects.values_list("valid_from", flat=True)) == [D2020, D2024]


@pytest.mark.once
def test_the_only_office_and_today_are_understood(lists):
    lists.register.offices["diskopukm"].delete()
    answer = lists.listed([row()], office=None, as_of=None)
    assert batch_of(answer).version.as_of == today()


@pytest.mark.once
@pytest.mark.parametrize("office", [None, "dinas-lain"])
def test_an_office_in_doubt_is_refused(lists, office):
    with pytest.raises(Refusal) as refused:
        lists.listed([row()], office=office)
    assert refused.value.code == 1
    assert "disperin" in refused.value.said


@pytest.mark.once
def test_a_date_to_come_is_refused(lists):
    with pytest.raises(Refusal, match="belum terjadi"):
        lists.listed([row()], as_of=today() + timedelta(days=1))
    assert not Batch.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize(
    ("role", "place", "office"),
    [
        ("", "32.16", ""),
        ("auditor", "32.16", ""),
        ("section_staff", "32.75", "disperin"),
        ("section_staff", "32.16.06", "disperin"),
        ("section_staff", "32.16", "diskopukm"),
    ],
    ids=["nobody", "no right", "other place", "part of the place", "other office"],
)  # fmt: skip
def test_who_may_not_import_leaves_nothing_behind(lists, role, place, office):
    user = lists.register.user(role, place=place, office=office)
    with pytest.raises(Refusal) as refused:
        lists.listed([row()], by=user)
    assert (refused.value.code, Batch.objects.exists()) == (1, False)


def test_all_counts_add_up_in_chunks_of_any_size(lists, monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 3)
    monkeypatch.setattr(landing, "PART", 4)
    rows = [row(f"Usaha {n}", nik=NIK if n % 4 == 0 else "", workers=str(n)) for n in range(11)]
    answer = lists.listed([*rows, rows[2], row("")])
    assert counts(answer) == (11, 0, 1, 1)
    again = lists.listed(
        [row(f"Usaha {n}", workers=str(n + n % 2)) for n in range(11)], as_of=D2024
    )
    assert counts(again)[0] == 0
