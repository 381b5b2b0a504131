"""The copy says what the store says: every card, every right, every figure, whatever was done."""

import json
import random
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Exists, OuterRef
from django.utils import timezone

from binaan.access.models import Assignment, OfficeParameter
from binaan.intake.tests.lists import Lists
from binaan.kit import measures, snapshot
from binaan.kit.dates import today
from binaan.kit.measures import Asked
from binaan.kit.snapshot import generations, loading, reading
from binaan.places.models import Place
from binaan.registry.actions import claiming, closing, guiding, verifying
from binaan.registry.actions.touching import touch, touch_everything
from binaan.registry.models import Business, Guidance, Owner, Touched
from binaan.registry.snapshot import cards, keeping, making, syncing
from binaan.registry.tests import copies
from binaan.registry.tests.conftest import NEW, OLD, SECRETS, hand_in
from tests.depth import some
from tests.world import FIRMS, LISTED

WHY = "Laporan Kepala Desa"


@pytest.fixture(autouse=True)
def salinan(settings, tmp_path):
    """An empty folder for the copy, and nothing left open."""
    settings.HOME = tmp_path / "rumah"
    snapshot.forget()
    yield settings.HOME / generations.FOLDER
    snapshot.forget()


@pytest.fixture
def users(world):
    return [
        world.user("section_head"),
        world.operator_of("32.16.06"),
        world.operator_of("32.16.07"),
        world.user("section_head", place="32.75"),
        world.user("auditor"),
        world.user("upper_reader"),
        world.newcomer,
    ]


def act(world, chance: random.Random) -> str:
    """One ordinary thing somebody does to some business."""
    staff = world.user("section_staff")
    bekasi = Business.objects.present().filter(place__path__startswith="32.16")
    business = chance.choice(list(bekasi.order_by("number")))
    day = date(2025, 1, 1) + timedelta(chance.randrange(400))
    said = chance.choice([
        {"workers": chance.randrange(1, 60)}, {"group": chance.choice(["pangan", "kayu_furnitur", ""])},
        {"sales_low": str(chance.randrange(10**11)), "sales_high": str(10**11), "sales_year": 2025},
        {"status": chance.choice(["running", "resting", "closed"])},
        {"nib": f"13102202{chance.randrange(10**5):05}"},
        {"place": chance.choice(["32.16.06.1001", "32.16.07.2002", "32.16.06"])},
        {"owner_name": "Siti Aminah"}, {"phone": "+6281355550000"}, {"product": "Kue, \"enak\"\ndan lain"},
        {"name": "Toko \"Baru\",\nCabang 100% \\ x"}, {"lat": -6.3012345678901, "lon": 107.0512345678901},
    ])  # fmt: skip
    kind = chance.choice(["record", "record", "register", "guide", "close", "verify"])
    if kind == "record":
        claiming.record(business, said=said, as_of=day, by=staff, reason=WHY)
    elif kind == "register":
        said = {"name": f"Usaha {chance.randrange(999)}", "owner_name": "Budi", "place": "32.16.07.1001",
                "nib": "1310220209999", "workers": 3, "status": "running"}  # fmt: skip
        claiming.register(
            said=said, as_of=day, office=world.offices["disperin"], by=staff, reason=WHY
        )
    elif kind == "guide":
        held = Guidance.objects.filter(
            business=business, known_until=None, valid_until=None
        ).first()
        if held is not None:
            guiding.end_guidance(held, on=today(), reason=WHY, by=staff)
    elif kind == "close" and business.status != "closed":
        closing.close(business, status="closed", on=today(), reason=WHY, by=staff)
    elif kind == "verify":
        check = verifying.propose(business, state="verified", on=today(), method="visit", by=staff)
        verifying.approve(check, by=world.user("section_head"))
    return f"{kind} {business} {said}"


def test_the_copy_agrees_with_the_store_whatever_was_done(
    world, users, tmp_path, monkeypatch, caplog
):
    making.make()
    places = [world.place(code) for code in ("32", "32.16", "32.16.06", "32.75")]
    offices = list(world.offices.values())
    ask = {"monkeypatch": monkeypatch, "places": places, "offices": offices, "users": users}
    assert copies.figures_agree(seed=1, most=10, **ask) == 10
    staff = world.user("section_staff")
    hand_in(tmp_path, OLD, date(2020, 12, 31), staff)
    hand_in(tmp_path, NEW, date(2024, 12, 31), staff)
    copies.as_whole("a newer list")
    chance = random.Random(7)
    for _turn in range(2):
        done = [act(world, chance) for _each in range(6)]
        copies.as_whole(f"{done}")
    copies.permissions_agree(users)
    copies.figures_agree(seed=2, most=some(20, 100), **ask)
    assert not caplog.records


