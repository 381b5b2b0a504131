"""Two records become one: what moves, what is restated, and who may."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from binaan.access.models import AuditEvent
from binaan.access.permissions import Permission
from binaan.registry import relations
from binaan.registry.actions import claiming, closing, consents, guiding, verifying
from binaan.registry.actions.merging import merge, survivor
from binaan.registry.models import (
    Alias,
    Business,
    Claim,
    Condition,
    Guidance,
    Identifier,
    Merge,
    Owner,
    Pair,
    Role,
    Touched,
)
from binaan.registry.relations import Erasure, Merging, Relation
from binaan.registry.tests.merged import figures, pair

JULY = date(2025, 7, 1)


@pytest.fixture
def staff(world):
    return world.user("section_staff")


def made(world, name, owner, *, office="disperin", as_of=JULY, place="32.16.06.1001", **said):
    """A business somebody entered by hand."""
    return claiming.register(
        said={"name": name, "owner_name": owner, "place": place, "status": "running", **said},
        as_of=as_of, office=world.offices[office], reason="Daftar asosiasi",
        by=world.user("section_staff", place=place[:5], office=office),
    )  # fmt: skip


@pytest.fixture
def copy(world):
    """Sari's chips a second time, as somebody else wrote them, half a year later."""
    return made(world, "Kripik Ibu Sari", "Hj. Sari Wulan", workers=5, phone="+6281312347700")


@pytest.fixture
def sari(world):
    return world.business()


def standing(model, **which):
    return model.objects.filter(known_until=None, **which)


def test_the_lower_number_survives_and_the_other_leads_to_it(sari, copy, staff):
    (one,) = merge([pair(copy, sari)], by=staff, reason="Alamat sama")
    copy.refresh_from_db()
    assert (one.left, one.right, one.businesses) == (sari, copy, True)
    assert (copy.merged_into, survivor(copy)) == (sari, sari)
    assert (one.into_owner.number, one.from_owner.number) == (1, 6)
    assert survivor(one.from_owner) == one.into_owner


def test_claims_move_and_the_business_says_what_counts_now(sari, copy, staff):
    merge([pair(sari, copy)], by=staff, reason="Sama")
    assert sari.claims.count() == 2
    assert copy.claims.count() == 0
    sari.refresh_from_db()
    now = standing(Condition, business=sari).latest("valid_from")
    assert (sari.name, now.workers) == ("Kripik Ibu Sari", 5)  # the later word
    assert not standing(Condition, business=copy).exists()
    assert not standing(Role, business=copy).exists()
    assert set(Alias.objects.values_list("owner__number", "name_key")) == {(1, "sari wulandari")}


def test_what_was_known_earlier_answers_the_same_before_and_after(world, sari, copy, staff):
    other = made(world, "Tahu Darma Jaya", "Darma", workers=2, as_of=date(2024, 12, 31))
    head, before = world.user("section_head"), timezone.now()
    then, shown = figures(head, known=before), figures(head)
    assert then == shown
    merge(
        [pair(sari, copy), pair(world.business("Tahu Pak Darma"), other)], by=staff, reason="Sama"
    )
    assert figures(head, known=before) == then
    now = figures(head)
    assert shown["registry.businesses", JULY] == 6
    assert now["registry.businesses", JULY] == now["registry.guided", JULY] == 4
    assert (shown["registry.workers", JULY], now["registry.workers", JULY]) == (29, 20)


def test_who_is_bound_to_an_office_sees_no_more_of_the_past_than_before(world, sari):
    city = made(world, "Kripik Sari", "Sari Wulandari", office="diskopukm", place="32.16.06.1001")
    before = timezone.now()
    head, other = (world.user("section_head", office=key) for key in ("disperin", "diskopukm"))
    then = figures(head, known=before), figures(other, known=before)
    merge([pair(sari, city)], by=world.user("section_staff", office=""), reason="Sama")
    assert (figures(head, known=before), figures(other, known=before)) == then


