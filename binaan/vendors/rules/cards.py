"""What a TDU card says, and what a check in the street answers. docs/rules/kartu-pkl.md.

A card carries a signed statement that is checked without asking anybody: where, on which days, at
which hours and until when this vendor may trade. No NIK, no telephone, of the name only initials.
The page on the phone answers by the same steps (portal/static/portal/tdu-periksa.mjs); both are
held to one table of cases.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from math import ceil
from typing import Any, NamedTuple

from binaan.kit import signatures
from binaan.kit.earth import metres
from binaan.vendors.rules import hours

VERSION = 1
DECIMALS = 5  # of a degree: about a metre
NAME_LENGTH, GOODS_LENGTH, INITIALS = 40, 48, 3
GENERATION = "."
LONGEST_ACCURACY = 100.0  # metres a phone may be unsure and still be believed
Position = tuple[float, float]


class Why(StrEnum):
    """What a check answers, in the order of docs/rules/kartu-pkl.md."""

    OK = "ok"
    UNKNOWN_KEY = "unknown_key"
    ALTERED = "altered"
    EXPIRED = "expired"
    REVOKED = "revoked"
    WRONG_PLACE = "wrong_place"
    WRONG_HOUR = "wrong_hour"


class Statement(NamedTuple):
    """What is signed. `days`: "135", Monday 1. `radius` metres. `zone`: hours ahead of UTC."""

    serial: str
    number: str
    initials: str
    trade: str
    code: str
    place: str
    lat: float
    lon: float
    radius: int
    days: str
    begins: time
    ends: time
    since: date
    until: date
    zone: int


class Verdict(NamedTuple):
    """The answer; `statement` is None where nothing on the card can be believed."""

    why: Why
    statement: Statement | None = None
    metres: int | None = None

    @property
    def valid(self) -> bool:
        return self.why is Why.OK


def initials(name: str) -> str:
    """ "Siti Wulan Ayu" -> "S.W.A."; three at most."""
    found = [one[0].upper() for one in re.findall(r"[^\W\d_]+", name)]
    return "".join(f"{letter}." for letter in found[:INITIALS])


def described(trade: str, goods: str) -> str:
    """The trade and what is sold, short enough for the card."""
    whole = f"{trade}: {goods.strip()}" if goods.strip() else trade
    return whole if len(whole) <= GOODS_LENGTH else whole[: GOODS_LENGTH - 1].rstrip() + "…"


def first_serial(chance: str) -> str:
    """The serial of the first card of a TDU; `chance`: letters and digits."""
    return f"{chance}{GENERATION}1"


def next_serial(serial: str) -> str:
    """Of the card that takes its place: the old one is on the list from then on."""
    head, _point, count = serial.rpartition(GENERATION)
    return f"{head}{GENERATION}{int(count) + 1}"


def serials_before(serial: str) -> list[str]:
    """The serials of the cards this one took the place of."""
    head, _point, count = serial.rpartition(GENERATION)
    return [f"{head}{GENERATION}{one}" for one in range(1, int(count))]


def radius_of(point: Position, radius: int, outline: Mapping[str, Any] | None) -> int:
    """Metres around the point within which the whole location lies: at least `radius`."""
    corners: Sequence[Sequence[float]] = outline["coordinates"][0] if outline else []
    return max([radius, *(ceil(metres(point, (lat, lon))) for lon, lat, *_ in corners)])


def payload(said: Statement) -> dict[str, Any]:
    """The statement as it is signed: short keys, so that the code stays coarse enough to scan."""
    return {
        "v": VERSION, "s": said.serial, "n": said.number, "i": said.initials, "t": said.trade,
        "k": said.code, "l": said.place[:NAME_LENGTH],
        "p": [round(said.lat, DECIMALS), round(said.lon, DECIMALS), said.radius],
        "d": said.days, "h": f"{said.begins:%H%M}{said.ends:%H%M}",
        "a": f"{said.since:%Y%m%d}", "z": f"{said.until:%Y%m%d}", "o": said.zone,
    }  # fmt: skip


def statement(said: Mapping[str, Any]) -> Statement:
    """A signed payload read again. Raises Altered for one that is no statement of this version."""
    try:
        if said["v"] != VERSION:
            raise ValueError
        lat, lon, radius = said["p"]
        begins, ends = said["h"][:4], said["h"][4:]
        return Statement(
            serial=said["s"], number=said["n"], initials=said["i"], trade=said["t"],
            code=said["k"], place=said["l"], lat=float(lat), lon=float(lon), radius=int(radius),
            days=said["d"], begins=_time(begins), ends=_time(ends),
            since=_day(said["a"]), until=_day(said["z"]), zone=int(said["o"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):
        raise signatures.Altered from None


def _time(four: str) -> time:
    return datetime.strptime(four, "%H%M").time()  # noqa: DTZ007  # a time of day has no zone


def _day(eight: str) -> date:
    return datetime.strptime(eight, "%Y%m%d").date()  # noqa: DTZ007  # nor has a day


def token_of(read: str) -> str:
    """What a code or a person gave, without the page's address before the #."""
    return read.strip().rpartition("#")[2]


def verdict(
    token: str, *, keys: Mapping[str, str], revoked: Collection[str], at: datetime,
    position: Position | None = None, accuracy: float = 0.0,
) -> Verdict:  # fmt: skip
    """What a check of the card answers; the first step that fails decides.

    `keys`: public keys of TDU by name; `revoked`: serials; `at` with a time zone, or the local time
    of the card; `position`: where it is checked, sure to `accuracy` metres; None: not asked.
    """
    try:
        said = statement(signatures.read(token_of(token), keys))
    except signatures.UnknownKey:
        return Verdict(Why.UNKNOWN_KEY)
    except signatures.Altered:
        return Verdict(Why.ALTERED)
    return judged(said, revoked=revoked, at=at, position=position, accuracy=accuracy)


def judged(
    said: Statement, *, revoked: Collection[str], at: datetime,
    position: Position | None = None, accuracy: float = 0.0,
) -> Verdict:  # fmt: skip
    """The steps after the signature: of a card that was read, or of a TDU found by its number."""
    away = metres(position, (said.lat, said.lon)) if position else None
    why = _why(said, revoked, at, away, accuracy)
    return Verdict(why, said, None if away is None else round(away))


def _why(
    said: Statement, revoked: Collection[str], at: datetime, away: float | None, accuracy: float
) -> Why:
    here = at.astimezone(timezone(timedelta(hours=said.zone))) if at.tzinfo else at
    day, inside = hours.trading_day(here, said.begins, said.ends)
    if not said.since <= day <= said.until:
        return Why.EXPIRED
    if said.serial in revoked:
        return Why.REVOKED
    if away is not None and away > said.radius + min(accuracy, LONGEST_ACCURACY):
        return Why.WRONG_PLACE
    if not inside or str(day.isoweekday()) not in said.days:
        return Why.WRONG_HOUR
    return Why.OK
