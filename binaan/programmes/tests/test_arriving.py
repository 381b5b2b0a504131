"""Old lists of activities and of attendance through the ordinary door: applied, waiting, answered, undone."""

import csv
import json
from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from binaan.intake.actions import answering
from binaan.intake.actions.undoing import undo
from binaan.intake.kinds import KINDS
from binaan.intake.models import Batch, Problem
from binaan.intake.tables import data_rows
from binaan.intake.tests.sheets import fields as sheet_fields
from binaan.intake.tests.sheets import proposed
from binaan.kit.measures import Asked, get, parse_period
from binaan.programmes.models import Activity, Attendance, Participation, Service
from binaan.programmes.queries import recognising
from binaan.programmes.tests.conftest import Fair
from binaan.registry.models import Business
from binaan.registry.tests.merged import difference, tables
from tests.remembered import remembered

PLAN = (
    ("REKAP KEGIATAN TAHUN 2022",),
    ("No", "Kode", "Nama Kegiatan", "Jenis", "Tanggal Mulai", "Tanggal Selesai", "Jumlah Peserta",
     "Sumber Dana", "Kecamatan"),
    ("1", "P-01", "Pelatihan Kemasan", "Diklat", "7 Maret 2022", "8 Maret 2022", "20", "APBD II", ""),
    ("2", "P-02", "Sosialisasi Halal", "Penyuluhan", "05/09/2022", "", "40 orang", "APBN", "Tambun Selatan"),
    ("3", "P-03", "Bimtek Pewarna", "Bimtek", "tahun 2022", "", "", "APBD", ""),
)  # fmt: skip
THERE = (
    ("DAFTAR HADIR PELATIHAN KEMASAN",),
    ("No", "Nama Peserta", "Nama Usaha", "Desa", "Kecamatan", "Tanggal", "Tanda Tangan"),
    ("1", "Ibu Dewi", "Donat Dewi", "Mekarsari", "Tambun Selatan", "7/3/2022", "ttd"),
    ("2", "Ibu Dewi", "Donat Dewi", "Mekarsari", "Tambun Selatan", "8/3/2022", "ttd"),
    ("3", "Eka", "Emping Eka", "Mekarsari", "Tambun Selatan", "7/3/2022", "V"),
    ("4", "Eka", "Emping Eka", "Mekarsari", "Tambun Selatan", "8/3/2022", ""),
    ("5", "Zubaidah", "Zaitun Zubaidah", "Mekarsari", "Tambun Selatan", "7/3/2022", "ttd"),
)  # fmt: skip
APART = {"kit.StoredFile"}  # the bytes of the lists themselves


class Lists(Fair):
    """The dozen, and lists handed in by command."""

    def __init__(self):
        super().__init__()
        self.staff = self.user("section_staff")

    def hand_in(self, folder, kind: str, rows, *, as_of=date(2022, 12, 31)) -> dict:
        path = folder / f"{kind}-{len(rows)}-{abs(hash(rows))}.csv"
        with path.open("w", newline="") as opened:
            csv.writer(opened).writerows(rows)
        out = StringIO()
        call_command(
            "import_list", kind, str(path), source=f"Daftar {kind}", office="disperin",
            place="32.16", as_of=str(as_of), map=None, by=self.staff.username, json=True,
            stdout=out, stderr=StringIO(),
        )  # fmt: skip
        return json.loads(out.getvalue())


@pytest.fixture
def lists(db, tmp_path, settings) -> Lists:
    settings.FILES_DIR = tmp_path / "files"
    return remembered("arriving", Lists)


SIGNED = [
    ["DINAS PERINDUSTRIAN"],
    ["DAFTAR HADIR PESERTA BIMTEK PEWARNA ALAMI TAHUN 2022"],
    ["Tanggal : 7 Maret 2022"],
    ["No", "Peserta", None, "Alamat", None, "No. HP/WA", "Tanda Tangan"],
    [None, "Nama", "Nama Usaha", "Desa/Kel", "Kec", None, None],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
    ["1", "Ibu Dewi", "Donat Dewi", "Mekarsari", "Tambun Selatan", "0812", "ttd"],
    ["2", "Eka", "Emping Eka", "Mekarsari", "Tambun Selatan", "", ""],
    ["3", "", "", "", "", "", ""],
    ["Jumlah", "2 orang"],
    [None, None, None, None, None, "Bekasi, 7 Maret 2022"],
    [None, None, None, None, None, "Kepala Bidang"],
]  # fmt: skip
MERGED = [(4, 1, 4, 2), (4, 3, 4, 4), (4, 0, 5, 0), (4, 5, 5, 5), (4, 6, 5, 6)]


