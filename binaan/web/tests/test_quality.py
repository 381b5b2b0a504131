"""Quality of the data as each person sees it: counts by field, place and list, and the ways on."""

import re
from collections import Counter
from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.intake.models import Batch, ListedKey
from binaan.kit import snapshot
from binaan.registry.choices import IdentifierKind
from binaan.registry.models import Business, Identifier, Owner, Verification
from binaan.registry.queries import complete, pages
from binaan.registry.rules.completeness import BITS, KEYS
from binaan.registry.selecting import asking
from binaan.registry.selecting.selection import Selection
from binaan.registry.snapshot import making
from binaan.registry.snapshot.cards import cards
from binaan.registry.tests.factory import FIRST, START, Register
from binaan.web.quality import asking as quality
from binaan.web.quality import counts as quality_counts
from binaan.web.quality import sources as quality_lists
from binaan.web.quality.asking import BY_GROUP, BY_SIZE, Question
from binaan.web.quality.counts import Tally
from binaan.web.quality.summary import age_in_words
from tests.remembered import remembered

pytestmark = pytest.mark.once  # asked of the cards, which test_snapshot compares on both stores

PAGE = "/direktori/mutu/"


@pytest.fixture
def register(db, settings, tmp_path):
    settings.HOME = tmp_path  # no copy of another test
    return remembered("quality", known_unequally)


def known_unequally() -> Register:
    """Seven businesses of two kecamatan and a city, from two lists, known unequally well."""
    made = Register()
    full = made.business("Tahu Sari", owner="Siti", workers=3, group="pangan", sales_low=1,
                         sales_high=2, status="running", status_on=FIRST)  # fmt: skip
    Business.objects.filter(pk=full.pk).update(
        address="Jl. Raya 1", product="Tahu", lat=-6.2, lon=107.0, started_year=2010
    )
    Owner.objects.filter(roles__business=full).update(phone="+6281312347721")
    _number(full, IdentifierKind.NIK, "3216064507850003")
    _number(full, IdentifierKind.NIB, "1310220202906")
    _checked(made, full, date(2025, 3, 1))
    firm = made.business("PT Baja", owner="PT Baja", workers=7)
    Owner.objects.filter(roles__business=firm).update(kind="organisation")
    _checked(made, firm, date(2025, 9, 1))
    mebel = made.business("Mebel Karya", owner="Wawan", place="32.16.07.2001", workers=5)
    made.business("Sapu Lidi", owner="", place="32.16.07", group="kayu_furnitur")
    kota = made.business("Bakso Kota", place="32.75.01.1001", office="diskopukm", owner="Yanti")
    made.batch(held=2)
    made.lists = [made.batch(held=3), made.batch(office="diskopukm", place="32.75")]
    _named(made.lists[0], full, firm, mebel)
    _named(made.lists[1], kota)
    Batch.objects.filter(pk=made.lists[0].pk).update(
        layout=[{"name": "Data", "columns": {"name": 0, "nib": 1, "paid_male": 2}, "headings": []}]
    )
    return made


def _number(business, kind, value):
    owner = Owner.objects.get(roles__business=business)
    Identifier.objects.create(
        owner=owner, kind=kind, value=value, valid_from=FIRST, known_from=START
    )


def _checked(made, business, on):
    Verification.objects.create(
        business=business, state="verified", on=on, method="visit", by="tester"
    )
    Business.objects.filter(pk=business.pk).update(verification="verified")
    business.conditions.update(verification="verified")


def _named(batch, *businesses):
    for number, business in enumerate(businesses):
        ListedKey.objects.create(
            source=batch.version.source, key=str(number), hash=number, record_id=business.pk,
            batch=batch, ordinal=number + 1,
        )  # fmt: skip


@pytest.fixture(params=["salinan", "langsung"])
def copied(request, register):
    """Everything is asked of the copy and of the store itself."""
    snapshot.forget()
    if request.param == "salinan":
        making.make()
    yield register
    snapshot.forget()


@pytest.fixture
def head(register):
    return register.user("section_head", office="disperin")


