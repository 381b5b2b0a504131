"""Sheets of the directory: what they say, whom they hold, what the trail keeps, how long they lie."""

import csv
import hashlib
import io
import stat
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from binaan.access.models import Assignment, AuditEvent
from binaan.kit import jobs
from binaan.kit.models import Job
from binaan.registry.models import Business
from binaan.registry.selecting.columns import COLUMNS
from binaan.web.models import Download
from binaan.web.taking import choosing, keeping, mine, sheets, shelf, starting
from binaan.web.taking.columns import CHOICES, MEANINGS, USUAL
from tests import secrets
from tests.world import FIRMS

WHY = "Menyiapkan berkas bantuan alat"
PERSONAL = ("nik", "npwp", "telepon", "lahir", "surel", "alamat_ktp", "penjualan")
HERE = {firm.name for firm in FIRMS if firm.place.startswith("32.16")}


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def staff(world):
    return world.user("section_staff")


def everything(user, query="") -> choosing.Choice:
    return choosing.read(QueryDict(query), None, user)


def ticked(user, *businesses) -> choosing.Choice:
    form = QueryDict(mutable=True)
    form.setlist("usaha", [str(one.pk) for one in businesses])
    return choosing.read(QueryDict(""), form, user)


def take(user, choice=None, *, format="xlsx", columns=USUAL, personal=False, reason="", token=""):
    return starting.start(
        choice or everything(user), format=format, columns=columns, personal=personal,
        reason=reason, token=token or uuid4().hex, by=user,
    )  # fmt: skip


def book(download) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(shelf.path_of(download).read_bytes()))


def lines(download) -> list[list]:
    return book(download).get_sheet_by_name("Usaha").to_python()


def records(download) -> list[dict]:
    _mark, _said, heads, *rows = lines(download)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def event(verb) -> AuditEvent:
    return AuditEvent.objects.select_related("payload").get(verb=verb)


# What it says ---------------------------------------------------------------------------------


def test_a_sheet_says_who_took_what_when_and_with_which_code(clock, world, staff):
    made = take(staff, everything(staff, "wilayah=32.16.06"))
    mark, said, *_rest = lines(made)
    assert mark[0] == (
        f"Diunduh 2 Mar 2026 pukul 12.00 oleh {staff.name} ({staff.username}), Dinas Perindustrian "
        f"Kabupaten Bekasi; 2 usaha; kode {made.mark}; data pribadi disamarkan."
    )
    assert "Tambun Selatan" in said[0]
    assert book(made).sheet_names == ["Usaha", "Kamus"]


def test_the_glossary_explains_every_column(world, staff):
    made = take(staff, columns=[*USUAL, "nik", "penjualan"])
    heads = lines(made)[2]
    _title, *told = book(made).get_sheet_by_name("Kamus").to_python()
    assert [row[0] for row in told] == heads
    assert all(len(row[1]) > 8 for row in told)
    assert {row[0] for row in told if row[3] == "ya"} == {
        "NIK", "Hasil penjualan setahun, paling sedikit (Rp)",
        "Hasil penjualan setahun, paling banyak (Rp)",
    }  # fmt: skip


@pytest.mark.once
def test_every_column_of_the_directory_has_a_meaning_and_a_kind():
    assert set(COLUMNS) <= set(MEANINGS)
    assert set(USUAL) <= set(CHOICES)


def test_identifiers_are_text_days_are_days_and_figures_are_figures(world, staff):
    row = records(take(staff, columns=["nomor", "pekerja", "dicatat", "kode_wilayah"]))[0]
    assert row["Nama usaha"] == "Keripik Bu Sari"
    assert row["Tenaga kerja"] == 3.0
    assert isinstance(row["Dicatat tanggal"], date)
    assert row["Kode wilayah"] == "32.16.06.1001"


@pytest.mark.parametrize("name", ["=1+1", "+62", "-5", "@SUM(A1)", "\t=1"])
def test_what_looks_like_a_formula_stays_text(world, staff, name):
    Business.objects.filter(name="Keripik Bu Sari").update(name=name)
    one = ticked(staff, Business.objects.get(name=name))
    row = records(take(staff, one))[0]
    assert row["Nama usaha"] == name
    text = shelf.path_of(take(staff, one, format="csv")).read_text("utf-8-sig")
    cell = list(csv.reader(io.StringIO(text), delimiter=";"))[3][0]
    assert cell == f"'{name}"