def test_guidance_of_one_office_becomes_one_time_and_of_another_comes_along(world, sari, staff):
    early = made(world, "Keripik Sari", "Sari", as_of=date(2019, 1, 1))
    city = made(world, "Kripik Sari", "Sari", office="diskopukm", place="32.16.06.1001")
    both = world.user("section_staff", office="")
    merge([pair(sari, early), pair(sari, city)], by=both, reason="Sama")
    now = standing(Guidance, business=sari).order_by("office__key")
    assert list(now.values_list("office__key", "valid_from", "valid_until")) == [
        ("diskopukm", JULY, None),
        ("disperin", date(2019, 1, 1), None),
    ]
    assert not standing(Guidance, business__in=[early, city]).exists()
    roles = standing(Role, business=sari).values_list("owner__number", "valid_from")
    assert list(roles) == [(1, date(2019, 1, 1))]


def test_the_survivor_keeps_its_number_and_takes_one_it_lacks(world, sari, staff):
    copy = made(world, "Kripik Sari", "Sari W", nik="3216064507850999", nib="1310220202906")
    merge([pair(sari, copy)], by=staff, reason="Sama")
    held = standing(Identifier, owner__number=1).values_list("kind", "value")
    assert set(held) == {("nik", "3216064507850003"), ("nib", "1310220202906")}
    assert not standing(Identifier, value="3216064507850999").exists()


def test_a_number_chosen_by_hand_takes_the_place_of_the_survivors(world, sari, staff):
    copy = made(world, "Kripik Sari", "Sari W", nik="3216064507850999")
    merge([pair(sari, copy)], by=staff, reason="Sama", chosen={"nik": "right"})
    held = standing(Identifier, owner__number=1).values_list("kind", "value")
    assert set(held) == {("nik", "3216064507850999")}
    assert not standing(Identifier, value="3216064507850003").exists()


def test_of_two_inherited_numbers_the_lower_owners_counts_in_any_order(world, staff):
    bare = made(world, "Las Udin", "Udin")
    first, second = (
        made(world, f"Las Udin {n}", "Udin", nik=f"321606450785099{n}") for n in (1, 2)
    )
    merge([pair(bare, second)], by=staff, reason="Sama")
    merge([pair(bare, first)], by=staff, reason="Sama")
    held = standing(Identifier, owner=claiming._main_owner(bare))
    assert list(held.values_list("value", flat=True)) == ["3216064507850991"]


def test_a_value_chosen_by_hand_is_a_correction_on_the_survivor(sari, copy, staff):
    (one,) = merge([pair(sari, copy)], by=staff, reason="Sama", chosen={"name": "left"})
    sari.refresh_from_db()
    assert sari.name == "Keripik Bu Sari"
    claim = Claim.objects.get(pk=one.journal["claims"][0])
    assert (claim.said, claim.correction, claim.by) == (
        {"name": "Keripik Bu Sari"}, True, staff.username,
    )  # fmt: skip


def test_a_value_nobody_said_cannot_be_chosen(sari, copy, staff):
    with pytest.raises(ValidationError, match="tidak ada"):
        merge([pair(sari, copy)], by=staff, reason="Sama", chosen={"product": "left"})
    with pytest.raises(ValidationError, match="kiri atau kanan"):
        merge([pair(sari, copy)], by=staff, reason="Sama", chosen={"name": "up"})


def test_the_son_took_over_one_business_two_owners(world, sari, staff):
    son = made(world, "Keripik Bu Sari", "Bagus Pratama")
    (one,) = merge([pair(sari, son, owner_p=0.02)], by=staff, reason="Diteruskan anaknya")
    assert (one.into_owner, one.from_owner) == (None, None)
    assert claiming._main_owner(sari).name == "Bagus Pratama"
    roles = standing(Role, business=sari).values_list("owner__name", "valid_from", "valid_until")
    assert set(roles) == {
        ("Sari Wulandari", date(2024, 12, 31), JULY),
        ("Bagus Pratama", JULY, None),
    }


