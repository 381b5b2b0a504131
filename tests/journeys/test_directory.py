"""The directory from the first letter to the sheet: by mouse, by keyboard, without a script."""

import re

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from binaan.web.models import Download, SavedView
from tests.depth import some

NAMES = ["Keripik Bu Sari", "Mebel Jati Mulia", "Roti Wanajaya", "Tahu Pak Darma"]
TALL = 3000  # pixels; so high that nothing lies below the foot of a panel


def names(page) -> list[str]:
    """The businesses the list shows, in its order."""
    return page.locator("#pilihan tbody th a").all_inner_texts()


@pytest.fixture
def at_list(world, visitor):
    def come(path: str = "/direktori/", **options):
        visit = visitor(world.user("section_head"), world, **options)
        visit.page.goto(path)
        return visit

    return come


def test_words_and_filters_stand_in_the_address_and_back_brings_each_state_again(at_list):
    page = at_list().page
    page.get_by_label("Nama usaha, pemilik, produk").press_sequentially("ta")
    expect(page).to_have_url(re.compile("q=ta"))
    page.get_by_label("Nama usaha, pemilik, produk").fill("")
    expect(page.locator("#jumlah")).to_have_text("4 usaha")
    _filter(page, "Wilayah", "Cibitung")
    _filter(page, "Kelompok industri", "Makanan dan minuman")
    expect(
        page.get_by_role("list", name="Saringan yang dipakai").get_by_role("listitem")
    ).to_have_count(3)
    assert names(page) == ["Roti Wanajaya"]

    page.go_back()
    expect(page.locator("#jumlah")).to_have_text("2 usaha")
    page.go_back()
    expect(page.locator("#jumlah")).to_have_text("4 usaha")
    page.go_forward()
    expect(page.locator("#jumlah")).to_have_text("2 usaha")
    assert names(page) == ["Mebel Jati Mulia", "Roti Wanajaya"]


def test_columns_and_a_kept_view_go_along_to_the_sheet_and_to_paper(at_list, trail, tmp_path):
    visit = at_list("/direktori/?wilayah=32.16.07")
    page = visit.page
    _columns(page, "Telepon", "Dibina oleh")
    expect(page.get_by_role("columnheader", name="Telepon")).to_be_visible()
    expect(page.locator("#pilihan")).to_contain_text("•••• 0987")
    kept = page.url
    _keep(page, "Binaan Cibitung")
    page.goto("/direktori/tampilan/")
    page.get_by_role("link", name="Binaan Cibitung").click()
    expect(page).to_have_url(kept)
    assert SavedView.objects.get().name == "Binaan Cibitung"

    rows = _sheet(page, tmp_path / "lembar.xlsx")
    assert visit.faults(1280) + visit.faults(360) == []
    page.goto("/direktori/unduh/")
    assert visit.faults(1280) + visit.faults(360) == []
    mark = Download.objects.get().mark
    assert all(part in rows[0][0] for part in (mark, "2 usaha", "disamarkan"))
    assert "Cibitung" in rows[1][0]
    assert [row[0] for row in rows[3:]] == ["Mebel Jati Mulia", "Roti Wanajaya"]
    assert "0857 •••• 0987" in rows[3]
    assert mark in str(trail("directory.exported").payload.content)

    page.goto(kept)
    page.get_by_role("link", name="Cetak", exact=True).click()
    expect(page.get_by_role("row", name=re.compile("Mebel Jati Mulia"))).to_contain_text(
        "•••• 0987"
    )
    expect(page.locator("tfoot")).to_contain_text(
        trail("directory.printed").payload.content["mark"]
    )
    page.go_back()
    expect(page).to_have_url(kept)


def _filter(page, group: str, value: str) -> None:
    """Tick one value in the panel and let the list answer."""
    page.get_by_role("link", name="Saring").click()
    panel = page.locator("#laci")
    expect(panel.get_by_role("heading", name="Saring")).to_be_focused()
    inside = panel.locator("details", has=page.locator("summary", has_text=group)).first
    inside.locator("summary").click()
    inside.get_by_label(value, exact=True).check()
    panel.get_by_role("button", name="Tampilkan").click()
    expect(page.get_by_role("link", name=f"Lepaskan {group}: {value}")).to_be_visible()


def _columns(page, *labels: str) -> None:
    page.get_by_role("link", name="Kolom", exact=True).click()
    for label in labels:
        page.locator("#laci").get_by_label(label).check()
    page.locator("#laci").get_by_role("button", name="Tampilkan").click()


def _keep(page, name: str) -> None:
    page.get_by_role("link", name="Tampilan", exact=True).click()
    page.get_by_label("Simpan tampilan ini sebagai").fill(name)
    page.get_by_role("button", name="Simpan tampilan").click()
    expect(page.get_by_text(name).first).to_be_visible()


def _sheet(page, target) -> list[list]:
    """Take the selection as XLSX and read it back."""
    page.get_by_role("link", name="Unduh", exact=True).click()
    page.get_by_role("button", name="Susun lembar").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Ambil berkas").click()
    taken.value.save_as(target)
    return CalamineWorkbook.from_path(str(target)).get_sheet_by_name("Usaha").to_python()


