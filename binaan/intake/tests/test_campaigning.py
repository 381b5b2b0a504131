"""Campaigns: who may make them, who is visited, by whom, and how far they are."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from binaan.access.models import AuditEvent
from binaan.intake.actions import campaigning
from binaan.intake.models import CampaignState, SubmissionState, Target, TargetState
from binaan.intake.queries import campaigns
from binaan.intake.rolls import ROLLS, Listed


def test_targets_are_the_businesses_within_reach_and_numbers_of_villages(camp):
    found = list(camp.campaign.targets.values_list("label", "expected"))
    assert len(found) == 5
    assert found[-1] == ("Pendataan baru di Tambun", 5)
    assert not Target.objects.filter(label__contains="Katering").exists()


def test_somebody_else_neither_sees_nor_changes_it(camp):
    other = camp.user("section_staff", place="32.75")
    assert not campaigns.campaigns(other).exists()
    before = AuditEvent.objects.count()
    with pytest.raises(PermissionDenied):
        campaigning.close(camp.campaign, by=other)
    with pytest.raises(PermissionDenied):
        campaigning.assign(camp.campaign, camp.campaign.targets.all(), officer=None, by=camp.budi)
    assert AuditEvent.objects.count() == before


def test_an_operator_sees_the_targets_of_her_kecamatan(camp):
    operator = camp.operator_of("32.16.07")
    assert list(campaigns.campaigns(operator)) == [camp.campaign]
    assert campaigns.targets(operator, camp.campaign).count() == 2
    assert not campaigns.managed(operator).exists()


def test_a_target_outside_the_campaign_is_refused(camp):
    katering = camp.business("Katering Margahayu")
    listed = Listed(katering.pk, katering.name, katering.place_id)
    with pytest.raises(ValidationError, match="di luar wilayah"):
        campaigning.add_records(camp.campaign, [listed], by=camp.staff)
    again = ROLLS["usaha"].rows(camp.staff, camp.campaign.place, "semua", None)
    assert campaigning.add_records(camp.campaign, again, by=camp.staff) == 0
    assert camp.campaign.targets.count() == 5


def test_who_does_not_work_there_is_given_nothing(camp):
    stranger = camp.user("enumerator", place="32.75")
    with pytest.raises(ValidationError, match="tidak bertugas"):
        campaigning.assign(
            camp.campaign, camp.campaign.targets.all(), officer=stranger, by=camp.staff
        )
    assert not Target.objects.filter(officer=stranger).exists()


def test_what_nobody_has_is_shared_out_by_village(camp):
    Target.objects.update(officer=None)
    assert campaigning.share_out(camp.campaign, [camp.budi, camp.sari], by=camp.staff) == 5
    by_village = set(camp.campaign.targets.values_list("place", "officer"))
    assert len(by_village) == 4
    assert campaigns.loads(camp.staff, camp.campaign) == {
        str(camp.budi.pk): 6,
        str(camp.sari.pk): 3,
    }


def test_an_empty_campaign_is_not_opened_and_an_open_one_keeps_its_form(camp):
    wanted = campaigning.Wanted(
        "Kosong", camp.form, camp.offices["disperin"], camp.place("32.16"), date(2026, 3, 1),
        date(2026, 3, 2),
    )  # fmt: skip
    empty = campaigning.make(wanted, by=camp.staff)
    with pytest.raises(ValidationError, match="Belum ada sasaran"):
        campaigning.open_(empty, by=camp.staff)
    with pytest.raises(ValidationError, match="berakhir sebelum mulai"):
        campaigning.make(wanted._replace(ends_on=date(2026, 2, 1)), by=camp.staff)
    assert campaigning.close(camp.campaign, by=camp.staff).state == CampaignState.CLOSED


def test_an_answer_meets_its_target_and_counts(camp):
    keripik = camp.business()
    target = camp.campaign.targets.get(record_id=keripik.pk)
    one = camp.answer(1, record_id=keripik.pk, place=keripik.place)
    assert one.target == target
    target.refresh_from_db()
    assert target.state == TargetState.DONE
    new = [camp.answer(number) for number in range(2, 6)]
    quota = camp.campaign.targets.get(record_id=None)
    assert {one.target_id for one in new} == {quota.pk}
    assert quota.state == TargetState.WAITING
    camp.answer(6)
    quota.refresh_from_db()
    assert quota.state == TargetState.DONE


def test_how_far_it_is_for_the_one_who_asks(camp):
    camp.answer(1)
    camp.answer(2, state=SubmissionState.BROKEN)
    sari = camp.campaign.targets.filter(officer=camp.sari).first()
    campaigning.settle(sari, state=TargetState.REFUSED, why="Tidak mau didata", by=camp.sari)
    stands = campaigns.standing(camp.staff, camp.campaign)
    assert (stands.progress.wanted, stands.progress.done, stands.progress.refused) == (9, 1, 1)
    assert stands.progress.behind
    persons = {part.label: (part.wanted, part.done, part.refused) for part in stands.persons}
    assert persons == {"Enumerator 32.16.06": (7, 1, 0), "Enumerator 32.16.07": (2, 0, 1)}
    villages = {part.label: part.done for part in stands.villages}
    assert villages["Tambun, Tambun Selatan"] == 1
    hers = campaigns.standing(camp.operator_of("32.16.07"), camp.campaign)
    assert hers.progress.wanted == 2


def test_a_person_settles_only_his_own_targets_and_says_why(camp):
    own = camp.campaign.targets.filter(officer=camp.budi).first()
    with pytest.raises(ValidationError):
        campaigning.settle(own, state=TargetState.NOT_FOUND, why=" ", by=camp.budi)
    with pytest.raises(PermissionDenied):
        campaigning.settle(own, state=TargetState.DROPPED, why="x", by=camp.budi)
    with pytest.raises(PermissionDenied):
        campaigning.settle(own, state=TargetState.REFUSED, why="x", by=camp.sari)
    own.refresh_from_db()
    assert own.state == TargetState.WAITING
