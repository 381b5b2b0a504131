"""Rows that waited whole go in by a decision, and wait again without a trace when it is undone."""

from datetime import date

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from binaan.intake.actions.repairing import include, repair, set_aside, undo
from binaan.intake.models import ListedKey, Problem, Row
from binaan.intake.tests.lists import counts
from binaan.intake.tests.standing import NIK, SOUND, now, problem, standing
from binaan.registry.actions import claiming
from binaan.registry.models import Business, Claim, Identifier, Owner
from binaan.registry.queries import conditions
from binaan.registry.sheets.exporting import export

HELD = [
    ({"name": ""}, "name_missing", "Tempe Jaya"),
    ({"district": "Bekasi Timur", "village": ""}, "place_outside", "Tambun Selatan"),
    ({"district": "Bekasi Timur", "village": "Margahayu"}, "place_outside", "Setiadarma, Tambun Selatan"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "code", "value"), HELD, ids=[h[2] for h in HELD])
def test_a_row_that_waited_goes_in_and_waits_again(lists, row, code, value):
    whole = {**SOUND, "owner_name": "Bu Ani", "nik": NIK, "phone": "0812-3456-7890",
             "association": "anggota", "association_name": "HIPMI", **row}  # fmt: skip
    lists.listed([SOUND, whole])
    before = standing()
    for _again in range(2):
        made = repair([problem(code=code)], value=value, by=lists.staff)
        born = (
            Business.objects.present()
            .exclude(name="Tahu Sari", roles__owner__name="Ibu Sari")
            .get()
        )
        assert born.roles.get(known_until=None).owner.name == "Bu Ani"
        assert born.guidance.filter(known_until=None).exists()
        assert not Row.objects.filter(held=True).exists()
        assert Claim.objects.get(repair=made).by == lists.staff.username
        undo(made, by=lists.staff)
        assert standing() == before
    assert Row.objects.get(ordinal=2).held
    assert not Row.objects.get(ordinal=2).settled


def test_a_withdrawn_business_and_its_owner_exist_for_nobody(lists, client):
    lists.listed([{**SOUND, "name": "", "nik": NIK}])
    made = repair([problem(code="name_missing")], value="Tempe", by=lists.staff)
    business = Business.objects.get()
    existing = conditions.existing(lists.staff, at=date(2021, 1, 1))
    assert existing.count() == 1
    known = Claim.objects.get().recorded_at
    undo(made, by=lists.staff)
    assert existing.count() == 0
    assert conditions.existing(lists.staff, at=date(2021, 1, 1), known=known).count() == 1
    assert not Business.objects.permitted(lists.staff, "business_view").exists()
    assert not Owner.objects.permitted(lists.staff, "business_view").exists()
    client.force_login(lists.staff)
    assert client.get(f"/usaha/{business.pk}/").status_code == 404
    assert client.get(f"/pemilik/{Owner.objects.get().pk}/").status_code == 404


def test_a_row_with_two_faults_goes_in_with_the_second_value(lists):
    lists.listed([{**SOUND, "name": "", "district": "Bekasi Timur", "village": ""}])
    first = repair([problem(code="name_missing")], value="Tempe", by=lists.staff)
    assert not Business.objects.exists()
    assert Row.objects.get().held
    second = repair([problem(code="place_outside")], value="Tambun Selatan", by=lists.staff)
    assert Business.objects.get().name == "Tempe"
    with pytest.raises(ValidationError, match="Batalkan itu dulu"):
        undo(first, by=lists.staff)
    undo(second, by=lists.staff)
    undo(first, by=lists.staff)
    assert not Business.objects.present().exists()


def test_a_row_that_went_in_by_a_repair_can_be_repaired_further(lists):
    lists.listed(
        [{**SOUND, "name": "", "workers": "banyak"}, {**SOUND, "name": "", "workers": "8"}]
    )
    first = repair([problem(code="name_missing", ordinal=1)], value="Tempe", by=lists.staff)
    repair([problem(field="workers")], value="4", by=lists.staff)
    assert now("Tempe").workers == 4
    with pytest.raises(ValidationError, match="Batalkan itu dulu"):
        undo(first, by=lists.staff)


def test_rows_that_become_one_business_go_in_as_one(lists):
    lists.listed([{**SOUND, "name": ""}, {**SOUND, "name": ""}])
    before = standing()
    made = repair(Problem.objects.all(), value="Tempe", by=lists.staff)
    assert Business.objects.get().claims.count() == 2
    undo(made, by=lists.staff)
    assert standing() == before


def test_a_row_that_meets_a_known_business_adds_a_claim_and_takes_it_back(lists):
    lists.listed([{**SOUND, "nik": NIK, "workers": "3"}])
    row = {**SOUND, "name": "", "nik": NIK, "nib": "9120999000001", "workers": "4"}
    lists.listed([row], source="Daftar lain", as_of=date(2019, 12, 31))
    before = standing()
    made = repair([problem(code="name_missing")], value="Tahu Sari", by=lists.staff)
    assert Business.objects.get().claims.count() == 2
    assert Identifier.objects.filter(kind="nib").exists()
    undo(made, by=lists.staff)
    assert standing() == before


