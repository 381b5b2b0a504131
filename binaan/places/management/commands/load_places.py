"""Load all areas of Indonesia, outlines, KBLI, industry groups and nomenclature; safe to run again."""

from binaan.kit.commands import JsonCommand
from binaan.places import loading

LABELS = {
    "areas": "Wilayah",
    "outlines": "Batas wilayah",
    "kbli": "Kode KBLI",
    "groups": "Kelompok industri",
    "nomenclature": "Nomenklatur program",
}


class Command(JsonCommand):
    help = (
        "Memuat wilayah, batas, kode pos, KBLI, kelompok industri, dan nomenklatur. Boleh diulang."
    )

    def answer(self, **options):
        return loading.load()

    def as_text(self, answer):
        return "\n".join(
            f"{LABELS[name]}: {counts['new']} baru, {counts.get('changed', 0)} berubah,"
            f" {counts.get('ended', 0)} berakhir."
            for name, counts in answer.items()
        )
