"""Random sequences: undoing all equals the start, and the order of merging changes nothing.

Seeded, so that a failure comes again: the number in the name of a test is its seed.
"""

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from binaan.intake.models import Campaign, Form, ListedKey, Submission, Target
from binaan.kit.models import StoredFile
from binaan.registry import relations
from binaan.registry.actions import claiming, verifying
from binaan.registry.actions.merging import merge, survivor
from binaan.registry.actions.merging.board import Board
from binaan.registry.actions.unmerging import unmerge
from binaan.registry.models import (
    Alias,
    Business,
    Claim,
    Condition,
    Consent,
    Guidance,
    Identifier,
    Membership,
    Merge,
    Owner,
    Phone,
    Photo,
    Role,
    Verification,
)
from binaan.registry.relations import Merging
from binaan.registry.tests.merged import Told, bring_in, difference, figures, pair, tables
from tests.depth import some
from tests.remembered import remembered
from tests.world import World

BEGAN = datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
MINUTE = timedelta(minutes=1)
TWICE = 1  # so many sequences of each kind are tried on PostgreSQL too
NAMES = ("Keripik Sari", "Kripik Bu Sari", "Tahu Darma", "Tahu Pak Darma", "Roti Ningsih")
PEOPLE = ("Sari Wulandari", "Hj. Sari", "Darma Setiawan", "Pak Darma", "Ningsih")
LISTED = (
    ("1", "Las Udin", "Udin Saputra", "Tambun", 3, "anggota"),
    ("2", "Bengkel Las Udin", "Udin S", "Tambun", 4, ""),
    ("3", "Keripik Sari", "Sari", "Jatimulya", 2, "bukan"),
    ("4", "Tahu Darma Jaya", "Darma", "Wanasari", 6, ""),
)


def seeds(count: int) -> list:
    """All on SQLite; the moves are the same on either store, so the first few once more on the other."""
    return [
        pytest.param(seed, marks=() if seed < TWICE else pytest.mark.once) for seed in range(count)
    ]


