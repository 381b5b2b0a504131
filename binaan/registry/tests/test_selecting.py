"""Every filter of the directory picks the businesses its rule names, and nobody else's."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from binaan.intake.models import Batch, ListedKey
from binaan.kit import keyset, snapshot
from binaan.registry.models import Business, Identifier, Owner, Verification
from binaan.registry.selecting import asking
from binaan.registry.selecting.columns import COLUMNS
from binaan.registry.selecting.filters import FILTERS
from binaan.registry.selecting.ordering import ORDERS
from binaan.registry.selecting.selection import Selection
from binaan.registry.snapshot import making
from binaan.registry.snapshot.cards import cards
from binaan.registry.tests.factory import START, Register
from tests.remembered import remembered

LATER = datetime(2026, 2, 20, 3, tzinfo=UTC)
LISTED = date(2025, 12, 31)


@pytest.fixture
def register(db, clock):
    """Six businesses in the regency (one of the city's office), one in the city. It is 2 March 2026."""
    return remembered("selecting", _register)


def _register() -> Register:
    made = Register()
    made.tahu = made.business(
        "Tahu Sari", owner="Siti", group="pangan", since=LISTED, status="running",
        status_on=LISTED, association="anggota", verification="verified", sales_low=90_000_000,
        sales_high=90_000_000, started_year=2015, workers=3,
    )  # fmt: skip
    made.mebel = made.business(
        "Mebel Karya", owner="Wawan", place="32.16.07.2001", group="kayu_furnitur", since=LISTED,
        status="resting", status_on=LISTED, association="bukan", verification="disputed",
        sales_low=3_000_000_000, sales_high=3_000_000_000, started_year=2010,
    )  # fmt: skip
    made.lama = made.business(
        "Sepatu Lama", owner="Ujang", status="running", status_on=date(2020, 12, 31),
        verification="verified", known=LATER,
    )  # fmt: skip
    made.sepi = made.business("Warung Sepi", owner="", place="32.16.06", office="")
    made.dua = made.business("Batik Dua Kantor", owner="Yanti", group="pangan", office="")
    made.guide(made.dua, "disperin", until=date(2025, 1, 1))
    made.kota = made.business("Bakso Kota", place="32.75.01.1001", office="diskopukm")
    made.asing = made.business("Dibina Kota", place="32.16.07", office="diskopukm")
    _facts(made)
    return made


def _facts(made):
    Business.objects.filter(pk=made.tahu.pk).update(
        status="running", verification="verified", lat=-6.2, lon=107.0
    )
    Business.objects.filter(pk=made.mebel.pk).update(
        status="resting", verification="disputed", lat=-6.3, lon=107.2
    )
    Business.objects.filter(pk=made.lama.pk).update(status="running", verification="verified")
    for kind, value, business in (
        ("nib", "1310220202906", made.tahu), ("nik", "3216064507850011", made.tahu),
        ("npwp", "123456789012345", made.mebel),
    ):  # fmt: skip
        Identifier.objects.create(
            owner=Owner.objects.get(roles__business=business), kind=kind, value=value,
            valid_from=LISTED, known_from=START,
        )  # fmt: skip
    Owner.objects.filter(roles__business=made.mebel).update(phone="+6281312347799")
    for business, on in ((made.tahu, date(2026, 1, 5)), (made.lama, date(2024, 6, 1))):
        Verification.objects.create(
            business=business, state="verified", on=on, method="visit", by="tester"
        )
    made.list = made.batch()
    made.elsewhere = made.batch(office="diskopukm", place="32.75")
    _name(made.list, made.tahu)
    _name(made.list, made.mebel, gone_since=made.list.version)
    _name(made.elsewhere, made.kota)


def _name(batch: Batch, business: Business, **more):
    ListedKey.objects.create(
        source=batch.version.source, key=str(business.number), hash=1, record_id=business.pk,
        batch=batch, ordinal=1, **more,
    )  # fmt: skip


@pytest.fixture
def head(register):
    return register.user("section_head", office="disperin")


def names(user, query: str) -> set[str]:
    selection = Selection.parse(QueryDict(query), user)
    assert selection.ignored == ()
    keys = list(asking.ids(user, selection))
    shown = [row.name for row in asking.page(user, selection).rows]
    assert shown == [Business.objects.get(pk=key).name for key in keys]
    assert asking.count(user, selection)[:2] == (len(keys), True)
    assert set(asking.cards(user, selection).values_list("pk", flat=True)) == set(keys)
    return set(shown)


ALL = {"Tahu Sari", "Mebel Karya", "Sepatu Lama", "Warung Sepi", "Batik Dua Kantor"}
CASES = {
    "wilayah=32.16.06": ALL - {"Mebel Karya"},
    "wilayah=32.16.06.2001&wilayah=32.16.07": ALL - {"Warung Sepi"},
    "kelompok=pangan": {"Tahu Sari", "Batik Dua Kantor"},
    "kelompok=kayu_furnitur,belum": {"Mebel Karya", "Sepatu Lama", "Warung Sepi"},
    "ukuran=mikro": {"Tahu Sari"},
    "ukuran=kecil": {"Mebel Karya"},
    "ukuran=belum": ALL - {"Tahu Sari", "Mebel Karya"},
    "berjalan=ya": {"Tahu Sari"},
    "berjalan=tidak": {"Mebel Karya", "Sepatu Lama"},
    "berjalan=belum": {"Warung Sepi", "Batik Dua Kantor"},
    "keadaan=running": {"Tahu Sari", "Sepatu Lama"},
    "keadaan=resting&keadaan=belum": {"Mebel Karya", "Warung Sepi", "Batik Dua Kantor"},
    "verifikasi=verified": {"Tahu Sari", "Sepatu Lama"},
    "verifikasi=disputed": {"Mebel Karya"},
    "verifikasi=lama": {"Sepatu Lama"},
    "asosiasi=anggota": {"Tahu Sari"},
    "asosiasi=bukan,belum": ALL - {"Tahu Sari"},
    "kantor=disperin": {"Tahu Sari", "Mebel Karya", "Sepatu Lama"},
    "kantor=belum": {"Warung Sepi", "Batik Dua Kantor"},
    "punya=nib": {"Tahu Sari"},
    "punya=nik": {"Tahu Sari"},
    "punya=npwp,telepon": {"Mebel Karya"},
    "punya=titik": {"Tahu Sari", "Mebel Karya"},
    "tanpa=nib": ALL - {"Tahu Sari"},
    "tanpa=telepon": ALL - {"Mebel Karya"},
    "dilayani=belum": ALL,
    "dilayani=ya,lama": set(),
    "area=106.9,-6.25;107.1,-6.25;107.0,-6.1": {"Tahu Sari"},
    "kelompok=pangan&berjalan=ya": {"Tahu Sari"},
    "lengkap=80&lengkap=50&lengkap=0": ALL,
    "kosong=workers": ALL - {"Tahu Sari"},
    "kosong=owner_name,village": {"Warung Sepi"},
    "": ALL,
}


@pytest.mark.parametrize("query", CASES)
def test_a_filter_picks_what_its_rule_names(head, query):
    assert names(head, query) == CASES[query]


def test_every_filter_has_a_case(register):
    tried = {pair.split("=")[0] for query in CASES for pair in query.split("&") if pair}
    assert set(FILTERS) - tried == {"daftar"}  # its keys are made anew: tried below


def test_a_list_picks_what_it_still_names(register, head):
    assert names(head, f"daftar={register.list.version.source_id}") == {"Tahu Sari"}


def test_a_list_of_another_office_is_not_known(register, head):
    selection = Selection.parse({"daftar": [str(register.elsewhere.version.source_id)]}, head)
    assert not selection.narrowed
    assert "tidak dikenal" in selection.ignored[0]


@pytest.fixture
def copy(register, settings, tmp_path):
    """The copy of that world, made as the worker makes it."""
    settings.HOME = tmp_path
    snapshot.forget()
    making.make()
    yield register
    snapshot.forget()


def test_the_copy_answers_every_filter_as_the_register_does(copy):
    head = copy.user("section_head", office="disperin")
    assert not cards().live
    for query, expected in CASES.items():
        assert names(head, query) == expected, query
    assert names(head, f"daftar={copy.list.version.source_id}") == {"Tahu Sari"}


def test_the_copy_answers_nothing_of_another_place_or_office(copy):
    operator = copy.user("kecamatan_operator", place="32.16.07", office="disperin")
    nobody = copy.user()
    for query in CASES:
        selection = Selection.parse(QueryDict(query), operator)
        assert set(asking.cards(operator, selection).values_list("name", flat=True)) <= {
            "Mebel Karya"
        }
        assert not asking.cards(nobody, selection).exists()
        assert asking.count(operator, selection).value <= 1


def test_the_copy_proposes_and_the_register_decides(copy):
    """Withdrawn a moment ago: the copy still names it, the page does not show it."""
    head = copy.user("section_head", office="disperin")
    Business.objects.filter(pk=copy.tahu.pk).update(withdrawn_at=LATER)
    selection = Selection.parse(QueryDict("kelompok=pangan"), head)
    assert copy.tahu.pk in set(asking.ids(head, selection))
    assert [row.name for row in asking.page(head, selection).rows] == ["Batik Dua Kantor"]


def test_pages_of_the_copy_hold_every_business_once(copy, monkeypatch):
    head = copy.user("section_head", office="disperin")
    monkeypatch.setattr(keyset, "SIZE", 2)
    monkeypatch.setattr(keyset.around, "__kwdefaults__", {"size": 2})
    for order in ORDERS:
        test_pages_of_every_order_hold_all_businesses_once(copy, head, order, monkeypatch)


@pytest.mark.parametrize("world", ["register", "copy"])
def test_every_column_says_the_same_read_quickly(world, request):
    made = request.getfixturevalue(world)
    head = made.user("section_head", office="disperin")
    keys = ",".join(COLUMNS)
    for query in (f"kolom={keys}", f"kolom={keys}&kelompok=pangan", "kolom=dicatat&kolom=kantor"):
        selection = Selection.parse(QueryDict(query), head)
        slow, quick = asking.page(head, selection), asking.quick(head, selection)
        assert len(slow.rows) == len(quick.rows) > 1
        for key in selection.columns:
            column = COLUMNS[key]
            for asked, read in zip(slow.rows, quick.rows, strict=True):
                said = column.value(read, read.card)
                assert said == column.value(asked, asked.card), key


@pytest.mark.once
@pytest.mark.parametrize("query", CASES)
def test_no_filter_reaches_another_place_or_office(register, query):
    operator = register.user("kecamatan_operator", place="32.16.07", office="disperin")
    selection = Selection.parse(QueryDict(query), operator)
    seen = {row.name for row in asking.page(operator, selection).rows}
    assert seen <= {"Mebel Karya"}
    assert {row.name for row in asking.page(register.user(), selection).rows} == set()


@pytest.mark.once
@pytest.mark.parametrize(
    "query",
    ["wilayah=32.75", "wilayah=99", "wilayah=32'--", "kelompok=xx", "ukuran=raksasa", "kantor=\0",
     "daftar=1", "area=1,2;3", "area=nan,1;2,3;4,5", "area=999,1;2,3;4,5", "urut=acak",
     "lengkap=101", "verifikasi=%00", "kolom=rahasia", "berjalan=Ya!"],
)  # fmt: skip
def test_what_nobody_can_read_is_named_and_left_out(head, query):
    selection = Selection.parse(QueryDict(query), head)
    assert not selection.narrowed
    assert len(selection.ignored) == 1
    assert {row.name for row in asking.page(head, selection).rows} == ALL


@pytest.mark.once
def test_an_address_is_read_back_as_it_was_written(head):
    query = (
        "q=tahu&wilayah=32.16.06&kelompok=pangan&kelompok=belum"
        "&area=106.9,-6.25;107.1,-6.25;107,-6.1&urut=terbaru&kolom=nomor&kolom=nib"
    )
    selection = Selection.parse(QueryDict(query), head)
    assert selection.query() == query
    assert Selection.parse(QueryDict(selection.query()), head) == selection
    assert "kelompok" not in selection.query(kelompok=None)


@pytest.mark.once
def test_a_chip_lets_go_of_one_value_only(head):
    selection = Selection.parse(QueryDict("kelompok=pangan&kelompok=belum&q=tahu"), head)
    words, food, unknown = selection.chips()
    assert (words.text, words.query) == ("tahu", "kelompok=pangan&kelompok=belum")
    assert (food.label, food.text, food.query) == (
        "Kelompok industri", "Makanan dan minuman", "q=tahu&kelompok=belum",
    )  # fmt: skip
    assert unknown.query == "q=tahu&kelompok=pangan"


@pytest.mark.parametrize("order", ["nama", "terbaru", "verifikasi", "kelengkapan"])
def test_pages_of_every_order_hold_all_businesses_once(register, head, order, monkeypatch):
    monkeypatch.setattr(
        asking.keyset.page, "__kwdefaults__", {"after": "", "before": "", "size": 2}
    )
    selection = Selection.parse({"urut": [order], "tanpa": ["nib", "npwp"]}, head)
    pages, after = [], ""
    while not pages or after:
        pages.append(asking.page(head, selection, after=after))
        after = pages[-1].next
    shown = [row.name for part in pages for row in part.rows]
    assert sorted(shown) == sorted(ALL)
    back = asking.page(head, selection, before=pages[1].previous)
    assert [row.pk for row in back.rows] == [row.pk for row in pages[0].rows]


def test_the_newest_and_the_longest_unverified_come_first(head):
    newest = asking.page(head, Selection.parse({"urut": ["terbaru"]}, head))
    assert newest.rows[0].name == "Sepatu Lama"
    longest = asking.page(head, Selection.parse({"urut": ["verifikasi"]}, head))
    assert [row.name for row in longest.rows][-2:] == ["Sepatu Lama", "Tahu Sari"]


def test_words_and_filters_narrow_together(head):
    assert names(head, "q=sari") == {"Tahu Sari"}
    assert names(head, "q=sari&kelompok=belum") == set()
