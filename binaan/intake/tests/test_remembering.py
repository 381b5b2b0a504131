"""Words repaired once are read as repaired in the next version of the list, and only there."""

from datetime import date

import polars as pl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from binaan.intake.actions.remembering import stop
from binaan.intake.actions.repairing import repair, undo
from binaan.intake.models import Batch, ListedKey, Problem, RememberedRepair, Source
from binaan.intake.remembering import Remembered, folded
from binaan.intake.tests.lists import faults
from binaan.registry.models import Business

SOUND = {
    "name": "Tahu Sari",
    "owner_name": "Ibu Sari",
    "village": "Setiadarma",
    "district": "Tambun Selatan",
}
LATER = date(2021, 12, 31)


def remembered(lists, field="village", words="Setiadarmo", value="Setiadarma"):
    lists.listed([{**SOUND, field: words}])
    return repair(Problem.objects.filter(field=field), value=value, remember=True, by=lists.staff)


@pytest.mark.once
@pytest.mark.parametrize(
    ("field", "words", "again", "value", "stands"),
    [
        ("village", "Setiadarmo", "  SETIADARMO ", "Setiadarma", ("place_id", "32.16.06.2001")),
        ("village", "Desa X", "desa x", "Wanasari, Cibitung", ("place_id", "32.16.07.2001")),
        ("village", "Desa X", "desa x", "32.16.07.2001", ("place_id", "32.16.07.2001")),
        ("status", "entahlah", "Entahlah", "tutup", ("status", "closed")),
        ("kbli", "99999", "99999", "10794", ("kbli", "10794")),
    ],
)
def test_the_next_version_reads_the_words_as_repaired(lists, field, words, again, value, stands):
    remembered(lists, field, words, value)
    fresh = {**SOUND, "name": "Roti", "owner_name": "Bu Ani", field: again}
    answer = lists.listed([{**SOUND, field: words, "product": "Tahu"}, fresh], as_of=LATER)
    assert faults(answer) == []
    assert (answer["new"], Business.objects.count()) == (1, 2)
    assert {getattr(one, stands[0]) for one in Business.objects.all()} == {stands[1]}
    assert not ListedKey.objects.exclude(gone_since=None).exists()


def test_another_source_reads_the_words_as_they_stand(lists):
    remembered(lists)
    answer = lists.listed([{**SOUND, "village": "Setiadarmo"}], source="Daftar lain")
    assert [fault[1:4] for fault in faults(answer)] == [("village", "place_unknown", "Setiadarmo")]


@pytest.mark.once
@pytest.mark.parametrize(
    ("field", "words", "value"),
    [("nik", "1", "3216064507859003"), ("phone", "tidak ada HP", "081234567890"),
     ("sales", "cukup", "1.000.000"), ("birth_date", "31/02/1980", "5 Juli 1985")],
)  # fmt: skip
def test_personal_words_are_never_remembered(lists, field, words, value):
    with pytest.raises(ValidationError, match="data pribadi"):
        remembered(lists, field, words, value)
    assert not RememberedRepair.objects.exists()
    assert Problem.objects.get(field=field).state == "open"


def test_who_repairs_one_kecamatan_makes_the_whole_list_remember_nothing(lists):
    lists.listed([{**SOUND, "village": "Setiadarmo"}])
    operator = lists.register.user("kecamatan_operator", place="32.16.06", office="disperin")
    found = Problem.objects.filter(field="village")
    with pytest.raises(ValidationError, match="seluruh daftar"):
        repair(found, value="Setiadarma", remember=True, by=operator)
    assert not RememberedRepair.objects.exists()
    assert repair(found, value="Setiadarma", by=operator).problems_settled == 1


def test_an_empty_cell_is_not_remembered(lists):
    with pytest.raises(ValidationError, match="Isian kosong"):
        remembered(lists, "name", "", "Tempe")


def test_a_column_in_thousands_is_not_remembered(lists):
    path = lists.file([["nama usaha", "kapasitas"], ["Tahu Sari", "banyak"]])
    columns = {"A": "name", "B": "capacity"}
    lists.bring(path, mapping={"sheets": {"CSV": {"columns": columns, "multiply": {"B": 1000}}}})
    with pytest.raises(ValidationError, match="berpengali"):
        repair(Problem.objects.filter(field="capacity"), value="5", remember=True, by=lists.staff)


def test_what_was_taught_with_a_repair_goes_with_it(lists):
    undo(remembered(lists), by=lists.staff)
    taught = RememberedRepair.objects.get()
    assert (taught.stopped_by, taught.stopped_at is None) == (lists.staff.username, False)
    answer = lists.listed([{**SOUND, "name": "Roti", "village": "Setiadarmo"}], as_of=LATER)
    assert faults(answer)[0][2] == "place_unknown"


def test_a_word_taught_again_is_read_the_newer_way(lists):
    remembered(lists)
    lists.listed([{**SOUND, "name": "Roti", "village": "Setiadarmo"}], source="Lain")
    other = Problem.objects.filter(state="open").get()
    Batch.objects.filter(pk=other.batch_id).update(
        version=Batch.objects.exclude(pk=other.batch_id).get().version
    )
    repair([other], value="Wanasari, Cibitung", remember=True, by=lists.staff)
    assert RememberedRepair.objects.get(stopped_at=None).value == "Wanasari, Cibitung"
    assert RememberedRepair.objects.count() == 2


def test_remembering_is_stopped_once_by_who_may_repair_the_list(lists):
    remembered(lists)
    taught = RememberedRepair.objects.get()
    operator = lists.register.user("kecamatan_operator", place="32.16.06", office="disperin")
    with pytest.raises(PermissionDenied):
        stop(taught, by=operator)
    stop(taught, by=lists.staff)
    with pytest.raises(ValidationError, match="sudah dihentikan"):
        stop(taught, by=lists.staff)
    assert Remembered(Source.objects.get()).said == {}


def test_only_the_words_meant_are_replaced(lists):
    remembered(lists)
    frame = pl.DataFrame(
        {
            "ordinal": [1, 2, 3],
            "village": ["setiadarmo ", "Setiadarma", None],
            "workers": ["1", "2", "3"],
        }
    )
    read = Remembered(Source.objects.get()).applied(frame)
    assert read["village"].to_list() == ["Setiadarma", "Setiadarma", None]
    assert read["workers"].to_list() == ["1", "2", "3"]
    assert read["place_code"].to_list() == [None, None, None]


def test_nothing_remembered_leaves_the_frame_alone(lists):
    lists.listed([SOUND])
    frame = pl.DataFrame({"ordinal": [1], "village": ["Setiadarmo"]})
    assert Remembered(Source.objects.get()).applied(frame) is frame


def test_words_are_compared_without_regard_to_case_and_blanks():
    assert folded("  Kp.  BARU ") == folded("kp. baru") == "kp. baru"
