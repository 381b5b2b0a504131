"""Whatever is handed in: a sentence, exit code 1, nothing half done, and the next list works."""

import logging

import pytest

from binaan.intake import importing
from binaan.intake.models import Batch, BatchState, Problem, Row
from binaan.intake.tests.lists import Refusal, counts
from binaan.kit import jobs
from binaan.kit.models import Job, JobState
from binaan.kit.tests import books
from binaan.registry.models import Business

FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ENTITY = '<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>'
HEAD = ["nama usaha", "nama pemilik"]
GOOD = [{"name": "Tahu Sari", "owner_name": "Ibu Sari"}]


def written(path, content):
    path.write_bytes(content)
    return path


BAD = {
    "text named workbook": lambda d: written(d / "a.xlsx", b"nama usaha,nama pemilik\nTahu,Sari\n"),
    "zip bomb": lambda d: books.bomb(d / "a.xlsx"),
    "external entity": lambda d: books.raw_xlsx(d / "a.xlsx", ENTITY, before=OUTSIDE),
    "no bytes": lambda d: written(d / "a.csv", b""),
    "locked": lambda d: books.ole(d / "a.xlsx", {"EncryptedPackage": b"x"}),
    "cell at the end of the world": lambda d: books.raw_xlsx(d / "a.xlsx", FAR),
    "million columns": lambda d: written(d / "a.csv", b"x," * 1_000_000),
    "only headings": lambda d: books.xlsx(d / "a.xlsx", {"Data": [HEAD]}),
    "only headings as text": lambda d: written(d / "a.csv", b"nama usaha,nama pemilik\n"),
    "no known headings": lambda d: written(d / "a.csv", b"satu,dua\n1,2\n"),
    "zeros": lambda d: written(d / "a.csv", b"\x00" * 10_000),
}


@pytest.mark.once
@pytest.mark.parametrize("make", BAD.values(), ids=BAD)
def test_bad_input_is_refused_whole_and_the_next_list_works(lists, make, tmp_path):
    path = make(tmp_path)
    for _again in range(2):
        with pytest.raises(Refusal) as refused:
            lists.bring(path)
        assert refused.value.code == 1
        assert refused.value.said.endswith((".", ")"))
        assert "Traceback" not in refused.value.said
    assert Batch.objects.get().state == BatchState.REFUSED
    assert Job.objects.get().state == JobState.DONE
    for model in (Row, Problem, Business):
        assert not model.objects.exists()
    assert counts(lists.listed(GOOD)) == (1, 0, 0, 0)


@pytest.mark.parametrize("name", ["tidak-ada.csv", "."])
def test_a_missing_file_and_a_folder_are_no_list(lists, tmp_path, name):
    with pytest.raises(Refusal, match="tidak ada") as refused:
        lists.bring(tmp_path / name)
    assert (refused.value.code, Batch.objects.exists()) == (1, False)


@pytest.mark.once
@pytest.mark.parametrize(
    "sheets",
    [
        {"Lain": {}, "Data": {}},
        {"CSV": {"heading_row": "enam"}},
        {"CSV": {"heading_row": 9}},
        {"CSV": {"columns": {"A": "nama"}}},
        {"CSV": {"columns": {"A": "name", "B": "name"}}},
        {"CSV": {"columns": {"Z": "name"}}},
        {"CSV": {"columns": {"?": "name"}}},
        {"CSV": {"columns": ["A"]}},
        {"CSV": {"columns": {"A": "name"}, "multiply": {"B": 1000}}},
        {"CSV": {"columns": {"A": "name", "B": "sales"}, "multiply": {"B": "seribu"}}},
        {"CSV": {"columns": {"A": "name", "B": "sales"}, "multiply": {"B": 10**400}}},
        {"CSV": {"columns": {"A": "name"}, "key": "Z"}},
        {"CSV": [1]},
    ],
    ids=str,
)
def test_a_mapping_that_does_not_fit_says_where(lists, sheets):
    path = lists.file([HEAD, ["Tahu", "Sari"]])
    with pytest.raises(Refusal) as refused:
        lists.bring(path, mapping={"sheets": sheets})
    assert refused.value.code == 1
    assert refused.value.said.startswith(("Kolom", "Lembar", "Baris", "Peta kolom"))
    assert not Row.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize("content", ["", "[1]", '{"sheets": []}', "{", "[" * 5000])
def test_a_mapping_that_is_no_mapping_is_refused(lists, tmp_path, content, monkeypatch):
    path = lists.file([HEAD, ["Tahu", "Sari"]])
    monkeypatch.setattr("json.dumps", lambda *_a, **_k: content)
    with pytest.raises(Refusal, match="Peta kolom"):
        lists.bring(path, mapping={"x": 1})
    assert not Batch.objects.exists()


def test_a_mapping_with_a_number_without_end_is_refused(lists):
    path = lists.file([HEAD, ["Tahu", "Sari"]])
    with pytest.raises(Refusal, match="tidak terbaca sebagai JSON"):
        lists.bring(path, mapping={"sheets": {"CSV": {"multiply": {"B": float("inf")}}}})
    assert not Batch.objects.exists()


def test_what_breaks_half_way_leaves_no_rows_and_no_number_in_the_log(lists, monkeypatch, caplog):
    def broken(*_arguments):
        raise RuntimeError("Key (value)=(3216064507859003) already exists")

    nik = {"nik": "3216064507859003"}
    path = lists.file([["nama usaha", "nik"], ["Tahu", nik["nik"]], ["", ""], ["", "12"]])
    with monkeypatch.context() as patched:
        patched.setattr("binaan.intake.landing.Lander.finish", broken)
        caplog.set_level(logging.DEBUG)
        with pytest.raises(Refusal) as refused:
            lists.bring(path)
    assert (refused.value.code, Row.objects.exists()) == (1, False)
    assert nik["nik"] not in refused.value.said + Job.objects.get().message
    assert counts(lists.bring(path)) == (1, 0, 0, 1)
    assert Batch.objects.count() == 1


def test_a_chunk_overtaken_by_another_session_is_tried_again(lists, monkeypatch):
    from django.db import IntegrityError

    monkeypatch.setattr(importing, "PAUSE", 0)
    calls = []
    real = importing.KINDS["usaha"].apply

    def overtaken(batch, clean):
        calls.append(1)
        done = real(batch, clean)
        if len(calls) < 3:
            raise IntegrityError("identifier")
        return done

    kind = importing.KINDS["usaha"]._replace(apply=overtaken)
    monkeypatch.setitem(importing.KINDS, "usaha", kind)
    assert counts(lists.listed(GOOD)) == (1, 0, 0, 0)
    assert (len(calls), Business.objects.count()) == (3, 1)


def test_a_worker_that_lost_its_lease_writes_nothing_more(lists, monkeypatch):
    path = lists.file([HEAD, ["Tahu", "Sari"]])
    real = importing._next_rows

    def taken_over(batch):
        Job.objects.update(worker="mesin-lain:1")
        return real(batch)

    with monkeypatch.context() as patched:
        patched.setattr(importing, "_next_rows", taken_over)
        patched.setattr(jobs, "finish", lambda job: jobs.run(jobs.take(only=job)))
        with pytest.raises(Refusal):
            lists.bring(path)
    assert not Business.objects.exists()
    Job.objects.update(lease_until=None)
    assert counts(lists.bring(path)) == (1, 0, 0, 0)
