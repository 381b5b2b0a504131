"""One sheet drawn as page, workbook, PDF and JSON: every one says the same."""

import re
import zlib
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from binaan.kit import typesetting
from binaan.reports import cells
from binaan.reports.drawing import html, paper, plain, workbook
from binaan.reports.drawing.grid import grid
from binaan.reports.tests.sheets import IMPRINT, sheet

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    out = tmp_path_factory.mktemp("laporan") / "a.xlsx"
    workbook.write(sheet(), IMPRINT, out, "Dinas")
    return load_workbook(out).worksheets[0]


def test_headings_of_the_workbook_are_really_merged(book):
    merged = {str(one) for one in book.merged_cells.ranges}
    assert {"A5:A6", "B5:F5", "G5:K5", "Q5:R5"} <= merged
    assert (book["B5"].value, book["B6"].value, book["B7"].value) == (
        "Anggaran pada Tahun ke-", "1", "(2)",
    )  # fmt: skip


def test_figures_of_the_workbook_are_numbers_with_indonesian_formats(book):
    assert (book["B8"].value, book["B8"].number_format) == (9142760925, "[$-421]#,##0")
    assert (book["C8"].value, book["C8"].number_format) == (1250.5, "[$-421]#,##0.00")
    assert book["L8"].number_format == '[$-421]#,##0.00"%"'
    assert abs(book["L8"].value - 133.335) < 1e-9


def test_text_that_looks_like_a_formula_stays_text(book):
    assert (book["A9"].value, book["A9"].data_type, book["A9"].quotePrefix) == ("=1+1", "s", True)


def test_the_workbook_is_set_up_for_paper(book):
    page = book.page_setup
    assert (page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight) == (
        "landscape", "14", 1, 0,
    ) or (page.orientation, int(page.paperSize), page.fitToHeight) == ("landscape", 14, 0)  # fmt: skip
    assert book.print_title_rows == "$5:$7"
    assert book.freeze_panes == "A8"
    assert "K7M3QX9P" in book.oddFooter.left.text
    assert "Murni, berlaku 4 Januari 2021" in book.oddFooter.left.text
    assert book.oddFooter.right.text == "Halaman &P dari &N"


def test_the_signature_stands_at_the_right_below_the_table(book):
    named = next(cell for row in book.iter_rows() for cell in row if cell.value == "Usep")
    assert named.column > 9
    below = [book.cell(named.row + step, named.column).value for step in (1, 2)]
    assert below == ["Pembina", "NIP 19690620 199503 1 906"]


def streams(data: bytes) -> bytes:
    """A PDF with what it packed unpacked."""
    found = [data]
    for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            found.append(zlib.decompress(part))
        except zlib.error:
            continue
    return b"\n".join(found)


@pytest.fixture(scope="module")
def pages():
    return paper.pdf(sheet(70), IMPRINT, "Dinas")


def test_a_pdf_has_the_font_of_the_house_and_no_other(pages):
    fonts = set(re.findall(rb"/FontName\s*/(?:[A-Z]{6}\+)?([\w-]+)", streams(pages)))
    assert fonts
    assert {font.split(b"-")[0] for font in fonts} == {b"PlusJakartaSans"}


def test_a_pdf_is_one_for_archives(pages):
    assert b"<pdfaid:part>2</pdfaid:part>" in pages
    assert pages.count(b"/Type /Page\n") + pages.count(b"/Type/Page/") >= 0
    assert b"NPages>3<" in pages or b"NPages>2<" in pages


def test_a_letter_the_font_does_not_have_makes_no_error():
    assert paper.pdf(sheet(name="Program 漢字"), IMPRINT).startswith(b"%PDF")


def test_a_machine_without_the_fonts_says_what_to_do(monkeypatch, tmp_path):
    typesetting._fonts.cache_clear()
    monkeypatch.setattr(typesetting, "FONTS", tmp_path)
    with pytest.raises(typesetting.NoFonts, match="run"):
        paper.pdf(sheet(), IMPRINT)
    typesetting._fonts.cache_clear()


def test_the_page_links_each_figure_and_marks_what_was_printed():
    page = html.table(sheet(name="<b>Program</b>"), label="Tabel")
    assert '<a class="figure" href="/kinerja/bagian/1/">9.142.760.925</a>' in page
    assert '<span class="printed">tercetak 133%</span>' in page
    assert "&lt;b&gt;Program" in page
    assert '<th scope="colgroup" colspan="5">Anggaran pada Tahun ke-</th>' in page
    assert '1 <span class="year num">2021</span>' in page


def test_a_long_sheet_is_shown_in_parts():
    long = sheet(html.ROWS + 10)
    assert html.parts(long) == 2
    assert html.table(long, part=2).count("<tr>") == 3 + 11


def test_json_has_plain_numbers_and_null_for_nothing():
    answer = plain.answer(sheet(), IMPRINT)
    first = answer["rows"][0]["cells"]
    assert first["budget_1"] == {
        "text": "9.142.760.925", "value": "9142760925", "evidence": "/kinerja/bagian/1/",
    }  # fmt: skip
    assert first["budget_3"]["value"] is None
    assert (first["ratio_1"]["text"], first["ratio_1"]["value"]) == ("133,34%", "133.335")
    assert answer["columns"][1] == {
        "no": "2", "key": "budget_1", "heads": ["Anggaran pada Tahun ke-", "1"], "type": "money",
        "year": 2021,
    }  # fmt: skip


def test_two_copies_that_say_the_same_share_their_hash():
    one, other = sheet(), sheet()
    other.signatures, other.notes = (), ("lain",)
    assert plain.figures_hash(one) == plain.figures_hash(other)
    other.rows[0].cells["budget_2"] = cells.money(Decimal("1250.6"))
    assert plain.figures_hash(one) != plain.figures_hash(other)


def test_a_row_goes_on_with_what_stands_above_and_words_cover_its_first_columns():
    laid = grid(replace(sheet()))
    first, second, last = laid.rows
    assert second[1].open
    assert first[1].goes_on
    assert not second[1].goes_on
    assert (last[0].cell.text, last[0].wide, last[1].bold) == ("Jumlah", 1, True)


def test_a_column_is_wide_enough_for_its_longest_figure():
    plan = sheet()
    plan.rows[0].cells["budget_2"] = cells.money(Decimal("123456789012345.25"))
    narrow, wide = grid(sheet()).widths[2], grid(plan).widths[2]
    assert wide > narrow
