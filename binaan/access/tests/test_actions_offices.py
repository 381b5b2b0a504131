from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError

from binaan.access import actions, parameters
from binaan.access.actions import keeping
from binaan.access.models import AuditEvent, Decree, Office, OfficeParameter, Official
from binaan.kit.files import path_of

DAY = date(2026, 3, 1)


@pytest.fixture
def rina(town):
    return town.user("rina", "administrator", "32.16")


@pytest.fixture
def limit():
    made = parameters.declare(
        "uji.batas", "Batas uji", 10, "Belum dipastikan", "sumber 000", kind="number"
    )
    yield made
    parameters.DECLARED.pop("uji.batas")


def test_an_office_is_added_within_reach(town, rina):
    made = actions.add_office(
        key="disdag", name="Dinas  Perdagangan", place=town.place("32.16"), by=rina
    )
    assert made.name == "Dinas Perdagangan"
    event = AuditEvent.objects.get()
    assert (event.verb, event.place_code, event.office_key) == ("office.added", "32.16", "disdag")


def test_an_office_elsewhere_is_refused_and_nothing_is_left(town, rina):
    with pytest.raises(PermissionDenied):
        actions.add_office(key="x", name="X", place=town.place("32.75"), by=rina)
    assert Office.objects.count() == 2
    assert not AuditEvent.objects.exists()


def test_an_office_cannot_be_pushed_out_of_reach(town, rina):
    with pytest.raises(PermissionDenied):
        actions.change_office(
            office=town.disperin, name="X", place=town.place("32.75"), address="", by=rina
        )
    town.disperin.refresh_from_db()
    assert (town.disperin.name, town.disperin.place_id) == ("Dinas Perindustrian", "32.16")


def test_changing_nothing_leaves_no_event(town, rina):
    office = town.disperin
    actions.change_office(office=office, name=office.name, place=office.place, address="", by=rina)
    assert not AuditEvent.objects.exists()


def test_a_key_serves_one_office(town):
    with pytest.raises(ValidationError):
        actions.add_office(key="disperin", name="X", place=town.place("32.16"), by="uji")


def test_a_lost_race_for_a_key_is_told_in_words(town, monkeypatch):
    """Both looked, both found the key free; the slower one meets the constraint."""
    checks = iter([None])
    check = Office.full_clean
    monkeypatch.setattr(Office, "full_clean", lambda self: next(checks, "again") and check(self))
    with pytest.raises(ValidationError):
        keeping.keep(Office(key="disperin", name="X", place=town.place("32.16")))
    assert Office.objects.filter(key="disperin").count() == 1


def test_an_office_that_breaks_another_promise_is_our_fault(town, monkeypatch):
    monkeypatch.setattr(Office, "full_clean", lambda self: None)
    with pytest.raises(IntegrityError):
        keeping.keep(Office(key="disperin", name="X", place=town.place("32.16")))


@pytest.mark.parametrize("nip", ["123", "1968051219900310051", "19680512199003100A"])
def test_a_nip_has_18_digits(town, rina, nip):
    with pytest.raises(ValidationError):
        actions.appoint(
            office=town.disperin, name="A", position="B", nip=nip, valid_from=DAY, by=rina
        )
    assert not Official.objects.exists()


def test_a_nip_may_be_typed_with_blanks(town, rina):
    made = actions.appoint(
        office=town.disperin,
        name="A",
        position="Kepala",
        nip="19680512 199003 1 005",
        valid_from=DAY,
        by=rina,
    )
    assert made.nip == "196805121990031005"


def test_a_position_ends_once_and_not_before_it_began(town, rina):
    made = actions.appoint(office=town.disperin, name="A", position="B", valid_from=DAY, by=rina)
    with pytest.raises(ValidationError):
        actions.end_appointment(official=made, on=date(2026, 2, 28), by=rina)
    actions.end_appointment(official=made, on=DAY, by=rina)
    with pytest.raises(ValidationError):
        actions.end_appointment(official=made, by=rina)
    made.refresh_from_db()
    assert made.valid_until == DAY


