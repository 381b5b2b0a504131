"""The sender's workbook goes back marked: to whom, with which words, and written down."""

import json
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse

from binaan.access.models import AuditEvent
from binaan.intake.annotating import annotate, marks_of
from binaan.intake.models import Problem, ProblemState
from binaan.intake.tests.lists import NIKS, batch_of
from binaan.kit import files
from binaan.kit.sheets import reading

pytestmark = pytest.mark.once  # a workbook is written; test_returning brings it back on both stores
NIK = NIKS[0][:15]
ROWS = [
    ["nama usaha", "nama pemilik", "nik", "no hp", "desa", "kecamatan", "omzet"],
    ["Tahu", "Sari", NIK, "0812", "Setiadarmx", "Tambun Selatan", "5-6 juta"],
    ["", "Ayu", NIKS[1], "081234567891", "Wanasari", "Cibitung", ""],
    ["Roti", "Budi", NIKS[2], "081234567892", "Wanasari", "Cibitung", "2500000"],
]


def begins(lists):
    return lists.bring(lists.file(ROWS, name="Daftar IKM.csv"))


@pytest.fixture
def batch(begun):
    return batch_of(begun)


@pytest.fixture
def waiting(batch):
    return Problem.objects.filter(batch=batch, state=ProblemState.OPEN)


def run(*words):
    """Exit code, standard output and standard error of `annotate`."""
    out, err = StringIO(), StringIO()
    try:
        call_command("annotate", *words, stdout=out, stderr=err)
    except SystemExit as error:
        return error.code, out.getvalue(), err.getvalue().strip()
    return 0, out.getvalue(), err.getvalue().strip()


def words_of(book, sheet):
    cells = [cell for line in book[sheet].iter_rows() for cell in line]
    return [str(cell.value or "") + (cell.comment.text if cell.comment else "") for cell in cells]


def test_every_open_problem_is_marked_in_its_cell(batch, waiting, tmp_path):
    out = tmp_path / "kembali.xlsx"
    done = annotate(batch, out)
    places = {f"{one.column or 'A'}{one.line}" for one in waiting}
    book = openpyxl.load_workbook(out)
    noted = {cell.coordinate for line in book["CSV"].iter_rows() for cell in line if cell.comment}
    assert {"C2", "D2", "E2", "A3"} <= noted == places
    assert done == (waiting.count(), len(places), False)
    assert reading.mark_of(out) == str(batch.pk)


def test_numbers_of_people_are_to_be_typed_as_text(batch):
    typed = {one.column: one.text for one in marks_of(batch)}
    assert (typed["C"], typed["D"], typed["E"]) == (True, True, False)


def test_what_was_decided_is_not_marked(batch, waiting, tmp_path):
    decided = waiting.get(code="nik_length")
    for state, marked in ((ProblemState.SET_ASIDE, False), (ProblemState.ASKED, True)):
        decided.state = state
        decided.save()
        assert ("C" in {one.column for one in marks_of(batch)}) is marked


def test_a_list_without_problems_has_nothing_to_mark(batch, waiting, tmp_path):
    waiting.update(state=ProblemState.SUPERSEDED)
    with pytest.raises(ValidationError, match="tidak ada yang ditandai"):
        annotate(batch, tmp_path / "a.xlsx")
    assert not (tmp_path / "a.xlsx").exists()


def test_no_note_and_no_list_copies_a_personal_value(batch, tmp_path):
    out = tmp_path / "kembali.xlsx"
    annotate(batch, out)
    book = openpyxl.load_workbook(out)
    listed = " ".join(words_of(book, "Perlu diperbaiki"))
    notes = " ".join(
        cell.comment.text for line in book["CSV"].iter_rows() for cell in line if cell.comment
    )
    for secret in (NIK, "5-6 juta", "0812"):
        assert secret not in listed.replace("0812-3456-7890", "")
        assert secret not in notes.replace("0812-3456-7890", "")
    assert "Setiadarmx" in listed
    assert book["CSV"]["C2"].value == NIK


