"""Match keys follow the register: whatever was done, they equal those made anew."""

from datetime import date

import pytest
from django.utils import timezone

from binaan.kit import keepers
from binaan.kit.dates import today
from binaan.registry.actions import claiming, closing, guiding
from binaan.registry.actions.touching import touch, touch_everything
from binaan.registry.choices import PairState
from binaan.registry.matching import keys, nearby
from binaan.registry.matching.columns import SCHEMA
from binaan.registry.models import Business, Guidance, MatchKey, Merge, Pair, Touched
from binaan.registry.tests.conftest import NEW, OLD, hand_in

WHY = "Laporan Kepala Desa"


def content() -> list[dict]:
    return list(MatchKey.objects.order_by("pk").values())


def facts() -> list[dict]:
    """Without what says whether copies were sought."""
    return [{k: v for k, v in row.items() if k != "waiting"} for row in content()]


def looked_at() -> None:
    MatchKey.objects.update(waiting=False)


def same_as_rebuilt(what: str) -> list[dict]:
    """One turn of the keeper, then all anew: both must say the same."""
    assert keys.sync(), what
    assert not Touched.objects.filter(for_match=True).exists(), what
    followed = content()
    keys.rebuild()
    assert content() == followed, what
    MatchKey.objects.all().delete()
    keys.rebuild()
    assert facts() == [{k: v for k, v in row.items() if k != "waiting"} for row in followed], what
    restored = {row["business_id"]: row["waiting"] for row in followed}
    for key in MatchKey.objects.all():
        MatchKey.objects.filter(pk=key.pk).update(waiting=restored[key.pk])
    return followed


def waiting() -> set[str]:
    found = MatchKey.objects.filter(waiting=True)
    return set(found.values_list("business__name", flat=True))


def test_following_gives_what_making_anew_gives(world, tmp_path):
    staff = world.user("section_staff")
    assert len(same_as_rebuilt("first")) == 5
    assert len(waiting()) == 5
    looked_at()
    hand_in(tmp_path, OLD, date(2020, 12, 31), staff)
    hand_in(tmp_path, NEW, date(2024, 12, 31), staff)
    assert len(same_as_rebuilt("import")) == 8
    assert waiting() == {"Dodol Betawi Bu Masnah", "Las Pak Udin", "Keripik Mang Ujang"}
    dodol = MatchKey.objects.get(business__name="Dodol Betawi Bu Masnah")
    assert (dodol.nik, dodol.phones, dodol.as_of) == (
        "3216064507850011", "81312347799", date(2024, 12, 31),
    )  # fmt: skip
    assert len(dodol.lists.split()) == 1
    assert (dodol.village, dodol.district) == ("32.16.06.1001", "32.16.06")
    looked_at()


def test_keys_follow_what_people_say_and_do(world):
    staff = world.user("section_staff")
    business, office = world.business(), world.offices["disperin"]
    keys.sync()
    looked_at()
    said = {"owner_name": "Sari Lestari", "nib": "1310220202907", "address": "Jl. Baru 1"}
    claiming.record(business, said=said, as_of=today(), by=staff, reason=WHY)
    same_as_rebuilt("correct")
    assert waiting() == {"Keripik Bu Sari"}
    key = MatchKey.objects.get(business=business)
    assert (key.owner_key, key.owner_others, key.street) == (
        "sari lestari",
        "sari wulandari",
        "jl baru",
    )
    second = claiming.register(
        said={"name": "Kue Sari", "owner_name": "Sari Lestari", "place": "32.16.07.1001",
              "nib": "1310220202907"},
        as_of=today(), office=office, by=staff, reason=WHY,
    )  # fmt: skip
    assert len(same_as_rebuilt("register")) == 6
    looked_at()
    said = {"owner_name": "Sari Rahayu", "phone": "+6281399990000"}
    claiming.record(second, said=said, as_of=today(), by=staff, reason=WHY)
    same_as_rebuilt("an owner of two")
    assert waiting() == {"Keripik Bu Sari", "Kue Sari"}
    looked_at()

    guidance = Guidance.objects.get(business=business, known_until=None)
    guiding.end_guidance(guidance, on=today(), reason=WHY, by=staff)
    same_as_rebuilt("end guidance")
    closing.close(business, status="closed", on=today(), reason=WHY, by=staff)
    same_as_rebuilt("close")
    assert MatchKey.objects.get(business=business).status == "closed"
    assert not waiting()


def test_who_is_no_longer_there_has_no_key_and_comes_back(world):
    keys.sync()
    business, other = world.business(), world.business("Tahu Pak Darma")
    for column, value in (
        ("withdrawn_at", timezone.now()), ("erased_at", timezone.now()), ("merged_into", other),
    ):  # fmt: skip
        looked_at()
        Business.objects.filter(pk=business.pk).update(**{column: value})
        touch([business.pk])
        assert len(same_as_rebuilt(column)) == 4
        Business.objects.filter(pk=business.pk).update(**{column: None})
        touch([business.pk])
        assert len(same_as_rebuilt(f"{column} no more")) == 5
        assert waiting() == {"Keripik Bu Sari"}