def test_the_later_owner_of_the_lower_number_stays_too(world, sari, staff):
    father = made(world, "Keripik Sari", "Wulandari Tua", as_of=date(2019, 5, 1))
    merge([pair(sari, father)], by=staff, reason="Sama", owners="succeed")
    assert claiming._main_owner(sari).name == "Sari Wulandari"
    ended = standing(Role, business=sari, owner__name="Wulandari Tua").get()
    assert (ended.valid_from, ended.valid_until) == (date(2019, 5, 1), date(2024, 12, 31))


def test_an_owner_of_three_kiosks_ends_as_one_owner(world, sari, staff):
    kiosks = [made(world, f"Kios {n}", "Sari Wulandari") for n in (1, 2)]
    pairs = [pair(sari, kiosk) for kiosk in kiosks]
    merges = merge(pairs, by=staff, reason="Orang yang sama", businesses=False)
    assert [one.businesses for one in merges] == [False, False]
    assert Business.objects.present().count() == 7
    owner = Owner.objects.get(number=1)
    assert standing(Role, owner=owner).count() == owner.claims.count() == 3
    assert not merge(pairs, by=staff, reason="Lagi", businesses=False)


def test_copies_of_copies_go_straight_into_the_lowest_number(world, sari, copy, staff):
    third = made(world, "Kripik Sari Jaya", "Sari")
    merges = merge([pair(copy, third), pair(sari, copy)], by=staff, reason="Sama")
    assert [(one.left, one.right, one.order) for one in merges] == [
        (sari, copy, 0),
        (sari, third, 1),
    ]
    assert merges[1].pair.left == copy
    assert not merge([pair(sari, third)], by=staff, reason="Lagi")
    fourth = made(world, "Kripik Sari Baru", "Sari")
    (one,) = merge(
        [pair(third, fourth)], by=staff, reason="Sama"
    )  # an alias speaks for who it became
    assert (one.left, one.right) == (sari, fourth)


def test_addresses_of_a_loser_lead_on_when_the_survivor_is_merged_too(world, copy, staff):
    third = made(world, "Kripik Sari Jaya", "Sari")
    merge([pair(copy, third)], by=staff, reason="Sama")
    merge([pair(world.business(), copy)], by=staff, reason="Sama")
    third.refresh_from_db()
    assert third.merged_into == world.business()


def test_both_sides_must_lie_where_the_user_decides(world, sari, copy, staff):
    far = world.business("Katering Margahayu")
    found = pair(sari, far)
    for user in (staff, world.operator_of("32.16.07"), world.user("auditor"), world.newcomer):
        with pytest.raises(PermissionDenied):
            merge([found, pair(sari, copy)], by=user, reason="Sama")
    assert not Merge.objects.exists()
    assert not Business.objects.filter(merged_into__isnull=False).exists()


@pytest.mark.parametrize("column", ["erased_at", "withdrawn_at"])
def test_what_was_erased_or_withdrawn_is_not_merged(sari, copy, staff, column):
    found = pair(sari, copy)
    Business.objects.filter(pk=copy.pk).update(**{column: timezone.now()})
    with pytest.raises((ValidationError, PermissionDenied)):
        merge([found], by=staff, reason="Sama")


def test_a_relation_may_forbid_merging(sari, copy, staff, monkeypatch):
    refuses = Relation("registry.Photo.business", Merging.REFUSE, Erasure.KEEP, "fotonya dijual")
    declared = relations.DECLARED | {refuses.name: refuses}
    monkeypatch.setattr(relations, "DECLARED", declared)
    merge([pair(sari, copy)], by=staff, reason="Sama")  # nothing points there
    monkeypatch.setattr(relations, "points_at", lambda name, subject, keys: subject is Business)
    third = claiming.register(
        said={"name": "Kripik", "owner_name": "Sari", "place": "32.16.06.1001"}, as_of=JULY,
        by=staff, reason="Baru",
    )  # fmt: skip
    with pytest.raises(ValidationError, match="fotonya dijual"):
        merge([pair(sari, third)], by=staff, reason="Sama")


