"""A merge taken back: both sides exactly as they were, and what came since asked about."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from binaan.access.models import AuditEvent
from binaan.intake.models import ListedKey
from binaan.registry.actions import claiming, guiding, verifying
from binaan.registry.actions.merging import merge
from binaan.registry.actions.unmerging import later_items, unmerge
from binaan.registry.models import (
    Business,
    Claim,
    Condition,
    Consent,
    Guidance,
    Identifier,
    Merge,
    Owner,
    Phone,
    Role,
)
from binaan.registry.tests.merged import bring_in, difference, figures, pair, tables
from binaan.registry.tests.test_merging import JULY, made, standing

WHY = "Ternyata dua usaha"


@pytest.fixture
def staff(world):
    return world.user("section_staff")


@pytest.fixture
def sari(world):
    return world.business()


@pytest.fixture
def copy(world):
    return made(
        world, "Kripik Ibu Sari", "Hj. Sari Wulan", workers=5, nik="3216064507850999",
        as_of=date(2023, 5, 1), association="anggota",
    )  # fmt: skip


@pytest.fixture
def one(sari, copy, staff):
    """A merge of the two."""
    return merge([pair(sari, copy)], by=staff, reason="Alamat sama")[0]


def now_of(business) -> Condition:
    return standing(Condition, business=business).latest("valid_from")


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"owners": "succeed"},
        {"businesses": False},
        {"chosen": {"name": "right", "nik": "right"}},
    ],
)
def test_without_anything_since_all_is_as_it_was(world, sari, copy, staff, how):
    verifying.propose(copy, state="verified", on=JULY, method="visit", by=staff)
    Phone.objects.create(owner_id=copy.claims.get().owner_id, number="+62813", valid_from=JULY)
    found, start = pair(sari, copy), tables()
    shown = figures(staff)
    (merged,) = merge([found], by=staff, reason="Sama", **how)
    assert tables() != start
    answer = unmerge(merged, by=staff, reason=WHY)
    assert difference(start, tables()) == ""
    assert figures(staff) == shown
    assert answer.undecided == []
    if merged.businesses:
        assert answer.restored == [sari.pk, copy.pk]
    else:
        assert answer.restored == [merged.into_owner_id, merged.from_owner_id]


def test_the_trail_and_the_merge_say_who_took_it_back_and_why(world, one, staff):
    unmerge(one, by=staff, reason=WHY)
    one.refresh_from_db()
    assert (one.undone_by, one.undone_reason) == (staff.username, WHY)
    content = AuditEvent.objects.get(verb="identity.unmerged").payload.content
    assert (content["merge"], content["reason"]) == (str(one.pk), WHY)
    with pytest.raises(ValidationError, match="sudah dipisah"):
        unmerge(one, by=staff, reason=WHY)


def test_who_may_not_decide_takes_nothing_back(world, one):
    for user in (world.user("auditor"), world.operator_of("32.16.07"), world.newcomer):
        with pytest.raises(PermissionDenied):
            unmerge(one, by=user, reason=WHY)
    one.refresh_from_db()
    assert one.undone_at is None


def corrected(business, staff, **said):
    return claiming.record(
        business, said=said, as_of=date(2025, 9, 1), by=staff, reason="Dikunjungi"
    )


@pytest.mark.parametrize(
    ("later_to", "left", "right"), [("left", 9, 5), ("right", 3, 9), ("ask", 9, 5)]
)
def test_a_correction_since_goes_where_it_is_said_to(sari, copy, one, staff, later_to, left, right):
    claim = corrected(sari, staff, workers=9)
    assert [(item["id"], item["side"]) for item in later_items(one)] == [(str(claim.pk), "ask")]
    answer = unmerge(one, by=staff, reason=WHY, later_to=later_to)
    assert (now_of(sari).workers, now_of(copy).workers) == (left, right)
    asked = {item["id"] for item in answer.undecided}
    assert asked == ({str(claim.pk)} if later_to == "ask" else set())


def test_what_was_left_open_is_settled_by_a_second_call(sari, copy, one, staff):
    claim = corrected(sari, staff, workers=9)
    unmerge(one, by=staff, reason=WHY)
    one.refresh_from_db()
    assert [item["words"] for item in later_items(one)] == [
        f"Koreksi per 1 September 2025 oleh {staff.username}"
    ]
    with pytest.raises(ValidationError, match="sudah dipisah"):
        unmerge(one, by=staff, reason=WHY, later_to="ask")
    unmerge(one, by=staff, reason="Milik yang kanan", later_to="right")
    one.refresh_from_db()
    claim.refresh_from_db()
    assert (one.undecided, claim.business) == ([], copy)
    assert (now_of(sari).workers, now_of(copy).workers) == (3, 9)
    known = standing(Condition, business=copy).get(workers=9).known_from
    assert known == claim.recorded_at  # told again at its own moment


def test_taken_back_it_is_as_if_the_merge_had_never_been(world, sari, copy, staff):
    """The same correction with and without a merge around it leaves the same conditions."""
    (merged,) = merge([pair(sari, copy)], by=staff, reason="Sama")
    first = corrected(sari, staff, workers=9)
    second = claiming.record(
        sari, said={"status": "closed", "status_on": "2025-10-01"}, as_of=date(2025, 11, 1),
        by=staff, reason="Tutup",
    )  # fmt: skip
    unmerge(merged, by=staff, reason=WHY, later_to="left")
    rows = Condition.objects.filter(business=sari).order_by("known_from", "valid_from")
    told = [
        (
            row.valid_from,
            row.valid_until,
            row.workers,
            row.status,
            row.known_from >= first.recorded_at,
        )
        for row in rows
    ]
    opening, autumn, october = date(2024, 12, 31), date(2025, 9, 1), date(2025, 10, 1)
    assert told == [
        (opening, None, 3, "running", False),
        (opening, autumn, 3, "running", True),
        (autumn, None, 9, "running", True),
        (autumn, october, 9, "running", True),
        (october, None, 9, "closed", True),
    ]
    assert rows[4].known_from == second.recorded_at
    sari.refresh_from_db()
    assert (sari.status, sari.name) == ("closed", "Keripik Bu Sari")


def rows(*workers):
    return [
        ("1", "Las Udin", "Udin Saputra", "Tambun", workers[0], "anggota"),
        ("2", "Bengkel Las Udin", "Udin S", "Tambun", workers[1], ""),
        ("3", "Tahu Ujang", "Ujang", "Wanasari", 2, ""),
    ]


def test_a_later_row_of_a_list_goes_to_whom_its_key_led(world, staff, tmp_path):
    bring_in(tmp_path, rows(1, 2), as_of=date(2023, 12, 31), by=staff)
    left, right = Business.objects.filter(name__contains="Las").order_by("number")
    (merged,) = merge([pair(left, right)], by=staff, reason="Sama")
    assert set(ListedKey.objects.filter(record_id=left.pk).values_list("key", flat=True)) >= {
        *ListedKey.objects.filter(key__endswith="1").values_list("key", flat=True)
    }
    bring_in(tmp_path, rows(11, 12), as_of=date(2024, 12, 31), by=staff)
    assert {item["side"] for item in later_items(merged)} == {"left", "right"}
    answer = unmerge(merged, by=staff, reason=WHY)
    assert answer.undecided == []
    assert (now_of(left).workers, now_of(right).workers) == (11, 12)
    assert ListedKey.objects.filter(record_id=right.pk).count() == 1


def test_a_list_meets_the_survivor_by_the_key_of_the_one_merged_away(world, staff, tmp_path):
    bring_in(tmp_path, rows(1, 2), as_of=date(2023, 12, 31), by=staff)
    left, right = Business.objects.filter(name__contains="Las").order_by("number")
    merge([pair(left, right)], by=staff, reason="Sama")
    count = Business.objects.count()
    batch = bring_in(tmp_path, rows(1, 12), as_of=date(2024, 12, 31), by=staff)
    assert (batch.new, Business.objects.count()) == (0, count)
    assert Claim.objects.get(batch=batch).business == left


def test_the_inner_of_two_merges_may_be_taken_back_first(world, staff):
    """A ← B, then Z ← A: taking back the first leaves A in Z and B by itself."""
    z, a, b = (
        made(world, f"Kios {n}", "Sari", workers=n, as_of=date(2020 + n, 1, 1)) for n in (1, 2, 3)
    )
    inner, outer, start = pair(a, b), pair(z, a), tables()
    (first,) = merge([inner], by=staff, reason="Sama")
    (second,) = merge([outer], by=staff, reason="Sama")
    assert now_of(z).workers == 3
    unmerge(first, by=staff, reason=WHY)
    a.refresh_from_db()
    b.refresh_from_db()
    assert (a.merged_into, b.merged_into) == (z, None)
    assert (now_of(z).workers, now_of(b).workers) == (2, 3)
    assert now_of(z).known_from == Merge.objects.get(pk=second.pk).at
    unmerge(second, by=staff, reason=WHY)
    assert difference(start, tables()) == ""


def test_who_was_merged_through_the_other_stays_with_the_other(world, staff):
    """A ← B and, because C is like B, C too: without B, C is B's."""
    a, b, c = (made(world, f"Kios {n}", "Sari", workers=n) for n in (1, 2, 3))
    pairs, start = [pair(a, b), pair(b, c)], tables()
    first, second = merge(pairs, by=staff, reason="Sama")
    assert {first.left, second.left} == {a}
    unmerge(first, by=staff, reason=WHY)
    second.refresh_from_db()
    assert (second.left, second.right) == (b, c)
    unmerge(second, by=staff, reason=WHY)
    assert difference(start, tables()) == ""


