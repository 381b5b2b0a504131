"""`snapshot`: makes the copy for filters, map and figures anew, also while a worker is up."""

from binaan.kit.commands import JsonCommand
from binaan.registry.snapshot import making


class Command(JsonCommand):
    help = "Membuat ulang salinan register untuk saringan, peta, dan angka."

    def answer(self, **options):
        made = making.make(wait=True)
        return {
            "businesses": made.businesses,
            "seconds": made.seconds,
            "as_of": made.as_of.isoformat(),
        }