def test_who_took_the_workbook_is_written_down_without_what_it_says(batch, lists, tmp_path):
    annotate(batch, tmp_path / "a.xlsx", user=lists.staff)
    taken, read = AuditEvent.objects.order_by("-id")[1], AuditEvent.objects.latest("id")
    assert (taken.verb, taken.by, read.verb, read.by) == (
        "list.workbook_sent", lists.staff.username, "personal.read", lists.staff.username
    )  # fmt: skip
    assert read.payload.content["fields"] == ["nik", "phone", "sales"]
    assert NIK not in json.dumps([taken.payload.content, read.payload.content])


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_who_may_not_read_personal_data_gets_no_workbook(batch, lists, tmp_path, role):
    before = AuditEvent.objects.count()
    with pytest.raises(PermissionDenied):
        annotate(batch, tmp_path / "a.xlsx", user=lists.register.user(role, place="32"))
    assert not (tmp_path / "a.xlsx").exists()
    assert AuditEvent.objects.count() == before


def test_an_erased_file_is_told(batch, tmp_path):
    files.path_of(batch.file_id).unlink()
    with pytest.raises(ValidationError, match="sudah dihapus"):
        annotate(batch, tmp_path / "a.xlsx")


def test_the_command_answers_what_it_wrote(batch, waiting, tmp_path):
    out = tmp_path / "kembali.xlsx"
    code, said, _err = run("--batch", str(batch.pk), "--out", str(out), "--json")
    answer = json.loads(said)
    assert (code, answer["batch"], answer["file"]) == (0, str(batch.pk), str(out))
    assert (answer["problems"], answer["cells"]) == (waiting.count(), 5)
    assert out.is_file()


@pytest.mark.parametrize(
    ("batch_id", "out", "code", "sentence"),
    [
        ("bukan-nomor", "a.xlsx", 1, "tidak ada"),
        ("01a200df-cf27-71c0-bb35-fafbbe55af4b", "a.xlsx", 1, "tidak ada"),
        (None, "a.csv", 2, ".xlsx"),
        (None, "tiada/a.xlsx", 1, "Tidak dapat menulis"),
        (None, "folder.xlsx", 1, "Tidak dapat menulis"),
    ],
)
def test_the_command_says_what_is_wrong(batch, tmp_path, batch_id, out, code, sentence):
    (tmp_path / "folder.xlsx").mkdir()
    left, _out, err = run("--batch", batch_id or str(batch.pk), "--out", str(tmp_path / out))
    assert left == code
    assert sentence in err
    assert [one.name for one in tmp_path.glob("*.xlsx")] == ["folder.xlsx"]


def url(batch):
    return reverse("batch_workbook", args=[batch.pk])


def test_the_page_sends_a_workbook_with_a_name_people_understand(batch, lists, client):
    client.force_login(lists.staff)
    answer = client.get(url(batch))
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames == ["Perlu diperbaiki", "CSV"]
    assert "Perlu diperbaiki - Daftar IKM.xlsx" in answer["Content-Disposition"]
    assert AuditEvent.objects.filter(verb="list.workbook_sent", by=lists.staff.username).exists()


def test_a_list_out_of_reach_does_not_exist(batch, lists, client):
    client.force_login(lists.register.user("section_staff", place="32.75", office="diskopukm"))
    assert client.get(url(batch)).status_code == 404


def test_who_may_not_read_personal_data_is_refused_on_the_page(batch, lists, client):
    client.force_login(lists.register.user("administrator", place="32"))
    assert client.get(url(batch)).status_code == 403
    assert not AuditEvent.objects.filter(verb="list.workbook_sent").exists()


def test_nothing_to_mark_is_said_on_the_page_of_the_list(batch, waiting, lists, client):
    waiting.update(state=ProblemState.SUPERSEDED)
    client.force_login(lists.staff)
    answer = client.get(url(batch), follow=True)
    assert answer.redirect_chain == [(reverse("batch_detail", args=[batch.pk]), 302)]
    assert "tidak ada yang ditandai" in answer.content.decode()