def test_a_business_that_grew_since_is_not_withdrawn(lists):
    lists.listed([{**SOUND, "name": ""}])
    made = repair([problem(code="name_missing")], value="Tempe", by=lists.staff)
    business = Business.objects.get()
    claiming.record(
        business,
        said={"product": "Tempe"},
        as_of=date(2021, 2, 1),
        by=lists.staff,
        reason="dilihat",
    )
    before = standing()
    with pytest.raises(ValidationError, match="sudah mendapat keterangan lain"):
        undo(made, by=lists.staff)
    assert standing() == before


def test_a_repeated_row_goes_in_as_a_business_of_its_own(lists):
    lists.listed([{**SOUND, "nik": NIK}, {**SOUND, "nik": NIK}])
    before = standing()
    made = include([problem(code="row_repeated")], by=lists.staff)
    assert Business.objects.count() == 2
    assert Owner.objects.count() == 1
    undo(made, by=lists.staff)
    assert standing() == before


def test_a_row_set_aside_takes_all_its_problems_with_it(lists):
    answer = lists.listed([{**SOUND, "name": "", "workers": "banyak"}])
    before = standing()
    with pytest.raises(ValidationError, match="alasan"):
        set_aside([problem(code="name_missing")], reason=" ", by=lists.staff)
    made = set_aside([problem(code="name_missing")], reason="baris contoh", by=lists.staff)
    assert {one.state for one in Problem.objects.all()} == {"set_aside"}
    assert (Row.objects.get().held, Row.objects.get().settled) == (True, True)
    assert counts(answer) == (0, 0, 0, 1)
    undo(made, by=lists.staff)
    assert standing() == before


def test_an_unrepaired_row_is_not_asked_about_again(lists):
    lists.listed([{**SOUND, "name": "", "workers": "4"}])
    repair([problem(code="name_missing")], value="Tempe", by=lists.staff)
    lists.listed([{**SOUND, "name": "", "workers": "5"}], as_of=date(2021, 12, 31))
    assert not Problem.objects.filter(state="open").exists()
    assert not Row.objects.filter(held=True, settled=False).exists()
    assert not ListedKey.objects.exclude(gone_since=None).exists()


def test_a_hidden_row_goes_in_when_a_person_says_so(lists, tmp_path):
    columns = {"A": "name", "B": "owner_name", "C": "workers"}
    mapping = {"sheets": {"Data": {"heading_row": 1, "columns": columns, "hidden": "ask"}}}
    lists.bring(hidden_book(tmp_path / "a.xlsx"), mapping=mapping)
    before = standing()
    made = include([problem(code="row_hidden")], by=lists.staff)
    assert now("Roti").workers == 2
    assert Claim.objects.get(repair=made).by == lists.staff.username
    undo(made, by=lists.staff)
    assert standing() == before


def test_a_hidden_row_without_a_name_needs_both_decisions(lists, tmp_path):
    columns = {"A": "name", "B": "owner_name", "C": "workers"}
    mapping = {"sheets": {"Data": {"heading_row": 1, "columns": columns, "hidden": "ask"}}}
    lists.bring(hidden_book(tmp_path / "a.xlsx", name="-"), mapping=mapping)
    made = repair([problem(code="name_missing")], value="Roti", by=lists.staff)
    assert not Business.objects.filter(name="Roti").exists()
    include([problem(code="row_hidden")], by=lists.staff)
    assert now("Roti").workers == 2
    with pytest.raises(ValidationError, match="Batalkan itu dulu"):
        undo(made, by=lists.staff)


def test_rows_of_one_key_column_that_are_two_businesses_stay_two(lists):
    path = lists.file([["no", "nama usaha", "nama pemilik"], ["7", "Tahu Sari", "Ibu Sari"],
                       ["7", "", "Bu Ani"]])  # fmt: skip
    columns = {"B": "name", "C": "owner_name"}
    lists.bring(path, mapping={"sheets": {"CSV": {"columns": columns, "key": "A"}}})
    before = standing()
    made = repair([problem(code="name_missing")], value="Roti", by=lists.staff)
    assert Business.objects.count() == 2
    undo(made, by=lists.staff)
    assert standing() == before


def test_a_withdrawn_business_is_not_exported(lists, tmp_path):
    lists.listed([SOUND, {**SOUND, "name": ""}])
    undo(repair([problem(code="name_missing")], value="Roti", by=lists.staff), by=lists.staff)
    for reader in (None, lists.staff):
        folder = tmp_path / f"ekspor-{reader}"
        export(folder, reader=reader)
        assert "Roti" not in "".join(path.read_text("utf-8") for path in folder.glob("usaha.csv"))
        assert "Tahu Sari" in (folder / "usaha.csv").read_text("utf-8")


def hidden_book(path, *, name="Roti"):
    """A workbook whose second row is hidden."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    for row in (
        ["nama usaha", "nama pemilik", "jumlah tk"],
        ["Tahu", "Sari", "3"],
        [name, "Budi", "2"],
    ):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.save(path)
    return path
