"""For tests of merging: pairs without the engine, all tables as lines, figures at dates."""

import json
from datetime import date, datetime
from io import StringIO
from uuid import UUID

from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from binaan.intake.models import Batch
from binaan.kit import measures
from binaan.kit.measures import Asked
from binaan.registry.models import Business, Claim, Owner, Pair

# What a merge and its undo leave traces in by intent, or what is made from the rest at will.
TRACES = {
    "access.AuditEvent", "access.AuditHead", "access.AuditPayload", "kit.Counter", "kit.Job",
    "registry.MatchKey", "registry.Merge", "registry.Pair", "registry.Touched",
}  # fmt: skip
VILLAGES = {
    "Jatimulya": ("Jatimulya", "Tambun Selatan"),
    "Tambun": ("Tambun", "Tambun Selatan"),
    "Wanasari": ("Wanasari", "Cibitung"),
}
DATES = (date(2021, 1, 1), date(2024, 12, 31), date(2025, 7, 1), date(2027, 1, 1))


def pair(one: Business, other: Business, *, owner_p=0.9, business_p=0.9) -> Pair:
    """The two as a pair that waits; the same pair again when there is one."""
    left, right = sorted((one, other), key=lambda side: side.number)
    found, _new = Pair.objects.get_or_create(
        left=left, right=right,
        defaults={"owner_p": owner_p, "business_p": business_p, "facts": "", "found_at": timezone.now()},
    )  # fmt: skip
    return found


def _models() -> list:
    ours = [model for model in apps.get_models() if model.__module__.startswith("binaan.")]
    return [model for model in ours if model._meta.managed and model._meta.label not in TRACES]


def tables() -> dict[str, list[str]]:
    """Every row of every table that a merge taken back must leave as it was."""
    return {
        model._meta.label: sorted(map(repr, model._default_manager.values_list()))
        for model in _models()
    }


class Told:
    """Rows without surrogate identifiers: businesses and owners by number, claims by what they say."""

    def __init__(self):
        self.names: dict[UUID, str] = {}
        for model, letter in ((Business, "U"), (Owner, "P")):
            for key, number in model.objects.values_list("pk", "number"):
                self.names[key] = f"{letter}{number}"
        for key, recorded, ordinal, said in Claim.objects.values_list(
            "pk", "recorded_at", "ordinal", "said"
        ):
            self.names[key] = f"K{recorded}/{ordinal}/{json.dumps(said, sort_keys=True)}"

    def rows(self, model, *, leaving: tuple[str, ...] = (), **which) -> list[str]:
        """Lines of a table, in one order."""
        columns = [
            f.attname for f in model._meta.concrete_fields if f.attname not in ("id", *leaving)
        ]
        found = model._default_manager.filter(**which).values_list(*columns)
        return sorted(" | ".join(self._plain(value) for value in row) for row in found)

    def _plain(self, value) -> str:
        if isinstance(value, UUID):
            return self.names.get(value, "?")
        return value.isoformat() if isinstance(value, datetime) else repr(value)


def difference(one: dict, other: dict) -> str:
    """What differs, in lines; empty when nothing does."""
    lines = []
    for name in one:
        if one[name] != other[name]:
            gone = [row for row in one[name] if row not in other[name]]
            come = [row for row in other[name] if row not in one[name]]
            lines += [
                name,
                *(f"  - {row}" for row in gone[:6]),
                *(f"  + {row}" for row in come[:6]),
            ]
    return "\n".join(lines)


def figures(user, *, known: datetime | None = None, dates=DATES) -> dict:
    """Stocks at dates, as known at a moment."""
    keys = ("registry.businesses", "registry.guided", "registry.workers")
    return {
        (key, day): measures.get(key).value(user, Asked(at=day, known=known)).value
        for key in keys
        for day in dates
    }


def bring_in(folder, rows: list[tuple], *, as_of: date, by, office="disperin") -> Batch:
    """A version of a list whose rows are (key, name, owner, village, workers, association)."""
    heading = (
        "Nomor",
        "Nama Usaha",
        "Nama Pemilik",
        "Desa",
        "Kecamatan",
        "Tenaga Kerja",
        "Anggota Asosiasi",
    )
    lines = [
        ";".join((key, name, owner, *VILLAGES[village], str(workers), association))
        for key, name, owner, village, workers, association in rows
    ]
    path = folder / f"daftar-{as_of}-{len(rows)}-{office}.csv"
    path.write_text("\n".join([";".join(heading), *lines]) + "\n", encoding="utf-8")
    chosen = folder / "peta.json"
    chosen.write_text(json.dumps({"sheets": {"CSV": {"heading_row": 1, "key": "A"}}}))
    call_command(
        "import_list", "usaha", str(path), source=f"Daftar {office}", office=office, place="32.16",
        as_of=as_of.isoformat(), map=str(chosen), by=by.username, json=True, stdout=StringIO(),
    )  # fmt: skip
    return Batch.objects.get(version__as_of=as_of, version__source__name=f"Daftar {office}")