def test_a_part_is_made_anew_and_takes_the_owners_other_businesses_along(world, users):
    staff = world.user("section_staff")
    first = world.business()
    said = {"name": "Kue Sari", "owner_name": "Sari Wulandari", "nik": FIRMS[0].nik,
            "place": "32.16.07.1001"}  # fmt: skip
    second = claiming.register(said=said, as_of=LISTED, office=None, by=staff, reason=WHY)
    making.make()
    claiming.record(first, said={"nib": "1310220202907"}, as_of=today(), by=staff, reason=WHY)
    assert syncing.bring_up_to_date() is not None
    assert generations.newest().details["parts"] == 1
    card = cards.cards().queryset.get(pk=second.pk)
    assert (card.has_nib, card.has_phone, card.has_nik, card.has_npwp) == (True, True, True, False)
    assert syncing.bring_up_to_date() is None


def test_rights_are_those_of_the_register_for_any_assignments(clock, world):
    chance = random.Random(3)
    for business in Business.objects.all():
        for office in chance.sample(list(world.offices.values()), chance.randrange(3)):
            Guidance.objects.get_or_create(
                business=business, office=office, known_until=None,
                defaults={"valid_from": LISTED, "valid_until": chance.choice([None, today()]),
                          "known_from": timezone.now()},
            )  # fmt: skip
    Business.objects.filter(name="Roti Wanajaya").update(withdrawn_at=timezone.now())
    Business.objects.filter(name="Tahu Pak Darma").update(merged_into=world.business())
    making.make()
    user = world.newcomer
    places = [*Place.objects.all()]
    for _turn in range(6):
        user.assignments.all().delete()
        for _held in range(chance.randrange(1, 4)):
            Assignment.objects.create(
                user=user, role=chance.choice(["section_head", "upper_reader", "enumerator"]),
                place=chance.choice(places), office=chance.choice([None, *world.offices.values()]),
                valid_from=LISTED,
            )  # fmt: skip
        vars(user).pop("_held", None)
        copies.permissions_agree([user])


@pytest.mark.once
def test_the_file_holds_nothing_personal_and_is_nobody_elses(world, lists, salinan):
    making.make()
    claiming.record(
        world.business(), said={"phone": "+6281355550011"}, as_of=today(),
        by=world.user("section_staff"), reason=WHY,
    )  # fmt: skip
    syncing.bring_up_to_date()
    rows = repr(copies.content())
    data = b"".join(path.read_bytes() for path in salinan.iterdir() if path.is_file())
    secret = {*SECRETS, "+6281355550011", "Jl. Swatantra 88"}
    for firm in FIRMS:
        secret |= {firm.nik, firm.phone, firm.phone[3:], firm.birth_date, firm.owner}
    secret -= {"483251700", "917352600"}  # money bounds: classes of size come from them
    for value in secret:
        assert value.encode() not in data, value
        assert value not in rows, value
    assert salinan.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in salinan.iterdir()} == {0o600}
    assert {path.suffix for path in salinan.iterdir()} == {".duckdb", ".json", ""}
    assert Owner.objects.filter(name__in=[firm.owner for firm in FIRMS]).exists()


def test_what_is_committed_while_the_copy_is_made_is_not_lost(world, monkeypatch):
    original = making.make_cards

    def meanwhile(*arguments):
        monkeypatch.setattr(making, "make_cards", original)
        claiming.record(world.business(), said={"workers": 77}, as_of=today(),
                        by=world.user("section_staff"), reason=WHY)  # fmt: skip
        return original(*arguments)

    monkeypatch.setattr(making, "make_cards", meanwhile)
    making.make()
    assert cards.cards().queryset.get(pk=world.business().pk).workers == 3
    assert Touched.objects.filter(for_snapshot=True).count() == 1
    syncing.bring_up_to_date()
    assert cards.cards().queryset.get(pk=world.business().pk).workers == 77


@pytest.mark.once
@pytest.mark.parametrize("where", ["write", "read"])
def test_a_making_that_dies_leaves_the_copy_before_it(world, salinan, monkeypatch, where):
    making.make()
    before = copies.content()
    touch([world.business().pk])
    with monkeypatch.context() as patched:
        patched.setattr(loading, where, lambda *args, **kwargs: 1 / 0)
        for attempt in (making.make, syncing.bring_up_to_date):
            with pytest.raises(ZeroDivisionError):
                attempt()
    assert copies.content() == before
    assert len(list(salinan.iterdir())) == 3
    assert Touched.objects.filter(for_snapshot=True).exists()