def asked(user, code="32.16") -> Question:
    return Question(user, quality.asked_place(user, code))


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_the_counts_are_those_of_the_records_themselves(copied, head):
    whole = quality.whole(asked(head))
    assert whole.total == 4
    expected = Counter({"village": 3, "owner_name": 3, "workers": 3, "group": 2, "verification": 2})
    expected.update(dict.fromkeys(KEYS, 0))
    for key in ("nik", "nib", "phone", "address", "position", "product", "sales", "started_year",
                "status"):  # fmt: skip
        expected[key] = 1
    assert {key: whole.counts[key] for key in KEYS} == dict(expected)
    assert (whole.counts["verified"], whole.counts["unseen"], whole.counts["good"]) == (2, 2, 1)
    assert (whole.newest, whole.median) == (date(2025, 9, 1), date(2025, 3, 1))


def test_an_organisation_is_not_blamed_for_having_no_nik(copied, head):
    whole = quality.whole(asked(head))
    assert (whole.of("nik"), whole.lacking("nik")) == (3, 2)
    assert whole.percents == 100 + 100 * 4 // 13 + 100 * 3 // 14 + 100 * 1 // 14


def test_parts_add_up_to_the_whole(copied, head):
    question = asked(head)
    whole = quality.whole(question)
    for lines in (
        quality.places(question),
        quality.divided(question, BY_SIZE),
        quality.divided(question, BY_GROUP),
    ):
        for name in quality_counts.NAMES:
            assert sum(line.tally.counts[name] for line in lines) == whole.counts[name], name
        assert sum(line.tally.percents for line in lines) == whole.percents


def test_places_open_down_to_what_names_no_village(copied, head):
    lines = {line.label: line for line in quality.places(asked(head, "32.16.07"))}
    assert set(lines) == {"Wanasari", "desa/kelurahan tidak disebut"}
    assert lines["Wanasari"].inside
    assert not lines["desa/kelurahan tidak disebut"].inside


def test_lists_show_what_they_name_and_have_columns_for(copied, head):
    found = quality_lists.lists(asked(head))
    assert all(one.source.office.key == "disperin" for one in found)
    listed = next(one for one in found if one.source == copied.lists[0].version.source)
    assert (listed.tally.total, listed.also, listed.waiting) == (3, 0, 3)
    assert listed.says == {"nib", "workers"}
    assert listed.tally.counts["nib"] == 1


def test_rows_waiting_stand_at_their_own_place_else_at_that_of_their_list(copied, head):
    assert quality.rows_waiting(asked(head)) == 5
    operator = copied.user("kecamatan_operator", place="32.16.06", office="disperin")
    assert quality.rows_waiting(asked(operator, "")) == 0
    row = copied.lists[0].landed.first()
    type(row).objects.filter(batch=row.batch, ordinal=row.ordinal).update(place="32.16.06.2001")
    assert quality.rows_waiting(asked(operator, "")) == 1


@pytest.mark.parametrize(
    "role", ["enumerator", "kecamatan_operator", "section_head", "planner", "office_head"]
)
def test_nobody_counts_what_lies_beyond_his_place_or_office(copied, role):
    user = copied.user(role, place="32.75", office="diskopukm")
    assert quality.whole(asked(user, "")).total == 1
    assert [one.source.office.key for one in quality_lists.lists(asked(user, ""))] in (
        [], ["diskopukm"],
    )  # fmt: skip
    other = copied.user(role, place="32.16", office="diskopukm")
    assert quality.whole(asked(other, "")).total == 0


def test_a_place_beyond_mine_does_not_exist(register, head, client):
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    for code in ("32.75", "32", "xx", "\x00"):
        assert client.get(PAGE, {"wilayah": code}).status_code == 404


def test_a_reader_of_figures_gets_no_small_numbers_and_no_way_to_the_records(copied, client):
    reader = copied.user("upper_reader", place="32")
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    for page in (PAGE, f"{PAGE}?bagian=wilayah", f"{PAGE}nib/"):
        shown = text(client.get(page))
        assert "disembunyikan" in shown
        assert "kosong=" not in shown
        assert "/usaha/" not in shown
        assert "bagian=daftar" not in shown
        assert "tabel=" not in shown  # he exports nothing


def test_one_hidden_count_takes_another_with_it():
    parts = {
        key: Tally(dict.fromkeys(quality_counts.NAMES, 0) | {"total": total, "nib": nib})
        for key, total, nib in (("a", 20, 2), ("b", 20, 9), ("c", 20, 12), ("d", 20, 13))
    }
    kept = quality_counts.discreet(parts)
    assert [kept[key].hides("nib") for key in "abcd"] == [True, True, False, False]