class Town(World):
    """The small world with a list, more businesses, and rows of every relation."""

    def __init__(self, folder):
        super().__init__()
        staff = self.user("section_staff")
        bring_in(folder, list(LISTED), as_of=date(2023, 12, 31), by=staff)
        dice, staff = random.Random(7), self.user("section_staff", office="")
        for number in range(4):
            numbers = ({"nik": f"32160645078501{number:02d}"}, {"nib": f"13102202{number:05d}"})
            said = {
                "name": NAMES[number], "owner_name": PEOPLE[number], "place": "32.16.06.1001",
                "workers": number, "status": "running", "association": "anggota",
            }  # fmt: skip
            said |= numbers[number % 2]
            claiming.register(
                said=said, as_of=date(2019 + number, 6, 1), by=staff, reason="Lama",
                office=self.offices[("disperin", "diskopukm")[number // 2]] if number < 3 else None,
            )  # fmt: skip
        round_ = self._round(staff)
        for business in here(self):
            self._dress(business, dice, staff)
            self._ask(business, round_, staff)

    def _round(self, staff) -> Campaign:
        """Field work whose targets and answers name businesses by their key."""
        office, place = self.offices["disperin"], self.place("32.16")
        form = Form.objects.create(key="ulang", title="Ulang", office=office, place=place)
        return Campaign.objects.create(
            title="Ulang", form=form, office=office, place=place, starts_on=date(2025, 1, 1),
            ends_on=date(2025, 3, 1), created_by=staff.username,
        )  # fmt: skip

    def _ask(self, business, round_: Campaign, staff) -> None:
        target = Target.objects.create(
            campaign=round_, record_id=business.pk, label=business.name, place=business.place
        )
        file = StoredFile.objects.create(sha256=f"{business.number:063}x", name="a.xml", size=1)
        Submission.objects.create(
            instance_id=f"uuid:{business.number}", form=round_.form, campaign=round_, target=target,
            record_id=business.pk, sender=staff, file=file, received_at=timezone.now(), state="kept",
        )  # fmt: skip

    def _dress(self, business, dice, staff) -> None:
        verifying.propose(business, state="verified", on=date(2025, 1, 1), method="visit", by=staff)
        owner = claiming._main_owner(business)
        Consent.objects.create(
            owner=owner, purpose="contact", given=True, on=date(2025, 1, 1), method="lisan", by="x"
        )
        for number in dice.sample(range(4), 2):
            Phone.objects.create(owner=owner, number=f"+62{number}", valid_from=date(2025, 1, 1))
        file = StoredFile.objects.create(sha256=f"{business.number:064}", name="a.jpg", size=1)
        Photo.objects.create(business=business, file=file, by="x")
        claiming.record(
            business, said={"owner_name": dice.choice(PEOPLE)}, as_of=date(2025, 2, 1), by=staff,
            reason="Lain sebutan",
        )  # fmt: skip


@pytest.fixture
def town(db, clock, tmp_path, settings):
    settings.FILES_DIR = tmp_path / "files"
    clock(BEGAN)
    return remembered("town", lambda: Town(tmp_path))


@pytest.fixture
def staff(town):
    """Somebody whom no office binds, in all of the regency."""
    return town.user("section_staff", office="")


def here(town):
    return list(Business.objects.filter(place__path__startswith="32.16").order_by("number"))


def pairs_of(town, dice, count: int) -> list:
    return [
        pair(*dice.sample(here(town), 2), owner_p=dice.choice((0.1, 0.9))) for _n in range(count)
    ]


def test_the_town_has_rows_of_every_relation_that_moves_or_is_restated(town, staff):
    """Before or after a few merges: what nothing points by would prove nothing.

    Rooms above show it of their own relations (programmes/tests/test_merging).
    """
    merge(pairs_of(town, random.Random(1), 3), by=staff, reason="Sama", owners="merge")
    board = Board()
    board.load(Business, [one.pk for one in Business.objects.all()])
    board.load(Owner, [one.pk for one in Owner.objects.all()])
    empty = {mover.name for mover in board.movers if not any(board.at[mover.name].values())}
    empty |= {table.label for table in board.dated if not board.facts[table.label]}
    assert {name for name in empty if name.split(".")[0] in ("registry", "intake")} == set()
    declared = {
        n for n, o in relations.DECLARED.items() if o.merging in (Merging.MOVE, Merging.RESTATE)
    }
    assert len(declared) + len(relations.POINTING) == len(board.movers) + sum(
        len(table.ends) for table in board.dated
    )


def how(dice) -> dict:
    """The ways in which somebody merges."""
    return dice.choice(
        [{}, {}, {"owners": "merge"}, {"owners": "succeed"}, {"businesses": False},
         {"chosen": {"name": dice.choice(["left", "right"]), "nik": "right"}}]
    )  # fmt: skip


@pytest.mark.parametrize("seed", seeds(some(3, 8)))
def test_undoing_all_in_any_order_equals_the_start(town, staff, clock, seed):
    dice = random.Random(seed)
    groups = [pairs_of(town, dice, dice.choice((1, 1, 2, 3))) for _n in range(5)]
    start, shown = tables(), figures(staff)
    for minute, pairs in enumerate(groups):
        clock(BEGAN + minute * MINUTE * dice.choice((0, 1)))
        chosen = how(dice) if len(pairs) == 1 else {}
        merge(pairs, by=staff, reason="Sama", **chosen)
    standing = list(Merge.objects.filter(undone_at=None))
    assert len(standing) > 3
    dice.shuffle(standing)
    for one in standing:
        one.refresh_from_db()
        if one.undone_at is None:
            assert unmerge(one, by=staff, reason="Bukan").undecided == []
    assert difference(start, tables()) == ""
    assert figures(staff) == shown


class Life:
    """What happens in the town: writes, lists, and merges between them unless there are none."""

    def __init__(self, town, staff, clock, folder, seed: int, *, merging: bool):
        self.town, self.staff, self.clock, self.folder = town, staff, clock, folder
        self.dice, self.merging = random.Random(seed), merging
        self.targets: dict[int, object] = {}
        self.pairs = pairs_of(town, random.Random(seed), 6)

    def live(self, targets=None) -> dict:
        """`targets`: whom the writes of another life met; there, writes go to the same."""
        deeds = (
            ["merge"] * 5
            + ["correct"] * 6
            + ["list"] * 2
            + ["look"] * 2
            + ["unmerge"] * 2
            + ["guide"]
        )
        self.dice.shuffle(deeds)
        for step, deed in enumerate(deeds):
            self.clock(BEGAN + (step + 1) * MINUTE)
            roll = random.Random(f"{self.dice.random()}")
            getattr(self, deed)(step, roll, targets)
        self.clock(BEGAN + 100 * MINUTE)
        for one in Merge.objects.filter(undone_at=None).order_by("?"):
            one.refresh_from_db()
            if one.undone_at is None:
                unmerge(one, by=self.staff, reason="Bukan", later_to="left")
        return self.targets

    def whom(self, step: int, roll, targets) -> Business:
        found = roll.choice(here(self.town))
        if targets is not None:
            return Business.objects.get(number=targets[step])
        found = survivor(found)
        self.targets[step] = found.number
        return found

    def merge(self, step, roll, targets):
        chosen = self.pairs.pop() if self.pairs else None
        if self.merging and chosen:
            merge([chosen], by=self.staff, reason="Sama", owners=roll.choice(["merge", None]))

    def unmerge(self, step, roll, targets):
        standing = list(Merge.objects.filter(undone_at=None))
        if standing:
            unmerge(roll.choice(standing), by=self.staff, reason="Bukan", later_to="left")

    def correct(self, step, roll, targets):
        said = roll.choice([
            {"workers": roll.randrange(9)}, {"status": "closed", "status_on": "2025-08-17"},
            {"status": "running"}, {"name": roll.choice(NAMES)}, {"owner_name": roll.choice(PEOPLE)},
        ])  # fmt: skip
        claiming.record(
            self.whom(step, roll, targets), said=said, as_of=date(2025, roll.randrange(6, 13), 1),
            by=self.staff, reason="Dikunjungi",
        )  # fmt: skip

    def list(self, step, roll, targets):
        rows = [(*row[:4], roll.randrange(9), row[5]) for row in LISTED]
        by = self.town.user("section_staff")
        bring_in(self.folder, rows, as_of=date(2024, 1, 1) + timedelta(days=step * 12), by=by)

    def look(self, step, roll, targets):
        verifying.propose(
            self.whom(step, roll, targets), state="verified", on=date(2025, 3, 1), method="call",
            by=self.staff,
        )  # fmt: skip

    def guide(self, step, roll, targets):
        """An office that guides nobody else here, once."""
        office = self.town.offices["third"]
        whom = self.whom(step, roll, targets)
        Guidance.objects.create(
            office=office, business=whom, valid_from=date(2025, 1, 1), known_from=timezone.now()
        )


def other_names(found) -> list[tuple]:
    """What owners are called beside their name; a name once another that is theirs again says nothing."""
    others = found.exclude(name_key=F("owner__name_key"))
    return sorted(set(others.values_list("owner__number", "name_key")))


def told() -> dict:
    """All of the register without surrogate identifiers."""
    names = Told()
    models = (
        Business, Owner, Role, Claim, Condition, Guidance, Identifier, Phone, Membership, Consent,
        Verification, Photo, ListedKey,
    )  # fmt: skip
    return {model.__name__: names.rows(model) for model in models} | {
        "Alias": other_names(Alias.objects.all())
    }


@pytest.mark.parametrize("seed", seeds(some(2, 6)))
def test_with_writes_between_it_is_as_if_nothing_had_ever_been_merged(
    town, staff, clock, tmp_path, seed
):
    town.offices["third"] = type(town.offices["disperin"]).objects.create(
        key="third", name="Dinas Ketiga", place_id="32.16"
    )
    lives, targets = [], None
    for merging in (True, False):
        save = transaction.savepoint()
        life = Life(town, staff, clock, tmp_path, seed, merging=merging)
        targets = life.live(targets) or targets
        lives.append(told())
        if merging:
            assert Merge.objects.count() > 2
        transaction.savepoint_rollback(save)
    assert difference(lives[1], lives[0]) == ""


def known_now() -> dict:
    """What is known today of those who are there, without when it became known and by which row."""
    names = Told()
    moments = ("known_from", "known_until", "claim_id")
    return {
        "Business": names.rows(Business, leaving=("known_from",), merged_into=None),
        "Owner": names.rows(Owner, leaving=("known_from",), merged_into=None),
        "Into": sorted(Business.objects.values_list("number", "merged_into__number", named=False), key=str),
        "Claim": names.rows(Claim),
        "ListedKey": names.rows(ListedKey),
        "Alias": other_names(Alias.objects.filter(owner__merged_into=None)),
        "Phone": sorted(set(Phone.objects.filter(owner__merged_into=None).values_list("owner__number", "number"))),
        **{
            model.__name__: names.rows(model, leaving=moments, known_until=None)
            for model in (Condition, Role, Guidance, Identifier)
        },
        "There": sorted(Business.objects.filter(merged_into=None).values_list("number", flat=True)),
    }  # fmt: skip


@pytest.mark.parametrize("seed", seeds(some(2, 5)))
def test_the_order_of_merging_changes_neither_figures_nor_tables(town, staff, clock, seed):
    dice = random.Random(seed)
    pairs = pairs_of(town, dice, 5)
    found = []
    for turn in range(4):
        save = transaction.savepoint()
        if turn == 3:
            merge(pairs, by=staff, reason="Sama", owners="merge")
        else:
            for minute, one in enumerate(dice.sample(pairs, len(pairs))):
                clock(BEGAN + (minute + 1) * MINUTE)
                merge([one], by=staff, reason="Sama", owners="merge")
        found.append(
            (figures(staff), figures(staff, known=datetime(2026, 1, 5, 2, tzinfo=UTC)), known_now())
        )
        transaction.savepoint_rollback(save)
    first = found[0]
    for other in found[1:]:
        assert (first[0], first[1]) == (other[0], other[1])
        assert difference(first[2], other[2]) == ""
