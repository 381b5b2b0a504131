"""What anybody may learn of a TDU card: whether it counts. Nobody is asked who reads."""

from typing import NamedTuple

from django.utils import timezone

from binaan.kit.dates import long_date
from binaan.vendors.queries import cards as kept
from binaan.vendors.rules import cards, hours
from binaan.vendors.rules.card_words import WORDS, Words

POINTS_OF_A_TOKEN = 2


class Answer(NamedTuple):
    """An answer as a page shows it. `facts`: label and value; none where nothing can be believed."""

    why: str
    words: Words
    facts: list[tuple[str, str]]


def offline_list() -> dict:
    """What a phone checks with when it has no network: public keys, serials, when this was made."""
    now = timezone.now()
    made = now.isoformat(timespec="seconds")
    return {"made": made, "keys": kept.keys(), "revoked": kept.revoked(now)}


def answer(text: str) -> Answer | None:
    """What is said now of a card's code, or of a number; None for a number nobody was given."""
    now, token = timezone.now(), cards.token_of(text)
    if token.count(".") == POINTS_OF_A_TOKEN:
        revoked = set(kept.revoked(now))
        return _told(cards.verdict(token, keys=kept.keys(), revoked=revoked, at=now))
    looked = kept.by_number(text.strip(), now)
    if looked is None:
        return None
    gone = {looked.statement.serial} if looked.ended else set()
    return _told(cards.judged(looked.statement, revoked=gone, at=now))


def _told(found: cards.Verdict) -> Answer:
    return Answer(str(found.why), WORDS[found.why], _facts(found.statement))


def _facts(said: cards.Statement | None) -> list[tuple[str, str]]:
    if said is None:
        return []
    every = len(said.days) == len(hours.DAYS)
    days = "" if every else " ".join(hours.DAYS[int(one) - 1] for one in said.days)
    return [
        ("Nomor", said.number), ("Pemegang", said.initials), ("Dagangan", said.trade),
        ("Tempat", f"{said.code} {said.place}"),
        ("Waktu", hours.told(days, said.begins, said.ends)),
        ("Berlaku", f"{long_date(said.since)} sampai {long_date(said.until)}"),
    ]  # fmt: skip
