"""Which sheets are read and which column states which field."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from binaan.intake.mapping import normal
from binaan.intake.tests.lists import Refusal, batch_of, counts
from binaan.kit.tests import books
from binaan.registry.models import Business
from binaan.registry.rules.fields import FIELDS

HEAD = ["Nama Perusahaan", "Nama Pemilik/Penanggung Jawab", "Kel. / Desa"]
ROW = ["Tahu Sari", "Ibu Sari", "Setiadarma"]


def names():
    return sorted(Business.objects.values_list("name", flat=True))


def test_a_heading_is_found_under_a_title_and_beside_empty_columns(lists, tmp_path):
    rows = [["DAFTAR IKM"], [], HEAD, ROW]
    answer = lists.bring(books.xlsx(tmp_path / "a.xlsx", {"Data": rows}, at="C2"))
    assert counts(answer) == (1, 0, 0, 0)
    layout = batch_of(answer).layout[0]
    assert (layout["heading_line"], layout["columns"]["name"]) == (4, 2)


def test_every_sheet_with_a_heading_is_read_but_hidden_ones_and_summaries_are_not(lists, tmp_path):
    sheets = {
        "Rekap": [["Kecamatan", "Jumlah"], ["Cibitung", 3]],
        "Satu": [HEAD, ROW],
        "Dua": [HEAD, ["Roti", "Budi", "Wanasari"]],
        "Lama": [HEAD, ["Usang", "Ani", "Wanasari"]],
    }
    path = books.xlsx(tmp_path / "a.xlsx", sheets, hidden=["Lama"])
    assert counts(lists.bring(path)) == (2, 0, 0, 0)
    assert names() == ["Roti", "Tahu Sari"]


def test_a_mapping_reads_just_the_sheets_and_columns_it_names(lists, tmp_path):
    sheets = {
        "Satu": [["x"], [*HEAD, "Omzet"], [*ROW, "banyak"]],
        "Lama": [HEAD, ["Usang", "Ani", ""]],
    }
    path = books.xlsx(tmp_path / "a.xlsx", sheets, hidden=["Lama"])
    entry = {"heading_row": 2, "columns": {"a": "name", "B": "owner_name", "C": "village"}}
    answer = lists.bring(path, mapping={"sheets": {"Satu": entry}})
    assert (counts(answer), answer["problems"]) == ((1, 0, 0, 0), [])
    answer = lists.bring(path, mapping={"sheets": {"Lama": {"heading_row": 1}}})
    assert names() == ["Tahu Sari", "Usang"]


def test_rows_that_say_nothing_in_a_mapped_column_are_no_rows(lists):
    path = lists.file(
        [["nama usaha", "nama pemilik", "catatan"], ["", "", ""], ["", "", "x"], ["Tahu", "", ""]]
    )
    assert counts(lists.bring(path)) == (1, 0, 0, 0)


def test_a_list_without_the_name_of_the_business_is_refused(lists):
    with pytest.raises(Refusal, match="judul kolom"):
        lists.bring(lists.file([["nik", "alamat"], ["1", "Jl"]]))


@pytest.mark.parametrize(
    ("written", "folded"),
    [("  Nama  USAHA ", "nama usaha"), ("Kel. / Desa", "kel./desa"), ("no_hp", "no hp")],
)
def test_a_heading_is_compared_without_case_and_blanks(written, folded):
    assert normal(written) == folded


def test_no_two_fields_share_a_heading():
    words: dict[str, str] = {}
    for field in FIELDS:
        for word in {normal(word) for word in (field.name, field.label, *field.synonyms)}:
            assert words.setdefault(word, field.name) == field.name, word


def test_import_fields_lists_names_with_their_synonyms(db):
    out = StringIO()
    call_command("import_fields", "usaha", json=True, stdout=out)
    fields = {field["name"]: field for field in json.loads(out.getvalue())}
    assert fields["nik"]["personal"]
    assert "nama perusahaan" in fields["name"]["synonyms"]