@pytest.mark.once
def test_a_sheet_as_it_was_signed_is_read_with_what_its_title_says():
    eyeless = [field._replace(looks=None) for field in KINDS["peserta"].fields]
    kind = KINDS["peserta"]._replace(fields=tuple(eyeless))
    one = proposed(SIGNED, of=kind, merged=MERGED)
    assert sheet_fields(one) == {
        1: "owner_name", 2: "name", 3: "village", 4: "district", 5: "phone", 6: "presence",
        7: "activity", 8: "on",
    }  # fmt: skip
    rows, _skipped = data_rows(one.sheet, one.layout, kind)
    assert rows["c1"].to_list() == ["Ibu Dewi", "Eka"]
    assert set(rows["c7"].to_list()) == {"BIMTEK PEWARNA ALAMI"}
    assert set(rows["c8"].to_list()) == {"7 Maret 2022"}


def counts(answer: dict) -> tuple:
    return tuple(answer[name] for name in ("new", "changed", "unchanged", "waiting"))


def told(answer: dict) -> set:
    return {(one["row"], one["field"], one["code"]) for one in answer["problems"]}


def ours() -> dict:
    """All that is no trace of the lists themselves."""
    return {
        name: rows
        for name, rows in tables().items()
        if not name.startswith("intake.") and name not in APART
    }


def waiting(row: int, field: str):
    return Problem.objects.filter(line=row, field=field, state="open")


def answered(lists, row: int, field: str, value: str):
    return answering.answer(waiting(row, field), kind="value", value=value, by=lists.staff)


def test_a_list_of_activities_goes_in_once_and_what_is_unclear_waits(lists, tmp_path):
    made = lists.hand_in(tmp_path, "kegiatan", PLAN)
    assert counts(made) == (2, 0, 0, 1)
    assert told(made) == {(5, "first", "needed_unreadable"), (5, "seats", "needed_missing")}
    kemasan = Activity.objects.get(title="Pelatihan Kemasan")
    assert (kemasan.state, kemasan.recalled, kemasan.kind) == ("selesai", True, "pelatihan")
    assert kemasan.sessions.count() == 2
    assert Activity.objects.get(title="Sosialisasi Halal").place_id == "32.16.06"
    again = (*PLAN[:2], (*PLAN[2][:6], "25", *PLAN[2][7:]), *PLAN[3:], PLAN[3])
    assert counts(lists.hand_in(tmp_path, "kegiatan", again)) == (0, 1, 2, 1)
    kemasan.refresh_from_db()
    assert (kemasan.seats, kemasan.sessions.count()) == (25, 2)
    known = recognising.Activities(lists.staff, kemasan.office)
    assert known.find("p 01", "", None) == known.find("", kemasan.short_number, None) == kemasan.pk
    answered(lists, 5, "first", "2/5/2022")
    before = ours()
    entered = answered(lists, 5, "seats", "25")
    assert Activity.objects.get(title="Bimtek Pewarna").seats == 25
    undo(entered, by=lists.staff)
    assert difference(before, ours()) == ""


def test_an_attendance_list_is_matched_counted_and_makes_no_business(lists, tmp_path):
    lists.hand_in(tmp_path, "kegiatan", PLAN[:4])
    businesses = Business.objects.count()
    made = lists.hand_in(tmp_path, "peserta", THERE)
    assert told(made) == {(7, "owner_name", "participant_unknown")}
    assert counts(made) == (4, 0, 0, 1)
    rows = {one.business.name: one for one in Participation.objects.filter(activity__recalled=True)}
    assert {name: (one.state, one.present_share) for name, one in rows.items()} == {
        "Donat Dewi": ("lulus_sesi", 100), "Emping Eka": ("putus", 50),
    }  # fmt: skip
    services = Service.objects.filter(activity__recalled=True)
    assert {one.on for one in services} == {date(2022, 3, 7)}
    year = Asked(period=parse_period("2022"))
    assert get("programmes.reached").value(lists.staff, year).value >= 2
    everything = ours()
    assert counts(lists.hand_in(tmp_path, "peserta", THERE)) == (0, 0, 4, 1)
    assert counts(lists.hand_in(tmp_path, "peserta", THERE, as_of=date(2023, 1, 31))) == (
        0,
        0,
        4,
        1,
    )
    assert difference(everything, ours()) == ""
    with pytest.raises(ValidationError, match="tidak ditemukan"):
        answered(lists, 7, "owner_name", "U-999999")
    entered = answered(lists, 7, "owner_name", f"U-{lists.firm('Gula Gilang').number:06d}")
    assert Participation.objects.get(business=lists.firm("Gula Gilang")).state == "putus"
    undo(entered, by=lists.staff)
    assert difference(everything, ours()) == ""
    same = answered(lists, 7, "owner_name", f"U-{lists.firm('Emping Eka').number:06d}")
    undo(same, by=lists.staff)
    assert difference(everything, ours()) == ""
    assert waiting(7, "owner_name").get().code == "participant_unknown"
    assert Business.objects.count() == businesses


