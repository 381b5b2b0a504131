"""The index follows the store: whatever was done, and whenever the worker was killed."""

import os
import sys
from datetime import date
from io import StringIO
from subprocess import PIPE, Popen
from uuid import UUID

import pytest
from django.core.management import call_command
from tantivy import Query

from binaan.intake.actions.repairing import repair, undo
from binaan.intake.models import Problem
from binaan.intake.tests.lists import Lists
from binaan.intake.tests.standing import NIK, SOUND
from binaan.kit import keepers
from binaan.kit.dates import today
from binaan.places.models import ReferenceLoad
from binaan.registry.actions import claiming, closing, guiding, verifying
from binaan.registry.actions.touching import touch, touch_everything
from binaan.registry.finding import asking, index, syncing
from binaan.registry.models import Business, Guidance, Touched
from binaan.registry.tests.conftest import NEW, OLD, hand_in
from binaan.web.management.commands import restore
from tests.world import LISTED

WHY = "Laporan Kepala Desa"


@pytest.fixture
def cari(settings, tmp_path):
    """An empty folder for the index."""
    settings.HOME = tmp_path
    return tmp_path / "cari"


def content() -> dict:
    """All terms of all fields by business."""
    searcher = index.reader().index.searcher()
    fields = (*index.WORDS, *index.TERMS)

    def terms(field, document):
        return [term for term, _count in searcher.terms_with_prefix(field, "", document)]

    found = {}
    for key in terms("id", Query.all_query()):
        document = Query.term_query(index.SCHEMA, "id", key)
        if hits := searcher.search(document, 5).hits:
            assert len(hits) == 1
            found[key] = {field: terms(field, document) for field in fields}
    return found


def same_as_rebuilt(what: str) -> dict:
    """One turn of the keeper, then all anew: both must say the same."""
    assert syncing.sync(), what
    assert not Touched.objects.filter(for_search=True).exists()
    before = index.current()
    followed = content()
    syncing.rebuild()
    assert followed == content(), what
    assert index.current() != before
    return followed


def test_following_gives_what_building_anew_gives(world, cari, tmp_path):
    staff, head = world.user("section_staff"), world.user("section_head")
    business, office = world.business(), world.offices["disperin"]
    assert len(same_as_rebuilt("first")) == 5
    hand_in(tmp_path, OLD, date(2020, 12, 31), staff)
    hand_in(tmp_path, NEW, date(2024, 12, 31), staff)
    assert len(same_as_rebuilt("import")) == 8

    said = {"owner_name": "Sari Lestari", "nib": "1310220202907", "address": "Jl. Baru 1"}
    claiming.record(business, said=said, as_of=today(), by=staff, reason=WHY)
    assert "lestari" in same_as_rebuilt("correct")[business.pk.hex]["name"]
    second = claiming.register(
        said={"name": "Kue Sari", "owner_name": "Sari Lestari", "place": "32.16.07.1001",
              "nib": "1310220202907"},
        as_of=today(), office=office, by=staff, reason=WHY,
    )  # fmt: skip
    assert len(same_as_rebuilt("register")) == 9
    said = {"owner_name": "Sari Rahayu", "phone": "+6281399990000"}
    claiming.record(second, said=said, as_of=today(), by=staff, reason=WHY)
    found = same_as_rebuilt("an owner of two")
    assert {"lestari", "rahayu"} <= set(found[business.pk.hex]["name"])
    assert "81399990000" in found[business.pk.hex]["phone"]

    guidance = Guidance.objects.get(business=business, known_until=None)
    guiding.end_guidance(guidance, on=today(), reason=WHY, by=staff)
    same_as_rebuilt("end guidance")
    guiding.guide(business, office=office, since=today(), reason=WHY, by=staff)
    assert same_as_rebuilt("guide")[business.pk.hex]["office"] == [office.pk.hex]
    closing.close(business, status="closed", on=today(), reason=WHY, by=staff)
    same_as_rebuilt("close")
    check = verifying.propose(second, state="verified", on=today(), method="visit", by=staff)
    verifying.approve(check, by=head)
    same_as_rebuilt("verify")


