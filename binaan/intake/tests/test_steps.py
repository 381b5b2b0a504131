"""Step by step: nothing happens that nobody asked for, nothing twice, and every step can be left."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access.models import AuditEvent
from binaan.intake import importing, landing
from binaan.intake.actions import steps
from binaan.intake.models import (
    Batch,
    BatchState,
    KeyNote,
    ListedKey,
    Problem,
    ProblemState,
    RememberedLayout,
    Row,
)
from binaan.intake.tests.lists import batch_of, counts
from binaan.intake.tests.stepping import D2020, Steps, counted, foreseen
from binaan.intake.tests.test_counting import D2022, D2024
from binaan.kit import jobs
from binaan.kit.models import Job, JobState
from binaan.registry.models import Business, Claim, Condition, Guidance, Owner

HEAD = ["no", "nama usaha", "nama pemilik", "jumlah tk"]
ROWS = [["1", "Tahu", "Sari", "3"], ["2", "Roti", "Budi", "2"], ["3", "", "Ani", "1"]]


@pytest.fixture
def stepper(lists):
    return Steps(lists)


@pytest.fixture
def path(lists):
    return lists.file([HEAD, *ROWS])


def register_and_older():
    """Everything a preview must leave alone."""
    models = (Business, Owner, Claim, Condition, Guidance, ListedKey)
    return {model: sorted(map(str, model.objects.values_list())) for model in models}


def test_each_step_waits_for_a_person_and_holds_no_job(stepper, path):
    batch = stepper.handed(path)
    assert (batch.state, batch.job.state) == (BatchState.PROPOSED, JobState.DONE)
    assert batch.proposal["sheets"]["CSV"]["columns"]["B"] == "name"
    batch = stepper.confirmed(batch)
    assert (batch.state, batch.job.state) == (BatchState.LANDED, JobState.DONE)
    assert foreseen(batch) == (2, 0, 0, 1)
    assert not Business.objects.exists()
    batch = stepper.gone(batch)
    assert (batch.state, counted(batch)) == (BatchState.APPLIED, (2, 0, 0, 1))
    assert set(AuditEvent.objects.values_list("verb", flat=True)) >= {
        "list.handed_over", "list.mapped", "list.approved", "list.applied",
    }  # fmt: skip


def test_pressing_twice_does_nothing_the_second_time(stepper, path):
    batch = stepper.handed(path)
    stepper.confirmed(batch, work=False)
    again = stepper.confirmed(batch, work=False)
    assert Job.objects.filter(state=JobState.WAITING).count() == 1
    batch = stepper.worked(again)
    steps.go(batch, by=stepper.staff)
    batch = stepper.worked(steps.go(batch, by=stepper.staff))
    assert steps.go(batch, by=stepper.staff).state == BatchState.APPLIED
    assert AuditEvent.objects.filter(verb="list.approved").count() == 1
    assert Business.objects.count() == 2


def test_a_preview_alters_neither_the_register_nor_older_versions(stepper, lists):
    first = lists.listed([{"name": "Tahu", "owner_name": "Sari", "sales": "banyak"},
                          {"name": "Roti", "owner_name": "Budi"}])  # fmt: skip
    before = register_and_older(), list(Problem.objects.values_list())
    path = lists.file([["name", "owner_name", "sales"], ["Tahu", "Sari", "5 jt"]])
    batch = stepper.previewed(path, as_of=D2024)
    assert (foreseen(batch), batch.foreseen["vanished"]) == ((0, 1, 0, 0), 1)
    assert register_and_older() == before[0]
    assert list(Problem.objects.exclude(batch=batch).values_list()) == before[1]
    stepper.gone(batch)
    assert ListedKey.objects.filter(gone_since__as_of=D2024).count() == 1
    states = Problem.objects.filter(batch=first["batch"], field="sales").values_list(
        "state", flat=True
    )
    assert list(states) == [ProblemState.SUPERSEDED]
    assert not KeyNote.objects.exists()


def test_what_is_cancelled_is_forgotten_and_the_same_file_starts_anew(stepper, lists, path):
    lists.listed([{"name": "Kue", "owner_name": "Ani"}])
    before = register_and_older()
    batch = stepper.previewed(path, as_of=D2024)
    batch = steps.cancel(batch, by=stepper.staff)
    assert steps.cancel(batch, by=stepper.staff).state == BatchState.CANCELLED
    for model in (Row, Problem, KeyNote):
        assert not model.objects.filter(batch=batch).exists()
    assert register_and_older() == before
    assert (batch.rows, batch.vanished, batch.foreseen) == (0, 0, {})
    anew = stepper.previewed(path, as_of=D2024)
    assert anew.pk != batch.pk
    assert stepper.gone(anew).state == BatchState.APPLIED
    with pytest.raises(ValidationError, match="sudah selesai"):
        steps.cancel(anew, by=stepper.staff)


def test_a_batch_cancelled_while_it_is_read_leaves_no_row(stepper, lists, monkeypatch):
    path = lists.file([HEAD, *([str(n), f"Usaha {n}", "Sari", "1"] for n in range(20))])
    monkeypatch.setattr(landing, "PART", 5)
    batch, kept = stepper.handed(path), []
    real = landing.Lander.keep

    def cancelled(self, part):
        real(self, part)
        kept.append(1)
        if len(kept) == 2:
            steps.cancel(batch, by=stepper.staff)

    monkeypatch.setattr(landing.Lander, "keep", cancelled)
    batch = stepper.confirmed(batch)
    assert (batch.state, batch.job.state, len(kept)) == (
        BatchState.CANCELLED,
        JobState.CANCELLED,
        2,
    )
    assert not Row.objects.exists()


def test_applying_stops_behind_a_chunk_and_goes_on(stepper, lists, monkeypatch):
    path = lists.file([HEAD, *([str(n), f"Usaha {n}", f"Orang {n}", "1"] for n in range(20))])
    monkeypatch.setattr(importing, "CHUNK", 5)
    batch = stepper.previewed(path)
    real = importing._apply_chunk

    def stopped(batch, *rest):
        real(batch, *rest)
        if batch.applied_through == 10:
            steps.cancel(batch, by=stepper.staff)

    with monkeypatch.context() as patched:
        patched.setattr(importing, "_apply_chunk", stopped)
        batch = stepper.gone(batch)
    assert (batch.state, batch.applied_through) == (BatchState.STOPPED, 10)
    assert Business.objects.count() == 10
    batch = stepper.worked(steps.resume(batch, by=stepper.staff))
    assert (batch.state, counted(batch)) == (BatchState.APPLIED, (20, 0, 0, 0))
    assert Business.objects.count() == 20


@pytest.mark.once
def test_another_mapping_after_the_preview(stepper, path):
    batch = stepper.previewed(path)
    batch = steps.remap(batch, by=stepper.staff)
    assert (batch.state, Row.objects.count(), batch.rows) == (BatchState.PROPOSED, 0, 0)
    batch = stepper.confirmed(batch, key="A")
    assert set(Row.objects.values_list("key", flat=True)) == {"k:1", "k:2", "k:3"}
    assert counted(stepper.gone(batch)) == (2, 0, 0, 1)


@pytest.mark.once
def test_the_same_file_step_by_step_answers_its_batch(stepper, path):
    first = stepper.gone(stepper.previewed(path))
    again = stepper.handed(path)
    assert (again.pk, again.state) == (first.pk, BatchState.APPLIED)


@pytest.mark.once
def test_the_same_mapping_of_the_same_file_names_the_batch_that_has_it(stepper, lists, path):
    waiting = stepper.handed(path)
    wanted = {"sheets": {"CSV": {"heading_row": 1, "columns": {"B": "name", "C": "owner_name"}}}}
    batch = batch_of(lists.bring(path, mapping=wanted))
    with pytest.raises(steps.AlreadyThere) as refused:
        steps.confirm_mapping(waiting, mapping=wanted, remember=False, by=stepper.staff)
    assert refused.value.batch == batch


@pytest.mark.once
def test_the_command_takes_a_batch_that_waits_to_its_end(stepper, lists, path):
    waiting = stepper.handed(path)
    answer = lists.bring(path)
    assert (answer["batch"], counts(answer)) == (str(waiting.pk), (2, 0, 0, 1))


def test_a_preview_another_file_has_overtaken_is_made_anew(stepper, lists):
    rows = [["1", "Tahu", "Sari", "3"], ["2", "Roti", "Budi", "2"]]
    stepper.gone(stepper.previewed(lists.file([HEAD, *rows]), key="A"))
    changed = [["1", "Tahu", "Sari", "4"], ["2", "Roti", "Budi", "2"]]
    batch = stepper.previewed(lists.file([HEAD, *changed]), as_of=D2022, key="A")
    assert foreseen(batch) == (0, 1, 1, 0)
    newest = [["1", "Tahu", "Sari", "9"], ["2", "Roti", "Budi", "9"]]
    stepper.gone(stepper.previewed(lists.file([HEAD, *newest]), as_of=D2024, key="A"))
    batch = stepper.worked(steps.go(batch, by=stepper.staff))
    assert batch.state == BatchState.LANDED
    assert Row.objects.filter(batch=batch).count() == 2  # older than the newest: all of it is news
    told = foreseen(batch)
    assert counted(stepper.gone(batch)) == told


def test_a_list_waits_while_another_file_of_it_is_applied(stepper, lists, path):
    batch = stepper.previewed(path)
    other = stepper.previewed(lists.file([HEAD, *ROWS, ["4", "Kue", "Ani", ""]]), as_of=D2022)
    Batch.objects.filter(pk=other.pk).update(state=BatchState.APPLYING)
    with pytest.raises(ValidationError, match="sedang diterapkan"):
        steps.go(batch, by=stepper.staff)


@pytest.mark.once
@pytest.mark.parametrize(
    ("state", "step"),
    [
        (BatchState.PROPOSED, "go"),
        (BatchState.PROPOSED, "resume"),
        (BatchState.LANDED, "resume"),
        (BatchState.APPLIED, "remap"),
        (BatchState.APPLIED, "cancel"),
        (BatchState.REFUSED, "go"),
        (BatchState.CANCELLED, "resume"),
    ],
)
def test_a_step_in_the_wrong_state_is_refused_with_a_sentence(stepper, path, state, step):
    batch = stepper.handed(path)
    Batch.objects.filter(pk=batch.pk).update(state=state)
    with pytest.raises(ValidationError) as refused:
        getattr(steps, step)(batch, by=stepper.staff)
    assert refused.value.messages[0].endswith(".")
    assert Batch.objects.get().state == state


@pytest.mark.once
@pytest.mark.parametrize(
    ("role", "place", "office"),
    [("auditor", "32.16", ""), ("section_staff", "32.75", "disperin"),
     ("section_staff", "32.16.06", "disperin"), ("section_staff", "32.16", "diskopukm")],
)  # fmt: skip
def test_only_who_may_import_there_may_step(stepper, lists, path, role, place, office):
    batch = stepper.previewed(path)
    user = lists.register.user(role, place=place, office=office)
    for step in (steps.go, steps.cancel, steps.remap, steps.resume):
        with pytest.raises(PermissionDenied):
            step(batch, by=user)
    assert Batch.objects.get().state == BatchState.LANDED


@pytest.mark.once
@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"columns": {"A": "name", "B": "name"}}, "lebih dari satu kolom"),
        ({"columns": {"A": ""}}, "belum dipetakan"),
        ({"columns": {"A": "nama"}}, "tidak dikenal"),
        ({"columns": {"?": "name"}}, "bukan nama kolom"),
        ({"columns": {"B": "name"}, "multiply": {"B": float("inf")}}, "bukan angka"),
        ({"columns": {"B": "name"}, "multiply": {"C": 1000}}, "tidak dipetakan"),
        ({"columns": {"B": "name"}, "heading_row": True}, "baris judul"),
        ({"columns": {"B": "name"}, "use": False}, "satu lembar"),
        ({}, "belum dipetakan"),
    ],
    ids=str,
)
def test_a_mapping_that_cannot_be_is_refused_before_any_work(stepper, path, entry, said):
    batch = stepper.handed(path)
    with pytest.raises(ValidationError, match=said):
        steps.confirm_mapping(
            batch, mapping={"sheets": {"CSV": entry}}, remember=False, by=stepper.staff
        )
    assert Batch.objects.get().state == BatchState.PROPOSED


@pytest.mark.once
def test_a_mapping_the_file_does_not_fit_comes_back_with_its_sentence(stepper, path):
    batch = stepper.handed(path)
    wanted = {"sheets": {"CSV": {"heading_row": 1, "columns": {"Z": "name"}}}}
    batch = steps.confirm_mapping(batch, mapping=wanted, remember=False, by=stepper.staff)
    batch = stepper.worked(batch)
    assert batch.state == BatchState.PROPOSED
    assert batch.refusal.startswith("Kolom Z")
    assert stepper.confirmed(batch).state == BatchState.LANDED


@pytest.mark.once
def test_a_mapping_is_remembered_where_a_person_says_so(stepper, lists, path):
    stepper.confirmed(stepper.handed(path))
    assert not RememberedLayout.objects.exists()
    stepper.confirmed(stepper.handed(path, as_of=D2022), remember=True)
    assert RememberedLayout.objects.get().by == stepper.staff.username


def test_work_that_failed_can_be_taken_up_again(stepper, path, monkeypatch):
    batch = stepper.previewed(path)

    def broken(*_arguments):
        raise RuntimeError("no")

    with monkeypatch.context() as patched:
        patched.setattr(importing, "_apply_chunk", broken)
        batch = stepper.gone(batch)
    assert (batch.state, batch.job.state) == (BatchState.APPLYING, JobState.FAILED)
    batch = stepper.worked(steps.resume(batch, by=stepper.staff))
    assert counted(batch) == (2, 0, 0, 1)


@pytest.mark.parametrize("broken_at", ["propose", "land", "foresee", "apply"])
def test_a_worker_that_dies_at_any_step_is_followed_by_another(
    stepper, path, monkeypatch, broken_at
):
    """A killed worker raises nothing: its job stays RUNNING with a lease that runs out."""
    batch = stepper.handed(path, work=False)
    doors = {
        "propose": (importing, "propose"), "land": (landing.Lander, "finish"),
        "foresee": (importing.foreseeing, "foresee"), "apply": (importing, "_finish"),
    }  # fmt: skip
    died = []

    def killed(real):
        def once(*arguments, **more):
            if not died:
                died.append(1)
                raise jobs.Gone
            return real(*arguments, **more)

        return once

    place, name = doors[broken_at]
    monkeypatch.setattr(place, name, killed(getattr(place, name)))
    for step in (
        lambda b: b,
        lambda b: stepper.confirmed(b, work=False),
        lambda b: steps.go(b, by=stepper.staff),
    ):
        batch = stepper.worked(step(batch))
        if batch.job.state == JobState.RUNNING:
            Job.objects.filter(pk=batch.job_id).update(lease_until=None)
            batch = stepper.worked(batch)
    assert died
    assert (batch.state, counted(batch)) == (BatchState.APPLIED, (2, 0, 0, 1))
    assert (Business.objects.count(), Row.objects.count()) == (2, 3)


@pytest.mark.once
def test_known_from_when_it_went_in_not_from_when_it_was_read(stepper, path):
    batch = stepper.previewed(path)
    assert batch.known_at is None
    batch = stepper.gone(batch)
    assert Claim.objects.first().recorded_at == batch.known_at
    assert batch.known_at - batch.received_at > timedelta(0)
    assert batch.version.as_of == D2020