@pytest.mark.once
def test_a_newer_list_corrects_its_own_presence_and_never_what_was_seen_at_the_door(
    lists, tmp_path
):
    lists.hand_in(tmp_path, "kegiatan", PLAN[:4])
    lists.hand_in(tmp_path, "peserta", THERE[:6])
    Attendance.objects.filter(participation__business=lists.firm("Donat Dewi")).update(way="qr")
    newer = (*THERE[:2], (*THERE[2][:6], ""), THERE[3], THERE[4], (*THERE[5][:6], "ttd"))
    made = lists.hand_in(tmp_path, "peserta", newer, as_of=date(2023, 1, 31))
    assert counts(made) == (0, 1, 2, 1)
    assert "Kode QR: hadir" in made["problems"][0]["value"]
    eka = Participation.objects.get(business=lists.firm("Emping Eka"))
    assert (eka.state, eka.present_share, eka.dropped_why) == ("lulus_sesi", 100, "")


@pytest.mark.once
def test_whom_a_row_means_is_never_guessed(lists, tmp_path):
    activity = lists.add_activity(title="Bimtek Rasa", state="berjalan")
    activity.sessions.create(on=date(2022, 3, 7), begins="08:00", ends="10:00", subject="Satu")
    here, unknown = ("Mekarsari", "Tambun Selatan"), "participant_unknown"
    rows = {
        ("Dewi", "Donat Dewi", "", ""): None,
        ("Eka", "", *here): None,
        ("Hartono", "Donat Dewi", *here): unknown,
        ("Dewi", "Donat Dewi", "Wanasari", "Cibitung"): unknown,
        ("", "Donat Dewi", "", ""): "participant_ambiguous",
        ("Bu Dewi", "Donat Dewi", "", ""): "row_refused",  # there, and not there
    }
    head = ("Nama Peserta", "Nama Usaha", "Desa", "Kecamatan", "Kode Kegiatan", "Hadir")
    said = (("ya" if code != "row_refused" else "tidak") for code in rows.values())
    listed = (
        head,
        *((*row, activity.short_number, one) for row, one in zip(rows, said, strict=True)),
    )
    found = {
        one["row"]: one["code"] for one in lists.hand_in(tmp_path, "peserta", listed)["problems"]
    }
    assert [found.get(line) for line in range(2, 8)] == list(rows.values())
    there = activity.participations.all()
    assert {(one.business.name, one.state) for one in there} == {
        ("Donat Dewi", "berjalan"), ("Emping Eka", "berjalan"),
    }  # fmt: skip


@pytest.mark.once
def test_what_an_activity_does_not_take_waits_until_it_does(lists, tmp_path):
    activity = lists.add_activity(title="Bimtek Rasa", state="seleksi")
    activity.sessions.create(on=date(2022, 3, 7), begins="08:00", ends="10:00", subject="Satu")
    rows = (
        ("Nama Peserta", "Nama Usaha", "Desa", "Kecamatan", "Kegiatan", "Tanggal", "Hadir"),
        ("Dewi", "Donat Dewi", "Mekarsari", "Tambun Selatan", "BIMTEK rasa", "7-3-2022", "ya"),
        ("Eka", "Emping Eka", "Mekarsari", "Tambun Selatan", "Bimtek Rasa", "9-3-2022", "mungkin"),
    )
    made = lists.hand_in(tmp_path, "peserta", rows)
    assert counts(made) == (0, 0, 0, 2)
    assert told(made) == {(2, "name", "row_refused"), (3, "on", "session_unknown"),
                          (3, "presence", "presence_unknown")}  # fmt: skip
    assert "belum dimulai" in next(one["value"] for one in made["problems"] if one["row"] == 2)
    lists.add_activity()
    Activity.objects.filter(pk=activity.pk).update(state="berjalan")
    problem = Problem.objects.filter(code="row_refused")
    answering.answer(problem, kind="include", by=lists.staff)
    assert Service.objects.filter(activity=activity).count() == 1
    assert Batch.objects.get().problems.filter(state="open").count() == 2