def test_guidance_ended_since_ends_with_the_one_who_had_brought_it(world, sari):
    city = made(world, "Kripik Sari", "Sari", office="diskopukm", place="32.16.06.1001")
    both = world.user("section_staff", office="")
    theirs = world.user("section_staff", office="diskopukm", place="32.16")
    (merged,) = merge([pair(sari, city)], by=both, reason="Sama")
    came = standing(Guidance, business=sari, office__key="diskopukm").get()
    guiding.end_guidance(came, on=date(2026, 1, 31), reason="Selesai", by=theirs)
    assert [(i["words"], i["side"]) for i in later_items(merged)] == [
        ("Pembinaan Dinas Koperasi dan UKM Kota Bekasi sejak 1 Juli 2025", "right")
    ]
    unmerge(merged, by=both, reason=WHY)
    assert not standing(Guidance, business=sari, office__key="diskopukm").exists()
    ended = standing(Guidance, business=city).get()
    assert (ended.valid_from, ended.valid_until) == (JULY, date(2026, 1, 31))


def test_a_number_somebody_else_holds_by_now_stays_closed(world, sari, copy, one, staff):
    claiming.record(
        world.business("Tahu Pak Darma"), said={"nik": "3216064507850999"}, as_of=JULY, by=staff,
        reason="Kartu dilihat",
    )  # fmt: skip
    answer = unmerge(one, by=staff, reason=WHY)
    assert [item["relation"] for item in answer.undecided] == ["registry.Identifier"]
    holder = standing(Identifier, value="3216064507850999").get().owner
    assert holder.name == "Darma Setiawan"


