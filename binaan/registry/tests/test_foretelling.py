"""What a preview says is what happens: verdict for verdict, in chunks of any size, and nothing is written."""

import os
import random
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binaan.intake import foreseeing, importing, landing
from binaan.intake.models import BatchState, Problem
from binaan.intake.tests.lists import lists_in
from binaan.intake.tests.stepping import Steps, counted, foreseen
from binaan.registry.models import Business, Claim, Condition, Guidance, Identifier, Owner
from tests.depth import some

D2018, D2020, D2022, D2024 = (date(year, 12, 31) for year in (2018, 2020, 2022, 2024))
HEADING = [
    "no daftar", "nama usaha", "nama pemilik", "nik", "nib", "desa", "kecamatan", "jumlah tk", "status",
    "dibina", "omzet", "telepon",
]  # fmt: skip
PLACES = [
    ("Setiadarma", "Tambun Selatan"),
    ("Wanasari", "Cibitung"),
    ("", "Cibitung"),
    ("Entah", ""),
]
SEEDS = range(int(os.environ.get("FORETELL_SEEDS", some(1, 3))))
TABLES = (Owner, Identifier, Business, Claim, Condition, Guidance)


@pytest.fixture
def lists(db, tmp_path, settings):
    settings.FILES_DIR = tmp_path / "files"
    return lists_in(tmp_path)