def test_nothing_waits_when_only_dates_and_lists_changed(world):
    keys.sync()
    looked_at()
    before = MatchKey.objects.get(business=world.business())
    said = {"workers": 5, "status": "resting"}
    claiming.record(
        world.business(), said=said, as_of=today(), by=world.user("section_staff"), reason=WHY
    )
    keys.sync()
    after = MatchKey.objects.get(business=world.business())
    assert (after.as_of, after.status) == (today(), "resting")
    assert after.facts == before.facts
    assert not waiting()


def test_a_rule_that_changed_and_a_note_that_says_everything_make_all_anew(world, monkeypatch):
    keys.sync()
    assert not keys.sync()
    MatchKey.objects.filter(business=world.business()).update(owner_key="lain")
    touch_everything()
    assert keys.sync()
    assert MatchKey.objects.get(business=world.business()).owner_key == "sari wulandari"
    MatchKey.objects.filter(business=world.business()).update(owner_key="lain")
    monkeypatch.setattr(keys, "form", lambda: 7)
    assert keys.sync()
    assert MatchKey.objects.get(business=world.business()).owner_key == "sari wulandari"
    assert not keys.sync()


def test_many_notes_are_taken_in_several_turns_and_strides(world, monkeypatch):
    monkeypatch.setattr(keys, "STRIDE", 2)
    keys.sync()
    assert MatchKey.objects.count() == 5
    monkeypatch.setattr(keys, "MOST", 2)
    everyone = list(Business.objects.values_list("pk", flat=True))
    touch(everyone)
    touch(everyone[:1])
    notes = Touched.objects.filter(for_match=True)
    assert keys.sync()
    assert notes.count() == 1
    keys.catch_up()
    assert not notes.exists()


def test_the_keeper_is_signed_up():
    assert keepers.KEEPERS["match"].every == keys.EVERY_SECONDS


def test_the_frame_says_what_the_table_says(world):
    keys.sync()
    frame = nearby.frame().sort("number")
    assert set(SCHEMA) <= set(frame.columns)
    for row, key in zip(
        frame.iter_rows(named=True), MatchKey.objects.order_by("number"), strict=True
    ):
        assert row["business"] == key.pk.hex
        assert row["owner"] == key.owner_id.hex
        for name in set(SCHEMA) - {"business", "owner"}:
            assert row[name] == getattr(key, name), name
        assert row["facts"] == key.facts
    inside = nearby.frame(world.place("32.16.06"))
    assert inside["village"].to_list() == ["32.16.06.1001", "32.16.06.2004"]
    assert nearby.frame(world.place("00")).height == 5


@pytest.mark.parametrize(
    "said",
    [
        {"owner_name": "Sari Wulandari", "place": "32.16.06.2004"},
        {"owner_name": "Siapa", "phone": "+6281312347721", "place": "32.16.07.1001"},
        {"owner_name": "Siapa", "nik": "3216064507850003", "place": "32.16.07.1001"},
        {"owner_name": "Wulandari", "birth_date": "1985-07-05", "place": "32.16.07.1001"},
    ],
)
def test_near_a_business_stands_whoever_shares_a_block(world, said, monkeypatch):
    monkeypatch.setattr(nearby, "MOST_SHARE", 1)
    keys.sync()
    looked_at()
    if "nik" in said:
        said = {k: v for k, v in said.items() if k != "nik"}
        MatchKey.objects.filter(business=world.business()).update(nik="3216060101800009")
    added = claiming.register(
        said={"name": "Baru", **said}, as_of=today(), by=world.user("section_staff"), reason=WHY
    )
    keys.sync()
    if "birth_date" in said:
        first = MatchKey.objects.get(business=world.business()).owner_first
        MatchKey.objects.filter(business=added).update(owner_first=first)
    if said["owner_name"] == "Siapa" and "phone" not in said:
        MatchKey.objects.filter(business=added).update(nik="3216060101800009")
    assert nearby.waiting() == [added.pk]
    assert nearby.waiting(world.place("32.75")) == []
    found = set(nearby.near([added.pk])["business"])
    assert found == {added.pk.hex, world.business().pk.hex}


def test_a_decision_holds_for_what_a_merge_made_of_its_sides(world):
    """The merge itself is nothing new; what somebody says afterwards is."""
    keys.sync()
    one, two, three = Business.objects.order_by("number")[:3]
    pair = Pair.objects.create(
        left=two, right=three, owner_p=0.5, business_p=0.5, state=PairState.DIFFERENT, facts="1:2",
        found_at=timezone.now(),
    )  # fmt: skip
    Merge.objects.create(left=one, right=two, businesses=True, by="uji", at=timezone.now())
    Business.objects.filter(pk=two.pk).update(merged_into=one)
    touch([one.pk, two.pk])
    keys.sync()
    pair.refresh_from_db()
    held = dict(MatchKey.objects.values_list("business", "facts"))
    assert pair.facts == f"{held[one.pk]}:{held[three.pk]}"
    said = {"owner_name": "Orang Lain"}
    claiming.record(three, said=said, as_of=today(), by=world.user("section_staff"), reason=WHY)
    Merge.objects.update(at=date(2020, 1, 1).isoformat() + " 00:00+00")
    keys.sync()
    before = pair.facts
    pair.refresh_from_db()
    assert pair.facts == before
