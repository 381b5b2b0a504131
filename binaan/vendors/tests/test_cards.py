"""Cards: what is signed, when one counts no longer, and the command that does all of it."""

import io
import json
import stat
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from binaan.access.models import AuditEvent
from binaan.kit import typesetting
from binaan.kit.stepping import Said
from binaan.vendors.actions import cards as acting
from binaan.vendors.actions import permits as permitting
from binaan.vendors.queries import cards as kept
from binaan.vendors.rules import cards

MONDAY = datetime.fromisoformat("2026-03-02T17:00+07:00")


@pytest.fixture
def home(street, settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def signed(street, home):
    """Ani's TDU with its card."""
    return acting.sign_card(street.permit(), by=street.head)


def check(permit_or_token, at=MONDAY, **asked):
    token = getattr(permit_or_token, "token", permit_or_token)
    revoked = set(kept.revoked(at))
    return cards.verdict(token, keys=kept.keys(), revoked=revoked, at=at, **asked)


def tdu(*words) -> dict:
    said = io.StringIO()
    call_command("tdu", *words, "--json", stdout=said)
    return json.loads(said.getvalue())


def test_a_card_says_where_and_when_and_of_the_name_initials_only(signed):
    said = check(signed).statement
    assert (said.initials, said.trade) == ("A.S.", "Kuliner: Bakso")
    assert (said.code, said.place, said.radius, said.zone) == ("A-001", "Alun-alun", 50, 7)
    assert (said.days, said.begins.hour, said.ends.hour) == ("1234567", 16, 22)
    assert (said.since, said.until) == (date(2026, 1, 12), date(2028, 1, 12))
    assert "Suryani" not in json.dumps(cards.payload(said))


def test_a_card_that_is_signed_stays_as_it_is(signed, street):
    assert acting.sign_card(signed, by=street.head).token == signed.token
    assert AuditEvent.objects.filter(verb="tdu.card_signed").count() == 1


def test_a_lost_card_counts_no_longer_once_another_took_its_place(signed, street):
    replaced = acting.sign_card(signed, replaces=True, by=street.head)
    assert check(signed).why == "revoked"
    assert check(replaced).why == "ok"


def test_a_revoked_tdu_has_no_card_that_counts_until_it_is_restored(signed, street):
    said = Said(MONDAY.date(), {"alasan": "Dipindahtangankan."})
    permitting.take_step(signed, event="cabut", said=said, by=street.head)
    assert check(signed).why == "revoked"
    restored = permitting.take_step(signed, event="keberatan_diterima", said=said, by=street.head)
    assert check(restored).why == "ok"


def test_a_renewed_tdu_is_signed_anew_and_the_old_card_ends_by_itself(street, home):
    soon = street.permit(state="akan_habis", valid_until=date(2026, 3, 20))
    old = acting.sign_card(soon, by=street.head)
    renewed = permitting.take_step(
        old, event="perpanjang", said=Said(MONDAY.date()), by=street.head
    )
    new = acting.sign_card(renewed, by=street.head)
    later = MONDAY + timedelta(days=30)
    assert [check(old).why, check(old, later).why, check(new, later).why] == ["ok", "expired", "ok"]


def test_a_tdu_that_is_not_in_force_has_no_card(street, home):
    with pytest.raises(ValidationError, match="tidak ada kartunya"):
        acting.sign_card(street.permit(state="dicabut"), by=street.head)


def test_whoever_may_not_decide_signs_nothing(street, home):
    permit = street.permit()
    with pytest.raises(PermissionDenied):
        acting.sign_card(permit, by=street.user("kecamatan_operator", place="32.75.01"))
    with pytest.raises(PermissionDenied):
        acting.renew_key(by=street.user("kecamatan_operator", place="32.75.01"))
    permit.refresh_from_db()
    assert (permit.token, permit.serial) == ("", "")


def test_the_list_of_revoked_ones_leaves_out_what_has_expired(signed, street):
    type(signed).objects.filter(pk=signed.pk).update(state="dicabut")
    assert kept.revoked(MONDAY) == [signed.serial]
    assert kept.revoked(datetime(2028, 2, 1, tzinfo=UTC)) == []


def test_a_tdu_is_found_by_its_number_without_a_card(street):
    permit = street.permit()
    assert kept.by_number(permit.number.lower(), MONDAY).statement.number == permit.number
    assert kept.by_number(street.permit("Budi", state="dicabut").number, MONDAY).ended
    assert kept.by_number("TDU/1", MONDAY) is None


def test_a_card_is_printed_on_paper_that_is_kept_for_long(signed, street):
    from binaan.vendors.sheets.cards import card_pdf

    try:
        paper = card_pdf(street.head, [signed], site="https://x.id/", on=MONDAY.date())
    except typesetting.NoFonts:
        pytest.skip("huruf untuk PDF belum disiapkan (./run)")
    assert paper.startswith(b"%PDF-1.7")
    assert b"pdfaid" in paper


def test_the_command_issues_checks_and_revokes(street, home, clock, monkeypatch):
    monkeypatch.setattr(
        "binaan.vendors.management.commands.tdu.card_pdf", lambda *_said, **_how: b"%PDF"
    )
    head = street.head.username
    made = tdu("issue", "P-00002", "--place", "a-001", "--days", "sen,sel", "--hours", "16:00-22:00",
               "--until", "2026-11-20", "--by", head)  # fmt: skip
    card = home / "kartu" / made["card"].rsplit("/", 1)[-1]
    assert card.read_bytes() == b"%PDF"
    assert stat.S_IMODE(card.parent.stat().st_mode) == 0o700
    checks = [
        ("2026-03-03T17:00+07:00", "ok"), ("2026-03-03T10:00+00:00", "ok"),
        ("2026-03-04T17:00+07:00", "wrong_hour"), ("2026-11-24T17:00+07:00", "expired"),
    ]  # fmt: skip
    for at, why in checks:
        assert tdu("verify", made["token"], "--at", at) == {"valid": why == "ok", "why": why}
    there = ("--at", checks[0][0], "--position", "-6.3,107.01")
    assert tdu("verify", made["token"], *there)["why"] == "wrong_place"
    tdu("revoke", made["number"], "--why", "Berhenti berjualan.", "--by", head)
    assert tdu("verify", made["token"], "--at", checks[0][0])["why"] == "revoked"


def test_the_command_names_its_keys_and_begins_a_new_one(signed, street):
    [key] = tdu("keys")
    assert (key["kid"], key["retired"]) == (signed.key_id, None)
    renewed = tdu("keys", "--renew", "--by", street.head.username)
    assert [one["retired"] is None for one in renewed] == [False, True]
    assert check(signed).why == "ok"


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("issue", "P-99999", "--place", "A-001"), "Tidak ada PKL P-99999", 1),
        (("issue", "P-00001", "--place", "X-9"), "Tidak ada lokasi X-9", 1),
        (("issue", "P-00001", "--place", "A-001", "--pitch", "Z"), "tidak punya lapak Z", 1),
        (("issue", "P-00001", "--place", "A-001", "--days", "xyz"), "bukan nama hari", 2),
        (("issue", "P-00001", "--place", "A-001", "--hours", "7-9"), "tidak terbaca", 2),
        (("issue", "P-00001", "--place", "R-001"), "zona larangan", 1),
        (("revoke", "TDU/1", "--why", "x"), "Tidak ada TDU TDU/1", 1),
        (("keys", "--renew"), "--by", 2),
    ],
)
def test_what_cannot_be_done_is_said(street, home, clock, words, said, code, capsys):
    who = () if words[0] == "keys" else ("--by", street.head.username)
    with pytest.raises(SystemExit) as left:
        call_command("tdu", *words, *who)
    assert left.value.code == code
    assert said in capsys.readouterr().err
