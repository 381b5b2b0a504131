"""`reports`: every report that can be printed, with what it is printed from."""

from binaan.kit.commands import JsonCommand
from binaan.reports.actions.taking import FORMATS
from binaan.reports.catalogue import REPORTS


class Command(JsonCommand):
    help = "Menyebutkan semua laporan yang dapat dicetak."

    def answer(self, **options):
        return [
            {
                "code": one.code,
                "title": one.title,
                "group": one.group,
                "regulation": one.regulation,
                "edition": one.edition,
                "permission": str(one.permission),
                "documents": [str(kind.value) for kind in one.kinds],
                "needs_year": one.needs_year,
                "needs_quarter": one.needs_quarter,
                "parameters": list(one.parameters),
                "paper": one.paper,
                "formats": list(FORMATS),
            }
            for one in REPORTS
        ]

    def as_text(self, answer) -> str:
        return "\n".join(f"{one['code']:10} {one['title']} ({one['regulation']})" for one in answer)