def test_who_sees_no_figures_is_refused(register, client):
    client.force_login(register.user(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(PAGE).status_code == 403


def test_the_page_leads_to_the_records_behind_each_figure(copied, head, client):
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    page = text(client.get(PAGE))
    assert "wilayah=32.16&amp;kosong=nib" in page
    assert "lengkap=80" in page
    assert "verifikasi=verified" in page
    assert reverse("business_quality_field", args=["nib"]) in page
    places = text(client.get(PAGE, {"bagian": "wilayah", "isian": ["nib", "phone"]}))
    assert "bagian=wilayah&amp;isian=nib&amp;isian=phone" in places
    assert re.search(r'data-label="Telepon"', places)
    lists = text(client.get(PAGE, {"bagian": "daftar"}))
    assert f"daftar={copied.lists[0].version.source_id}" in lists
    field = text(client.get(reverse("business_quality_field", args=["nib"])))
    assert "Menyebutnya" in field
    assert "NIB menurut ukuran" in field
    assert client.get(f"{PAGE}bukan-isian/").status_code == 404


def test_an_empty_register_says_so(db, client, settings, tmp_path):
    settings.HOME = tmp_path
    made = Register()
    user = made.user("section_head", office="disperin")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for section in ("isian", "wilayah", "daftar"):
        assert "Belum ada usaha" in text(client.get(PAGE, {"bagian": section}))
    assert "Belum ada usaha" in text(client.get(f"{PAGE}nib/"))


def test_without_a_copy_a_large_register_is_not_counted_while_somebody_waits(
    register, head, client, monkeypatch
):
    monkeypatch.setattr(quality, "MOST_LIVE", 3)
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    assert "Salinan sedang disiapkan" in text(client.get(PAGE))
    assert "Salinan sedang disiapkan" in text(client.get(f"{PAGE}nib/"))


def test_a_table_taken_out_says_who_took_it(copied, head, client):
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(
        reverse("business_quality_export"), {"bagian": "wilayah", "tabel": "wilayah"}
    )
    sheet = text(answer)
    assert head.username in sheet
    assert "Tambun Selatan" in sheet
    event = AuditEvent.objects.get(verb="quality.exported")
    assert event.by == head.username
    unknown = client.get(reverse("business_quality_export"), {"tabel": "lain"})
    assert unknown.status_code == 404
    client.force_login(
        copied.user("enumerator"), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert client.get(reverse("business_quality_export")).status_code == 403


@pytest.mark.parametrize(
    ("days", "words"), [(-1, "0 hari"), (12, "12 hari"), (250, "8 bulan"), (900, "2,5 tahun")]
)
def test_ages_are_told_as_people_say_them(days, words):
    assert age_in_words(days) == words


def test_every_field_has_its_own_bit():
    assert len(set(BITS.values())) == len(KEYS)


def test_the_list_shows_as_many_as_the_page_says_are_empty(copied, head):
    whole = quality.whole(asked(head))
    for key in KEYS:
        chosen = Selection.parse(QueryDict(f"wilayah=32.16&kosong={key}"), head)
        assert not chosen.ignored
        assert asking.cards(head, chosen).count() == whole.lacking(key), key


def test_the_page_of_a_business_counts_as_the_table_does(copied, head, client):
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    for card in cards().queryset:
        business = Business.objects.get(pk=card.pk)
        now = pages.condition(head, business)
        assert complete.bits(head, business, now) == card.filled, business
        assert complete.completeness(head, business, now).percent == card.complete
    page = text(
        client.get(reverse("business_detail", args=[Business.objects.get(name="PT Baja").pk]))
    )
    assert "Kelengkapan data" in page
    assert "?bagian=uang" in page
    assert "Tidak berlaku: NIK" in page


def test_a_stated_reason_stands_beside_what_is_missing(register, head):
    business = Business.objects.get(name="Mebel Karya")
    now = pages.condition(head, business)
    now.missing = {"sales_low": "refused"}
    why = {one.key: one.why for one in complete.completeness(head, business, now).missing}
    assert (why["sales"], why["nib"]) == ("menolak menjawab", "")
