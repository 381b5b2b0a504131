"""Businesses that took part become one and several again: rows of programmes go and come back."""

import random
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from binaan.kit.dates import today
from binaan.kit.ids import new_id
from binaan.programmes.actions import inviting, staying
from binaan.programmes.models import (
    CardLink,
    Case,
    Certificate,
    Facilitation,
    FollowUp,
    Handover,
    Interest,
    Nomination,
    Participation,
    Pathway,
    Service,
    Supervision,
    Visit,
)
from binaan.programmes.tests.taking import INVITED, Chosen
from binaan.registry import relations
from binaan.registry.actions.merging import merge
from binaan.registry.actions.merging.board import Board
from binaan.registry.actions.unmerging import unmerge
from binaan.registry.models import Business, Merge, Owner
from binaan.registry.relations import Merging
from binaan.registry.tests.merged import difference, pair, tables
from binaan.registry.tests.pairs import entered
from tests.depth import some
from tests.remembered import remembered

DAY = date(2026, 4, 6)
NAMES = KEPT, GONE, THIRD = "Nata Nani", "Oncom Oman", "Petis Pipit"


class Busy(Chosen):
    """Three firms with a row of every relation of programmes each, all on an open path of one office."""

    def __init__(self):
        super().__init__()
        self.staff = self.user("section_staff", office="")
        self.second = self.add_activity(state="berjalan")
        self.plan = Supervision.objects.create(
            first=DAY, last=DAY, at=DAY, seed="1", made_by="staf", made_at=timezone.now(),
            **self._of(None),
        )  # fmt: skip
        for name in NAMES:  # as people write them down: a merge tells by their claims
            self.dozen[name] = entered(self, name, name.split()[-1])
            self._dress(self.firm(name))
        self._only(self.firm(GONE))

    def _of(self, business) -> dict:
        place = business.place_id if business else "32.16"
        return {"office": self.offices["disperin"], "place_id": place}

    def _dress(self, one: Business) -> None:
        mine, now = {"business": one, **self._of(one)}, timezone.now()
        owner = Owner.objects.get(roles__business=one)
        row = Participation.objects.create(
            activity=self.second, owner=owner, state="lulus_sesi", token=one.name, on=DAY,
            made_at=now, **mine,
        )  # fmt: skip
        Service.objects.create(kind="kegiatan", on=DAY, activity=self.second, source=row.pk, **mine)
        path = staying.open_after(row, last_session=DAY, by=self.user("section_staff"))
        Pathway.objects.create(
            opened_on=DAY - timedelta(700),
            closed_on=DAY - timedelta(600),
            closed_why="Lama",
            **mine,
        )
        Nomination.objects.create(activity=self.second, business=one, channel="laman", at=now)
        Interest.objects.create(activity=self.second, user="x", business=one, note="Ipar", at=now)
        Handover.objects.create(
            activity=self.second, number=one.name, on=DAY, given_by="B", received_by="A", by="x",
            at=now, **mine,
        )  # fmt: skip
        Case.objects.create(
            pathway=path, problem="?", opened_on=DAY, made_by="x", made_at=now, **mine
        )
        Visit.objects.create(supervision=self.plan, risk=1, weight=1, due=DAY, **mine)
        CardLink.objects.create(
            business=one, sha256=one.pk.hex, made_by="x", made_at=now, until=now
        )
        Facilitation.objects.create(
            kind="halal", state="x", since=DAY, opened_on=DAY, made_by="x", made_at=now, **mine
        )
        Certificate.objects.create(kind="halal", number="1", issued_on=DAY, by="x", at=now, **mine)

    def _only(self, one: Business) -> None:
        """What the other has nothing like: an open path with a second office, another activity."""
        mine = {"business": one, "place_id": one.place_id}
        Pathway.objects.create(opened_on=DAY, office=self.offices["diskopukm"], **mine)
        third, now = self.add_activity(), timezone.now()
        Participation.objects.create(
            activity=third, state="menolak", declined_why="Sakit", token=new_id().hex, made_at=now,
            business=one, **self._of(one),
        )  # fmt: skip
        Nomination.objects.create(activity=third, business=one, channel="laman", at=now)