def test_a_repair_and_its_undo_are_followed(db, cari, tmp_path, settings):
    settings.FILES_DIR = tmp_path / "files"
    lists = Lists(tmp_path)
    born = {**SOUND, "name": "", "owner_name": "Bu Ani", "nik": NIK}
    lists.listed([{**SOUND, "phone": "banyak"}, born])
    first = same_as_rebuilt("first")
    mended = repair(Problem.objects.filter(field="phone"), value="081234567890", by=lists.staff)
    assert same_as_rebuilt("mend") != first
    undo(mended, by=lists.staff)
    assert same_as_rebuilt("undo") == first
    entered = repair(Problem.objects.filter(code="name_missing"), value="Tempe", by=lists.staff)
    assert len(same_as_rebuilt("enter")) == 2
    undo(entered, by=lists.staff)
    assert same_as_rebuilt("withdraw") == first


def test_the_survivor_is_found_by_the_name_and_number_merged_into_it(world, cari):
    user, gone, here = (
        world.user("section_head"),
        world.business("Tahu Pak Darma"),
        world.business(),
    )
    for into, found in ((here, here), (None, gone)):
        Business.objects.filter(pk=gone.pk).update(merged_into=into)
        touch([gone.pk, here.pk])
        syncing.sync()
        for words in ("tahu pak darma", gone.short_number):
            assert asking.find(user, words).ids == [found.pk]


def test_merged_and_erased_businesses_leave_the_index(world, cari):
    syncing.sync()
    merged, erased = world.business("Tahu Pak Darma"), world.business("Roti Wanajaya")
    Business.objects.filter(pk=merged.pk).update(merged_into=world.business())
    Business.objects.filter(pk=erased.pk).update(erased_at=merged.known_from)
    touch([merged.pk, erased.pk, world.business().pk])  # as merging does
    assert len(same_as_rebuilt("gone")) == 3


def test_the_keeper_builds_the_first_index_and_finds_a_change_in_one_turn(world, cari):
    turn = keepers.KEEPERS["search"]
    assert turn.every <= 0.5
    user = world.user("section_head")
    assert asking.find(user, "keripik").plain
    assert turn.work()
    assert cari.stat().st_mode & 0o777 == 0o700
    assert not turn.work()
    claiming.record(world.business(), said={"name": "Dodol Sari"}, as_of=LISTED, reason=WHY,
                    by=world.user("section_staff"))  # fmt: skip
    assert asking.find(user, "dodol").ids == []
    assert turn.work()
    assert asking.find(user, "dodol").ids == [world.business().pk]


def test_killed_before_the_notes_are_marked_a_turn_is_repeated(world, cari, monkeypatch):
    syncing.sync()
    before = content()
    touch([world.business().pk])

    def killed(_notes):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(syncing, "_taken", killed)
        with pytest.raises(KeyboardInterrupt):
            syncing.sync()
    assert Touched.objects.filter(for_search=True).count() == 1
    assert same_as_rebuilt("again") == before


def test_killed_while_building_the_old_index_stays_and_the_rest_is_swept(world, cari, monkeypatch):
    syncing.sync()
    name = index.current()

    def torn():
        yield from ()
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(syncing, "all_documents", torn)
        with pytest.raises(KeyboardInterrupt):
            syncing.rebuild()
    assert index.current() == name
    assert len([one for one in cari.iterdir() if one.is_dir()]) == 2
    syncing.rebuild()
    assert [one.name for one in cari.iterdir() if one.is_dir()] == [index.current()]


def test_what_is_committed_while_building_is_not_lost(world, cari, monkeypatch):
    read = syncing.all_documents

    def meanwhile():
        documents = list(read())
        claiming.record(world.business(), said={"name": "Dodol Sari"}, as_of=LISTED, reason=WHY,
                        by=world.user("section_staff"))  # fmt: skip
        return documents

    monkeypatch.setattr(syncing, "all_documents", meanwhile)
    syncing.rebuild()
    assert asking.find(world.user("section_head"), "dodol").ids == []
    assert Touched.objects.filter(for_search=True).count() == 1
    assert syncing.sync()
    assert asking.find(world.user("section_head"), "dodol").ids == [world.business().pk]