def test_a_number_corrected_since_follows_its_correction(sari, copy, one, staff):
    corrected(sari, staff, nik="3216064507850111")
    unmerge(one, by=staff, reason=WHY, later_to="right")
    held = dict(standing(Identifier).values_list("value", "owner__number"))
    assert held["3216064507850111"] == held.get("3216064507850003", 0) + 5 == 6
    assert "3216064507850999" not in held


def test_rows_of_every_kind_that_came_since_are_told_and_given(world, sari, copy, one, staff):
    verifying.propose(sari, state="verified", on=JULY, method="visit", by=staff)
    owner = Owner.objects.get(number=1)
    Consent.objects.create(
        owner=owner, purpose="contact", given=True, on=JULY, method="lisan", by=staff.username
    )
    Phone.objects.create(owner=owner, number="+62899", valid_from=JULY)
    told = [item["words"] for item in later_items(one)]
    assert told == [
        "Persetujuan dihubungi untuk undangan dan promosi",
        "Nomor telepon tambahan",
        f"Pemeriksaan 1 Juli 2025 oleh {staff.username}",
    ]
    unmerge(one, by=staff, reason=WHY, later_to="right")
    assert (copy.verifications.count(), sari.verifications.count()) == (1, 0)
    assert {Consent.objects.get().owner.number, Phone.objects.get().owner.number} == {6}


def test_a_new_business_of_the_one_owner_may_be_the_others(world, sari, copy, one, staff):
    new = claiming.register(
        said={"name": "Kios Baru", "owner_name": "Sari Wulandari", "place": "32.16.06.1001",
              "nik": "3216064507850003"},
        as_of=JULY, office=world.offices["disperin"], by=staff, reason="Baru",
    )  # fmt: skip
    assert {item["side"] for item in later_items(one)} == {"ask"}
    unmerge(one, by=staff, reason=WHY, later_to="right")
    assert claiming._main_owner(new).number == new.claims.get().owner.number == 6
    assert standing(Role, owner__number=1).count() == 1


def test_owners_taken_apart_keep_what_is_said_of_their_own_businesses(world, sari, copy, staff):
    (merged,) = merge([pair(sari, copy)], by=staff, reason="Sama", businesses=False)
    claims = [corrected(business, staff, workers=9) for business in (sari, copy)]
    assert [item["side"] for item in later_items(merged)] == ["left", "right"]
    unmerge(merged, by=staff, reason=WHY)
    for claim in claims:
        claim.refresh_from_db()
    assert [claim.owner.number for claim in claims] == [1, 6]


def test_a_claim_taken_back_since_stays_so(world, sari, copy, staff):
    (merged,) = merge([pair(sari, copy)], by=staff, reason="Sama")
    claim = corrected(sari, staff, workers=9)
    Claim.objects.filter(pk=claim.pk).update(retracted_at=timezone.now(), retracted_by="x")
    unmerge(merged, by=staff, reason=WHY, later_to="right")
    assert (now_of(sari).workers, now_of(copy).workers) == (3, 5)
    assert Condition.objects.filter(business=copy, workers=9).exists()
