"""The worker deletes sheets whose day has passed."""

from binaan.kit.keepers import keeper
from binaan.web.taking import shelf

EVERY = 300


@keeper("downloads", every=EVERY)
def keep() -> bool:
    shelf.clear()
    shelf.sweep()
    return False
