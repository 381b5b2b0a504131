"""What is wrong in an XLSForm, said with its address: tables of cases, no workbook and no database."""

from datetime import date

import pytest

from binaan.intake.rules.expressions import in_words, references, unknown_functions, wrong
from binaan.intake.rules.xlsforms import Book, faults, mapped
from binaan.intake.rules.xlsforms.around import is_dated, next_version
from binaan.intake.rules.xlsforms.questions import questions, repeated, types
from binaan.intake.rules.xlsforms.sayings import said

pytestmark = pytest.mark.once

RIGHT = (
    "${a}='ya' and (${b}>3)",
    "regex(.,'^[0-9]{16}$')",
    ". <= int(format-date(today(),'%Y'))",
    "instance('usaha')/akar/item[name=${x}]/nama",
    "tingkat='desa' and induk=${kec}",
    "not(selected(${a},'b'))",
    "-3 + 2 * count(${rep})",
    "../a/b[@c='1']",
    "today()",
    "${last-saved#a} != ''",
    "string(.) = 'dua tanda == di dalam teks'",
)
WRONG = (
    ("${a} = 'x", "tidak ditutup"),
    ("if(${a}>1,'b','c'", "kurung ("),
    ("(1 + 2))", "kurung )"),
    ("${a} == 'ya'", "pakai satu tanda ="),
    ("${a} && ${b}", "tulis and"),
    ("${a}='ya' ${b}='x'", "antara 'ya' dan ${b}"),
    ("${a}='ya' and", "sesudah and"),
    ("and ${a}", "and"),
    ("> 3", "di depan >"),
    ("$a = 1", "${nama_pertanyaan}"),
    ("${a} = ‘ya’", "tanda kutip lurus"),
    ("a[1", "kurung ["),
)


@pytest.mark.parametrize("expression", RIGHT)
def test_a_right_expression_is_left_alone(expression):
    assert wrong(expression) == ""
    assert unknown_functions(expression) == {}


@pytest.mark.parametrize(("expression", "told"), WRONG)
def test_a_wrong_expression_is_told_with_what_to_write(expression, told):
    assert told in wrong(expression)


def test_functions_no_phone_knows_are_told_with_the_likely_one():
    assert unknown_functions("selectd(${a},'x') or hitung(1)") == {
        "selectd": "selected",
        "hitung": "",
    }
    assert references("${a} + ${ b } = ${last-saved#c}") == ["a", "b", "c"]
    assert in_words("${a}='ya' and (${b}!='' or selected(${c},'d'))") == (
        "a = ya dan (b terisi atau c memuat d)"
    )


def book(*rows, choices=(), settings=()) -> Book:
    """Rows as (type, name, label, more…)."""
    survey = [
        {"type": kind, "name": name, "label": label, **more}
        for kind, name, label, more in ((*row, {})[:4] for row in rows)
    ]
    return Book(
        survey, [dict(zip(("list_name", "name", "label"), one, strict=True)) for one in choices],
        [dict(settings)] if settings else [{"form_id": "uji", "version": "2026112201"}],
    )  # fmt: skip


YES = (("yt", "ya", "Ya"), ("yt", "tidak", "Tidak"))
CASES = (
    ([("txt", "a", "A")], "survey baris 2, kolom type", "Maksudnya text?"),
    ([("", "a", "A")], "survey", "type"),
    ([("text", "dua kata", "A")], "survey baris 2, kolom name", "Misalnya dua_kata"),
    ([("text", "", "A")], "survey baris 2, kolom name", "satu kata"),
    ([("text", "a", "")], "survey baris 2, kolom label", "tidak punya label"),
    ([("select_one warna", "a", "A")], "survey baris 2, kolom type", "tidak ada di lembar choices"),
    ([("select_one yt", "a", "A"), ("text", "a", "B")], "survey baris 3, kolom name", "baris 2"),
    ([("select_one_from_file x", "a", "A")], "survey baris 2, kolom type", ".csv"),
    ([("text", "a", "A", {"relevant": "${b}=1"})], "survey baris 2, kolom relevant", "${b}"),
    ([("integer", "a", "A", {"constraint": ". >"})], "survey baris 2, kolom constraint", "sesudah >"),
    ([("calculate", "a", "")], "survey baris 2, kolom calculation", "rumus"),
    ([("begin_group", "g", "G"), ("text", "a", "A")], "survey baris 2, kolom type", "end_group"),
    ([("text", "a", "A"), ("end_repeat", "", "")], "survey baris 3, kolom type", "tanpa begin_repeat"),
    ([("begin_group", "g", "G"), ("end_repeat", "", ""), ("end_group", "", "")],
     "survey baris 3, kolom type", "begin_group di baris 2"),
    ([("note", "n", "Halo ${siapa}")], "survey baris 2, kolom label", "${siapa}"),
)  # fmt: skip


@pytest.mark.parametrize(("rows", "address", "told"), CASES)
def test_each_fault_has_its_address_and_what_to_do(rows, address, told):
    found = [one for one in faults(book(*rows, choices=YES)) if one.stops]
    assert [one.address.startswith(address) and told in one.says for one in found] == [True]


def test_all_faults_are_told_at_once():
    found = faults(book(("txt", "a b", ""), ("select_one x", "c", "C", {"relevant": "${d}"})))
    assert len([one for one in found if one.stops]) == 4


