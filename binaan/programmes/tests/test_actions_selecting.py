"""Selections are made, overridden and set: who is judged, what is refused, what never changes."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from binaan.access.models import AuditEvent
from binaan.programmes.actions import overriding, selecting
from binaan.programmes.choices import Outcome
from binaan.programmes.models import Candidate, Nomination, Refusal, Selection
from binaan.programmes.queries import candidates, selections
from binaan.programmes.tests.conftest import AT
from binaan.registry.models import Role

NEVER = {"Donat Dewi", "Emping Eka", "Fermentasi Fajar", "Hidangan Hani", "Jamu Jaenab",
         "Ikan Asin Imas", "Keripik Bu Sari", "Tahu Pak Darma", "Roti Wanajaya"}  # fmt: skip
WHY = "Mesin pengemas hanya ada di bengkelnya."


@pytest.fixture
def staff(fair):
    return fair.user("section_staff")


@pytest.fixture
def head(fair):
    return fair.user("section_head")


@pytest.fixture
def made(fair, staff):
    return selecting.make(fair.activity, rule="adil", seed="7", at=AT, by=staff)


def names(selection, outcome=Outcome.CHOSEN) -> list[str]:
    found = selection.candidates.filter(outcome=outcome).order_by("place_in_line")
    return list(found.values_list("business__name", flat=True))


def test_everyone_eligible_has_a_row_and_the_never_served_come_first(fair, made):
    rows = list(made.candidates.order_by("rank"))
    assert len(rows) == made.eligible == 14
    assert made.refused == 2
    assert set(names(made)) < NEVER
    assert [one.services == 0 for one in rows] == [True] * 9 + [False] * 5
    served = [one.last_served for one in rows[9:]]
    assert served == sorted(served)
    assert [one.place_in_line for one in rows] == [*range(1, 7), *range(1, 9)]


def test_the_same_question_is_the_same_selection(fair, staff, made):
    again = selecting.make(fair.activity, rule="adil", seed="7", at=AT, by=staff)
    other = selecting.make(fair.activity, rule="skor", seed="7", at=AT, by=staff)
    assert again == made != other
    assert Selection.objects.count() == 2
    assert made.sha256 == selections.seal(staff, made) != other.sha256
    assert AuditEvent.objects.filter(verb="selection.made").count() == 2


def test_another_seed_changes_only_who_was_equal(fair, staff, made):
    other = selecting.make(fair.activity, rule="adil", seed="8", at=AT, by=staff)

    def order(one):
        return [(row.last_served, row.need, row.fit)
                for row in one.candidates.order_by("rank")]  # fmt: skip

    assert order(made) == order(other)


def test_who_put_himself_forward_is_told_why_not(fair, staff):
    fair.serve("Donat Dewi", date(2025, 6, 1), topic="Kemasan")
    fair.serve("Emping Eka", date(2026, 3, 1), topic="Kemasan", activity=fair.activity)
    for name in ("Kusen Karta", "Donat Dewi", "Emping Eka"):
        fair.activity.nominations.create(
            business=fair.firm(name), channel="laman", at=timezone.now()
        )
    Nomination.objects.create(activity=fair.activity, channel="petugas", at=timezone.now(),
                              business=fair.business("Katering Margahayu"))  # fmt: skip
    made = selecting.make(fair.activity, rule="adil", seed="7", at=AT, by=staff)
    told = {one.business.name: one.codes for one in Refusal.objects.all()}
    assert told == {"Kusen Karta": ["group"], "Donat Dewi": ["same_topic"],
                    "Katering Margahayu": ["place"]}  # fmt: skip
    eka = made.candidates.get(business__name="Emping Eka")
    assert eka.nominated
    assert eka.services == 0, "what this activity itself rendered counts against nobody"
    assert eka.fit == 80


def test_quotas_are_kept_and_what_is_missed_is_said(fair, staff):
    fair.activity.quotas = [{"mark": "anggota", "least": 2}, {"mark": "muda", "least": 3},
                            {"mark": "kecamatan:32.16.07", "least": 3, "most": 4}]  # fmt: skip
    fair.activity.save()
    made = selecting.make(fair.activity, rule="adil", seed="7", at=AT, by=staff)
    chosen = made.candidates.filter(outcome=Outcome.CHOSEN)
    assert chosen.filter(association="anggota").count() == 2
    assert 3 <= chosen.filter(kecamatan="32.16.07").count() <= 4
    assert [(one["mark"], one["short"], one["there"]) for one in made.unmet] == [("muda", 2, 1)]
    assert set(chosen.exclude(quota="").values_list("quota", flat=True)) == {"anggota"}


def test_what_is_asked_of_an_activity_narrows_who_is_eligible(fair, staff):
    fair.activity.eligibility = {"groups": ["pangan"], "sizes": ["mikro"], "unserved_months": 24}
    fair.activity.save()
    pool, _tried = selecting.trial(fair.activity, rule="adil", seed="1", at=AT, by=staff)
    codes = {one.name: one.codes for one in pool.refused}
    assert codes["Ikan Asin Imas"] == ["size"]
    assert codes["Abon Atikah"] == ["served_lately"]
    assert codes["Kusen Karta"] == ["group"]
    assert "Gula Gilang" not in codes
    assert len(pool.eligible) + len(pool.refused) == 16
    later = date(2029, 1, 1)  # nobody has been seen running for so long
    with pytest.raises(ValidationError, match="belum terjadi"):
        selecting.trial(fair.activity, rule="adil", seed="1", at=later, by=staff)
    pool = candidates.pool(staff, fair.activity, later)
    assert not pool.eligible
    assert all("status" in one.codes for one in pool.refused)


@pytest.mark.parametrize(
    ("change", "asked", "word"),
    [
        ({"state": "draf"}, {}, "pendaftaran"),
        ({}, {"rule": "kenalan"}, "tidak dikenal"),
        ({}, {"seed": " "}, "benih"),
        ({"eligibility": {"asosiasi": ["anggota"]}}, {}, "tidak dikenal"),
        ({"quotas": [{"mark": "muda", "least": 4, "most": 2}]}, {}, "melebihi"),
    ],
)
def test_what_cannot_be_computed_is_refused(fair, staff, change, asked, word):
    activity = fair.add_activity(**change)
    with pytest.raises(ValidationError, match=word):
        selecting.make(activity, **({"rule": "adil", "seed": "1", "at": AT} | asked), by=staff)
    assert not Selection.objects.exists()


@pytest.mark.parametrize("role", ["auditor", "office_head", "kecamatan_operator"])
def test_who_may_not_propose_makes_no_selection(fair, role):
    with pytest.raises(PermissionDenied):
        selecting.make(fair.activity, rule="adil", seed="1", at=AT, by=fair.user(role))
    other = fair.user("section_staff", place="32.75")
    with pytest.raises(PermissionDenied):
        selecting.make(fair.activity, rule="adil", seed="1", at=AT, by=other)


def test_nobody_overrides_before_saying_what_ties_him(fair, staff, made):
    last = made.candidates.get(rank=14)
    with pytest.raises(ValidationError, match="benturan"):
        overriding.override(made, candidate=last, reason=WHY, by=staff)
    selecting.declare(fair.activity, business=last.business, note="Adik ipar", by=staff)
    with pytest.raises(ValidationError, match="orang lain"):
        overriding.override(made, candidate=last, reason=WHY, by=staff)
    with pytest.raises(ValidationError, match="alasan"):
        overriding.override(made, candidate=made.candidates.get(rank=1), reason="ya", by=staff)
    assert not made.overrides.exists()
    assert names(made)[-1] != last.business.name


def test_an_override_takes_the_last_seat_and_frees_it_for_the_first_who_waits(fair, staff, made):
    selecting.declare(fair.activity, business=None, note="", by=staff)
    before, waiting = names(made), names(made, Outcome.WAITING)
    last = made.candidates.get(rank=14)
    overriding.override(made, candidate=last, reason=WHY, by=staff)
    assert names(made) == [*before[:-1], last.business.name]
    assert names(made, Outcome.WAITING) == [before[-1], *waiting[:-1]]
    overriding.override(made, candidate=made.candidates.get(rank=1), reason=WHY, by=staff)
    assert names(made) == [*before[1:], last.business.name]
    assert names(made, Outcome.PASSED_OVER) == before[:1]
    made.refresh_from_db()
    assert made.sha256 == selections.seal(staff, made)
    lines = made.candidates.filter(outcome=Outcome.WAITING).order_by("rank")
    assert [one.place_in_line for one in lines] == list(range(1, 8))
    assert WHY in made.candidates.get(rank=14).reason


def test_an_override_spares_the_quotas(fair, staff):
    fair.activity.quotas = [{"mark": "anggota", "least": 1}]
    fair.activity.save()
    made = selecting.make(fair.activity, rule="adil", seed="7", at=AT, by=staff)
    selecting.declare(fair.activity, business=None, note="", by=staff)
    member = made.candidates.get(outcome=Outcome.CHOSEN, association="anggota")
    wanted = made.candidates.get(business__name="Gula Gilang")
    overriding.override(made, candidate=wanted, reason=WHY, by=staff)
    assert {member.business.name, "Gula Gilang"} <= set(names(made))
    overriding.override(made, candidate=member, reason=WHY, by=staff)
    assert made.candidates.filter(outcome=Outcome.CHOSEN, association="anggota").count() == 1
    made.refresh_from_db()
    assert made.unmet == []


def test_a_set_list_is_sealed_and_never_changes(fair, staff, head, made):
    with pytest.raises(PermissionDenied):
        selecting.set_list(made, by=staff)
    with pytest.raises(ValidationError, match="benturan"):
        selecting.set_list(made, by=head)
    selecting.declare(fair.activity, business=None, note="", by=head)
    with pytest.raises(ValidationError, match="berubah"):
        selecting.set_list(made, by=head, seen="0" * 64)
    done = selecting.set_list(made, by=head, seen=made.sha256)
    assert done.set_by == head.username
    assert done.sha256 == made.sha256
    for again in (
        lambda: selecting.set_list(made, by=head),
        lambda: selecting.make(fair.activity, rule="adil", seed="9", at=AT, by=staff),
        lambda: overriding.override(made, candidate=Candidate.objects.first(), reason=WHY, by=head),
    ):
        with pytest.raises(ValidationError, match="sudah ditetapkan"):
            again()


def test_a_list_is_not_set_by_who_is_tied_to_it_nor_after_the_terms_changed(fair, head, made):
    first = made.candidates.get(rank=1)
    selecting.declare(fair.activity, business=first.business, note="Istri", by=head)
    with pytest.raises(ValidationError, match="pejabat lain"):
        selecting.set_list(made, by=head)
    other = fair.user("office_head")
    selecting.declare(fair.activity, business=None, note="", by=other)
    fair.activity.seats = 5
    fair.activity.save()
    with pytest.raises(ValidationError, match="hitung ulang"):
        selecting.set_list(made, by=other)
    assert not Selection.objects.filter(set_at__isnull=False).exists()


def one_owner(fair, *names: str) -> None:
    """These firms of the dozen are run by who runs the first."""
    run = Role.objects.filter(business__in=[fair.dozen[name].pk for name in names])
    run.update(owner=run.get(business=fair.dozen[names[0]].pk).owner)


def test_one_seat_for_one_owner_also_by_an_exception(fair, staff):
    pair = ["Donat Dewi", "Emping Eka"]
    one_owner(fair, *pair)
    made = selecting.make(fair.activity, rule="adil", seed="7", at=AT, by=staff)
    both = list(made.candidates.filter(business__name__in=pair).order_by("rank"))
    assert [one.outcome for one in both] == [Outcome.CHOSEN, Outcome.WAITING]
    assert "satu pemilik satu kursi" in both[1].reason
    selecting.declare(fair.activity, business=None, note="", by=staff)
    with pytest.raises(ValidationError, match="sudah terpilih lewat U-"):
        overriding.override(made, candidate=both[1], reason=WHY, by=staff)
    other = made.candidates.filter(outcome=Outcome.CHOSEN).exclude(pk=both[0].pk).first()
    overriding.override(made, candidate=other, reason=WHY, by=staff)
    assert both[1].business.name not in names(made), "who waits behind himself does not move up"
    overriding.override(made, candidate=both[0], reason=WHY, by=staff)
    assert both[1].business.name in names(made), "his other business may, once the first is out"