def test_a_room_above_declares_what_becomes_of_its_rows(sari, copy, staff, monkeypatch):
    """What a room says decides: checks that stay where they are instead of moving along."""
    verifying.propose(copy, state="verified", on=JULY, method="visit", by=staff)
    stays = Relation("registry.Verification.business", Merging.KEEP, Erasure.KEEP, "contoh")
    monkeypatch.setattr(relations, "DECLARED", relations.DECLARED | {stays.name: stays})
    merge([pair(sari, copy)], by=staff, reason="Sama")
    assert (copy.verifications.count(), sari.verifications.count()) == (1, 0)


def test_every_relation_that_moves_or_is_restated_is_known_to_the_board():
    from binaan.registry.actions.merging.board import Board

    board = Board()
    restated = {f"{t.label}.{t.model._meta.get_field(c).name}" for t in board.dated for c in t.ends}
    by_merging = {
        how: {name for name, one in relations.DECLARED.items() if one.merging == how}
        for how in Merging
    }
    assert {one.name for one in board.movers} == by_merging[Merging.MOVE] | set(relations.POINTING)
    assert restated == by_merging[Merging.RESTATE]
    for table in board.dated:
        assert {"id", "valid_from", "valid_until", "known_from", "known_until"} <= set(
            table.columns
        )


def test_many_merges_are_one_line_of_the_trail_and_few_statements(world, staff):
    def copies(count):
        return [
            pair(made(world, f"Kios {count}-{n}", f"Orang {n}"), made(world, f"Kios {count}:{n}", f"Orang {n}"))
            for n in range(count)
        ]  # fmt: skip

    asked = []
    for pairs in (copies(3), copies(12)):
        Touched.objects.all().delete()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            merges = merge(pairs, by=staff, reason="Digabung sendiri", automatic=True)
        asked.append(len(queries))
        assert len(merges) == len(pairs)
    assert asked[1] <= asked[0] + 4
    event = AuditEvent.objects.filter(verb="identity.merged").latest("id")
    content = event.payload.content
    assert (content["rows"], len(content["root"]), event.place_code) == (12, 64, "32.16.06.1001")
    named = " ".join(Touched.objects.values_list("businesses", flat=True)).split()
    assert {one.right_id.hex for one in merges} | {one.left_id.hex for one in merges} == set(named)


def test_the_journal_holds_no_word_about_anybody(sari, copy, staff):
    (one,) = merge([pair(sari, copy)], by=staff, reason="Sama")
    told = str(one.journal)
    assert "Sari" not in told
    assert "3216064507850003" not in told


def test_who_writes_on_a_business_merged_away_is_told_who_it_became(world, sari, copy, staff):
    guidance = copy.guidance.get()
    check = verifying.propose(copy, state="verified", on=JULY, method="visit", by=staff)
    (one,) = merge([pair(sari, copy)], by=staff, reason="Sama")
    copy.refresh_from_db()
    said = {"said": {"workers": 9}, "as_of": JULY}
    writes = [
        lambda: claiming.record(copy, **said, by=staff, reason="x"),
        lambda: closing.close(copy, status="closed", on=JULY, reason="x", by=staff),
        lambda: verifying.propose(copy, state="verified", on=JULY, method="visit", by=staff),
        lambda: guiding.end_guidance(guidance, on=date(2026, 1, 1), reason="x", by=staff),
        lambda: consents.record(
            one.from_owner, purpose="contact", given=True, on=JULY, method="lisan", by=staff
        ),
    ]
    for write in writes:
        with pytest.raises(ValidationError, match="sudah digabung ke"):
            write()
    check.refresh_from_db()
    assert verifying.approve(check, by=world.user("section_head")).business == sari


def test_a_moment_lies_after_everything_known(sari, copy, staff, clock):
    early = clock(timezone.now() - timedelta(days=400))
    (one,) = merge([pair(sari, copy)], by=staff, reason="Sama")
    assert early < one.at > copy.claims.model.objects.latest("recorded_at").recorded_at
    assert not Condition.objects.filter(known_until__lte=early).exists()


def test_only_who_decides_sees_pairs(world, sari, copy):
    pair(sari, copy)
    mine = Pair.objects.permitted(world.user("auditor"), Permission.IDENTITY_DECIDE)
    assert not mine.exists()
