"""Names of businesses as keys: whole, core, trade and branch. docs/rules/standard-keys.md."""

import re
from functools import lru_cache
from typing import NamedTuple

from binaan.registry.rules.spelling import plain
from binaan.registry.rules.standard import trades
from binaan.registry.rules.standard.sounds import fold


class Firm(NamedTuple):
    """Keys of one business name. `core` is "" when only trade words stand there: compare `key` then."""

    key: str
    core: str
    trade: str
    branch: str


class _Word(NamedTuple):
    text: str
    kind: str  # legal, shop, ware, call, filler, name


LONGEST = 200
MOST_BRANCHES = 20  # "Bakso Min 2" is a branch, "Toko 88" is a name
_TOKEN = re.compile(r"[a-z0-9]+(?:\.[a-z](?![a-z]))*")
_POSSESSIVE = re.compile(r"(?<=[a-z])['’]s\b")
MOST_ROUNDS = 3  # until a key is its own key: words left out may bring others together
_PHRASES = tuple(
    (re.compile(rf"\b{phrase.replace(' ', '[ .]+')}\b"), new) for phrase, new in trades.PHRASES
)
_PHRASE_STARTS = re.compile("|".join(rf"\b{p.split()[0]}\b" for p, _new in trades.PHRASES))


def _table() -> dict[str, tuple[_Word, ...]]:
    found: dict[str, tuple[_Word, ...]] = {}

    def add(kind: str, rows: tuple[tuple[str, str], ...]) -> None:
        for name, others in rows:
            first, *rest = name.split()
            words = (_Word(first, kind), *(_Word(more, "ware") for more in rest))
            for form in (name, *others.split()):
                if " " not in form:
                    found.setdefault(form, words)

    add("call", trades.CALLS)
    add("shop", trades.SHOPS)
    add("ware", trades.WARES)
    add("name", trades.BRANDS)
    for word in trades.LEGAL:
        found[word] = (_Word(word, "legal"),)
    for word in trades.FILLERS:
        found.setdefault(word, (_Word(word, "filler"),))
    return found


_KNOWN = _table()


@lru_cache(maxsize=300_000)
def _read(token: str) -> tuple[_Word, ...]:
    """A token as its canonical words, each with its kind."""
    bare = token.replace(".", "")
    if bare in _KNOWN and (bare == token or len(bare) < 4):
        return _KNOWN[bare]
    if bare != token:
        return tuple(word for part in token.split(".") for word in _read(part))
    if bare.isdecimal():
        return (_Word(bare.lstrip("0") or "0", "name"),)
    if len(bare) > 1 and bare in trades.ROMAN:
        return (_Word(bare, "name"),)
    folded = fold(bare)
    return _KNOWN.get(folded) or tuple(_Word(part, "name") for part in folded.split())


def _words(name: str) -> list[_Word]:
    text = plain(_POSSESSIVE.sub("", name[:LONGEST].lower()))
    if _PHRASE_STARTS.search(text):
        text = " ".join(text.split())
        for phrase, new in _PHRASES:
            text = phrase.sub(new, text)
    return [word for token in _TOKEN.findall(text) for word in _read(token)]


def _is_number(word: str) -> bool:
    return word.isdecimal() and 0 < int(word) <= MOST_BRANCHES


def _branch(words: list[_Word]) -> tuple[list[_Word], str, str]:
    """The words without the branch at the end, the branch, and the words that say it in the key."""
    for at in range(1, len(words) - 1):
        if words[at].text in trades.BRANCH_MARKS and words[at + 1].text != "bungin":
            rest = [word.text for word in words[at + 1 :] if word.text != "ke"]
            branch = " ".join(trades.ROMAN.get(word, word) for word in rest)
            numbered = branch.isdecimal()
            return words[:at], branch, branch if numbered else f"cabang {branch}"
    last = words[-1].text if len(words) > 1 else ""
    number = trades.ROMAN.get(last, last)
    if _is_number(number) and any(word.kind == "name" for word in words[:-1]):
        before = words[:-1]
        while len(before) > 1 and before[-1].text in ("ke", "no", "nomor"):
            before = before[:-1]
        return before, number, number
    return words, "", ""


def _calls(words: list[_Word]) -> list[_Word]:
    """Calls that are names ("Uni", "Warung Mas") become names; "M." behind a call is Muhammad;
    "teh" before a name is the elder sister, behind a shop the drink."""
    found = []
    for at, word in enumerate(words):
        follows = words[at + 1].kind == "name" if at + 1 < len(words) else False
        before = words[at - 1].kind if at else ""
        if word.kind == "call" and not follows:
            called = at + 1 < len(words) and words[at + 1].kind == "call"
            if word.text == "teh":
                word = _Word("teh", "ware")
            elif not called and (word.text in trades.ALSO_NAMES or before == "call"):
                word = _Word(word.text, "name")
        elif word.text == "m" and before == "call" and follows:
            word = _Word("muhammad", "name")
        found.append(word)
    return found


@lru_cache(maxsize=50_000)
def firm(name: str) -> Firm:
    """ "WR. NASI Ibu Hj. Soleha Cab. Cibitung" → warung nasi bu haji soleha, core soleha, branch cibitung."""
    found = _once(name)
    for _ in range(MOST_ROUNDS):
        again = _once(found.key)
        if again.key == found.key:
            break
        found = again
    return found


def _once(name: str) -> Firm:
    words = _words(name)
    bare = [word for word in words if word.kind != "legal"] or words
    if not bare:
        return Firm("", "", "", "")
    while len(bare) > 1 and bare[-1].kind == "filler":
        bare = bare[:-1]
    bare, branch, said = _branch(bare)
    bare = _calls(bare)
    key = [word.text for word in bare if word.kind != "filler"] or [word.text for word in bare]
    trade = next((word.text for word in bare if word.kind == "shop"), "")
    if not trade:
        trade = next((word.text for word in bare if word.kind == "ware"), "")
    core = " ".join(word.text for word in bare if word.kind == "name")
    return Firm(" ".join([*key, said] if said else key), core, trade, branch)
