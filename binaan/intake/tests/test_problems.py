"""Every fault has its code, its cell and its value; it never holds more than itself."""

import pytest

from binaan.intake.problems import CATALOGUE
from binaan.intake.tests.lists import counts, faults
from binaan.kit.sheets.cells import letters
from binaan.kit.tests import books
from binaan.registry.models import Business, Condition, Identifier, Owner

pytestmark = pytest.mark.once  # cells are read before the store is asked

SOUND = {
    "name": "Tahu Sari",
    "owner_name": "Ibu Sari",
    "village": "Setiadarma",
    "district": "Tambun Selatan",
}
LONG = "x" * 201

#   field changed, words, code
FAULTS = [
    ("nik", "321606450785000", "nik_length"),
    ("nik", "3216063202909001", "nik_date"),
    ("nik", "3216064507850000", "nik_serial"),
    ("nik", "3,21606E+15", "nik_digits_lost"),
    ("nib", "912000000001", "nib_zero_lost"),
    ("nib", "91200", "nib_length"),
    ("npwp", "12345", "npwp_length"),
    ("phone", "tidak ada HP", "phone_unreadable"),
    ("workers", "banyak", "number_unreadable"),
    ("workers", "5-10", "number_range"),
    ("sales", "5-10 juta", "number_range"),
    ("sales", "15", "money_unit_unclear"),
    ("sales", "cukup besar", "number_unreadable"),
    ("sales", "999999999999999999", "number_unreadable"),
    ("capital", "1.2 M", ""),
    ("capacity", "banyak", "number_unreadable"),
    ("started_year", "199?", "date_unreadable"),
    ("started_year", "2021", "date_future"),
    ("birth_date", "31/02/1980", "date_unreadable"),
    ("birth_date", "01/01/0080", "date_unreadable"),
    ("birth_date", "2999-01-01", "date_future"),
    ("kbli", "99999", "kbli_unknown"),
    ("sex", "X", "choice_unknown"),
    ("status", "entahlah", "choice_unknown"),
    ("product", LONG, "text_too_long"),
    ("village", "Antah Berantah", "place_unknown"),
    ("district", "Antah Berantah", "place_unknown"),
]


def test_a_fault_is_told_with_its_cell_and_holds_nothing_else(lists):
    rows = [
        {**SOUND, "name": f"Tahu {n}", "owner_name": f"Ibu {n}", field: words}
        for n, (field, words, _code) in enumerate(FAULTS)
    ]
    answer = lists.listed(rows)
    assert counts(answer) == (len(FAULTS), 0, 0, 0)
    heading = list(dict.fromkeys(field for row in rows for field in row))
    told = [
        (f"{letters(heading.index(field))}{line}", field, code, words)
        for line, (field, words, code) in enumerate(FAULTS, 2)
        if code
    ]
    assert faults(answer) == told
    found = set(Business.objects.values_list("name", flat=True))
    assert found == {row["name"] for row in rows}


def test_a_sound_row_has_no_problem(lists):
    row = {**SOUND, "nik": "3216064507859003", "nib": "9120999000001", "npwp": "091234567890123",
           "phone": "0812-3456-7890", "workers": "1.200", "sales": "2,5 jt", "kbli": "10794",
           "started_year": "1999", "birth_date": "5 Juli 1985", "lat": "-6,26", "lon": "107,05",
           "status": "Aktif", "sex": "P", "capacity": "1.200,5"}  # fmt: skip
    answer = lists.listed([row])
    assert faults(answer) == []
    condition = Business.objects.get().conditions.get()
    assert (condition.workers, condition.sales_low, condition.capacity) == (1200, 2_500_000, 1200.5)


@pytest.mark.parametrize(
    ("row", "problem", "held"),
    [
        ({"name": ""}, ("A2", "name", "name_missing", ""), 1),
        ({"name": "***"}, ("A2", "name", "name_missing", "***"), 1),
        ({"name": "-"}, ("A2", "name", "name_missing", "-"), 1),
        ({"village": "", "district": ""}, ("C2", "village", "place_missing", ""), 0),
        ({"village": "", "district": "Bekasi Timur"},
         ("D2", "district", "place_outside", "Bekasi Timur"), 1),
    ],
)  # fmt: skip
def test_only_a_name_or_a_place_outside_holds_the_row(lists, row, problem, held):
    answer = lists.listed([{**SOUND, **row}])
    assert counts(answer) == (1 - held, 0, 0, held)
    assert faults(answer) == [problem]
    assert Business.objects.count() == 1 - held


def test_a_row_without_a_place_comes_in_at_the_place_of_the_list(lists):
    lists.listed([{**SOUND, "village": "", "district": ""}], place="32.16.07")
    assert Business.objects.get().place_id == "32.16.07"


def test_a_village_of_two_districts_is_ambiguous(lists):
    lists.register.place("32.16.07.2001").__class__.objects.filter(pk="32.16.07.2001").update(
        name="Setiadarma", name_key="setiadarma"
    )
    answer = lists.listed([{**SOUND, "district": ""}])
    assert faults(answer) == [("C2", "village", "place_ambiguous", "Setiadarma")]
    assert Business.objects.get().place_id == "32.16"


