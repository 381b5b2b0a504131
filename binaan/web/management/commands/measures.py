"""`measures`: every published number, with its formula and the dimensions it can be divided by."""

from binaan.kit.commands import JsonCommand
from binaan.kit.measures import all_measures


class Command(JsonCommand):
    help = "Menyebutkan semua angka yang dapat dihitung dari register."

    def answer(self, **options):
        return [
            {
                "key": item.key,
                "label": item.label,
                "unit": item.unit,
                "kind": item.kind,
                "formula": item.formula,
                "source": item.source,
                "edition": item.edition,
                "polarity": item.polarity,
                "dimensions": [
                    {"key": part.key, "label": part.label} for part in item.dimensions.values()
                ],
            }
            for item in all_measures()
        ]

    def as_text(self, answer) -> str:
        return "\n".join(
            f"{item['key']:24} {item['label']} ({item['unit']}, {item['kind']})" for item in answer
        )
