"""Which sheets are read and which column states which field."""

import json
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from binaan.access.models import Office
from binaan.intake.mapping import layouts, normal, remember
from binaan.intake.models import RememberedLayout, Source
from binaan.intake.proposing import propose
from binaan.intake.tests.lists import Refusal, batch_of, counts
from binaan.intake.tests.sheets import kind, sheet
from binaan.kit.tests import books
from binaan.registry.models import Business
from binaan.registry.rules.fields import FIELDS

pytestmark = pytest.mark.once  # headings and columns are chosen before the store is asked

HEAD = ["Nama Perusahaan", "Nama Pemilik/Penanggung Jawab", "Kel. / Desa"]
KIND = kind()
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
    answer = lists.bring(path)
    assert counts(answer) == (2, 0, 0, 0)
    assert names() == ["Roti", "Tahu Sari"]
    assert lists.noted == (
        "Lembar yang tidak dibaca: Rekap, Lama. `propose_map` mengatakan mengapa; --map membacanya "
        "juga."
    )


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


def asked(entry, rows=None, name="Data"):
    """The layout of the only sheet under a mapping a person gave."""
    rows = rows or [["DAFTAR"], HEAD, ROW]
    ((_sheet, layout),) = layouts(KIND, [sheet(rows)], {"sheets": {name: entry}})
    return layout


def test_a_proposal_fed_back_reads_the_same():
    rows = [["Kec. Setu"], ["Nama Usaha", "Tenaga Kerja", "", "Omzet (Rp.000)"], ["", "L", "P", ""]]
    one = sheet([*rows, ["Tahu", "1", "2", "5"]])
    entry = propose(KIND, [one])
    ((_sheet, proposed),) = layouts(KIND, [one], {})
    ((_sheet, mapped),) = layouts(KIND, [one], entry)
    assert mapped == proposed._replace(skipped={})
    assert (mapped.heading_line, mapped.multiply) == (3, {"sales": 1000.0})
    assert mapped.columns["district"] == mapped.width == 4


def test_a_person_says_which_lines_the_heading_has_and_what_hidden_rows_mean():
    layout = asked({"heading_rows": [2, 2], "hidden": "include", "columns": {"A": "name"}})
    assert (layout.heading_line, layout.hidden, layout.headings) == (2, "include", HEAD)


def test_a_sheet_that_a_person_leaves_out_is_not_read():
    two = [sheet([HEAD, ROW], name=name) for name in ("Satu", "Dua")]
    wanted = {"Satu": {"use": False, "columns": {}}, "Dua": {"heading_row": 1}}
    found = layouts(KIND, two, {"sheets": wanted})
    assert [one.name for one, _layout in found] == ["Dua"]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"use": "ya"}, '"use"'),
        ({"use": False}, "tidak memakai"),
        ({"heading_rows": [3]}, "heading_rows"),
        ({"heading_rows": [3, 2]}, "sesudah akhirnya"),
        ({"heading_row": "2"}, "bukan nomor baris"),
        ({"heading_row": 2, "hidden": "?"}, '"hidden"'),
        ({"heading_row": 2, "fill": "A"}, '"fill"'),
        ({"heading_row": 2, "columns": {"A": "nama"}}, "tidak dikenal"),
        ({"heading_row": 2, "columns": {"AZ": "name"}}, "tidak ada"),
        ({"heading_row": 2, "multiply": {"A": -1}}, "pengali"),
        ({"heading_row": 1}, "bukan judul kolom"),
        ("x", "harus berbentuk"),
    ],
)
def test_what_makes_no_sense_in_a_mapping_is_refused_with_a_sentence(entry, said):
    with pytest.raises(ValidationError, match=said):
        asked(entry)


def test_a_file_without_a_list_is_refused_with_the_headings_that_were_seen():
    summary = sheet([["Kecamatan", "Tenaga Kerja"], ["Setu", "3"]], name="Rekap")
    with pytest.raises(ValidationError, match="Rekap: Kecamatan, Tenaga Kerja \\(baris 1\\)"):
        layouts(KIND, [summary], {})


def test_a_layout_is_remembered_and_found_by_its_headings_in_any_order(world_source):
    rows = [["Merek", "Orangnya", "Omzet 2019", "Wilayah"], ["Tahu", "Sari", "5", "Setu"]]
    entry = {
        "heading_row": 1,
        "columns": {"A": "name", "B": "owner_name", "C": "sales"},
        "multiply": {"C": 1000},
        "hidden": "include",
    }
    remember(world_source, [asked(entry, rows)], "staf")
    other = sheet(
        [["DAFTAR"], ["Wilayah", "Omzet 2020", "Orangnya", "Merek"], ["Setu", "7", "Ani", "Kue"]]
    )
    ((_sheet, layout),) = layouts(KIND, [other], {}, source=world_source)
    assert layout.columns == {"sales": 1, "owner_name": 2, "name": 3}
    assert (layout.multiply, layout.hidden) == ({"sales": 1000}, "include")
    why = propose(KIND, [other], world_source)["sheets"]["Data"]["why"]
    assert set(why.values()) == {"diingat"}


def test_other_headings_are_not_read_as_remembered(world_source):
    remember(world_source, [asked({"heading_row": 2, "columns": {"A": "owner_name"}})], "staf")
    wider = sheet([[*HEAD, "Produk"], [*ROW, "Tahu"]])
    ((_sheet, layout),) = layouts(KIND, [wider], {}, source=world_source)
    assert layout.columns["name"] == 0


def test_remembering_again_replaces_what_was_remembered(world_source):
    for field in ("owner_name", "name"):
        remember(world_source, [asked({"heading_row": 2, "columns": {"A": field}})], "staf")
    assert RememberedLayout.objects.get(source=world_source).entry["columns"] == {
        "nama perusahaan#1": "name"
    }


def test_an_explicit_mapping_speaks_louder_than_a_remembered_one(world_source):
    remember(world_source, [asked({"heading_row": 2, "columns": {"A": "owner_name"}})], "staf")
    wanted = {"sheets": {"Data": {"heading_row": 1, "columns": {"B": "name"}}}}
    found = layouts(KIND, [sheet([HEAD, ROW])], wanted, source=world_source)
    assert found[0][1].columns == {"name": 1}


@pytest.fixture
def world_source(lists):
    office = Office.objects.get(key="disperin")
    return Source.objects.create(kind="usaha", name="Daftar IKM", office=office, place=office.place)