def test_a_csv_opens_in_an_indonesian_excel(world, staff):
    made = take(staff, format="csv", columns=["pekerja"])
    raw = shelf.path_of(made).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    mark, said, heads, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";")
    assert made.mark in mark[0]
    assert said == ["Pilihan: semua usaha di wilayah tugas"]
    assert heads == ["Nama usaha", "Tenaga kerja"]
    assert ["Mebel Jati Mulia", "9"] in rows


def test_the_order_of_the_list_is_the_order_of_the_sheet(world, staff):
    named = [row["Nama usaha"] for row in records(take(staff))]
    assert named == sorted(named) == sorted(HERE)


# Whom it holds --------------------------------------------------------------------------------


def test_nobody_of_another_place_is_in_it_even_when_ticked(world, staff):
    city = world.business("Katering Margahayu")
    assert {row["Nama usaha"] for row in records(take(staff))} == HERE
    made = take(staff, ticked(staff, city, world.business()))
    assert [row["Nama usaha"] for row in records(made)] == ["Keripik Bu Sari"]
    with pytest.raises(ValidationError, match="Tidak ada usaha"):
        take(staff, ticked(staff, city))
    assert not Download.objects.filter(ready_at=None, removed_at=None).exists()


def test_who_was_withdrawn_since_is_left_out(world, staff):
    choice = ticked(staff, *Business.objects.all())
    Business.objects.filter(name="Tahu Pak Darma").update(withdrawn_at=timezone.now())
    assert {row["Nama usaha"] for row in records(take(staff, choice))} == HERE - {"Tahu Pak Darma"}


@pytest.mark.parametrize("role", ["enumerator", "kecamatan_operator", "cooperative_supervisor"])
def test_who_may_not_export_gets_nothing(world, role):
    user = world.user(role)
    with pytest.raises(PermissionDenied):
        take(user)
    client = world.client(user)
    for name in ("directory_download", "directory_print", "download_list"):
        assert client.get(reverse(name)).status_code == 403
    assert not Download.objects.exists()


