"""Answers handed on in lots: the register learns them once, whatever breaks off in between."""

import json
from datetime import date, timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command

from binaan.intake import fieldwork, importing, lots
from binaan.intake.models import Attachment, Batch, ListedKey, Problem, Review, Row, Submission
from binaan.intake.rules import lots as rules
from binaan.intake.tests.fieldforms import DEFINITION, a_form, rested, send, told, work
from binaan.kit import jobs
from binaan.kit.models import Job
from binaan.registry.models import Business, Identifier
from conftest import NOON
from tests.depth import some


@pytest.fixture
def field(world, settings, tmp_path, clock, monkeypatch):
    """The small world with one open form; photos that are passed on stand in `passed`."""
    settings.FILES_DIR = tmp_path / "files"
    world.passed = []

    def attach(record, **what):
        world.passed.append((record, what["name"], what["question"]))

    words = {"desa": {"tambun": "32.16.06.2004"}}
    taker = fieldwork.Taker("registry", "usaha", "", {}, words=words, attach=attach)
    monkeypatch.setitem(fieldwork.TAKERS, "usaha", taker)
    world.form = a_form(world.place("32.16"), world.offices["disperin"])
    world.sender = world.user("enumerator")
    return world


NEW = {"nama_usaha": "Warung Sri", "pemilik": "Sri Asih", "nik": "3216064101900007",
       "desa": "32.16.06.2004", "titik": "-6.25 107.05 0 4.5", "omzet": "2.5E8"}  # fmt: skip


def shop(name="Warung Sri") -> Business:
    return Business.objects.get(name=name)


