"""The draw of event days: the published fixture of rotation, fairness of order, trades, the receipt."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.vendors.rules import drawing, rotation
from binaan.vendors.rules.drawing import ANY, Asking, draw, share, successor
from binaan.vendors.rules.rotation import ABSENT, DONE, DRAWN, REFUSED, WAITING, turn
from tests.depth import some

pytestmark = pytest.mark.once
few = settings(max_examples=some(25, 600), deadline=None, derandomize=True)
FIRST, SECOND, THIRD = date(2025, 11, 9), date(2025, 11, 15), date(2025, 11, 22)


def test_who_had_a_pitch_on_the_9th_skips_the_15th_and_may_ask_for_the_22nd():
    """Handbook small-industry 6.8, from the source [S55b]."""
    editions, past = [FIRST, SECOND, THIRD], {FIRST: DRAWN}
    refused = turn(SECOND, editions, past)
    assert (refused.may, refused.again) == (False, THIRD)
    assert "9 November 2025" in refused.why
    assert "22 November 2025" in refused.why
    assert turn(THIRD, editions, past).may


@pytest.mark.parametrize(
    ("state", "limits", "free"),
    [
        (DONE, {}, [FIRST, THIRD]),
        (DONE, {"rest": 0}, [FIRST, SECOND, THIRD]),
        (DONE, {"rest": 2}, [FIRST]),
        (ABSENT, {}, [FIRST, THIRD]),
        (ABSENT, {"penalty": 2}, [FIRST]),
        (ABSENT, {"penalty": 0}, [FIRST, SECOND, THIRD]),
        (WAITING, {}, [FIRST, SECOND, THIRD]),
        (REFUSED, {}, [FIRST, SECOND, THIRD]),
        ("batal", {}, [FIRST, SECOND, THIRD]),
    ],
)
def test_what_one_skips_follows_from_what_happened(state, limits, free):
    assert rotation.free_days([FIRST, SECOND, THIRD], {FIRST: state}, **limits) == free


def test_an_edition_that_was_cancelled_lets_nobody_wait_longer():
    """Only the editions that took place are handed in; the next one known is named, or none."""
    assert turn(THIRD, [FIRST, THIRD], {FIRST: DONE}).may is False
    assert turn(THIRD, [FIRST, THIRD], {FIRST: DONE}).again is None


@few
@given(st.lists(st.booleans(), max_size=12), st.integers(1, 3))
def test_nobody_who_asks_every_time_is_shut_out_for_longer_than_the_rest(wins, rest):
    days = [FIRST + timedelta(weeks=week) for week in range(len(wins))]
    past, skipped = {}, 0
    for day, wins_if_asked in zip(days, wins, strict=True):
        if turn(day, days, past, rest=rest).may:
            past[day] = DRAWN if wins_if_asked else WAITING
            skipped = 0
        else:
            skipped += 1
        assert skipped <= rest
    held = [day for day, state in past.items() if state == DRAWN]
    assert rotation.never_in_a_row(held, days)


TRADES = ("kuliner", "sandang", "kerajinan")
people = st.lists(
    st.builds(Asking, st.integers(1, 60), st.sampled_from(TRADES), st.booleans(),
              st.sampled_from(("", "", "", "Giliran yang lain."))),
    max_size=14, unique_by=lambda one: one.number,
)  # fmt: skip
kept = st.dictionaries(st.sampled_from(TRADES), st.integers(0, 3))


@few
@given(people, kept, st.integers(0, 4), st.integers(0, 99), st.randoms())
def test_a_draw_is_fair_whole_and_says_why(asking, by_trade, loose, seed, shuffle):
    seats = sum(by_trade.values()) + loose
    found = draw(asking, seats=seats, seed=seed, by_trade=by_trade)
    shuffle.shuffle(asking)
    assert draw(asking, seats=seats, seed=seed, by_trade=by_trade) == found
    taking = [one for one in found if one.order]
    got = [one for one in found if one.outcome == DRAWN]
    assert len(found) == len(asking)
    assert len(got) == min(seats, len(taking))  # no pitch stays empty while somebody waits
    assert [one.seat for one in got] == list(range(1, len(got) + 1))
    assert [one.order for one in taking] == list(range(1, len(taking) + 1))
    locals_ = [one.local for one in taking]
    assert locals_ == sorted(locals_, reverse=True)
    assert {one.number for one in found if one.outcome == REFUSED} == {
        one.number for one in asking if one.refused
    }
    assert all(one.why for one in found)
    for trade, count in share(seats, by_trade).items():
        of_trade = [one for one in taking if one.trade == trade]
        assert trade == ANY or sum(one.outcome == DRAWN for one in of_trade) >= min(
            count, len(of_trade)
        )


def test_who_stands_before_another_of_the_same_trade_never_waits_behind_him():
    asking = [Asking(number, "kuliner", number % 2 == 0) for number in range(1, 9)]
    found = draw(asking, seats=5, seed=7, by_trade={"sandang": 2})
    assert [one.outcome for one in found] == [DRAWN] * 5 + [WAITING] * 3
    assert "tidak terisi" in found[4].why


def test_the_lot_is_the_sha_256_of_seed_and_number():
    found = draw([Asking(12, "kuliner", True)], seats=1, seed=20251109)
    assert found[0].draw == sha256(b"20251109:12").hexdigest()[:16]


def test_the_seal_is_that_of_the_lines_as_anybody_can_write_them():
    found = draw([Asking(3, "kuliner", True), Asking(9, "sandang", False, "Giliran\tlain.")],
                 seats=1, seed=1)  # fmt: skip
    lot, other = (sha256(f"1:{number}".encode()).hexdigest()[:16] for number in (3, 9))
    lines = (
        f"1\tP-00003\tkuliner\tya\t{lot}\tdapat_slot\t1\t{found[0].why}\n"
        f"\tP-00009\tsandang\t\t{other}\ttidak_dapat\t\tGiliran lain."
    )
    assert drawing.seal(map(drawing.texts, found)) == sha256(lines.encode()).hexdigest()


def test_more_pitches_for_trades_than_there_are_is_refused():
    with pytest.raises(ValueError, match="1 more"):
        share(2, {"kuliner": 3})


@pytest.mark.parametrize(
    ("left", "waiting", "held", "next_one"),
    [
        ("kuliner", [(4, "sandang"), (5, "kuliner")], [], 5),
        ("kuliner", [(4, "sandang"), (5, "kuliner")], ["kuliner", "kuliner"], 4),
        ("kuliner", [(4, "sandang")], [], 4),
        ("sandang", [(5, "kuliner"), (4, "sandang")], [], 4),
        ("kuliner", [], [], None),
    ],
)
def test_a_pitch_that_became_free_goes_to_the_trade_it_is_kept_for_then_to_the_first(
    left, waiting, held, next_one
):
    assert successor(left, waiting, {"kuliner": 2}, held) == next_one