@pytest.mark.once
def test_the_copy_is_made_whole_when_what_it_rests_on_changed(clock, world):
    making.make()

    def parts():
        assert keeping.is_time()
        syncing.bring_up_to_date()
        return generations.newest().details["parts"]

    assert not keeping.is_time()
    touch([world.business().pk])
    clock(timezone.now() + timedelta(seconds=20))
    assert parts() == 1
    touch_everything()
    clock(timezone.now() + timedelta(seconds=20))
    assert parts() == 0
    touch([world.business().pk])
    clock(timezone.now() + timedelta(days=1))
    assert parts() == 0
    OfficeParameter.objects.create(
        key="registry.active_observation_months", value="3", valid_from=LISTED
    )
    assert parts() == 0
    assert not any(cards.cards().queryset.values_list("running", flat=True))


@pytest.mark.once
def test_the_keeper_waits_for_more_but_not_for_ever(clock, world):
    making.make()
    began = clock(timezone.now())
    touch([world.business().pk])
    assert not keeping.is_time()
    clock(began + timedelta(seconds=3))
    assert keeping.is_time()
    touch([world.business().pk])
    assert not keeping.is_time()
    clock(began + timedelta(seconds=14))
    touch([world.business().pk])
    assert not keeping.is_time()
    clock(began + timedelta(seconds=100))
    touch([world.business().pk])
    assert keeping.is_time()
    assert keeping.keep() is False
    assert not Touched.objects.filter(for_snapshot=True).exists()


@pytest.mark.once
def test_figures_come_from_the_copy_only_while_it_is_fresh(clock, world):
    making.make()
    head = world.user("section_head")
    measure, asked = measures.get("registry.workers"), Asked(place=world.place("32"), at=today())
    assert measure.value(head, asked).value == 22
    claiming.record(world.business(), said={"workers": 103}, as_of=today(),
                    by=world.user("section_staff"), reason=WHY)  # fmt: skip
    assert snapshot.is_fresh()
    assert measure.value(head, asked).value == 22
    later = timezone.now() + timedelta(minutes=1)
    assert measure.value(head, asked.but(known=later)).value == 122
    clock(timezone.now() + timedelta(seconds=31))
    reading.forget()
    assert not snapshot.is_fresh()
    assert measure.value(head, asked).value == 122
    assert not cards.cards().live
    clock(timezone.now() + timedelta(minutes=11))
    reading.forget()
    assert cards.cards().live
    assert cards.cards().queryset.get(pk=world.business().pk).workers == 103


@pytest.mark.once
def test_without_a_copy_or_with_a_broken_one_the_store_answers(world, salinan, caplog):
    head = world.user("section_head")
    measure, asked = measures.get("registry.businesses"), Asked(place=world.place("32"), at=today())
    assert snapshot.current() is None
    assert cards.cards().live
    assert measure.value(head, asked).value == 4
    making.make()
    generations.newest().path.write_bytes(b"rusak" * 4000)
    assert snapshot.current() is None
    assert measure.value(head, asked).value == 4
    making.make()
    assert snapshot.current() is not None
    (salinan / generations.POINTER).write_text("{")
    assert snapshot.current() is None
    assert syncing.bring_up_to_date() is not None


def test_live_cards_may_stand_within_a_question_of_themselves(world):
    """Inside they go by another name, which PostgreSQL does not know in another case."""
    live = cards.live()
    two = live.order_by("number").values("pk")[:2]
    assert live.filter(pk__in=two).count() == 2
    same = cards.live().filter(number=OuterRef("number"), pk__in=two)
    assert live.filter(Exists(same), pk__in=two).count() == 2


def test_a_repair_and_its_undo_reach_the_copy(db, tmp_path, settings):
    from binaan.intake.actions.repairing import repair, undo
    from binaan.intake.models import Problem
    from binaan.intake.tests.standing import NIK, SOUND

    settings.FILES_DIR = tmp_path / "files"
    lists = Lists(tmp_path)
    making.make()
    lists.listed([SOUND, {**SOUND, "name": "", "owner_name": "Bu Ani", "nik": NIK}])
    making.make()
    entered = repair(Problem.objects.filter(code="name_missing"), value="Tempe", by=lists.staff)
    copies.as_whole("enter")
    assert cards.cards().queryset.count() == 2
    undo(entered, by=lists.staff)
    copies.as_whole("withdraw")
    assert cards.cards().queryset.count() == 1


@pytest.mark.once
def test_the_command_says_how_many_how_long_and_as_of_when(world):
    out = StringIO()
    call_command("snapshot", json=True, stdout=out)
    said = json.loads(out.getvalue())
    assert said.keys() == {"businesses", "seconds", "as_of"}
    assert said["businesses"] == 5
    assert snapshot.current().as_of.isoformat() == said["as_of"]
