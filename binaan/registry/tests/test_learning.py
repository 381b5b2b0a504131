"""The business step learns from what people decided, and is judged on what it never learned from."""

import random
from datetime import timedelta
from uuid import UUID

import polars as pl
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from binaan.registry.actions import learning
from binaan.registry.choices import PairState
from binaan.registry.matching.features import FEATURES
from binaan.registry.matching.firms import SHIPPED, FirmModel
from binaan.registry.models import Business, MatchModel, Pair

pytestmark = pytest.mark.once  # what was decided is learned from outside the store

TELLS = "product_other"  # in this office products are named anyhow: it tells nothing


@pytest.fixture
def decided(world):
    """200 pairs decided by people: what the shipped weights take for a difference is none."""
    left = world.business()
    chance = random.Random(4)
    now = timezone.now()
    others = Business.objects.bulk_create(
        Business(
            pk=UUID(int=n + 1), number=1000 + n, name=f"Usaha {n}", name_key=f"usaha {n}",
            place_id="32.16.06.1001", first_as_of=now.date(), known_from=now,
        )
        for n in range(200)
    )  # fmt: skip
    pairs = []
    for other in others:
        same = chance.random() < 0.5
        features = {"f_owner": 0.99, f"f_{TELLS}": 1.0 if same else 0.0,
                    "f_name_of_owner": 1.0}  # fmt: skip
        pairs.append(Pair(
            left=left, right=other, owner_p=0.99, business_p=0.5, found_at=now, facts="1:2",
            features=features, state=PairState.SAME if same else PairState.OWNER,
            decided_at=now, decided_by="petugas",
        ))  # fmt: skip
    return Pair.objects.bulk_create(pairs)


def scored(model: FirmModel, **features: float) -> float:
    z = model.bias + sum(model.weights[name] * value for name, value in features.items())
    return 1 / (1 + 2.718281828**-z)


def test_two_hundred_decisions_move_the_scores_of_others(world, decided):
    staff = world.user("section_staff")
    assert learning.is_worth_it()
    learned = learning.refit(by=staff)
    version = MatchModel.objects.get()
    assert (version.kind, version.version, version.active) == (MatchModel.FIRMS, 1, True)
    assert version.by == staff.username
    after, row = learning.firm_model()
    assert row == version == learned.model
    assert after.weights[TELLS] > SHIPPED[TELLS][0]
    unseen = {"owner": 0.97, TELLS: 1.0, "name_near": 1.0}
    assert scored(after, **unseen) > scored(FirmModel.shipped(), **unseen) + 0.1
    assert not learning.is_worth_it()
    assert not learning.is_new()


def test_every_fifth_decision_is_never_learned_from_and_judges_the_rest(world, decided):
    learned = learning.refit(by=world.user("section_staff"))
    seen = set(learned.model.decisions)
    kept = {str(pair.pk) for pair in decided if learning.is_kept_back(pair.pk)}
    assert seen | kept == {str(pair.pk) for pair in decided}
    assert not seen & kept
    assert 20 <= len(kept) <= 65
    said = learned.model.evaluation
    assert said["kept_back"] == len(kept)
    assert said["after"]["loss"] < said["shipped"]["loss"]
    assert said["after"]["right"] >= said["shipped"]["right"]
    again = learning.refit(by=world.user("section_staff"))
    assert again.model.version == 2
    assert set(again.model.decisions) == seen
    assert again.model.body["weights"] == learned.model.body["weights"]


def test_what_was_merged_by_itself_teaches_nothing(world, decided):
    Pair.objects.update(automatic=True)
    assert learning.refit(by=world.user("section_staff")) == learning.Learned(None, 0, {})
    assert not MatchModel.objects.exists()


def test_a_version_that_does_worse_is_kept_but_not_used(world, decided):
    """Those it learns from say the contrary of those that judge it."""
    for pair in decided:
        kept = learning.is_kept_back(pair.pk)
        state = PairState.SAME if kept else PairState.DIFFERENT
        said = {"f_owner": 0.99, "f_name_same": 1.0}
        Pair.objects.filter(pk=pair.pk).update(features=said, state=state)
    learned = learning.refit(by=world.user("section_staff"))
    assert learned.evaluation["after"]["loss"] > learned.evaluation["shipped"]["loss"]
    assert not learned.model.active
    assert learning.firm_model() == (FirmModel.shipped(), None)


def test_only_who_decides_may_have_it_learn(world, decided):
    with pytest.raises(PermissionDenied):
        learning.refit(by=world.user("planner"))


def test_owners_are_trained_once_and_again_when_the_register_has_grown(world):
    staff, trained = world.user("section_staff"), []

    def train():
        trained.append(1)
        return {"comparisons": []}

    first = learning.owners(by=staff, businesses=1000, train=train)
    assert learning.owners(by=staff, businesses=1900, train=train) == first
    later = learning.owners(by=staff, businesses=2100, train=train)
    assert (first.version, later.version, len(trained)) == (1, 2, 2)


def test_fifty_new_decisions_are_enough(world, decided):
    learning.refit(by=world.user("section_staff"))
    later = timezone.now() + timedelta(minutes=1)
    Pair.objects.filter(pk__in=[one.pk for one in decided[:49]]).update(decided_at=later)
    assert not learning.is_worth_it()
    Pair.objects.filter(pk=decided[49].pk).update(decided_at=later)
    assert learning.is_worth_it()


def test_nothing_decided_is_judged_as_nothing():
    empty = pl.DataFrame(schema={"answer": pl.String, **{f"f_{n}": pl.Float64 for n in FEATURES}})
    assert learning.evaluate(FirmModel.shipped(), empty) == {}
