"""The run that seeks copies: what it merges by itself, asks, leaves alone, and does not ask again."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from binaan.access.models import AuditEvent, OfficeParameter
from binaan.kit import jobs
from binaan.kit.dates import today
from binaan.kit.models import Job
from binaan.registry.actions import claiming, deciding, matching, seeking
from binaan.registry.actions.matching import match
from binaan.registry.actions.unmerging import unmerge
from binaan.registry.choices import PairState
from binaan.registry.matching import nearby
from binaan.registry.models import Business, MatchKey, MatchModel, Merge, Pair
from binaan.registry.tests.conftest import hand_in
from tests.remembered import remembered
from tests.world import World

TRADE = (
    "2;Las Pak Udin;Udin Saputra;3216060202900001;404230015488;L;081;Jl. Raya 5;Tambun;"
    "Tambun Selatan;Pagar;3;0;1,2 miliar;anggota;aktif",
    "4;Keripik Mang Ujang;Ujang Komarudin;;;L;0812 7777 1234;Jl. Lapang 9;Wanasari;Cibitung;"
    "Keripik singkong;1;1;;tidak tahu;aktif",
)
COOPERATIVE = (
    "2;Kripik Mang Ujang;Ujang Komarudin;;;L;081277771234;Jl Lapang;Wanasari;Cibitung;"
    "Kripik singkong;;;;;",
    "3;Bengkel Udin Motor;Udin Saputra;3216060202900001;;L;;Jl. Sawah 2;Wanajaya;Cibitung;"
    "Servis motor;;;;;",
)
THIRD = "9;Keripik Ujang;Ujang Komarudin;;;L;081277771234;Jl Lapang;Wanasari;Cibitung;Keripik;;;;;"
WHY = "Kunjungan lapangan"


def town(folder, trade=TRADE) -> World:
    """The small world with two lists. Nothing is merged by itself unless a test says from where on."""
    made = World()
    decides("identity.merge_from", "1")
    staff = made.user("section_staff")
    hand_in(folder, trade, date(2020, 12, 31), staff)
    hand_in(folder, COOPERATIVE, date(2024, 12, 31), staff, source="Daftar Koperasi")
    return made


@pytest.fixture
def two_lists(db, tmp_path):
    return remembered("two lists", lambda: town(tmp_path))


@pytest.fixture
def staff(two_lists):
    return two_lists.user("section_staff")


def decides(key: str, value: str) -> None:
    OfficeParameter.objects.create(key=key, value=value, valid_from=date(2020, 1, 1), by="uji")


def third(folder, by) -> Business:
    """The same crisps once more, in a list of another year."""
    hand_in(folder, [THIRD], date(2025, 6, 30), by, source="Daftar Asosiasi")
    return Business.objects.get(name="Keripik Ujang")


def said_anew(business: Business, by) -> None:
    """Something that tells of who and where changed."""
    said = {"phone": "+6281300001111"}
    claiming.record(business, said=said, as_of=today(), by=by, reason=WHY)


def test_the_likely_one_is_asked_and_a_second_shop_is_left_alone(staff):
    told = []
    done = match(by=staff, full=True, progress=lambda *said: told.append(said))
    assert (done.merged, done.asked) == (0, 1)
    assert done.pairs >= 2
    assert {
        "keys",
        "read",
        "train",
        "block",
        "owners",
        "businesses",
        "merge",
    } <= done.seconds.keys()
    assert told[0][0] == "Menyiapkan kunci pembanding"
    pair = Pair.objects.get()
    assert {pair.left.name, pair.right.name} == {"Keripik Mang Ujang", "Kripik Mang Ujang"}
    assert pair.left.number < pair.right.number
    assert (pair.state, pair.group, pair.automatic) == (PairState.OPEN, None, False)
    assert pair.owner_p > 0.9
    assert pair.business_p > 0.5
    assert pair.features["f_owner"] > 0.99
    assert {"nama pemilik sama", "telepon sama"} <= {one["text"] for one in pair.reasons}
    assert not MatchKey.objects.filter(waiting=True).exists()
    model = MatchModel.objects.get()
    assert (model.kind, model.version, model.records) == (
        MatchModel.OWNERS,
        1,
        MatchKey.objects.count(),
    )
    assert AuditEvent.objects.get(verb="identity.matched").payload.content["asked"] == 1
    assert match(by=staff)[:3] == (0, 0, 0)
    assert match(by=staff, full=True)[1:3] == (0, 1)
    assert Pair.objects.get().pk == pair.pk
    assert MatchModel.objects.count() == 1


def test_the_sure_one_is_merged_and_drawn_for_checking(staff):
    decides("identity.merge_from", "0.9")
    decides("identity.sample", "100")
    assert match(by=staff).merged == 1
    merge, pair = Merge.objects.get(), Pair.objects.get()
    assert (merge.automatic, merge.sampled, merge.by) == (True, True, staff.username)
    assert (pair.state, pair.automatic, pair.decided_by) == (PairState.SAME, True, staff.username)
    assert pair.right.merged_into == pair.left
    assert match(by=staff)[1:3] == (0, 0)
    assert Pair.objects.count() == 1


@pytest.mark.once
def test_none_is_drawn_where_the_office_wants_none(staff):
    decides("identity.merge_from", "0.9")
    decides("identity.sample", "0")
    match(by=staff)
    assert not Merge.objects.get().sampled


def test_whoever_may_not_decide_is_refused_and_a_list_of_theirs_only_asks(two_lists):
    decides("identity.merge_from", "0.9")
    reader = two_lists.user("planner")
    with pytest.raises(PermissionDenied, match="tidak bertugas memutuskan"):
        match(by=reader)
    seeking.run(Job(kind="match", by=reader.username, arguments={}), lambda *_said: None)
    assert Pair.objects.get().state == PairState.OPEN
    assert not Merge.objects.exists()
    seeking.run(Job(kind="match", by="tidak-ada", arguments={}), lambda *_said: None)


def test_what_lies_beyond_reach_is_asked_not_merged(two_lists):
    decides("identity.merge_from", "0.9")
    operator = two_lists.operator_of("32.16.06")
    assert match(by=operator)[1:3] == (0, 1)
    assert not Merge.objects.exists()
    two_lists.operator_of("32.16.07")
    assert match(by=two_lists.operator_of("32.16.07"), full=True).merged == 1


def test_of_a_place_only_what_lies_there_is_compared(two_lists, staff):
    assert match(by=staff, full=True, place=two_lists.place("32.16.06")).asked == 0
    assert MatchKey.objects.filter(waiting=True, district="32.16.07").exists()
    assert not MatchKey.objects.filter(waiting=True, district="32.16.06").exists()
    assert match(by=staff, place=two_lists.place("32.16.07")).asked == 1


@pytest.mark.once
def test_what_was_called_different_is_asked_again_only_when_a_fact_changed(staff):
    match(by=staff)
    pair = Pair.objects.get()
    deciding.answer(pair, PairState.DIFFERENT, by=staff)
    match(by=staff, full=True)
    pair.refresh_from_db()
    assert pair.state == PairState.DIFFERENT
    claiming.record(pair.left, said={"workers": 9}, as_of=today(), by=staff, reason=WHY)
    match(by=staff, full=True)
    pair.refresh_from_db()
    assert pair.state == PairState.DIFFERENT
    decides("identity.merge_from", "0.5")
    said_anew(pair.left, staff)
    assert match(by=staff)[1:3] == (0, 1)
    pair.refresh_from_db()
    assert (pair.state, pair.decided_by, pair.decided_at) == (PairState.OPEN, "", None)


def test_of_a_large_register_only_what_may_be_a_copy_is_read(staff, tmp_path, monkeypatch):
    match(by=staff, full=True)
    last = third(tmp_path, staff)
    monkeypatch.setattr(matching, "ALL_OF", 0)
    monkeypatch.setattr(nearby, "MOST_SHARE", 1)
    read = []
    near = nearby.near
    monkeypatch.setattr(nearby, "near", lambda new: read.append(near(new)) or read[-1])
    done = match(by=staff)
    assert done.asked == Pair.objects.filter(right=last).count() == 2
    assert set(read[0]["name_core"]) < set(MatchKey.objects.values_list("name_core", flat=True))
    assert not MatchKey.objects.filter(waiting=True).exists()


@pytest.mark.once
def test_a_decision_about_an_alias_holds_for_who_it_became(staff, tmp_path):
    match(by=staff)
    pair = Pair.objects.get()
    last = third(tmp_path, staff)
    match(by=staff)
    other = Pair.objects.get(left=pair.right, right=last)
    assert Pair.objects.filter(state=PairState.OPEN).count() == 3
    assert len(set(Pair.objects.values_list("group", flat=True))) == 1
    deciding.answer(other, PairState.DIFFERENT, by=staff)
    deciding.answer(pair, PairState.SAME, by=staff)
    Pair.objects.filter(left=pair.left, right=last).delete()
    match(by=staff)
    assert not Pair.objects.waiting().exists()
    said_anew(last, staff)
    match(by=staff)
    asked = Pair.objects.waiting().get()
    assert (asked.left, asked.right) == (pair.left, last)


@pytest.mark.once
def test_owners_made_one_are_nothing_new_for_the_pair(staff):
    """Their names and numbers come together: that is no fact anybody said."""
    match(by=staff)
    pair = Pair.objects.get()
    before = pair.facts
    deciding.answer(pair, PairState.OWNER, by=staff)
    assert Merge.objects.get().businesses is False
    assert match(by=staff).asked == 0
    match(by=staff, full=True)
    pair.refresh_from_db()
    assert pair.state == PairState.OWNER
    owners = set(MatchKey.objects.filter(pk__in=(pair.left_id, pair.right_id)).values_list("owner"))
    assert len(owners) == 1
    unmerge(Merge.objects.get(), by=staff, reason="Dua orang.")
    match(by=staff)
    pair.refresh_from_db()
    assert (pair.state, pair.facts) == (PairState.OPEN, before)


@pytest.mark.once
def test_who_was_taken_apart_by_hand_is_never_merged_by_itself_again(staff):
    decides("identity.merge_from", "0.9")
    match(by=staff)
    unmerge(Merge.objects.get(), by=staff, reason="Dua kios.")
    assert match(by=staff, full=True)[1] == 0
    assert Merge.objects.filter(undone_at=None).count() == 0
    pair = Pair.objects.get()
    decides("identity.ask_from", "0.1")
    said_anew(pair.left, staff)
    assert match(by=staff).merged == 0


@pytest.mark.once
def test_an_open_pair_goes_when_its_sides_no_longer_look_alike(staff):
    match(by=staff)
    pair = Pair.objects.get()
    said = {
        "owner_name": "Cecep Supriatna", "name": "Bengkel Cecep", "phone": "+6281355550000",
        "product": "Servis motor", "place": "32.16.06.1001", "address": "Jl. Melati 1",
    }  # fmt: skip
    claiming.record(pair.right, said=said, as_of=today(), by=staff, reason=WHY)
    assert match(by=staff).asked == 0
    assert not Pair.objects.exists()


@pytest.mark.once
def test_no_chain_of_others_joins_what_somebody_called_different(staff, tmp_path):
    match(by=staff)
    pair = Pair.objects.get()
    deciding.answer(pair, PairState.DIFFERENT, by=staff)
    third(tmp_path, staff)
    decides("identity.merge_from", "0.5")
    done = match(by=staff)
    assert (done.merged, done.asked) == (1, 0)
    present = Business.objects.present().filter(name__contains="Ujang")
    assert present.count() == 2


def test_a_list_that_was_applied_has_copies_sought_once(two_lists, staff):
    job = Job.objects.get(kind="match")
    assert (job.by, job.arguments) == (staff.username, {})
    done = jobs.run(jobs.take(only=job))
    assert (done.state, done.message) == ("done", "Menandai yang sudah dilihat")
    assert Pair.objects.get().state == PairState.OPEN


def test_a_run_that_ended_halfway_is_taken_up_again(staff, monkeypatch):
    """What waits to be looked at waits until the very end."""
    decides("identity.merge_from", "0.9")

    def ends(*_given, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr(matching.pairing, "withdraw", ends)
    with pytest.raises(KeyboardInterrupt):
        match(by=staff)
    assert MatchKey.objects.filter(waiting=True).exists()
    monkeypatch.undo()
    assert match(by=staff).merged == 0
    assert Merge.objects.count() == 1
    assert not MatchKey.objects.filter(waiting=True).exists()
