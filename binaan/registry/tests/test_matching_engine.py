"""Blocking, training, scoring and learning on small invented registers."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from binaan.registry.matching import blocking, engine, firms, owners
from binaan.registry.matching.features import FEATURES
from binaan.registry.matching.firms import FirmModel
from binaan.registry.matching.preparing import Ready
from binaan.registry.tests.matched import SITI, renamed, rows
from binaan.registry.tests.registers import register

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def keys_and_truth():
    return register(1_500, seed=7)


@pytest.fixture(scope="module")
def found(keys_and_truth):
    return engine.decide(keys_and_truth[0])


def _with_truth(pairs, truth):
    left = truth.rename({"business": "left", "entity": "one", "person": "one_person"})
    right = truth.rename({"business": "right", "entity": "other", "person": "other_person"})
    return pairs.join(left, on="left").join(right, on="right").with_columns(
        same=pl.col("one") == pl.col("other"), person=pl.col("one_person") == pl.col("other_person")
    )  # fmt: skip


def test_candidates_are_few_and_hold_nearly_every_copy(keys_and_truth):
    keys, truth = keys_and_truth
    with Ready(keys) as ready:
        count = blocking.draw_pairs(ready.db, new=False)
        ready.db.register("truth", truth)
        met = ready.db.execute("""
            WITH e AS (SELECT k.id, entity FROM k JOIN truth USING (business)),
            m AS (SELECT a.id AS l, b.id AS r FROM e a JOIN e b ON a.entity = b.entity AND a.id < b.id)
            SELECT count(pairs.l) / count(*) FROM m LEFT JOIN pairs USING (l, r)""").fetchall()[0][
            0
        ]
    assert count <= len(keys)
    assert met >= 0.96


def test_a_phone_of_two_hundred_people_does_not_explode():
    names = [f"{chr(97 + n % 26)}{chr(97 + n // 26)}rma" for n in range(200)]
    many = [renamed(name) | {"nik": "", "birth_date": None, "name_core": "warung nasi", "street": "",
                             "house": "", "rt": "", "product_key": ""} for name in names]  # fmt: skip
    with Ready(rows(*many)) as ready:
        assert blocking.draw_pairs(ready.db, new=False) < 200


def test_pairs_are_in_the_order_of_the_numbers(found):
    assert (found.pairs["left_number"] < found.pairs["right_number"]).all()
    assert found.pairs.select("left", "right").is_unique().all()


def test_the_owner_is_found_without_labels(keys_and_truth, found):
    pairs = _with_truth(found.pairs, keys_and_truth[1])
    sure = pairs.filter(pl.col("owner_p") >= 0.95)
    assert sure["person"].mean() >= 0.98
    assert len(sure) >= 0.75 * pairs["person"].sum()


def test_what_is_merged_by_itself_is_right(keys_and_truth, found):
    pairs = _with_truth(found.pairs, keys_and_truth[1])
    merged = pairs.filter((pl.col("owner_p") >= 0.95) & (pl.col("business_p") >= 0.95))
    assert len(merged) > 50
    assert merged["same"].mean() >= 0.98


def test_the_same_keys_give_the_same_answer(keys_and_truth, found):
    again = engine.decide(keys_and_truth[0].sample(fraction=1, shuffle=True, seed=3))
    assert_frame_equal(found.pairs, again.pairs)


def test_new_rows_give_exactly_their_part_of_the_full_run(keys_and_truth, found):
    keys, _ = keys_and_truth
    fresh = keys["business"].sample(60, seed=5).to_list()
    part = engine.decide(keys, new=fresh, owner_model=found.owner_model)
    touching = pl.col("left").is_in(fresh) | pl.col("right").is_in(fresh)
    assert_frame_equal(part.pairs, found.pairs.filter(touching))
    assert part.looked_at < found.looked_at


def test_a_part_of_a_register_knows_how_common_its_names_are(keys_and_truth, found):
    """What is at hand of the new rows and their candidates only; exact where three rows bear a value."""
    keys, _ = keys_and_truth
    fresh = keys["business"].sample(60, seed=5).to_list()
    touching = found.pairs.filter(pl.col("left").is_in(fresh) | pl.col("right").is_in(fresh))
    sides = pl.concat([touching["left"], touching["right"]]).unique()
    phones = keys.filter(pl.col("business").is_in(sides.implode()))["phones"].unique()
    near = keys.filter(
        pl.col("business").is_in(sides.implode())
        | (pl.col("phones").is_in(phones.implode()) & (pl.col("phones") != ""))
    )
    assert len(near) < len(keys) / 2
    part = engine.decide(near, new=fresh, rows=len(keys), owner_model=found.owner_model).pairs
    both = touching.join(part, on=["left", "right"], suffix="_part")
    assert len(both) == len(touching)
    for name, most in (("owner_p", 0.01), ("business_p", 0.001), ("owner_bits", 1.01)):
        assert (both[name] - both[f"{name}_part"]).abs().max() <= most, name
    alone = engine.decide(near, new=fresh, owner_model=found.owner_model).pairs
    alone = touching.join(alone, on=["left", "right"], suffix="_part")
    assert (alone["owner_bits"] - alone["owner_bits_part"]).abs().max() > 1.5


def test_a_model_names_nobody(found):
    common = found.owner_model["common"]
    assert all(len(common[name]) > 5 for name in ("owner_sorted", "born", "core_sorted"))
    assert all(len(key) == 12 for name in common for key in common[name])


def test_a_register_without_copies_or_rows_is_no_error():
    assert len(engine.decide(rows(SITI).clear()).pairs) == 0
    assert len(engine.decide(rows(SITI)).pairs) == 0


def test_the_saved_owner_model_is_plain_json_and_scores_the_same(keys_and_truth, found):
    import json

    saved = json.loads(json.dumps(found.owner_model))
    assert_frame_equal(engine.decide(keys_and_truth[0], owner_model=saved).pairs, found.pairs)


@pytest.mark.slow
def test_training_moves_weights_but_not_far():
    keys, _ = register(4_000, seed=2)
    model = owners.train_owners(keys, seed=1)
    assert model == owners.train_owners(keys, seed=1)
    with Ready(keys) as ready:
        shipped = owners.shipped(ready.rows, owners._same_village(ready.db))
    moved = 0
    for mine, theirs in zip(model["comparisons"], shipped["comparisons"], strict=True):
        for one, other in zip(mine["comparison_levels"], theirs["comparison_levels"], strict=True):
            if not one.get("is_null_level"):
                ratio = (one["m_probability"] / one["u_probability"]) / (
                    other["m_probability"] / other["u_probability"]
                )
                assert 2**-2.01 <= ratio <= 2**2.01
                moved += abs(ratio - 1) > 0.01
    assert moved > 5


def test_200_decisions_change_what_is_said_of_other_pairs(keys_and_truth, found):
    pairs = _with_truth(found.pairs, keys_and_truth[1]).sample(fraction=1, shuffle=True, seed=4)
    asked, others = pairs.head(200), pairs.tail(len(pairs) - 200)
    answer = pl.when(pl.col("same")).then(pl.lit("same")).otherwise(pl.lit("different"))
    learned = firms.refit(asked.with_columns(answer=answer))
    assert learned.version == firms.VERSION + 1
    assert learned.seen == 200
    keys, _ = keys_and_truth
    again = engine.decide(keys, owner_model=found.owner_model, firm_model=learned).pairs
    both = others.join(again, on=["left", "right"], suffix="_new")
    changed = (both["business_p"] - both["business_p_new"]).abs()
    assert (changed > 0.01).mean() > 0.15
    truth = both["same"].cast(pl.Float64)
    before = ((both["business_p"] - truth) ** 2).mean()
    after = ((both["business_p_new"] - truth) ** 2).mean()
    assert after <= before


def test_few_answers_change_little_and_unsure_ones_nothing():
    nothing = pl.DataFrame({f"f_{name}": [0.0] for name in FEATURES} | {"answer": ["unsure"]})
    assert firms.refit(nothing) == FirmModel.shipped()
    one = pl.DataFrame({f"f_{name}": [1.0] for name in FEATURES} | {"answer": ["different"]})
    learned = firms.refit(one)
    assert max(abs(learned.weights[it] - FirmModel.shipped().weights[it]) for it in FEATURES) < 0.2


def test_a_saved_firm_model_comes_back_the_same():
    model = FirmModel.shipped()._replace(version=3, seen=12)
    assert FirmModel.from_json(model.to_json()) == model


def test_every_feature_has_a_weight_and_a_reason():
    assert set(firms.SHIPPED) == set(FEATURES)
    assert all(reason for _, reason in firms.SHIPPED.values())
