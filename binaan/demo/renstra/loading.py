"""Brings Kota Bekasi's printed Renstra in through the ordinary door; what is there stays.

Figures and names are those of source 003, tables 2.6 to 7.2, as printed: nothing is corrected and
its findings stay open for the visitor.
"""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from binaan.demo.books import DISKOPUKM
from binaan.demo.figures import KOTA
from binaan.kit.numbers import id_number
from binaan.planning.models import Printed

FOLDER = Path(__file__).parent
TITLE = "Renstra 2018-2023"
PLANNER = "perencana.kota"
# The tree first: the other tables find their indicators in it.
TABLES = ("6.2", "4.1", "7.1", "7.2", "2.6", "2.7", "2.8", "6.1")


def load(say: Callable[[str], None]) -> list[str]:
    """Import the tables not there yet; answers their names."""
    there = Printed.objects.filter(
        version__document__office__key=DISKOPUKM, version__document__title=TITLE
    )
    missing = [name for name in TABLES if name not in set(there.values_list("table", flat=True))]
    if not missing:
        return []
    answers = [imported(name) for name in missing]
    nodes = sum(answer["nodes"] for answer in answers)
    say(
        f"· {TITLE} Kota Bekasi sebagaimana tercetak: {len(missing)} tabel, {id_number(nodes)} "
        f"bagian, {id_number(len(answers[-1]['findings']))} temuan pemeriksa menunggu"
    )
    return missing


def imported(name: str) -> dict:
    """What `import_plan` answers for a table."""
    printed = StringIO()
    call_command(
        "import_plan",
        str(FOLDER / f"tabel-{name}.csv"),
        document=TITLE,
        place=KOTA,
        office=DISKOPUKM,
        by=PLANNER,
        json=True,
        stdout=printed,
    )
    return json.loads(printed.getvalue())
