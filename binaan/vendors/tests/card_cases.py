"""One table of cards and checks; Python, the page on the phone and a scanned print are held to it.

The key is the one published in RFC 8032, 7.1, test 1: the tokens are the same for ever.
"""

from datetime import date, datetime, time, timedelta, timezone
from typing import NamedTuple

from binaan.kit.signatures import Pair, sign
from binaan.vendors.rules import cards

KEY = Pair(
    kid="kPrK_qmx",
    public="11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
    private="nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
)
# RFC 8032, 7.1, test 2: a key nobody here knows.
STRANGE = Pair(
    kid="FkAY3F0w",
    public="PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw",
    private="TM0Imyj_ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U-4pvs",
)
KEYS = {KEY.kid: KEY.public}
REVOKED = frozenset({"dicabut0001"})
WIB = timezone(timedelta(hours=7))
WIT = timezone(timedelta(hours=9))
PLACE = (-6.23812, 106.99912)
METRE = 1 / 111_195  # of a degree of latitude

DAY = cards.Statement(
    serial="berlaku0001", number="TDU-3275-2026-00012", initials="S.W.A.",
    trade="Kuliner: nasi goreng", code="A-001", place="Alun-alun Kota", lat=PLACE[0], lon=PLACE[1],
    radius=50, days="135", begins=time(7), ends=time(14), since=date(2026, 11, 2),
    until=date(2026, 11, 20), zone=7,
)  # fmt: skip
NIGHT = DAY._replace(serial="malam000001", begins=time(20), ends=time(2))
ROUND = DAY._replace(serial="sehari00001", days="1234567", begins=time(0), ends=time(0))
EAST = DAY._replace(serial="timur000001", zone=9)
REVOKED_ONE = DAY._replace(serial="dicabut0001")


def signed(said: cards.Statement, pair: Pair = KEY) -> str:
    return sign(cards.payload(said), pair)


def changed(token: str, place: int) -> str:
    """The token with one bit of one letter turned over (in the alphabet of base64url)."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    turned = letters[letters.index(token[place]) ^ 1]
    return token[:place] + turned + (token[place + 1 :] if place != -1 else "")


class Case(NamedTuple):
    """A check: which card, when (local time where none is named), where, and what it must answer."""

    name: str
    token: str
    at: datetime
    position: tuple[float, float] | None
    accuracy: float
    want: str


def _at(text: str, zone: timezone = WIB) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def _north(metres: float) -> tuple[float, float]:
    return PLACE[0] + metres * METRE, PLACE[1]


MONDAY = "2026-11-16T10:00"
GOOD = signed(DAY)
HEAD, BODY, _SIGNATURE = GOOD.split(".")
CASES = [
    Case("valid", GOOD, _at(MONDAY), None, 0, "ok"),
    Case("valid, with the address before it", f"https://x.id/cek-tdu/#{GOOD}", _at(MONDAY), None, 0, "ok"),
    Case("one bit of the statement", changed(GOOD, len(HEAD) + 20), _at(MONDAY), None, 0, "altered"),
    Case("one bit of the signature", changed(GOOD, -40), _at(MONDAY), None, 0, "altered"),
    Case("a bit that base64 does not use", changed(GOOD, -1), _at(MONDAY), None, 0, "altered"),
    Case("one bit of the key's name", changed(GOOD, len(HEAD) - 2), _at(MONDAY), None, 0, "altered"),
    Case("another's signature", f"{HEAD}.{BODY}.{signed(NIGHT).split('.')[2]}", _at(MONDAY), None, 0, "altered"),
    Case("half of it", GOOD[:100], _at(MONDAY), None, 0, "altered"),
    Case("no card at all", "https://example.org/", _at(MONDAY), None, 0, "altered"),
    Case("nothing", "", _at(MONDAY), None, 0, "altered"),
    Case("a later version", sign(cards.payload(DAY) | {"v": 2}, KEY), _at(MONDAY), None, 0, "altered"),
    Case("no days in it", sign({"v": 1}, KEY), _at(MONDAY), None, 0, "altered"),
    Case("unknown key", signed(DAY, STRANGE), _at(MONDAY), None, 0, "unknown_key"),
    Case("last day", GOOD, _at("2026-11-20T13:59"), None, 0, "ok"),
    Case("the day after", GOOD, _at("2026-11-23T10:00"), None, 0, "expired"),
    Case("expired, also in another place", GOOD, _at("2026-11-23T10:00"), _north(500), 0, "expired"),
    Case("not valid yet", GOOD, _at("2026-10-30T10:00"), None, 0, "expired"),
    Case("revoked", signed(REVOKED_ONE), _at(MONDAY), None, 0, "revoked"),
    Case("revoked and expired", signed(REVOKED_ONE), _at("2026-11-23T10:00"), None, 0, "expired"),
    Case("revoked, in another place", signed(REVOKED_ONE), _at(MONDAY), _north(500), 0, "revoked"),
    Case("49 m away", GOOD, _at(MONDAY), _north(49), 0, "ok"),
    Case("51 m away", GOOD, _at(MONDAY), _north(51), 0, "wrong_place"),
    Case("80 m away, sure to 40 m", GOOD, _at(MONDAY), _north(80), 40, "ok"),
    Case("160 m away, sure to 5 km", GOOD, _at(MONDAY), _north(160), 5000, "wrong_place"),
    Case("another place and another hour", GOOD, _at("2026-11-16T15:00"), _north(500), 0, "wrong_place"),
    Case("first minute", GOOD, _at("2026-11-16T07:00"), None, 0, "ok"),
    Case("a minute early", GOOD, _at("2026-11-16T06:59"), None, 0, "wrong_hour"),
    Case("closing time", GOOD, _at("2026-11-16T14:00"), None, 0, "wrong_hour"),
    Case("Tuesday", GOOD, _at("2026-11-17T10:00"), None, 0, "wrong_hour"),
    Case("night: Monday evening", signed(NIGHT), _at("2026-11-16T23:30"), None, 0, "ok"),
    Case("night: early Tuesday is Monday's", signed(NIGHT), _at("2026-11-17T01:59"), None, 0, "ok"),
    Case("night: early Monday is Sunday's", signed(NIGHT), _at("2026-11-16T01:00"), None, 0, "wrong_hour"),
    Case("night: Tuesday at two", signed(NIGHT), _at("2026-11-17T02:00"), None, 0, "wrong_hour"),
    Case("night: after the last day", signed(NIGHT), _at("2026-11-21T01:00"), None, 0, "ok"),
    Case("night: the evening after", signed(NIGHT), _at("2026-11-21T20:00"), None, 0, "expired"),
    Case("round the clock", signed(ROUND), _at("2026-11-17T03:33"), None, 0, "ok"),
    Case("another zone's clock", GOOD, _at("2026-11-16T15:30", WIT), None, 0, "ok"),
    Case("a card of the east", signed(EAST), _at("2026-11-16T11:59"), None, 0, "ok"),
    Case("a card of the east, closed", signed(EAST), _at("2026-11-16T12:00"), None, 0, "wrong_hour"),
]  # fmt: skip
