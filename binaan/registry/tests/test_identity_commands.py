"""Commands of identity as other programs call them: one shape, one sentence when refused."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from binaan.intake.models import Row
from binaan.registry.choices import PairState
from binaan.registry.models import Business, Merge, Owner, Pair
from binaan.registry.tests.conftest import HEADING, hand_in
from binaan.registry.tests.test_matching_run import TRADE, decides, town
from tests.remembered import remembered

# What the commands call is tried on both stores in test_matching_run and test_deciding.
pytestmark = pytest.mark.once

HELD = "7;;Tanpa Nama;;;;;;Tambun;Tambun Selatan;Tahu;;;;;"
TWICE = TRADE[0]


@pytest.fixture
def world(db, tmp_path):
    return remembered("two lists and more", lambda: town(tmp_path, [*TRADE, HELD, TWICE]))


@pytest.fixture
def staff(world):
    """Who brought in two lists."""
    return world.user("section_staff")


def run(*words) -> str:
    out = StringIO()
    call_command(*words, stdout=out, stderr=StringIO())
    return out.getvalue()


def answered(*words) -> dict:
    return json.loads(run(*words, "--json"))


def lines(*words) -> list[dict]:
    return [json.loads(one) for one in run(*words, "--json-lines").splitlines()]


def refused(*words) -> str:
    err = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command(*words, stdout=StringIO(), stderr=err)
    assert left.value.code == 1
    return err.getvalue()


def test_match_answers_with_counts_and_seconds(staff):
    told = StringIO()
    out = StringIO()
    call_command("match", "--full", "--by", staff.username, "--json", stdout=out, stderr=told)
    found = json.loads(out.getvalue())
    assert list(found) == ["pairs", "merged", "asked", "seconds"]
    assert (found["merged"], found["asked"]) == (0, 1)
    assert all(isinstance(one, float) for one in found["seconds"].values())
    assert "Mencari calon pasangan" in told.getvalue()
    assert "1 ditanyakan" in run("match", "--full", "--by", staff.username)
    assert "32.99" in refused("match", "--place", "32.99", "--by", staff.username)


def test_match_refuses_who_may_not_decide(world, staff):
    assert "tidak bertugas" in refused("match", "--by", world.user("planner").username)


def test_identities_has_a_line_for_every_row(world, staff):
    found = lines("identities", "--as", staff.username)
    assert len(found) == Row.objects.count() == 6
    assert list(found[0]) == ["source", "row_key", "sheet", "row", "business", "person"]
    first = [one for one in found if one["source"] == "Daftar IKM"]
    assert [one["row"] for one in first] == [2, 3, 4, 5]
    waiting = first[2]
    assert (waiting["business"], waiting["person"]) == (None, None)
    assert first[3]["row_key"] == first[0]["row_key"]
    assert first[3]["business"] == first[0]["business"]
    las = Business.objects.get(name="Las Pak Udin")
    assert first[0]["business"] == str(las.pk)
    assert first[0]["person"] == str(las.roles.get().owner_id)


def test_identities_follows_merges_and_new_versions(world, staff, tmp_path):
    run("match", "--by", staff.username)
    pair = lines("pairs")[0]
    merged = answered("decide", pair["pair"], "same", "--by", staff.username)
    assert merged["merge"] == str(Merge.objects.get().pk)
    found = {
        (one["source"], one["row"]): one for one in lines("identities", "--as", staff.username)
    }
    one, other = found["Daftar IKM", 3], found["Daftar Koperasi", 2]
    assert one["business"] == other["business"] == pair["left"]
    assert one["person"] == other["person"]
    changed = TRADE[0].replace("Jl. Raya 5", "Jl. Raya 6")
    hand_in(tmp_path, [changed, TRADE[1]], date(2022, 12, 31), staff)
    again = [one for one in lines("identities", "--as", staff.username) if one["business"]]
    assert len({(one["source"], one["row_key"]) for one in again}) == 4


def test_identities_uses_the_mapped_key(world, staff, tmp_path):
    path = tmp_path / "kunci.csv"
    path.write_text(f"{HEADING}\n{THIRD}\n", encoding="utf-8")
    mapping = tmp_path / "peta.json"
    mapping.write_text(json.dumps({"sheets": {"CSV": {"heading_row": 1, "key": "A"}}}))
    call_command(
        "import_list", "usaha", str(path), source="Daftar Kunci", office="disperin", place="32.16",
        map=str(mapping), by=staff.username, json=True, stdout=StringIO(),
    )  # fmt: skip
    found = [one for one in lines("identities", "--as", staff.username)
             if one["source"] == "Daftar Kunci"]  # fmt: skip
    assert [one["row_key"] for one in found] == ["99"]


THIRD = "99;Batik Tulis Ayu;Ayu Lestari;;;P;;Jl. Melati 3;Jatimulya;Tambun Selatan;Batik;;;;;"


def test_identities_shows_only_what_the_reader_may_see(world, staff):
    found = lines("identities", "--as", world.operator_of("32.16.07").username)
    names = set(Business.objects.filter(
        pk__in=[one["business"] for one in found if one["business"]]
    ).values_list("name", flat=True))  # fmt: skip
    assert names == {"Keripik Mang Ujang", "Kripik Mang Ujang", "Bengkel Udin Motor"}
    assert lines("identities", "--as", world.user("upper_reader").username) == []


def test_pairs_are_told_most_certain_first(world, staff):
    run("match", "--by", staff.username)
    (found,) = lines("pairs")
    assert list(found) == [
        "pair", "left", "right", "owner_p", "business_p", "reasons", "state",
    ]  # fmt: skip
    assert found["state"] == "open"
    assert "nama pemilik sama" in found["reasons"]
    assert lines("pairs", "--as", staff.username) == [found]
    assert lines("pairs", "--as", world.operator_of("32.16.06").username) == []
    assert "tidak bertugas" in refused("pairs", "--as", world.user("planner").username)
    assert lines("pairs", "--state", "different") == []
    assert lines("pairs", "--state", "open") == [found]
    run("decide", found["pair"], "different", "--by", staff.username)
    assert [one["state"] for one in lines("pairs")] == ["different"]
    assert lines("pairs", "--state", "open") == []


def test_decide_and_unmerge(staff):
    run("match", "--by", staff.username)
    pair = Pair.objects.get()
    told = answered("decide", str(pair.pk), "unsure", "--by", staff.username)
    assert (told["state"], told["merge"]) == ("unsure", None)
    before = Owner.objects.filter(merged_into=None).count()
    merge = answered("decide", str(pair.pk), "same", "--by", staff.username)["merge"]
    back = answered("unmerge", merge, "--later-to", "ask", "--by", staff.username)
    assert back == {"restored": [str(pair.left_id), str(pair.right_id)], "undecided": []}
    assert Owner.objects.filter(merged_into=None).count() == before
    pair.refresh_from_db()
    assert pair.right.merged_into is None
    assert "tidak ada" in refused("decide", "bukan", "same", "--by", staff.username)
    assert "tidak ada" in refused("unmerge", "bukan", "--by", staff.username)


def test_owner_only_merges_owners(staff):
    run("match", "--by", staff.username)
    pair = Pair.objects.get()
    told = answered("decide", str(pair.pk), "owner", "--by", staff.username)
    merge = Merge.objects.get(pk=told["merge"])
    assert (told["state"], merge.businesses) == (PairState.OWNER, False)


def truth(folder, *rows, heading="source,row_key,entity,owner") -> str:
    path = folder / "benar.csv"
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return str(path)


def test_evaluate_tells_precision_and_recall(staff, tmp_path):
    found = lines("identities", "--as", staff.username)
    keys = {(one["source"], one["row"]): one["row_key"] for one in found}
    rows = [
        f"Daftar IKM,{keys['Daftar IKM', 2]},las,udin",
        f"Daftar IKM,{keys['Daftar IKM', 3]},keripik,ujang",
        f"Daftar Koperasi,{keys['Daftar Koperasi', 2]},keripik,ujang",
        f"Daftar Koperasi,{keys['Daftar Koperasi', 3]},bengkel,udin",
        "Daftar Koperasi,lain,bengkel,udin",
    ]
    path = truth(tmp_path, *rows)
    before = answered("evaluate_match", path)
    assert before["business"]["recall"] == 0
    assert before["business"]["precision"] is None
    assert (before["owner"]["precision"], before["owner"]["recall"]) == (1, 0.5)
    assert (before["rows"], before["rows_found"], before["rows_not_found"]) == (5, 4, 1)
    assert before["not_found"] == [["Daftar Koperasi", "lain"]]
    decides("identity.merge_from", "0.9")
    run("match", "--by", staff.username)
    after = answered("evaluate_match", path)
    assert after["business"] == {
        "precision": 1, "recall": 1, "f1": 1, "pairs_called": 1, "pairs_true": 1, "pairs_right": 1,
    }  # fmt: skip
    assert after["owner"]["f1"] == 1
    assert after["same_owner_share_of_merges"] == 0
    rows[2] = rows[2].replace("keripik", "kios kedua")
    wrong = answered("evaluate_match", truth(tmp_path, *rows))
    assert (wrong["false_pairs"], wrong["false_pairs_same_owner"]) == (1, 1)
    assert wrong["same_owner_share_of_false"] == 1


@pytest.mark.parametrize(
    ("rows", "heading", "sentence"),
    [
        (["a,b,c"], "source,row_key,entity", "Kolom owner tidak ada"),
        ([], "source,row_key,entity,owner", "tidak memuat satu baris pun"),
        (["a,b,,o"], "source,row_key,entity,owner", "tanpa source, row_key atau entity"),
        (["a,b,c"], "source,row_key,entity,owner", "Baris 2 di benar.csv kurang kolom"),
        (["a,b,c,o", "a,b,d,o"], "source,row_key,entity,owner", "dua kali dengan isi berbeda"),
        (["a,b,c,o"], "source,row_key,entity,owner", "Tidak satu pun baris kebenaran"),
    ],
)
def test_a_wrong_truth_is_refused_in_a_sentence(db, tmp_path, rows, heading, sentence):
    assert sentence in refused("evaluate_match", truth(tmp_path, *rows, heading=heading))


def test_a_truth_that_is_no_csv_is_refused(db, tmp_path):
    assert "tidak ada" in refused("evaluate_match", str(tmp_path / "kosong.csv"))
    path = tmp_path / "biner.csv"
    path.write_bytes(b"\xff\xfe\x00\x01")
    assert "tidak terbaca" in refused("evaluate_match", str(path))