def made(dice: random.Random, many: int) -> list[list]:
    """Rows in which owners return, names vary, numbers conflict, rows repeat and values are wrong."""
    rows = []
    for number in range(many):
        owner = dice.randrange(many // 2)
        nik = f"32160601018{owner % 10}{1000 + owner}" if dice.random() < 0.7 else ""
        nib = f"9120{dice.choice((owner, owner + 1)):09d}" if dice.random() < 0.3 else ""
        name = dice.choice([f"Usaha {owner}", f"Usaha {number}", f"CV. Usaha {owner}"])
        who = dice.choice(
            [f"Orang Nomor {owner:04d}", f"Orang Nomor {owner:04d}", "Lain Sama Sekali", ""]
        )
        rows.append([
            number, name if dice.random() < 0.97 else "", who, nik, nib, *dice.choice(PLACES),
            dice.choice(["3", "4", "banyak", ""]), dice.choice(["aktif", "tutup", ""]),
            dice.choice(["", "", "tidak"]), dice.choice(["", "2,5 jt"]), dice.choice(["", "0812-3456-7890"]),
        ])  # fmt: skip
    return rows


def altered(dice: random.Random, rows: list[list], share: float) -> list[list]:
    """The same rows with some values altered, a few gone and a few more."""
    changed = []
    for row in rows:
        row = list(row)
        if dice.random() < share:
            row[dice.choice([1, 2, 5, 7, 8, 9, 10])] = dice.choice(
                ["5", "aktif", "Setiadarma", "Baru"]
            )
        if dice.random() > 0.03:
            changed.append(row)
    return changed + [[len(rows) + 900 + n, *one[1:]] for n, one in enumerate(made(dice, 6))]


@pytest.mark.parametrize(
    ("keyed", "chunk"), [(True, 7), pytest.param(False, 25_000, marks=pytest.mark.once)]
)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_foreseen_is_what_happens(lists, monkeypatch, seed, chunk, keyed):
    monkeypatch.setattr(importing, "CHUNK", chunk)
    dice, stepper = random.Random(seed), Steps(lists)
    rows = made(dice, some(30, 60))
    files = [
        (rows, "Daftar", D2020),
        (rows, "Daftar", D2022),
        (altered(dice, rows, 0.05), "Daftar", D2024),
        (altered(dice, rows, 0.3), "Daftar", D2018),
        (altered(dice, rows, 0.2), "Lain", D2022),
        (altered(dice, rows, 0.5), "Daftar", date(2025, 6, 30)),
    ]
    for listed, source, as_of in files:
        path = lists.file([HEADING, *listed])
        batch = stepper.previewed(path, source=source, as_of=as_of, key="A" if keyed else "")
        assert batch.state == BatchState.LANDED, batch.refusal
        before = Problem.objects.filter(batch=batch).count()
        told = foreseen(batch), batch.foreseen["problems"].get("identifier_conflict", 0)
        assert sum(told[0]) == batch.foreseen["rows"] == len(listed)
        batch = stepper.gone(batch)
        assert batch.state == BatchState.APPLIED
        conflicts = Problem.objects.filter(batch=batch, code="identifier_conflict").count()
        assert (counted(batch), conflicts) == told
        assert Problem.objects.filter(batch=batch).count() == before + conflicts


def test_each_verdict_is_that_of_the_row(lists):
    stepper = Steps(lists)
    head = ["no daftar", "nama usaha", "nama pemilik", "nik", "jumlah tk"]
    nik, other = "3216064507859003", "3216060101809004"
    first = [
        ["1", "Tahu", "Sari", nik, "3"],
        ["2", "Roti", "Budi", "", "2"],
        ["3", "Kue", "Ani", "", "1"],
    ]
    stepper.gone(stepper.previewed(lists.file([head, *first]), key="A"))
    second = [["1", "Tahu", "Sari", nik, "5"], ["2", "Roti", "Budi", other, "2"], ["3", "Kue", "Ani", "", " 1"],
              ["4", "Sapu", "Tono", "", ""], ["5", "Tahu", "Sari", nik, "5"]]  # fmt: skip
    batch = stepper.previewed(lists.file([head, *second]), as_of=D2024, key="A")
    told = {one["ordinal"]: (one["verdict"], one["altered"]) for one in batch.foreseen["samples"]}
    assert told[1] == ("changed", ["workers"])
    assert told[2] == ("changed", ["nik", "sex"])  # the NIK tells the sex
    assert told[4] == ("new", [])
    assert told[5] == ("unchanged", [])
    assert foreseen(batch) == (1, 2, 2, 0)
    assert batch.foreseen["vanished"] == 0


@pytest.mark.once
def test_foretelling_writes_nothing(lists):
    stepper = Steps(lists)
    rows = made(random.Random(5), 40)
    stepper.gone(stepper.previewed(lists.file([HEADING, *rows])))
    batch = stepper.previewed(
        lists.file([HEADING, *altered(random.Random(6), rows, 0.4)]), as_of=D2024
    )
    before = [model.objects.count() for model in TABLES]
    with CaptureQueriesContext(connection) as seen:
        foreseeing.foresee(batch, lambda *_: None, chunk=9)
    assert [model.objects.count() for model in TABLES] == before
    writing = [
        one["sql"] for one in seen.captured_queries
        if one["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")
    ]  # fmt: skip
    assert len(writing) == 1  # the preview itself
    assert writing[0].startswith('UPDATE "intake_batch"')


@pytest.mark.once
def test_a_preview_holds_no_words_of_cells(lists):
    stepper = Steps(lists)
    rows = [["1", "Tahu Rahasia", "Sari Dewi", "3216064507859003", "", "", "", "3", "", "", "", ""]]
    batch = stepper.previewed(lists.file([HEADING, *rows]))
    for words in ("Rahasia", "Sari", "3216064507859003"):
        assert words not in str(batch.foreseen) + str(batch.compared)


@pytest.mark.once
def test_parts_and_chunks_of_any_size_foresee_the_same(lists, monkeypatch):
    stepper = Steps(lists)
    rows = made(random.Random(8), 50)
    path = lists.file([HEADING, *rows])
    whole = foreseen(stepper.previewed(path, source="Satu"))
    monkeypatch.setattr(importing, "CHUNK", 3)
    monkeypatch.setattr(landing, "PART", 4)
    assert sum(foreseen(stepper.previewed(path, source="Dua"))) == sum(whole)