def test_an_empty_selection_is_a_sentence(world, staff):
    with pytest.raises(ValidationError, match="kosong"):
        take(staff, everything(staff, "q=tidakadayangbernamabegini"))
    assert not Download.objects.exists()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"columns": ["rahasia"]}, "tidak dikenal"),
        ({"format": "pdf"}, "XLSX atau CSV"),
        ({"personal": True, "columns": ["nik"], "reason": "ya"}, "untuk apa"),
        ({"personal": True, "columns": ["nik"], "reason": "x" * 201}, "200 huruf"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(world, staff, asked, says):
    with pytest.raises(ValidationError, match=says):
        take(staff, **asked)
    assert not Download.objects.exists()


def test_more_than_a_worksheet_holds_is_refused_with_a_way_out(world, staff, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_XLSX", 3)
    with pytest.raises(ValidationError, match=r"1\.048\.573 usaha\. Pilih CSV"):
        take(staff)
    assert take(staff, format="csv").rows == 4


# Personal values ------------------------------------------------------------------------------


def text_of(download) -> str:
    return "\n".join(str(cell) for row in lines(download) for cell in row)


@pytest.mark.parametrize("role", ["section_staff", "office_head", "planner", "auditor"])
def test_personal_columns_are_masked_unless_asked_for(world, role):
    made = take(world.user(role), columns=PERSONAL)
    assert not secrets.found_in(text_of(made))
    assert "321606••••••0003" in text_of(made)
    assert not AuditEvent.objects.filter(verb="personal.read").exists()


def test_in_full_with_the_right_a_reason_and_a_line_in_the_trail(world, staff):
    made = take(staff, columns=PERSONAL, personal=True, reason=WHY)
    row = next(one for one in records(made) if one["Nama usaha"] == "Keripik Bu Sari")
    assert row["NIK"] == "3216064507850003"
    assert row["Telepon"] == "0813 1234 7721"
    assert row["Tanggal lahir"] == date(1985, 7, 5)
    assert row["Hasil penjualan setahun, paling banyak (Rp)"] == 187654321.0
    assert f"Untuk: {WHY}." in lines(made)[0][0]
    said = event("personal.read").payload.content
    chosen = list(everything(staff).ids(staff))
    root = hashlib.sha256("".join(f"{pk}\n" for pk in chosen).encode()).hexdigest()
    assert said == {
        "fields": sorted(PERSONAL, key=list(CHOICES).index), "why": WHY, "rows": 4, "root": root,
        "mark": made.mark,
    }  # fmt: skip


@pytest.mark.parametrize("role", ["office_head", "planner", "auditor"])
def test_without_the_right_to_read_nothing_is_written_in_full(world, role):
    with pytest.raises(ValidationError, match="tidak mencakup"):
        take(world.user(role), columns=PERSONAL, personal=True, reason=WHY)


def test_only_rows_i_may_read_stand_in_full(world, staff):
    """Staff of one kecamatan, who also plans for the whole regency."""
    Assignment.objects.filter(user=staff).update(place_id="32.16.06")
    Assignment.objects.create(
        user=staff, role="planner", place_id="32.16", office=world.offices["disperin"],
        valid_from=date(2020, 1, 1),
    )  # fmt: skip
    staff = type(staff).objects.get(pk=staff.pk)
    made = take(staff, columns=["nik"], personal=True, reason=WHY)
    shown = {row["Nama usaha"]: "•" not in row["NIK"] for row in records(made)}
    assert shown == {
        "Keripik Bu Sari": True, "Tahu Pak Darma": True, "Mebel Jati Mulia": False,
        "Roti Wanajaya": False,
    }  # fmt: skip
    assert event("personal.read").payload.content["rows"] == 2


def test_a_number_somebody_searched_for_is_not_repeated(world, staff):
    nik = "3216064507850003"
    asked = choosing.read(QueryDict(f"q={nik}"), None, staff)
    assert nik in asked.query
    assert nik not in asked.words
    assert nik not in sheets.noted(asked.query)


# The trail, the shelf, the day ----------------------------------------------------------------


def test_the_trail_holds_what_left_the_house(world, staff):
    made = take(staff, everything(staff, "wilayah=32.16.06"), columns=["nomor"])
    found = event("directory.exported")
    assert (found.by, found.place_code, found.office_key) == (staff.username, "32.16", "disperin")
    content = found.payload.content
    digest = hashlib.sha256(shelf.path_of(made).read_bytes()).hexdigest()
    assert content.pop("selection").endswith("Tambun Selatan")
    assert content == {
        "query": "wilayah=32.16.06", "format": "xlsx", "columns": ["nomor"], "rows": 2,
        "personal": 0, "reason": "", "mark": made.mark, "sha256": digest,
    }  # fmt: skip
    auditor = world.client(world.user("auditor"))
    assert "Daftar usaha diunduh" in auditor.get(reverse("audit_list")).content.decode()
    assert auditor.get(reverse("audit_detail", args=[found.pk])).status_code == 200


def test_nobody_else_on_the_machine_reads_the_file(world, staff):
    made = take(staff)
    assert stat.S_IMODE(shelf.path_of(made).stat().st_mode) == 0o600
    assert stat.S_IMODE(shelf.folder().stat().st_mode) == 0o700
    assert [path.name for path in shelf.folder().iterdir()] == [str(made.pk)]


def test_its_owner_fetches_it_and_nobody_else(world, staff):
    made = take(staff)
    address = reverse("download_file", args=[made.pk])
    answer = world.client(staff).get(address)
    assert answer["Content-Disposition"] == f'attachment; filename="usaha-{made.mark}.xlsx"'
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content) == shelf.path_of(made).read_bytes()
    made.refresh_from_db()
    assert made.taken_at is not None
    other = world.client(world.user("section_head"))
    for name in ("download_file", "download_detail"):
        assert other.get(reverse(name, args=[made.pk])).status_code == 404
    assert other.post(reverse("download_cancel", args=[made.pk])).status_code == 404
    assert made.mark not in other.get(reverse("download_list")).content.decode()


def test_who_may_no_longer_read_persons_does_not_fetch_them(world, staff):
    made = take(staff, columns=["nik"], personal=True, reason=WHY)
    Assignment.objects.filter(user=staff).update(role="planner")
    assert world.client(staff).get(reverse("download_file", args=[made.pk])).status_code == 403


def test_a_file_goes_after_a_day_and_its_line_stays(clock, world, staff):
    made = take(staff)
    clock(timezone.now() + timedelta(hours=23))
    keeping.keep()
    assert shelf.path_of(made).exists()
    clock(timezone.now() + timedelta(hours=2))
    assert mine.standing(made).state == mine.GONE
    answer = world.client(staff).get(reverse("download_file", args=[made.pk]), follow=True)
    assert "sudah dihapus" in answer.content.decode()
    keeping.keep()
    assert not shelf.path_of(made).exists()
    made.refresh_from_db()
    assert made.removed_at is not None
    assert made.mark in world.client(staff).get(reverse("download_list")).content.decode()


def test_without_a_worker_the_file_goes_when_its_owner_comes(clock, world, staff):
    made = take(staff)
    clock(timezone.now() + timedelta(hours=25))
    assert "Sudah dihapus" in world.client(staff).get(reverse("download_list")).content.decode()
    assert not shelf.path_of(made).exists()


# Long sheets ----------------------------------------------------------------------------------


@pytest.fixture
def long(monkeypatch):
    """Two businesses are many."""
    monkeypatch.setattr(starting, "AT_ONCE", 2)


def test_a_long_sheet_is_left_to_the_worker(long, world, staff):
    made = take(staff)
    assert (made.ready_at, mine.standing(made).state) == (None, mine.WAITING)
    assert not AuditEvent.objects.filter(verb="directory.exported").exists()
    done = jobs.run(jobs.take(only=made.job))
    assert (done.state, done.done, done.total) == ("done", 4, 4)
    made.refresh_from_db()
    assert {row["Nama usaha"] for row in records(made)} == HERE
    assert mine.standing(made).state == mine.READY


def test_a_killed_worker_leaves_nothing_and_the_next_writes_it_once(long, world, staff):
    made = take(staff)
    left = shelf.folder() / f"{made.pk}.abcd"
    left.mkdir()
    (left / "lembar").write_bytes(b"half a sheet")
    Job.objects.filter(pk=made.job.pk).update(state="running", worker="elsewhere:1", attempts=1)
    jobs.run(jobs.take(only=made.job))
    assert [path.name for path in shelf.folder().iterdir()] == [str(made.pk)]
    before = shelf.path_of(made).read_bytes()
    starting.export(made.job, lambda *_: None)  # taken over after the commit
    assert shelf.path_of(made).read_bytes() == before
    assert event("directory.exported").payload.content["rows"] == 4


def test_a_cancelled_sheet_is_not_written(long, world, staff):
    made = take(staff)
    client = world.client(staff)
    answer = client.post(reverse("download_cancel", args=[made.pk]), follow=True)
    assert "Dibatalkan" in answer.content.decode()
    assert jobs.take(only=Job.objects.get(pk=made.job.pk)) is None
    assert not AuditEvent.objects.filter(verb="directory.exported").exists()
    assert event("directory.export_cancelled").by == staff.username


def test_cancelling_while_it_is_written_leaves_no_file(long, world, staff):
    made = take(staff)

    def beat(done, total, message):
        if message == "Menulis lembar":
            jobs.cancel(made.job)
            raise jobs.Gone(made.job.pk)

    with pytest.raises(jobs.Gone):
        sheets.write(made, beat)
    assert not list(shelf.folder().iterdir())


def test_rights_that_ended_meanwhile_stop_the_worker(long, world, staff):
    made = take(staff)
    Assignment.objects.filter(user=staff).update(role="enumerator")
    assert jobs.run(jobs.take(only=made.job)).state == "failed"
    made.refresh_from_db()
    assert "sudah berakhir" in mine.standing(made).why
    assert not list(shelf.folder().iterdir())


def test_a_filter_that_no_longer_counts_stops_the_worker(long, world, staff):
    made = take(staff, everything(staff, "wilayah=32.16"))
    Download.objects.filter(pk=made.pk).update(query="wilayah=99.99")
    assert jobs.run(jobs.take(only=made.job)).state == "failed"
    made.refresh_from_db()
    assert "tidak lagi berlaku" in mine.standing(made).why


def test_a_business_that_vanishes_meanwhile_leaves_the_count_right(world, staff, monkeypatch):
    live, gone = sheets._live, []

    def vanishing(work, ids):
        if not gone:
            gone.append(Business.objects.filter(pk=ids[0]).update(withdrawn_at=timezone.now()))
        return live(work, ids)

    monkeypatch.setattr(sheets, "_live", vanishing)
    made = take(staff)
    assert made.rows == 3 == len(records(made))
    assert "; 3 usaha;" in lines(made)[0][0]


def test_the_same_form_sent_twice_is_one_sheet(world, staff):
    token = uuid4().hex
    assert take(staff, token=token) == take(staff, token=token)
    assert Download.objects.count() == 1
    assert take(world.user("section_head"), token=token).mark != Download.objects.last().mark
