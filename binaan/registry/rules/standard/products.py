"""Products as canonical words, sorted: "Aneka Kripik & tahoe" → "keripik tahu"."""

import re
from functools import lru_cache

from binaan.registry.rules.spelling import plain
from binaan.registry.rules.standard import trades
from binaan.registry.rules.standard.sounds import fold

LONGEST = 200
_TOKEN = re.compile(r"[a-z]+|[0-9]+[a-z]*")
_KNOWN = {
    form: name
    for rows in (trades.SHOPS, trades.WARES)
    for name, others in rows
    for form in (name, *others.split())
    if " " not in form
}


@lru_cache(maxsize=200_000)
def _words(token: str) -> tuple[str, ...]:
    if token in trades.PRODUCT_FILLERS:
        return ()
    known = _KNOWN.get(token)
    if known is None:
        folded = fold(token)
        known = _KNOWN.get(folded, folded)
    return tuple(word for word in known.split() if word not in trades.PRODUCT_FILLERS)


@lru_cache(maxsize=50_000)
def product(text: str) -> str:
    """Canonical product words, each once, sorted; "" where only fillers stand."""
    found = {word for token in _TOKEN.findall(plain(text[:LONGEST])) for word in _words(token)}
    return " ".join(sorted(found))