@pytest.fixture
def busy(db) -> Busy:
    return remembered("busy", Busy)


def joined(busy, **said):
    return merge([pair(busy.firm(KEPT), busy.firm(GONE))], by=busy.staff, reason="Sama", **said)[0]


def test_every_relation_of_programmes_that_moves_has_rows_here(busy):
    board = Board()
    board.load(Business, list(Business.objects.values_list("pk", flat=True)))
    board.load(Owner, list(Owner.objects.values_list("pk", flat=True)))
    moving = {
        name
        for name, one in relations.DECLARED.items()
        if one.merging == Merging.MOVE and name.startswith("programmes.")
    }
    assert {name for name in moving if not any(board.at[name].values())} == set()


@pytest.mark.parametrize(
    "seed",
    [pytest.param(seed, marks=() if seed < 1 else pytest.mark.once) for seed in range(some(2, 8))],
)
def test_merged_and_taken_back_in_any_order_leaves_every_table_as_it_was(busy, seed):
    dice, start = random.Random(seed), tables()
    for owners in dice.sample(["merge", "succeed", None], 2):
        one, other = dice.sample(NAMES, 2)
        merge([pair(busy.firm(one), busy.firm(other))], by=busy.staff, reason="Sama", owners=owners)
    assert difference(start, tables()) != ""
    standing = list(Merge.objects.filter(undone_at=None))
    for one in dice.sample(standing, len(standing)):
        one.refresh_from_db()
        if one.undone_at is None:
            assert unmerge(one, by=busy.staff, reason="Bukan").undecided == []
    assert difference(start, tables()) == ""


def test_what_the_survivor_has_already_stays_behind_and_the_rest_is_its_own(busy):
    joined(busy)
    kept, gone = busy.firm(KEPT), busy.firm(GONE)
    assert [row.closed_on for row in gone.pathways.all()] == [None]
    assert kept.pathways.filter(closed_on=None).count() == 2  # of two offices
    assert kept.pathways.exclude(closed_on=None).count() == 2
    assert [row.activity for row in gone.participations.all()] == [busy.second]
    assert kept.participations.count() == kept.nominations.count() == 2
    assert not FollowUp.objects.filter(business=gone).exists()
    assert {model.objects.filter(business=gone).count() for model in (Visit, Certificate)} == {1}
    for model in (Service, Handover, Case, CardLink, Facilitation, Interest):
        assert not model.objects.filter(business=gone).exists()


def test_who_came_later_is_asked_about_and_given_to_the_side_that_is_said(busy):
    start = tables()["programmes.Service"]
    made = joined(busy)
    late = busy.serve(KEPT, today())
    done = unmerge(made, by=busy.staff, reason="Bukan", later_to="right")
    assert done.undecided == []
    assert Service.objects.get(pk=late.pk).business == busy.firm(GONE)
    late.delete()
    assert tables()["programmes.Service"] == start


@pytest.mark.once
def test_a_candidate_merged_away_is_invited_as_who_it_became_and_nobody_twice(busy):
    chosen = list(busy.activity.selections.get().candidates.filter(outcome="terpilih"))
    for one, name in zip(chosen, (KEPT, GONE), strict=False):
        one.business = busy.firm(name)
        one.save()
    joined(busy)
    made = inviting.invite(busy.activity, on=INVITED, by=busy.user("section_staff"))
    assert len(made) == len(chosen) - 1
    assert busy.firm(GONE).pk not in {one.business_id for one in made}
    with pytest.raises(ValidationError, match="sudah diundang"):
        inviting.invite(busy.activity, on=INVITED, by=busy.user("section_staff"))