def test_a_decree_is_noted_once(town, rina):
    asked = {"number": "1/2026", "title": "T", "signed_on": DAY, "office": town.disperin}
    actions.add_decree(**asked, by=rina)
    with pytest.raises(ValidationError):
        actions.add_decree(**asked, by=rina)
    assert Decree.objects.count() == 1


def test_a_decree_for_all_offices_is_for_whoever_reaches_all(town, rina):
    asked = {"number": "PP 7/2021", "title": "T", "signed_on": date(2021, 2, 2)}
    with pytest.raises(PermissionDenied):
        actions.add_decree(**asked, by=rina)
    assert not Decree.objects.exists()
    actions.add_decree(**asked, by=town.user("wati", "administrator", "32"))
    assert Decree.objects.get().office is None


def test_an_uploaded_decree_is_kept_by_its_content(town, rina, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    pdf = SimpleUploadedFile("sk.pdf", b"%PDF-1.4 isi")
    made = actions.add_decree(
        number="1", title="T", signed_on=DAY, office=town.disperin, upload=pdf, by=rina
    )
    assert path_of(made.file_id).read_bytes() == b"%PDF-1.4 isi"
    assert made.file.name == "sk.pdf"


def test_the_default_counts_until_somebody_decides(town, limit):
    found = parameters.decided("uji.batas")
    assert (found.value, found.note, found.row) == ("10", "Belum dipastikan", None)


def test_an_offices_own_value_comes_before_the_one_for_all(town, limit, rina):
    def decide(value, day, office=None, by="uji"):
        actions.set_parameter(
            key="uji.batas", value=value, valid_from=day, office=office, note="SK", by=by
        )

    decide("20", date(2025, 1, 1))
    decide("30", date(2026, 1, 1), town.disperin, rina)
    on = date(2026, 6, 1)
    assert parameters.parameter("uji.batas", office=town.disperin, on=on) == "30"
    assert parameters.parameter("uji.batas", office=town.diskop, on=on) == "20"
    assert parameters.parameter("uji.batas", office=town.disperin, on=date(2025, 6, 1)) == "20"
    assert parameters.parameter("uji.batas", on=date(2024, 6, 1)) == "10"


def test_a_correction_of_the_same_day_wins_and_the_first_stays(town, limit):
    for value in ("20", "21"):
        actions.set_parameter(key="uji.batas", value=value, valid_from=DAY, note="SK", by="uji")
    assert parameters.number("uji.batas", on=DAY) == 21
    assert OfficeParameter.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "stored"), [("12,5", "12.5"), ("1.250,75", "1250.75"), ("12.5", "12.5"), (" 7 ", "7")]
)
def test_numbers_are_read_the_indonesian_way(limit, typed, stored):
    assert parameters.checked("uji.batas", typed) == stored


@pytest.mark.parametrize("typed", ["", "banyak", "NaN", "Infinity"])
def test_what_is_no_number_is_refused(limit, typed):
    with pytest.raises(ValidationError):
        parameters.checked("uji.batas", typed)


def test_a_parameter_nobody_declared_is_refused(db):
    with pytest.raises(ValidationError):
        actions.set_parameter(key="x", value="1", valid_from=DAY, by="uji")


def test_a_parameter_of_another_office_or_of_all_is_not_mine_to_set(town, limit, rina):
    for office in (town.diskop, None):
        with pytest.raises(PermissionDenied):
            actions.set_parameter(
                key="uji.batas", value="1", valid_from=DAY, office=office, by=rina
            )
    assert not OfficeParameter.objects.exists()


def test_two_meanings_of_one_key_are_refused(limit):
    parameters.declare(
        "uji.batas", "Batas uji", 10, "Belum dipastikan", "sumber 000", kind="number"
    )
    with pytest.raises(ValueError, match="twice"):
        parameters.declare("uji.batas", "Lain", 11)


def test_a_parameter_of_a_few_words_takes_no_other():
    parameters.declare("uji.kata", "Uji", "2T", among=("2T", "TR"))
    try:
        assert parameters.checked("uji.kata", " tr ") == "TR"
        with pytest.raises(ValidationError, match="Tulis salah satu: 2T, TR"):
            parameters.checked("uji.kata", "RT")
    finally:
        parameters.DECLARED.pop("uji.kata")
