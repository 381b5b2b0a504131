"""Printed names find their row of the nomenclature; measured on the 49 names of a real plan."""

import csv
from pathlib import Path

import pytest

from binaan.places import files
from binaan.places.rules import nomenclature as codes
from binaan.planning.rules import matching
from binaan.planning.rules.papers import Block, Line

pytestmark = pytest.mark.once

FACTS = Path(__file__).parent / "facts" / "nomenclature-map.csv"


def facts():
    """The 49 names with the code a person found for each."""
    return list(csv.DictReader(FACTS.read_text("utf-8").splitlines()))


@pytest.fixture(scope="module")
def known():
    rows = [row for row in files.rows("nomenclature.csv") if "E2" in row["edisi"]]
    return matching.Nomenclature(
        matching.Row(row["kode"], row["tingkat"], codes.parent_of(row["kode"]), row["nama"])
        for row in rows
    )


def tree(rows):
    """The facts in their printed order as programs with what hangs below them."""
    programs = []
    for row in rows:
        line = Line(int(row["seed_line"]), row["seed_name"])
        block = Block(row["level"].replace("_", ""), row["seed_name"], (line,))
        if block.level == "program":
            programs.append((block, []))
        elif block.level == "kegiatan":
            programs[-1][1].append((block, []))
        else:
            programs[-1][1][-1][1].append(block)
    return [
        Block("program", program.name, program.lines, tuple(
            Block("kegiatan", one.name, one.lines, tuple(below)) for one, below in kegiatan
        ))
        for program, kegiatan in programs
    ]  # fmt: skip


def test_all_49_names_of_a_real_plan_are_recognised_and_none_wrongly(known):
    rows = facts()
    found = matching.recognise(tree(rows), known)
    told = {(int(row["seed_line"]), row["level"].replace("_", "")): row["code"] for row in rows}
    assert len(told) == 49
    assert {at: one.code for at, one in found.items()} == told
    kinds = [one.kind for one in found.values()]
    assert (kinds.count("equal"), kinds.count("cut"), kinds.count("alike")) == (43, 4, 2)


@pytest.mark.parametrize(
    ("level", "printed", "above", "code", "kind"),
    [
        ("program", "Program Pemberdayaa n dan Perlindungan Koperasi", "", "2.17.06", "equal"),
        ("program", "pengembangan umkm", "", "2.17.08", "equal"),
        ("program", "Program Penunjang Urusan Pemerintahan Daerah", "", "X.XX.01", "cut"),
        ("kegiatan", "Administrasi Umum Perangkat Daerah", "X.XX.01", "X.XX.01.2.06", "equal"),
        ("subkegiatan", "Penyediaan Barang Cetak dan Penggandaan", "X.XX.01.2.06",
         "X.XX.01.2.06.05", "alike"),
        ("program", "Program Pendirian Museum Batik", "", "", ""),
        ("program", "", "", "", ""),
        ("kegiatan", "Administrasi", "X.XX.01", "", ""),
    ],
)  # fmt: skip
def test_a_name_is_recognised_as_it_is_printed(known, level, printed, above, code, kind):
    proposal = known.propose(level, printed, above)
    assert (proposal.code, proposal.kind) == (code, kind)
    assert proposal.reason


def test_a_name_is_only_looked_for_below_what_was_recognised(known):
    name = "Pendidikan dan Pelatihan Pegawai Berdasarkan Tugas dan Fungsi"
    assert known.propose("subkegiatan", name, "X.XX.01.2.06").code == ""
    anywhere = known.propose("subkegiatan", name)
    assert anywhere.code == "X.XX.01.2.05.09"
    assert "belum dikenali" in anywhere.reason


def test_two_names_equally_near_are_left_to_a_person():
    rows = [
        matching.Row("1.01.02", "program", "", "Pembinaan Usaha Timur A"),
        matching.Row("1.01.03", "program", "", "Pembinaan Usaha Timur B"),
    ]
    assert matching.propose("Pembinaan Usaha Timur", rows).code == ""
    assert matching.propose("Pembinaan Usaha Timur B", rows).code == "1.01.03"


def test_the_penunjang_goes_under_the_bidang_of_the_office(known):
    line = Line(1, "Program Penunjang Urusan Pemerintahan Daerah")
    program = Block("program", line.name, (line,))
    assert matching.recognise([program], known)[1, "program"].code == "X.XX.01"
    assert matching.recognise([program], known, "3.31")[1, "program"].code == "3.31.01"