def test_a_form_without_faults_says_nothing():
    good = book(
        ("start", "", ""),
        ("begin_group", "g", "G"),
        ("select_one yt", "a", "A"),
        ("text", "b", "B", {"relevant": "${a}='ya'"}),
        ("end_group", "", ""),
        ("begin_repeat", "r", "R"),
        ("text", "b", "B"),
        ("end_repeat", "", ""),
        choices=YES,
    )
    assert faults(good) == []
    assert faults(Book([], (), ()))[0].sheet == "survey"


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ([("yt", "ya", "Ya"), ("yt", "ya", "Iya")], "baris 2"),
        ([("", "ya", "Ya")], "list_name"),
        ([("yt", "", "Ya")], "tidak punya name"),
        ([("yt", "ya sekali", "Ya")], "ya_sekali"),
    ],
)
def test_choices_that_a_phone_would_mix_up_stop_a_form(choices, told):
    found = faults(book(("select_multiple yt", "a", "A"), choices=choices))
    assert any(told in one.says and one.sheet == "choices" for one in found if one.stops)


def test_versions_are_days_with_a_count():
    assert is_dated("2026112201")
    assert not is_dated("2026023001")  # no such day
    assert next_version(date(2026, 11, 22), {"2026112201"}) == "2026112202"
    told = faults(book(("text", "a", "A"), settings={"form_id": "1 x", "version": "v1"}))
    assert [(one.column, one.stops) for one in told] == [("form_id", True), ("version", False)]


def test_what_pyxform_says_is_said_in_bahasa_and_never_lost():
    known = said(
        "[row : 12] On the 'choices' sheet, the 'name' value is invalid. Could not find the name 'x'.",
        stops=True,
    )
    assert known[0].address == "choices baris 12, kolom name"
    assert known[0].says == "Tidak ada pertanyaan bernama x di lembar survey."
    strange = said("[row : 3] Something entirely new.\nAnd more.", stops=False)
    assert [one.says for one in strange] == [
        "Pembaca formulir (pyxform) berkata: Something entirely new.",
        "Pembaca formulir (pyxform) berkata: And more.",
    ]


CHILDREN = [
    {"type": "group", "name": "g", "label": "G", "children": [
        {"type": "select one", "name": "a", "label": {"id": "A"}, "itemset": "yt",
         "choices": [{"name": "ya", "label": {"id": "Ya"}}], "bind": {"required": "yes"}},
        {"type": "photo", "name": "f", "label": "F"}]},
    {"type": "repeat", "name": "r", "label": "R", "children": [{"type": "text", "name": "nik", "label": "N"}]},
    {"type": "group", "name": "meta", "children": []},
]  # fmt: skip


def test_a_definition_holds_paths_types_and_choices_in_order():
    found = questions({"default_language": "id", "children": CHILDREN})
    assert types(found) == {
        "g": "group", "g/a": "select_one", "g/f": "image", "r": "repeat", "r/nik": "text",
    }  # fmt: skip
    assert found[1] == {
        "path": "g/a", "name": "a", "type": "select_one", "label": "A", "list": "yt",
        "required": "ya", "choices": [["ya", "Ya"]],
    }  # fmt: skip
    assert repeated(found) == {"r/nik"}


def entry(name, label="", kind="text", path="", **more):
    return {"path": path or name, "name": name, "type": kind, "label": label, **more}


def test_questions_find_their_fields_by_name_label_and_list():
    named = {"nama": "owner_name", "lokasi": "position", "lokasi_peta": "position"}
    headings = {"nama usaha": "name", "kecamatan": "district", "nik": "nik"}
    definition = [
        entry("nama", "Nama usaha"),  # what people read decides, for words
        entry("pemilik", "Siapa?"),
        entry("nik", "Nomor di KTP"),
        entry("kec", "Kecamatan *", "select_one", list="kec"),
        entry("kec2", "Kecamatan", "select_one", list="wilayah.csv"),
        entry("lokasi", "Titik", "geopoint"),
        entry("lokasi_peta", "Peta", "geopoint"),
        entry("lama", "Pilih", "select_one", list="usaha.csv"),
        entry("r", "R", "repeat"),
        entry("nik", "NIK", path="r/nik"),
    ]
    found = mapped.mapping(
        definition, named=named, headings=headings, records="usaha", record="=record"
    )
    assert found == {
        "nama": "name", "nik": "nik", "kec": "district", "lokasi": "position",
        "lokasi_peta": "position", "lama": "=record",
    }  # fmt: skip


def test_what_is_masked_follows_the_field_then_the_class_then_the_words():
    assert mapped.is_private(entry("x"), True)
    assert not mapped.is_private(entry("rt", **{"class": "umum_risiko"}), False)
    assert mapped.is_private(entry("x", **{"class": "spesifik"}), None)
    assert not mapped.is_private(entry("no_hp", **{"class": "publik"}), None)
    assert mapped.is_private(entry("q7", "Nomor WA pemilik"), None)
    assert not mapped.is_private(entry("q8", "Warna gerobak"), None)


def test_a_choice_is_said_by_the_rooms_word_and_a_strangers_by_its_label():
    asked = entry("status", kind="select_one", choices=[["1", "Berjalan"], ["2", "Tutup"]])
    assert mapped.word(asked, "2", {}) == "Tutup"
    assert mapped.word(asked, "2", {"status": {"2": "closed"}}) == "closed"
    assert mapped.word(asked, "1", {"status": {"2": "closed"}}) == "1"
    several = {**asked, "type": "select_multiple"}
    assert mapped.word(several, "1 2", {"status": {"1": ""}}) == "2"
