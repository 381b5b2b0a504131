"""The chain of versions: who may take which step, what a set version is, and what it refuses."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access.models import AuditEvent, Decree
from binaan.planning.actions import versions
from binaan.planning.actions.versions import Basis
from binaan.planning.models import Budget, CashPlan, Finding, Indicator, Node, Target, Version
from binaan.planning.queries import documents
from binaan.planning.queries.sealing import fingerprint, is_whole

BASIS = Basis("12 Tahun 2021", "Renstra", date(2021, 3, 1), "Wali Kota")
DAY = date(2021, 3, 1)


@pytest.fixture
def settled(plan):
    """The plan's version, set by the head."""
    return put(plan, plan.version)


def put(plan, version, on=DAY, basis=BASIS, **more):
    versions.verify(version, by=plan.head)
    return versions.set_version(version, effective_on=on, basis=basis, by=plan.head, **more)


def test_a_draft_is_verified_then_set_with_decree_date_and_hash(plan):
    found = put(plan, plan.version)
    assert (found.state, found.set_by, found.verified_by) == (
        "set",
        plan.head.username,
        plan.head.username,
    )
    assert found.decree.number == "12 Tahun 2021"
    assert found.hash == fingerprint(found)
    assert is_whole(found)
    verbs = AuditEvent.objects.filter(subject=f"planning.Version:{found.pk}").order_by("id")
    assert [one.verb for one in verbs] == ["plan.verified", "plan.set"]


def test_who_made_it_neither_verifies_nor_sets_it(plan):
    mine = Version.objects.filter(pk=plan.version.pk)
    mine.update(created_by=plan.head.username)
    with pytest.raises(PermissionDenied):
        versions.verify(plan.version, by=plan.head)
    mine.update(state="verified")
    with pytest.raises(PermissionDenied):
        versions.set_version(plan.version, effective_on=DAY, basis=BASIS, by=plan.head)
    assert mine.get().state == "verified"


@pytest.mark.once
def test_without_the_permission_there_nothing_changes(plan):
    for who in (plan.planner, plan.user("office_head")):  # may not verify; the other office's head
        with pytest.raises(PermissionDenied):
            versions.verify(plan.version, by=who)
    plan.version.refresh_from_db()
    assert plan.version.state == "draft"


def test_what_changed_since_it_was_looked_at_is_not_verified_nor_set(plan):
    seen = fingerprint(plan.version)
    Target.objects.filter(text="80").update(text="81", value=81)
    with pytest.raises(ValidationError, match="berubah sejak"):
        versions.verify(plan.version, seen=seen, by=plan.head)
    versions.verify(plan.version, seen=fingerprint(plan.version), by=plan.head)
    with pytest.raises(ValidationError, match="berubah sejak"):
        versions.set_version(plan.version, effective_on=DAY, basis=BASIS, seen=seen, by=plan.head)


def test_a_verified_version_goes_back_only_with_a_reason(plan):
    versions.verify(plan.version, by=plan.head)
    with pytest.raises(ValidationError):
        versions.return_to_draft(plan.version, reason=" ", by=plan.head)
    found = versions.return_to_draft(plan.version, reason="Target 2023 kosong", by=plan.head)
    assert (found.state, found.verified_by, found.verified_at) == ("draft", "", None)
    with pytest.raises(ValidationError):
        versions.return_to_draft(plan.version, reason="lagi", by=plan.head)


@pytest.mark.once
@pytest.mark.parametrize("state", ["verified", "set", "replaced"])
def test_the_guard_refuses_every_write_after_the_draft(plan, state):
    Version.objects.filter(pk=plan.version.pk).update(state=state, hash="x", set_by="kadis")
    with pytest.raises(ValidationError):
        versions.must_be_open(plan.version)


def test_a_perubahan_copies_everything_with_the_same_keys(plan, settled):
    sub = plan.node("Pendataan")
    CashPlan.objects.create(node=sub, year=2022, month=3, amount=5)
    made = versions.open_version(plan.document, reason="Refocusing anggaran", by=plan.planner)
    assert (made.number, made.label, made.copied_from) == (2, "Perubahan I", settled)
    for model, way in ((Node, "version"), (Indicator, "node__version"), (Budget, "node__version"),
                       (CashPlan, "node__version"), (Target, "indicator__node__version")):  # fmt: skip
        both = [model.objects.filter(**{way: one}).count() for one in (settled, made)]
        assert both[0] == both[1] > 0, model
    keys = [set(Node.objects.filter(version=one).values_list("key", "parent__key", "order"))
            for one in (settled, made)]  # fmt: skip
    assert keys[0] == keys[1]
    assert not Node.objects.filter(version=made, parent__version=settled).exists()


