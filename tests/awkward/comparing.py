"""What came of a workbook beside what a careful clerk reads in it: every difference as a sentence."""

import json
import re
from collections import defaultdict
from fnmatch import fnmatch
from io import StringIO

from django.core.management import call_command

from binaan.intake.models import Batch, Row
from binaan.registry.models import Claim, Identifier
from tests.awkward.making import FILES, TRUTH

OF_BUSINESS = ("name", "rt", "rw", "lat", "lon", "product", "started_year", "address")
OF_OWNER = ("sex", "birth_date", "phone")
OF_CONDITION = ("status", "legal_form", "paid_male", "paid_female", "capacity", "capacity_unit")
MONEY = ("sales", "capital", "investment")
# What the register also concludes (from a NIK, a name) or what nobody must have: looked at only
# where the truth says it.
CONCLUDED = {"sex", "birth_date", "legal_form", "address", "owner_address", "capacity_unit"}
SOFT = {"rt", "rw"}  # may be missing without a report: they remain in the text of the address
NEAR = 0.0006  # degrees


class Comparison:
    """Takes one file of the corpus in and compares; see `differences`."""

    def __init__(self, name: str, by):
        self.truth = json.loads((TRUTH / f"{name}.json").read_text("utf-8"))
        out = StringIO()
        call_command(
            "import_list", "usaha", str(FILES / name), source=name, place=self.truth["place"],
            office=f"dinas-{self.truth['place']}", as_of="2024-12-31", by=by.username, json=True,
            stdout=out,
        )  # fmt: skip
        self.answer = json.loads(out.getvalue())
        self.batch = Batch.objects.get(pk=self.answer["batch"])
        self.rows = {
            (self.batch.layout[row.sheet]["name"], row.line): row
            for row in Row.objects.filter(batch=self.batch)
        }
        self.reported = defaultdict(list)
        for problem in self.answer["problems"]:
            self.reported[problem["sheet"], problem["row"]].append(problem)
        self.claims = {
            claim.ordinal: claim
            for claim in Claim.objects.filter(batch=self.batch).select_related("business", "owner")
        }
        self.said: list[str] = []

    def differences(self) -> list[str]:
        """Rows lost or invented, values wrong, faults not reported, false alarms above 1 %."""
        self._lines()
        alarms = []
        for entry in self.truth["rows"]:
            place = (entry["sheet"], entry["line"])
            alarms += self._problems(entry, self.reported.pop(place, []))
            if place in self.rows:
                self._row(entry, self.rows[place])
        alarms += [self._shown(one) for found in self.reported.values() for one in found]
        allowed = len(self.truth["rows"]) // 100
        if len(alarms) > allowed:
            self.said += [f"alarm palsu: {one}" for one in alarms]
        return self.said

    def _lines(self):
        """Each line with words is a row or skipped for a reason, as the truth says."""
        expected = {(entry["sheet"], entry["line"]) for entry in self.truth["rows"]}
        self.said += [f"baris hilang: {one}" for one in sorted(expected - set(self.rows))]
        self.said += [f"bukan data: {one}" for one in sorted(set(self.rows) - expected)]
        skipped = {
            (layout["name"], line)
            for layout in self.batch.layout
            for lines in layout.get("skipped", {}).values()
            for line in lines
        }
        for sheet, lines in self.truth["no_data"].items():
            unsaid = {(sheet, line) for line in lines} - skipped - set(self.rows)
            self.said += [f"dilewati tanpa sebab: {one}" for one in sorted(unsaid)]

    def _problems(self, entry: dict, found: list[dict]) -> list[str]:
        """What must be reported and is not; answers those reported without need."""
        matched = []
        for asked, must in ((entry.get("reported", {}), True), (entry.get("tolerated", {}), False)):
            for columns, codes in asked.items():
                cells = {
                    str(entry["line"]) if column == "-" else f"{column}{entry['line']}"
                    for column in columns.split()
                }
                fitting = [
                    one for one in found
                    if one["cell"] in cells and any(fnmatch(one["code"], code) for code in codes)
                ]  # fmt: skip
                matched += [id(one) for one in fitting]
                if must and not fitting:
                    self.said.append(
                        f"tidak dilaporkan: {entry['sheet']}!{sorted(cells)} {codes}; "
                        f"ada {[(one['cell'], one['code']) for one in found]}"
                    )
        return [self._shown(one) for one in found if id(one) not in matched]

    @staticmethod
    def _shown(problem: dict) -> str:
        return f"{problem['sheet']}!{problem['cell']} {problem['code']} {problem['value']!r}"

    def _row(self, entry: dict, row: Row):
        held = entry.get("held", False)
        where = f"{entry['sheet']}!{entry['line']}"
        if held is True and not row.held:
            self.said.append(f"seharusnya menunggu: {where}")
        if held is False and row.held:
            self.said.append(f"seharusnya masuk: {where}")
        if row.held:
            return
        claim = self.claims.get(row.ordinal)
        if claim is None:
            self.said.append(f"tidak masuk: {where}")
            return
        fields = {one["field"] for one in self._of_row(row)}
        actual = register(claim)
        for field in actual:
            expected = entry["says"].get(field)
            if field in CONCLUDED and expected is None:
                continue
            fault = differs(field, expected, actual[field], reported=_touched(field, fields))
            if fault:
                self.said.append(f"salah: {where} {field} {fault}")

    def _of_row(self, row: Row) -> list[dict]:
        sheet = self.batch.layout[row.sheet]["name"]
        return [
            one for one in self.answer["problems"]
            if one["sheet"] == sheet and one["row"] == row.line
        ]  # fmt: skip


