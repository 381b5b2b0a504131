"""`rebuild_search`: the search index built anew from the store; searching goes on meanwhile."""

import time

from binaan.kit.commands import JsonCommand
from binaan.kit.numbers import id_number
from binaan.registry.finding import syncing


class Command(JsonCommand):
    help = "Membangun ulang indeks pencarian dari isi direktori."

    def answer(self, **_options):
        began = time.monotonic()
        rebuilt = syncing.rebuild()
        return {
            "businesses": rebuilt.businesses,
            "seconds": round(time.monotonic() - began, 3),
        }

    def as_text(self, answer):
        return f"{id_number(answer['businesses'])} usaha terindeks."