def test_readers_go_on_while_an_index_is_built(world, cari, monkeypatch):
    syncing.sync()
    read, user = syncing.all_documents, world.user("section_head")

    def meanwhile():
        assert asking.find(user, "keripik").ids == [world.business().pk]
        with index.writing(wait=False) as mine:
            assert not mine
        assert not syncing.sync()
        return read()

    monkeypatch.setattr(syncing, "all_documents", meanwhile)
    syncing.rebuild()
    assert asking.find(user, "keripik").ids == [world.business().pk]


def test_a_note_that_says_everything_and_new_places_build_anew(world, cari):
    syncing.sync()
    name = index.current()
    touch_everything()
    assert syncing.sync()
    assert index.current() != name
    name = index.current()
    ReferenceLoad.objects.create(name="areas", source="uji", changed_at=world.business().known_from)
    assert syncing.sync()
    assert index.current() != name
    assert not syncing.sync()


def test_a_note_goes_when_all_readers_have_taken_it(world, cari):
    syncing.sync()
    assert Touched.objects.filter(for_search=False, for_snapshot=True).exists()
    Touched.objects.update(for_snapshot=False, for_match=False)
    Touched.objects.all().delete()
    touch([world.business().pk])
    Touched.objects.update(for_snapshot=False, for_match=False)
    assert syncing.sync()
    assert not Touched.objects.exists()


def test_many_notes_are_taken_in_several_turns(world, cari, monkeypatch):
    syncing.sync()
    monkeypatch.setattr(syncing, "MOST_REPLACED", 2)
    keys = list(Business.objects.values_list("pk", flat=True))
    touch(keys)
    touch(keys[:1])
    waiting = Touched.objects.filter(for_search=True)
    assert syncing.sync()
    assert waiting.count() == 1
    assert syncing.sync()
    assert not waiting.exists()
    touch([UUID(int=7)])  # nobody
    assert len(same_as_rebuilt("nobody")) == 5


READS = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from binaan.registry.finding import index
for _line in sys.stdin:
    print(index.reader().index.searcher().num_docs, flush=True)
"""


@pytest.mark.once
def test_another_process_sees_the_commit_and_the_new_generation(world, cari):
    """It keeps its reader open in between, as a web process does."""
    syncing.sync()
    environment = {**os.environ, "BINAAN_HOME": str(cari.parent)}
    other = Popen(
        [sys.executable, "-c", READS], stdin=PIPE, stdout=PIPE, text=True, env=environment
    )

    def seen() -> int:
        other.stdin.write("?\n")
        other.stdin.flush()
        return int(other.stdout.readline())

    def withdraw(name):
        gone = Business.objects.filter(name=name)
        gone.update(withdrawn_at=world.business().known_from)
        touch(gone.values_list("pk", flat=True))

    with other:
        assert seen() == 5
        withdraw("Tahu Pak Darma")
        syncing.sync()
        assert seen() == 4
        withdraw("Roti Wanajaya")
        syncing.rebuild()
        assert seen() == 3
        other.stdin.close()


def test_a_restored_register_is_indexed_anew(world, cari, monkeypatch, tmp_path):
    syncing.sync()
    manifest = {"made_at": "2026-01-01", "version": "0", "tables": {}, "files": []}
    monkeypatch.setattr(restore, "call_command", lambda *_given, **_options: None)
    monkeypatch.setattr(restore.reading, "check", lambda _file: manifest)
    monkeypatch.setattr(restore.reading, "refuse_used", lambda _rooms: None)
    monkeypatch.setattr(restore.reading, "restore", lambda _file, _manifest: None)
    (tmp_path / "cadangan.zip").write_bytes(b"")
    name = index.current()
    call_command("restore", str(tmp_path / "cadangan.zip"), json=True, stdout=StringIO())
    assert syncing.sync()
    assert index.current() != name