@pytest.mark.once
@pytest.mark.parametrize("case", ["no reason", "open already", "nothing set"])
def test_a_perubahan_is_refused(plan, case):
    if case != "nothing set":
        put(plan, plan.version)
    if case == "open already":
        versions.open_version(plan.document, reason="Pertama", by=plan.planner)
    before = Version.objects.count()
    reason = "" if case == "no reason" else "Kedua"
    with pytest.raises(ValidationError):
        versions.open_version(plan.document, reason=reason, by=plan.planner)
    assert Version.objects.count() == before


def test_setting_the_next_one_replaces_the_one_before(plan, settled):
    made = versions.open_version(plan.document, reason="Refocusing", by=plan.planner)
    put(plan, made, date(2022, 8, 1), Basis("20 Tahun 2022", "Perubahan", date(2022, 8, 1)))
    settled.refresh_from_db()
    assert settled.state == "replaced"
    assert settled.replaced_at
    assert is_whole(settled)
    office = plan.offices["diskopukm"]
    days = (date(2021, 2, 1), date(2022, 6, 30), date(2022, 9, 30), date(2025, 1, 1))
    found = [documents.in_force(plan.planner, office, "renstra", day) for day in days]
    assert [one and one.number for one in found] == [None, 1, 2, None]
    assert documents.in_force(plan.neighbour, office, "renstra", days[1]) is None


@pytest.mark.once
@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"basis": None}, "decree"),  # a Renstra is set by a Peraturan
        ({"effective_on": date(2024, 1, 1)}, "effective_on"),  # after its last year
    ],
)
def test_setting_is_refused_in_words(plan, arguments, field):
    versions.verify(plan.version, by=plan.head)
    given = {"effective_on": DAY, "basis": BASIS} | arguments
    with pytest.raises(ValidationError) as refused:
        versions.set_version(plan.version, **given, by=plan.head)
    assert field in refused.value.message_dict
    assert not Decree.objects.filter(number=BASIS.number).exists()
    plan.version.refresh_from_db()
    assert plan.version.state == "verified"


def test_a_draft_is_not_set_and_a_set_one_not_again(plan):
    with pytest.raises(ValidationError, match="belum diverifikasi"):
        versions.set_version(plan.version, effective_on=DAY, basis=BASIS, by=plan.head)
    put(plan, plan.version)
    with pytest.raises(ValidationError, match="sudah ditetapkan"):
        versions.set_version(plan.version, effective_on=DAY, basis=BASIS, by=plan.head)


def test_open_errors_ask_for_a_reason_which_is_kept(plan):
    Finding.objects.create(version=plan.version, mark="a", rule="sum_mismatch", severity="error",
                           message="Jumlah tidak cocok.", order=1, found_at="2021-01-01T00:00Z")  # fmt: skip
    versions.verify(plan.version, by=plan.head)
    with pytest.raises(ValidationError) as refused:
        versions.set_version(plan.version, effective_on=DAY, basis=BASIS, by=plan.head)
    assert "1 temuan" in refused.value.message_dict["despite"][0]
    versions.set_version(plan.version, effective_on=DAY, basis=BASIS, despite="Sudah ditandatangani",
                         by=plan.head)  # fmt: skip
    step = documents.steps(plan.planner, [plan.version])[-1]
    assert step.said["despite"] == "Sudah ditandatangani"


def test_the_hash_shows_a_change_behind_the_back_of_the_system(plan, settled):
    Target.objects.filter(text="80").update(value=8)
    assert is_whole(settled) is False


def test_the_province_sees_what_was_set_and_no_draft(plan):
    province = plan.user("upper_reader")
    assert not documents.documents(province).exists()
    put(plan, plan.version)
    made = versions.open_version(plan.document, reason="Refocusing", by=plan.planner)
    assert [one.number for one in documents.versions_of(province, plan.document)] == [1]
    assert [one.number for one in documents.versions_of(plan.planner, plan.document)] == [2, 1]
    assert not Node.objects.permitted(province, "plan_view").filter(version=made).exists()
