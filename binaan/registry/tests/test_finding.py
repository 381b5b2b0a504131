"""Asking the index: what is found, by whom, and what stands in for it."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from binaan.access.permissions import Permission
from binaan.registry.actions import claiming
from binaan.registry.finding import asking, index, syncing
from binaan.registry.models import Alias, Business, Guidance, Owner, Phone
from tests.world import LISTED

NIK, PHONE, NIB, NPWP = "3216064507850003", "081312347721", "1310220202906", "0934567894407000"
KERIPIK = "Keripik Bu Sari"


@pytest.fixture
def found_world(world, settings, tmp_path):
    """The small world with more to find in it, indexed."""
    settings.HOME = tmp_path
    said = {
        "address": "Jl. Swatantra No. 12", "rt": "003", "rw": "007", "product": "Keripik singkong",
        "nib": NIB, "npwp": NPWP,
    }  # fmt: skip
    claiming.record(
        world.business(), said=said, as_of=LISTED, by=world.user("section_staff"), reason="lengkap"
    )
    owner = world.owner()
    Alias.objects.create(owner=owner, name="Hj. Soerja", name_key="soerja", valid_from=LISTED)
    Phone.objects.create(owner=owner, number="+6285612345678", valid_from=LISTED)
    syncing.rebuild()
    return world


def names(user, text, **options):
    found = asking.find(user, text, **options)
    assert not found.plain, found.note
    return [one.name for one in asking.rows(user, found.ids)]


FOUND_BY = (
        "Keripik Bu Sari", "kerip", "kerip ", "sari keripik", "Sari Wulandari", "wulandari", "WOELANDARI",
        "woel", "soerja", "Surya", "hj soerja", "singkong", "keripik singkong", "swatantra",
        "swatantra 12", "swatantra rt 3", "rw 007 swatantra", "keripik jatimulya",
        "sari tambun selatan", "keripik bekasi", "kripik", "wulandri", "wulnadari", "kripik snigkong",
        "h. wulandari", "bapak keripik", NIB, "1310", "1310-2202-02906", "13102202029",
        "081312347721", "0813-1234-7721", "+62 813 1234 7721", "81312347721", "085612345678",
        NIK, "3216 0645 0785 0003", NPWP, "sari 081312347721", "keripik 1310220",
)  # fmt: skip


def test_a_business_is_found_by_all_of_these(found_world):
    user = found_world.user("section_head")
    assert [text for text in FOUND_BY if names(user, text)[:1] != [KERIPIK]] == []


def test_numbers_of_business_and_owner_are_found(found_world):
    user = found_world.user("section_head")
    business, owner = found_world.business(), found_world.owner()
    for number in (business.short_number, owner.short_number, business.short_number.lower(),
                   f"U{business.number}", f"u {business.number}", str(business.number)):  # fmt: skip
        assert KERIPIK in names(user, number), number
    assert len(names(user, "U-0000")) > 1


ODD = (
        "", " ", "\n", "'", '"(', "name:sari", "*", "sari AND", "[a TO b]", "😀", "\0", "a", "7", "x" * 500,
        "sari " * 100, "1" * 500, "0", "- +", "../..", "%", "قهوة", "sari\\", "U-", "p-0", "⁷", "१२३४५६७८९",
        "a.*b", "$1234", "^", "{3}", "(?i)x",
)  # fmt: skip


@pytest.mark.once
def test_whatever_is_typed_is_no_error(found_world):
    user = found_world.user("section_head")
    assert [text for text in ODD if asking.find(user, text).plain] == []
    index.discard(index.current(), "tried")
    for text in ODD:
        assert isinstance(asking.suggest(user, text), list)


@pytest.mark.once
def test_parts_of_secret_numbers_and_words_nobody_has_find_nothing(found_world):
    user = found_world.user("section_head")
    wrong = NIK[:6] + "0000000000"
    for text in (NIK[:15], NIK[-6:], wrong, NPWP[:12], "tidakada", "keripik mebel"):
        assert names(user, text) == [], text


@pytest.mark.once
def test_parts_of_a_telephone_number_are_for_who_reads_personal_data(found_world):
    for text in ("7721", "12347721", "0813", "081312", "62813123", "8131234772"):
        assert KERIPIK in names(found_world.operator_of("32.16.06"), text), text
        assert names(found_world.user("enumerator"), text) == [], text
        assert names(found_world.user("office_head"), "keripik " + text) == [], text


@pytest.mark.once
def test_parts_of_a_number_are_read_where_personal_data_is(found_world):
    """Who sees a regency but reads personal data in one kecamatan finds parts there only."""
    user = found_world.user("office_head")
    user.assignments.create(
        role="kecamatan_operator", place_id="32.16.07", office=found_world.offices["disperin"],
        valid_from="2020-01-01",
    )  # fmt: skip
    assert names(user, PHONE) == [KERIPIK]
    assert names(user, "7721") == []
    assert names(user, "0987") == ["Mebel Jati Mulia"]


@pytest.mark.once
def test_a_name_counts_more_than_product_or_address(found_world):
    staff = found_world.user("section_staff")
    claiming.record(
        found_world.business("Roti Wanajaya"), said={"product": "keripik", "address": "Jl. Keripik 1"},
        as_of=LISTED, by=staff, reason="produk",
    )  # fmt: skip
    syncing.sync()
    assert names(found_world.user("section_head"), "keripik") == [KERIPIK, "Roti Wanajaya"]


@pytest.mark.once
def test_single_names_and_titles_are_found(found_world):
    staff = found_world.user("section_staff")
    said = {"name": "Las", "owner_name": "H. Udin", "place": "32.16.06.2004"}
    claiming.register(said=said, as_of=LISTED, by=staff, reason="baru",
                      office=found_world.offices["disperin"])  # fmt: skip
    syncing.sync()
    for text in ("las", "udin", "h udin", "bu udin", "h"):
        assert names(staff, text)[0] == "Las", text


def test_another_place_is_never_found(found_world):
    user = found_world.user("section_head")
    for text in ("katering", "rahmat", "margahayu", "081299887766", "7766", "3275012108820004",
                 "katring", "U-0"):  # fmt: skip
        assert "Katering Margahayu" not in names(user, text)
        assert "Katering Margahayu" not in [one.name for one in asking.suggest(user, text)]
        assert "Katering Margahayu" not in [one["name"] for one in command(text, user)]
        assert asking.find(found_world.newcomer, text).ids == []


def test_what_another_office_guides_is_never_found(found_world):
    user = found_world.user("section_head", place="32.16", office="diskopukm")
    for text in ("keripik", PHONE, "7721", NIK, "tambun", "kripik"):
        assert asking.find(user, text).ids == [], text
        assert asking.suggest(user, text) == []
    Guidance.objects.filter(business=found_world.business()).update(known_until=timezone.now())
    syncing.rebuild()
    assert names(user, "keripik") == [KERIPIK]  # guided by nobody


def test_the_index_reaches_what_the_store_reaches(found_world):
    free = found_world.business("Tahu Pak Darma")
    Guidance.objects.filter(business=free).update(known_until=timezone.now())
    syncing.rebuild()
    readers = [
        found_world.user("section_head"), found_world.operator_of("32.16.06"),
        found_world.operator_of("32.16.07"), found_world.user("administrator"),
        found_world.user("auditor"), found_world.user("section_head", office="diskopukm"),
        found_world.user("section_head", place="32.75"), found_world.user("upper_reader"),
        found_world.newcomer,
    ]  # fmt: skip
    for user in readers:
        mine = Business.objects.permitted(user, Permission.BUSINESS_VIEW)
        assert set(asking.find(user, "U-0").ids) == set(mine.values_list("pk", flat=True)), user


def test_a_place_narrows_what_is_found(found_world):
    user = found_world.user("section_head")
    cibitung = found_world.place("32.16.07")
    assert names(user, "bekasi", place=cibitung) == ["Mebel Jati Mulia", "Roti Wanajaya"]
    assert names(user, "katering", place=found_world.place("32.75")) == []
    assert len(names(user, "bekasi", place=found_world.place("00"))) == 4


def test_an_index_that_lags_shows_nothing_that_is_gone(found_world):
    user = found_world.user("section_head")
    Business.objects.filter(name=KERIPIK).update(withdrawn_at=timezone.now())
    Business.objects.filter(name="Roti Wanajaya").update(place_id="32.75.01.1002")
    assert len(asking.find(user, "bekasi").ids) == 4
    shown = {one.name for one in asking.suggest(user, "bekasi")}
    assert shown == {"Mebel Jati Mulia", "Tahu Pak Darma"}


@pytest.mark.once
def test_as_many_as_asked_for(found_world):
    user = found_world.user("section_head")
    assert len(asking.find(user, "bekasi", limit=2).ids) == 2
    assert len(asking.suggest(user, "bekasi", limit=3)) == 3


# Plainly ------------------------------------------------------------------------------------------


def test_without_an_index_the_store_answers_and_says_so(found_world):
    index.discard(index.current(), "tried")
    user, other = (
        found_world.user("section_head"),
        found_world.user("section_head", office="diskopukm"),
    )
    for text in ("keripik", "bu sari", "wulandari", "sari wul", "soerja", PHONE, "+6281312347721",
                 "085612345678", NIK, NPWP, NIB, "131022"):  # fmt: skip
        found = asking.find(user, text)
        assert (found.plain, found.note) == (True, asking.MISSING)
        assert found.ids == [found_world.business().pk], text
        assert asking.find(other, text).ids == []


def test_numbers_are_found_plainly_too(found_world):
    index.discard(index.current(), "tried")
    user, business = found_world.user("section_head"), found_world.business()
    for text in (business.short_number, found_world.owner().short_number, "7721", "keripik mebel"):
        expected = [business.pk] if "-" in text else []
        assert asking.find(user, text).ids == expected, text
    assert asking.find(user, "keripik", place=found_world.place("32.16.07")).ids == []


def test_an_index_that_is_behind_gives_way_to_the_store(found_world, clock):
    user = found_world.user("section_head")
    staff = found_world.user("section_staff")
    claiming.record(found_world.business(), said={"name": "Dodol Baru"}, as_of=LISTED, by=staff,
                    reason="ganti nama")  # fmt: skip
    now = timezone.now()
    assert not asking.find(user, "dodol").plain
    clock(now + asking.PATIENCE * 2)
    found = asking.find(user, "dodol")
    assert (found.plain, found.note, len(found.ids)) == (True, asking.BEHIND, 1)
    syncing.sync()
    assert names(user, "dodol") == ["Dodol Baru"]


@pytest.mark.once
@pytest.mark.parametrize("change", [{"form": 0}, {"database": "another"}])
def test_an_index_of_another_form_or_database_is_not_asked(found_world, change):
    about = index.home() / index.current() / index.ABOUT
    about.write_text(json.dumps(json.loads(about.read_text()) | change))
    index.forget()
    assert asking.find(found_world.user("section_head"), "keripik").plain
    assert syncing.sync()
    assert names(found_world.user("section_head"), "keripik") == [KERIPIK]


@pytest.mark.once
@pytest.mark.parametrize("file", ["meta.json", "*.term", index.ABOUT])
def test_a_broken_index_is_taken_out_of_use_and_built_anew(found_world, file, caplog):
    for path in (index.home() / index.current()).glob(file):
        path.write_bytes(b"")
    index.forget()
    found = asking.find(found_world.user("section_head"), "keripik")
    assert (found.plain, len(found.ids), index.current()) == (True, 1, "")
    assert "broken" in caplog.text
    assert syncing.sync()
    assert names(found_world.user("section_head"), "keripik") == [KERIPIK]


@pytest.mark.once
def test_an_index_that_fails_while_asked_gives_way_and_is_doubted_once_old(
    found_world, monkeypatch
):
    def fails(*_given):
        raise ValueError("torn")

    name = index.current()
    monkeypatch.setattr(asking, "_asked", fails)
    assert asking.find(found_world.user("section_head"), "keripik").plain
    assert index.current() == name
    monkeypatch.setattr(index, "PATIENCE_SECONDS", 0)
    assert asking.find(found_world.user("section_head"), "keripik").plain
    assert index.current() == ""


# Commands -----------------------------------------------------------------------------------------


def command(text, user, **options):
    out = StringIO()
    call_command("search", text, reader=user.username, json=True, stdout=out, **options)
    return json.loads(out.getvalue())


@pytest.mark.once
def test_the_command_answers_best_first(found_world):
    user = found_world.user("section_head")
    assert command("keripik", user) == [
        {
            "business": str(found_world.business().pk), "name": KERIPIK, "owner": "Sari Wulandari",
            "place": "Jatimulya, Tambun Selatan, Kabupaten Bekasi",
        }
    ]  # fmt: skip
    assert command("tidakada", user) == []


@pytest.mark.once
def test_the_command_says_when_it_answers_plainly(found_world):
    index.discard(index.current(), "tried")
    err = StringIO()
    assert len(command("keripik", found_world.user("section_head"), stderr=err)) == 1
    assert err.getvalue().strip() == asking.MISSING


@pytest.mark.once
def test_the_command_refuses_an_unknown_person(found_world):
    err = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("search", "sari", reader="entah", json=True, stderr=err)
    assert left.value.code == 1
    assert "entah" in err.getvalue()


@pytest.mark.once
def test_the_index_is_built_anew_by_command(found_world):
    before = index.current()
    out = StringIO()
    call_command("rebuild_search", json=True, stdout=out)
    assert json.loads(out.getvalue())["businesses"] == 5
    assert index.current() != before
    assert names(found_world.user("section_head"), "keripik") == [KERIPIK]


def test_an_erased_owner_leaves_nothing_in_an_index_built_anew(found_world):
    user = found_world.user("section_head")
    Owner.objects.filter(pk=found_world.owner().pk).update(erased_at=timezone.now())
    syncing.rebuild()
    for text in (PHONE, "7721", NIK, NIB, "wulandari", "soerja"):
        assert names(user, text) == [], text
    assert names(user, "keripik") == [KERIPIK]
    files = b"".join(p.read_bytes() for p in (index.home() / index.current()).iterdir())
    for number in ("81312347721", NIK, NPWP):
        assert number.encode() not in files
