"""Lists made in a test and brought in by command: a small Bekasi, one file, one answer."""

import csv
import json
from collections.abc import Callable
from datetime import date
from io import StringIO

from django.conf import settings
from django.core.management import call_command

from binaan.intake.models import Batch
from binaan.places.models import KbliCode
from binaan.registry.tests.factory import Register
from tests.remembered import remembered

NIKS = [f"32160601018{number:01d}9{number:03d}" for number in range(1, 10)]


class Refusal(Exception):
    """The command left with a code; `said` is what it wrote on standard error."""

    def __init__(self, code: int, said: str):
        super().__init__(code, said)
        self.code, self.said = code, said


class Lists:
    """Writes small lists and hands them in, by default as staff of one office in Kabupaten Bekasi."""

    def __init__(self, folder):
        self.folder, self.register, self.number = folder, Register(), 0
        self.begun: object = None  # what `begins` of a test file answered
        for edition, code in (("2020", "10794"), ("2025", "10795")):
            KbliCode.objects.get_or_create(
                edition=edition, code=code, defaults={"title": code, "digits": 5}
            )
        self.staff = self.register.user("section_staff", office="disperin")

    def file(self, rows, *, name="", separator=",", encoding="utf-8"):
        """A CSV of these rows (lists of texts), the heading first."""
        self.number += 1
        path = self.folder / (name or f"daftar-{self.number}.csv")
        with open(path, "w", newline="", encoding=encoding) as out:
            csv.writer(out, delimiter=separator).writerows(rows)
        return path

    def listed(self, rows: list[dict], **options) -> dict:
        """Bring in rows given as {field: text}; the headings are the names of the fields."""
        heading = list(dict.fromkeys(field for row in rows for field in row))
        cells = [[row.get(field, "") for field in heading] for row in rows]
        return self.bring(self.file([heading, *cells]), **options)

    def bring(self, path, *, by=None, mapping=None, source="Daftar IKM", place="32.16",
              office="disperin", as_of: date | str | None = date(2020, 12, 31)) -> dict:  # fmt: skip
        """The answer of `import_list`; raises Refusal when it leaves with a code."""
        out, err = StringIO(), StringIO()
        map_path = None
        if mapping is not None:
            map_path = self.folder / "peta.json"
            map_path.write_text(json.dumps(mapping))
        try:
            call_command(
                "import_list", "usaha", str(path), source=source, office=office, place=place,
                as_of=str(as_of) if as_of else None, map=str(map_path) if map_path else None,
                by=(by or self.staff).username, json=True, stdout=out, stderr=err,
            )  # fmt: skip
        except SystemExit as error:
            raise Refusal(error.code, err.getvalue().strip()) from None
        self.noted = err.getvalue().strip()
        answer = json.loads(out.getvalue())
        parts = ("new", "changed", "unchanged", "waiting")
        assert sum(answer[part] for part in parts) == answer["rows"], answer
        return answer


def lists_in(folder, begins: Callable[[Lists], object] | None = None) -> Lists:
    """Lists written to this folder, beside a Bekasi that was made once.

    So is what `begins` brings in: its answer is `begun`, its files lie where they lay.
    """
    if begins is None:
        made = remembered("lists", lambda: Lists(folder))
        made.folder = folder
        return made
    named = f"lists {begins.__module__}.{begins.__qualname__}"
    made, kept = remembered(named, lambda: _beginning(folder, begins))
    made.folder = folder
    for name, content in kept.items():
        path = settings.FILES_DIR / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return made


def _beginning(folder, begins) -> tuple[Lists, dict[str, bytes]]:
    made = Lists(folder)
    made.begun = begins(made)
    files = [path for path in settings.FILES_DIR.rglob("*") if path.is_file()]
    return made, {str(path.relative_to(settings.FILES_DIR)): path.read_bytes() for path in files}


def counts(answer: dict) -> tuple[int, int, int, int]:
    """new, changed, unchanged, waiting."""
    return tuple(answer[part] for part in ("new", "changed", "unchanged", "waiting"))


def faults(answer: dict) -> list[tuple]:
    """Cell, field, code and value of every problem."""
    return [(p["cell"], p["field"], p["code"], p["value"]) for p in answer["problems"]]


def batch_of(answer: dict) -> Batch:
    return Batch.objects.get(pk=answer["batch"])