def _touched(field: str, fields: set[str]) -> bool:
    """Whether a problem of the row is about this field."""
    if field == "place":
        return bool(fields & {"village", "district", "regency", "place_code", "address", "place"})
    if field in ("lat", "lon"):
        return bool(fields & {"lat", "lon", "position"})
    return field in SOFT or any(one.startswith(field) for one in fields)


def register(claim: Claim) -> dict:
    """How the register holds what a row said: business, owner, numbers and condition."""
    business, owner = claim.business, claim.owner
    condition = business.conditions.filter(known_until__isnull=True).latest("valid_from")
    held = {field: getattr(business, field) for field in OF_BUSINESS}
    held |= {field: getattr(owner, field) if owner else None for field in OF_OWNER}
    held |= {field: getattr(condition, field) for field in OF_CONDITION}
    held["owner_name"] = owner.name if owner else None
    held["owner_address"] = owner.address if owner else None
    held["workers"] = condition.workers if condition.workers_stated else None
    held["place"] = condition.place_id
    for field in MONEY:
        held[field] = (getattr(condition, f"{field}_low"), getattr(condition, f"{field}_high"))
    for kind in ("nik", "nib", "npwp"):
        values = Identifier.objects.filter(owner=owner, kind=kind, known_until__isnull=True)
        held[kind] = ",".join(sorted(values.values_list("value", flat=True))) if owner else None
    return held


def differs(field: str, expected, actual, *, reported: bool) -> str:
    """What is wrong with a value; empty when it is one of those a clerk would write."""
    if field in MONEY:
        actual = tuple(float(end) if end is not None else None for end in actual)
        allowed = [_bounds(one) for one in _alternatives(expected)]
        good = actual in allowed and (actual != (None, None) or len(allowed) == 1 or reported)
    else:
        allowed = _alternatives(expected)
        nothing = actual in (None, "")
        good = any(_same(field, one, actual) for one in allowed if one != "") or (
            nothing and (expected is None or ("" in allowed and reported))
        )
    return "" if good else f"{expected!r} menjadi {actual!r}"


def _alternatives(expected) -> list:
    return expected.split("|") if isinstance(expected, str) else [expected]


def _bounds(said) -> tuple:
    if isinstance(said, str) and ":" in said:
        low, high = said.split(":")
        return (float(low) if low else None, float(high) if high else None)
    if isinstance(said, list):
        return tuple(float(end) for end in said)
    return (None, None) if said in (None, "") else (float(said), float(said))


def _same(field: str, expected, actual) -> bool:
    if expected is None or actual in (None, ""):
        return False
    if field in ("lat", "lon"):
        return abs(float(expected) - float(actual)) < NEAR
    if field == "place":
        return expected == actual
    if field in ("address", "owner_address"):
        return _folded(str(actual)).startswith(_folded(expected))
    if isinstance(expected, (int, float)):
        return float(expected) == float(actual)
    return _folded(str(expected)) == _folded(str(actual))


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().lower()