def test_a_position_outside_is_left_out(lists):
    answer = lists.listed([{**SOUND, "lat": "48.1", "lon": "11.5"}])
    assert faults(answer) == [("E2", "lat", "position_outside", "48.1")]
    assert (Business.objects.get().lat, Business.objects.get().lon) == (None, None)


def test_an_identifier_of_somebody_else_is_left_out(lists):
    lists.listed([{**SOUND, "nik": "3216064507859003"}])
    other = {**SOUND, "name": "Roti", "owner_name": "Budi Hartono", "nik": "3216064507859003"}
    answer = lists.listed([other], source="Daftar lain")
    assert counts(answer) == (1, 0, 0, 0)
    assert faults(answer) == [("E2", "nik", "identifier_conflict", "3216064507859003")]
    assert Identifier.objects.count() == 1
    assert Owner.objects.count() == 2


def test_a_row_repeated_is_unchanged(lists):
    answer = lists.listed([SOUND, SOUND])
    assert counts(answer) == (1, 0, 1, 0)
    assert faults(answer) == [("A3", "name", "row_repeated", "")]


def test_a_number_cell_has_lost_the_end_of_a_nik(lists, tmp_path):
    rows = [["nama usaha", "nik", "npwp"], ["Tahu", 3216064507859003, 3216064507859003]]
    answer = lists.bring(books.xlsx(tmp_path / "a.xlsx", {"Data": rows}, at="B4"))
    assert [(p["row"], *fault) for p, fault in zip(answer["problems"], faults(answer), strict=True)
            if p["field"] != "village"] == [
        (5, "C5", "nik", "nik_digits_lost", "3216064507859003"),
        (5, "D5", "npwp", "npwp_digits_lost", "3216064507859003"),
    ]  # fmt: skip
    assert not Identifier.objects.exists()


def test_every_fault_of_a_row_is_told_at_once(lists):
    row = {**SOUND, "nik": "1", "nib": "2", "phone": "x", "workers": "?!", "sales": "abc"}
    codes = [p["code"] for p in lists.listed([row])["problems"]]
    assert sorted(codes) == ["nib_length", "nik_length", "number_unreadable", "number_unreadable",
                             "phone_unreadable"]  # fmt: skip


def test_every_problem_says_what_to_do_next(lists):
    codes = """name_missing place_missing place_unknown place_ambiguous place_outside nik_length
        nik_date nik_serial nik_digits_lost nib_length nib_zero_lost npwp_length phone_unreadable
        number_unreadable number_range money_unit_unclear date_unreadable date_future
        position_outside kbli_unknown identifier_conflict row_repeated"""
    assert set(codes.split()) <= set(CATALOGUE)
    assert all(kind.message and kind.next_step for kind in CATALOGUE.values())


THOUSANDS = [
    ("500", 500_000, None),
    ("15,5", 15_500, None),
    ("1.500", 1_500_000, None),
    ("Rp 2.000", 2_000_000, None),
    ("2,5 jt", None, "money_unit_unclear"),
    ("banyak", None, "number_unreadable"),
    ("5-10", 5_000, "number_range"),
]


def test_a_column_in_thousands_is_multiplied_once(lists):
    rows = [[f"Tahu {n}", words] for n, (words, _low, _code) in enumerate(THOUSANDS)]
    path = lists.file([["nama usaha", "modal (rp.000)"], *rows])
    columns = {"A": "name", "B": "capital"}
    mapping = {"sheets": {"CSV": {"columns": columns, "multiply": {"B": 1000}}}}
    answer = lists.bring(path, mapping=mapping)
    found = Condition.objects.order_by("business__name").values_list("capital_low", flat=True)
    assert list(found) == [low for _words, low, _code in THOUSANDS]
    told = [(p["row"], p["code"]) for p in answer["problems"] if p["field"] == "capital"]
    assert told == [(n, code) for n, (_words, _low, code) in enumerate(THOUSANDS, 2) if code]


def test_sheets_of_one_file_are_read_by_their_own_columns(lists, tmp_path):
    path = books.xlsx(
        tmp_path / "a.xlsx",
        {
            "Satu": [["nama usaha", "modal", "omzet/bulan"], ["Tahu", 5000, 1_000_000]],
            "Dua": [["nama usaha", "modal", "omzet"], ["Roti", 5000, 1_000_000]],
        },
    )
    sheets = {"Satu": {"multiply": {"B": 1000}}, "Dua": {"heading_row": 1}}
    lists.bring(path, mapping={"sheets": sheets})
    found = {b.name: b.conditions.get() for b in Business.objects.all()}
    assert {name: (c.capital_low, c.sales_low) for name, c in found.items()} == {
        "Tahu": (5_000_000, 12_000_000),
        "Roti": (5_000, 1_000_000),
    }
