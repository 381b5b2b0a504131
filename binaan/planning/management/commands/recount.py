"""`recount`: a closed quarter counted again as known now, beside what was frozen; changes nothing."""

from binaan.kit.commands import JsonCommand
from binaan.planning.management.quarters import asked, give_quarter
from binaan.planning.queries import holds
from binaan.planning.rules import freezing


class Command(JsonCommand):
    help = (
        "Menghitung ulang triwulan yang sudah ditutup dan menyebut bedanya; tidak mengubah apa pun."
    )

    def arguments(self, parser):
        give_quarter(parser, "Nama pengguna; nama usaha hanya yang boleh dilihatnya.")

    def answer(self, **options):
        document, (year, quarter), user = asked(options)
        found = holds.changes(user, document, year, quarter)
        return {
            "document": str(document.pk),
            "year": year,
            "quarter": quarter,
            "indicators": [told(user, one) for one in found],
        }


MOST_IDS = 1_000


def told(user, one: holds.Change) -> dict:
    """A frozen figure beside today's. Ids of at most MOST_IDS records; the first of them by name."""
    return {
        "indicator": str(one.indicator),
        "key": str(one.indicator.key),
        "frozen": freezing.plain(one.hold.value),
        "now": freezing.plain(one.value),
        "difference": freezing.plain(one.difference),
        "known_at": one.hold.known_at.isoformat(),
        "hash": one.hold.hash,
        "whole": holds.seal_of(user, one.hold).is_whole,
        "added": list(one.added[:MOST_IDS]),
        "removed": list(one.removed[:MOST_IDS]),
        "added_count": len(one.added),
        "removed_count": len(one.removed),
        "per_added": list(one.per_added[:MOST_IDS]),
        "per_removed": list(one.per_removed[:MOST_IDS]),
        "named": [named(moved) for moved in one.named if moved.told],
        "why": one.why,
    }


def named(moved: holds.Moved) -> dict:
    """A record the reader may see, by name, and why it came or went."""
    return {
        "id": moved.key,
        "came": moved.came,
        "of": moved.side,
        "name": moved.told.name,
        "number": moved.told.number,
        "why": moved.told.why,
    }