def told_by_command() -> list[dict]:
    out = StringIO()
    call_command("submissions", form="pendataan", json_lines=True, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_new_business_comes_into_the_register(field):
    one = send(told("uuid:a", foto="1.jpg", **NEW), field.sender, **{"1_jpg": b"foto"}).submission
    work()
    one.refresh_from_db()
    made = shop()
    assert (one.state, one.record_id, one.row_key) == ("handed", made.pk, "k:uuid:a")
    assert (made.place_id, made.lat, made.lon) == ("32.16.06.2004", -6.25, 107.05)
    assert Identifier.objects.filter(value=NEW["nik"]).exists()
    claim = made.claims.get()
    assert claim.said["sales_low"] == 250_000_000
    batch = Batch.objects.get()
    assert (batch.by, batch.version.as_of, batch.version.source.partial) == (
        field.sender.username, date(2026, 3, 2), True
    )  # fmt: skip
    assert field.passed == [(made.pk, "1.jpg", "foto")]
    assert work() == 0
    assert told_by_command() == [
        {"instance": "uuid:a", "state": "handed", "record": str(made.pk), "problems": []}
    ]


def test_an_existing_business_is_updated_not_typed_again(field):
    known = field.business()
    before = Business.objects.count()
    said = NEW | {"usaha": known.pk, "nama_usaha": known.name, "pemilik": "Sari Wulandari",
                  "nik": "3216064507850003", "desa": known.place_id}  # fmt: skip
    send(told("uuid:a", **said), field.sender)
    work()
    assert Business.objects.count() == before
    assert Submission.objects.get().record_id == known.pk
    assert ListedKey.objects.get(batch=Batch.objects.get()).record_id == known.pk
    assert field.business().lat == -6.25


def test_a_record_out_of_reach_waits_for_a_person_who_may_see_it(field):
    far = field.business("Katering Margahayu")
    one = send(told("uuid:a", **NEW | {"usaha": far.pk}), field.sender).submission
    Submission.objects.update(state="ready")  # it disagrees with the register, which is decided
    work()
    one.refresh_from_db()
    assert (one.state, Batch.objects.count()) == ("review", 0)
    assert "di luar wilayah tugas" in one.trouble
    city = field.user("section_staff", place="32.75")
    Review.objects.create(submission=one, kind="approve", by=city.username, at=one.received_at)
    Submission.objects.update(state="ready")
    work()
    assert Submission.objects.get().state == "handed"
    assert field.business("Katering Margahayu").lat == -6.25


def test_one_lot_a_sender_and_day_and_none_names_a_record_twice(field):
    known = field.business()
    other = field.user("kecamatan_operator")
    for sign, by, more in (
        ("a", field.sender, {}),
        ("b", field.sender, {"nama_usaha": "Warung Dua", "nik": "3216064101900008"}),
        ("c", field.sender, {"usaha": known.pk}),
        ("d", other, {"nama_usaha": "Warung Tiga", "nik": "3216064101900009"}),
    ):
        send(told(f"uuid:{sign}", **NEW | more), by)
    Submission.objects.create(  # a second telling of the same record that nobody disputes
        **{name: getattr(Submission.objects.get(instance_id="uuid:c"), name) for name in (
            "form", "version", "office", "form_place", "sender", "file", "received_at", "told_on",
            "answers", "record_id", "form_key", "form_version")},
        instance_id="uuid:e", state="ready",
    )  # fmt: skip
    Submission.objects.filter(instance_id="uuid:c").update(state="ready")
    work()
    told_by = sorted(Batch.objects.values_list("by", "rows"))
    assert told_by == [("enumerator-32.16.06-disperin", 1), ("enumerator-32.16.06-disperin", 3),
                       ("kecamatan_operator-32.16.06-disperin", 1)]  # fmt: skip
    assert not Problem.objects.filter(code="row_repeated").exists()


def test_what_a_list_would_take_for_a_total_is_a_row_all_the_same(field):
    for sign, name in (("a", "Jumlah"), ("b", "Mengetahui, Kepala Dinas"), ("c", "")):
        send(told(f"uuid:{sign}", nama_usaha=name, pesan="x"), field.sender)
    work()
    assert Batch.objects.get().rows == 3
    assert Row.objects.filter(held=True).count() == 1


def test_nothing_vanishes_from_what_later_or_earlier_days_do_not_name(field):
    other = NEW | {"nama_usaha": "Warung Dua", "nik": "3216064101900008"}
    send(told("uuid:a", day="2026-02-20", **NEW), field.sender)
    Submission.objects.update(told_on=date(2026, 2, 20))
    send(told("uuid:b", **other), field.sender)
    work()
    assert sorted(Batch.objects.values_list("vanished", "state")) == [(0, "applied")] * 2
    assert not ListedKey.objects.exclude(gone_since=None).exists()
    assert Business.objects.filter(name__startswith="Warung").count() == 2


def test_a_faulty_answer_waits_in_the_repair_box_with_its_cell(field):
    one = send(told("uuid:a", foto="1.jpg", **NEW | {"nik": "123", "nama_usaha": ""}), field.sender,
               **{"1_jpg": b"foto"}).submission  # fmt: skip
    work()
    problems = set(Problem.objects.values_list("field", "code"))
    assert ("name", "name_missing") in problems
    assert {field for field, _code in problems} >= {"nik"}
    one.refresh_from_db()
    assert (one.state, one.record_id, field.passed) == ("handed", None, [])
    [line] = told_by_command()
    assert {"field": "name", "code": "name_missing"} in line["problems"]
    assert line["record"] is None


def test_photos_follow_when_the_row_has_become_a_record(field):
    send(
        told("uuid:a", foto="1.jpg", **NEW | {"nama_usaha": ""}), field.sender, **{"1_jpg": b"foto"}
    )
    work()
    batch, known = Batch.objects.get(), field.business()
    ListedKey.objects.create(source=batch.version.source, key="k:uuid:a", hash=1, record_id=known.pk,
                             batch=batch, ordinal=1)  # fmt: skip
    lots.keep()
    lots.keep()
    assert field.passed == [(known.pk, "1.jpg", "foto")]
    assert not Attachment.objects.filter(passed_on_at=None).exists()


@pytest.mark.parametrize("breaks", some(["_listed"], ["_listed", "_batch", "_source"]))
def test_handing_on_that_breaks_off_hands_on_once_the_next_time(field, monkeypatch, breaks):
    send(told("uuid:a", **NEW), field.sender)
    whole = getattr(lots, breaks)

    def broken(*arguments):
        whole(*arguments)
        raise SystemExit("kill -9")

    monkeypatch.setattr(lots, breaks, broken)
    rested()
    with pytest.raises(SystemExit):
        jobs.run(jobs.take())
    assert (Batch.objects.count(), Submission.objects.get().state) == (0, "ready")
    monkeypatch.setattr(lots, breaks, whole)
    Job.objects.update(lease_until=None, worker="elsewhere:1")
    work()
    assert (Batch.objects.count(), Business.objects.filter(name="Warung Sri").count()) == (1, 1)


def test_many_answers_ask_for_one_job(field):
    for sign in "abc":
        send(told(f"uuid:{sign}", nama_usaha="W"), field.sender)
        rested()
    assert Job.objects.filter(kind=lots.JOB).count() == 1
    assert lots.applied in importing.APPLIED


ENTRIES = {entry["path"]: entry for entry in DEFINITION} | {
    "hari": {"path": "hari", "name": "hari", "type": "select_multiple", "label": "Hari",
             "choices": [["sen", "Senin"], ["sel", "Selasa"]]},
}  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("g/omzet", "2500.5", "2500,5"), ("g/omzet", "-3", "-3"), ("g/omzet", "banyak", "banyak"),
        ("g/titik", "-6.25 107.05 0 4.5", "-6.25, 107.05"), ("g/pesan", "dua\n baris", "dua baris"),
        ("g/desa", "tambun", "32.16.06.2004"), ("hari", "sen sel", "Senin, Selasa"),
        ("g/nik", "3216064101900007", "3216064101900007"),
    ],
)  # fmt: skip
def test_an_answer_in_the_words_of_a_list(path, value, said):
    words = {"desa": {"tambun": "32.16.06.2004"}}
    assert rules.said({path: value}, {path: "f"}, ENTRIES, words) == {"f": said}


@pytest.mark.once
def test_the_first_answer_of_a_field_counts_and_repeats_stay_where_they_are():
    mapping = {"g/pesan": "name", "g/nama_usaha": "name", "dok": "product"}
    answers = {"g/nama_usaha": "W", "dok": [{"dok/jenis": "nib"}]}
    assert rules.said(answers, mapping, ENTRIES, {}) == {"name": "W"}
    assert rules.key_of(str(uuid4())).startswith("k:")


def test_a_phone_that_comes_back_is_heard_out_first(field, clock):
    """What arrives within seconds is handed on together, when nothing more comes."""
    asked = Job.objects.filter(kind=lots.JOB)
    for seconds in (0, 2, 4):
        clock(NOON + timedelta(seconds=seconds))
        send(told(f"uuid:{seconds}", nama_usaha="W"), field.sender)
        lots.look()
    clock(NOON + timedelta(seconds=6))
    lots.look()
    assert not asked.exists()
    clock(NOON + timedelta(seconds=7))
    lots.look()
    lots.look()
    assert asked.count() == 1


def test_answers_without_a_pause_are_handed_on_after_half_a_minute(field, clock):
    asked = Job.objects.filter(kind=lots.JOB)
    for seconds in range(0, 31, 2):
        assert not asked.exists(), seconds
        clock(NOON + timedelta(seconds=seconds))
        send(told(f"uuid:{seconds}", nama_usaha="W"), field.sender)
        lots.look()
    assert asked.count() == 1
