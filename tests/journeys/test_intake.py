"""A workbook comes in by pages: mapping, preview, the register, the repair box, and back to its sender."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from binaan.intake.actions import hand_over, steps
from binaan.intake.models import Batch, BatchState, Problem, ProblemState, Repair
from binaan.kit import jobs
from binaan.registry.models import Business, Condition
from tests.journeys import intake_book

RIGHT, NEAREST = "32.16.06.1001", "32.16.06"
OURS = {"name__startswith": "Kerajinan Nomor"}


@pytest.fixture
def book(tmp_path) -> Path:
    return intake_book.write(tmp_path / "IKM Tambun Selatan 2024.xlsx")


@pytest.fixture
def staff(world, visitor):
    """Staff of the office of Kabupaten Bekasi at a browser."""
    return visitor(world.user("section_staff"), world)


def newest() -> Batch:
    return Batch.objects.select_related("job").order_by("-received_at").first()


def worked() -> Batch:
    """The newest batch once the worker has done what waits."""
    jobs.finish(newest().job)
    return newest()


def send(page, path: Path):
    page.goto("/pendataan/")
    page.get_by_role("link", name="Masukkan daftar").first.click()
    page.get_by_label("Berkas").set_input_files(path)
    page.get_by_label("Daftar", exact=True).fill("Daftar IKM Tambun Selatan")
    page.get_by_role("button", name="Kirim dan baca").click()
    expect(page).to_have_url(re.compile("/pendataan/[0-9a-f-]{36}/"))
    assert worked().state == BatchState.PROPOSED


def see_mapping(page):
    expect(page).to_have_url(re.compile(f"/pendataan/{newest().pk}/peta/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Peta kolom")


def to_preview(page):
    """The page of progress leads on by itself, with a script and without."""
    see_mapping(page)
    page.get_by_role("button", name="Periksa isinya").click()
    expect(page).to_have_url(re.compile("/kemajuan/|/pratinjau/"))
    assert worked().state == BatchState.LANDED
    expect(page).to_have_url(re.compile("/pratinjau/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Pratinjau")


def put_in(page) -> Batch:
    page.get_by_role("button", name=re.compile("^Masukkan [0-9]+ baris")).click()
    expect(page).to_have_url(re.compile("/pendataan/[0-9a-f-]{36}/"))
    batch = worked()
    assert batch.state == BatchState.APPLIED, batch.refusal
    expect(page).to_have_url(re.compile(f"/pendataan/{batch.pk}/$"))
    return batch


def brought_in(page, path: Path) -> Batch:
    send(page, path)
    to_preview(page)
    return put_in(page)


@pytest.fixture
def landed(world, book) -> Batch:
    """The list in the register, brought in by the actions behind the pages."""
    by = world.user("section_staff")
    batch = hand_over(
        "usaha", book, source="Daftar IKM Tambun Selatan", office=world.offices["disperin"],
        place=world.place("32.16"), as_of=date(2024, 12, 31), mapping={}, by=by, step_by_step=True,
    )  # fmt: skip
    batch = worked()
    steps.confirm_mapping(batch, mapping=batch.proposal, remember=True, by=by)
    steps.go(worked(), by=by)
    batch = worked()
    assert batch.state == BatchState.APPLIED, batch.refusal
    return batch


def standing_at(code: str) -> int:
    """How many of the firms of the list stand at this place now."""
    now = Condition.objects.filter(known_until__isnull=True, valid_until__isnull=True)
    mine = Business.objects.filter(**OURS)
    return now.filter(business__in=mine, place_id=code).count()


def test_a_workbook_goes_from_the_file_to_the_register(staff, book):
    page = staff.page
    send(page, book)
    see_mapping(page)
    assert page.get_by_label("Kolom B dibaca sebagai").input_value() == "name"
    assert page.get_by_label("Kolom D dibaca sebagai").input_value() == "nik"
    assert page.get_by_label("Kolom E dibaca sebagai").input_value() == "village"
    expect(page.locator("main")).not_to_contain_text(re.compile(r"\b32160[0-9]{11}\b"))

    to_preview(page)
    seen = page.get_by_label("Yang akan terjadi")
    expect(seen).to_contain_text("45")
    expect(page.get_by_role("table", name="Masalah menurut jenisnya")).to_contain_text("40")
    assert not Business.objects.filter(**OURS).exists()

    batch = put_in(page)
    assert (batch.rows, batch.new, batch.waiting) == (45, 45, 0)
    assert standing_at(NEAREST) == 40
    cells = set(Problem.objects.filter(batch=batch).values_list("column", "line", "code"))
    alike = {("E", intake_book.FIRST + number, "place_unknown") for number in range(40)}
    assert cells == alike | {("D", intake_book.WRONG_NIK, "nik_length")}


def test_forty_rows_are_repaired_in_one_move_and_the_move_is_undone(staff, landed):
    page, batch = staff.page, landed
    page.goto(f"/pendataan/perbaikan/?daftar={batch.pk}")
    page.get_by_role("button", name=re.compile("^Perbaiki 40 baris")).click()
    expect(page.get_by_role("status").filter(has_text="40 masalah")).to_be_visible()
    assert standing_at(RIGHT) == 41
    assert Repair.objects.get().by == "section_staff-32.16-disperin"

    page.get_by_role("button", name="Urungkan").first.click()
    expect(page.get_by_text("Dibatalkan")).to_be_visible()
    assert (standing_at(RIGHT), standing_at(NEAREST)) == (1, 40)
    waiting = Problem.objects.filter(batch=batch, state=ProblemState.OPEN, code="place_unknown")
    assert waiting.count() == 40


def test_forty_rows_are_repaired_and_undone_by_keyboard_alone(staff, landed):
    page = staff.page
    page.goto(f"/pendataan/perbaikan/?daftar={landed.pk}")
    page.keyboard.press("j")
    expect(page.locator("[data-repair]:focus")).to_contain_text("Jatimulia")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="40 masalah")).to_be_visible()
    assert standing_at(RIGHT) == 41
    page.keyboard.press("u")
    expect(page.get_by_text("Dibatalkan")).to_be_visible()
    assert standing_at(NEAREST) == 40


def test_the_workbook_goes_back_and_only_its_repaired_cells_change(staff, landed, tmp_path):
    page, batch = staff.page, landed
    page.goto(f"/pendataan/{batch.pk}/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh buku kerja bertanda").click()
    marked = tmp_path / "bertanda.xlsx"
    download.value.save_as(marked)

    back = brought_in(page, intake_book.repaired(marked, tmp_path / "kembali.xlsx"))
    assert back.returns_id == batch.pk
    assert (back.rows, back.new, back.changed, back.waiting) == (45, 0, 40, 0)
    assert standing_at(RIGHT) == 41
    assert Business.objects.filter(**OURS).count() == 45
    still = Problem.objects.filter(batch__in=[batch, back], state=ProblemState.OPEN)
    assert set(still.values_list("code", flat=True)) == {"nik_length"}


def test_a_workbook_comes_in_without_a_script(world, visitor, book):
    visit = visitor(world.user("section_staff"), world, java_script_enabled=False)
    brought_in(visit.page, book)
    expect(visit.page.get_by_label("Hasil")).to_contain_text("45")
    assert standing_at(NEAREST) == 40