def test_filters_columns_and_ticks_by_keyboard_alone(at_list):
    page = at_list().page
    press = page.keyboard.press
    _tab_to(page, "Saring")
    press("Enter")
    expect(page.locator("#laci h2")).to_be_focused()
    _tab_to(page, "Kelompok industri")
    press("Enter")
    _tab_to(page, "Kayu dan furnitur")
    press("Space")
    press("Enter")
    expect(page).to_have_url(re.compile("kelompok=kayu_furnitur"))
    assert names(page) == ["Mebel Jati Mulia"]
    _tab_to(page, "Lepaskan Kelompok industri")
    press("Enter")
    expect(page.locator("#jumlah")).to_have_text("4 usaha")

    _tab_to(page, "Kolom")
    press("Enter")
    expect(page.locator("#laci h2")).to_be_focused()
    _tab_to(page, "Tutup")
    press("Enter")
    expect(page.locator("#buka-kolom")).to_be_focused()
    _tab_to(page, "Urutan")
    press("Enter")
    press("Escape")
    expect(page.locator("details.drop summary")).to_be_focused()
    _tab_to(page, "Keripik Bu Sari", tag="INPUT")
    press("Space")
    expect(page.locator("#banyaknya")).to_have_text("1 dipilih")
    _tab_to(page, "Atur binaan")
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 usaha")


def _tab_to(page, name: str, tag: str = "", most: int = 60) -> None:
    for _step in range(most):
        page.keyboard.press("Tab")
        said = page.evaluate(
            """() => { const one = document.activeElement;
            return one.tagName + " " + [one.labels?.[0]?.innerText, one.ariaLabel, one.textContent]
                .filter(Boolean).join(" ") }"""
        )
        if name in said and said.startswith(tag) and not said.startswith("BODY"):
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")


def test_all_but_the_map_itself_works_without_a_script(at_list):
    page = at_list(java_script_enabled=False).page
    page.get_by_role("link", name="Saring").click()
    page.locator("summary", has_text="Kelompok industri").click()
    page.get_by_label("Kayu dan furnitur").check()
    page.get_by_role("button", name="Tampilkan").click()
    assert names(page) == ["Mebel Jati Mulia"]
    page.get_by_role("link", name=re.compile("Lepaskan Kelompok")).click()
    assert names(page) == NAMES
    page.get_by_label("Pilih Keripik Bu Sari").check()
    page.get_by_role("button", name="Unduh yang dipilih").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Unduh 1 usaha")

    page.goto("/angka/registry.businesses/")
    page.get_by_label("Rinci menurut").select_option("group")
    page.get_by_role("button", name="Hitung").click()
    page.get_by_role("link", name=re.compile("^3 usaha, Makanan")).click()
    expect(page.locator("#baris tbody tr")).to_have_count(3)
    page.goto("/direktori/mutu/")
    page.get_by_role("link", name="Menurut wilayah").click()
    expect(page.get_by_role("row", name=re.compile("Cibitung"))).to_contain_text("2")


@pytest.mark.slow
def test_pages_of_the_directory_are_fit_for_everybody(at_list):
    visit = at_list()
    found = []
    for path in PAGES:
        found += visit.look(path, TALL)
    assert found == []


NARROWED = "q=a&wilayah=32.16.07&kelompok=pangan&tanpa=nib&urut=nama"
TWO_DATES = "per=2025-12-31&banding=2024-12-31"
PAGES = (
    f"/direktori/?{NARROWED}", "/direktori/?kolom=nib&kolom=telepon&kolom=ukuran&kolom=lengkap",
    f"/direktori/saring/?{NARROWED}", "/direktori/kolom/", f"/direktori/tampilan/?{NARROWED}",
    "/direktori/unduh/", "/direktori/unduh/baru/?wilayah=32.16.07", "/direktori/binaan/",
    f"/direktori/cetak/?{NARROWED}", "/angka/?garis=1",
    f"/angka/registry.businesses/?{TWO_DATES}",
    "/angka/registry.businesses/?menurut=group&kolom=size_pp7&laju=tahun",
    "/direktori/mutu/?bagian=wilayah", "/direktori/mutu/nib/",
    # Of a template that one above stands for.
    *some((), ("/angka/registry.closed/?periode=2025&banding=2024", "/direktori/mutu/",
               "/direktori/mutu/?bagian=daftar")),
)  # fmt: skip


def test_the_open_list_and_its_drawers_are_accessible_in_the_dark_too(at_list):
    visit = at_list(color_scheme="dark")
    found = visit.faults(1280)
    for button in ("#buka-saring", "#buka-kolom", "#buka-tampilan"):
        visit.page.locator(button).click()
        expect(visit.page.locator("#laci h2")).to_be_focused()
        found += visit.faults(360, TALL) + visit.too_wide(320)
    visit.page.locator("#centang-semua").check()
    assert found + visit.faults(360, TALL) == []


BUDGET = 300 * 1024  # bytes of a first visit, compressed


def test_a_first_visit_to_the_list_is_light(world, visitor):
    """All that the browser asks for, gzipped; the page itself as it is, as without a proxy."""
    visit = visitor(world.user("section_head"), world)
    assert visit.weigh("/direktori/") + len(visit.page.content().encode()) <= BUDGET
