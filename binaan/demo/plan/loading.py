"""Brings the demo office's plan in by the ordinary actions; safe and quick to run again."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import transaction

from binaan.access.models import Division, Office, Official, User
from binaan.demo.books import DISPERIN
from binaan.demo.figures import KABUPATEN
from binaan.demo.people import SANUSI
from binaan.demo.plan import content, year
from binaan.planning.actions import citing, deriving, indicators, money_plan, versions
from binaan.planning.choices import DocumentKind
from binaan.planning.models import Document, Indicator, Version
from binaan.registry.models import Business

PLANNER, VERIFIER, HEAD = "perencana", "kabid", "kadis"
FILE = Path(__file__).with_name("renstra-2025-2029.csv")
Say = Callable[[str], None]


def load(say: Say) -> list[str]:
    """The plan with its documents and quarters, once the lists are in; answers the new documents."""
    office = Office.objects.get(key=DISPERIN)
    there = Document.objects.filter(office=office)
    if there.filter(title=content.TITLE).exists() or not Business.objects.exists():
        return []
    people = {name: User.objects.get(username=name) for name in (PLANNER, VERIFIER, HEAD)}
    with transaction.atomic():
        renstra = _renstra(office, people)
        renja = _derived(renstra, DocumentKind.RENJA, people, content.YEAR)
        dpa = _derived(renja, DocumentKind.DPA, people)
        _derived(dpa, DocumentKind.PK, people, parties=_parties(office))
        year.live(renja.document, dpa.document)
    say("· rencana Dinas Perindustrian 2025–2029 disusun; dua triwulan 2026 ditutup")
    return list(there.order_by("created_at").values_list("title", flat=True))


def _renstra(office: Office, people: dict[str, User]) -> Version:
    call_command(
        "import_plan", str(FILE), document=content.TITLE, place=KABUPATEN, office=office.key,
        by=PLANNER, era="E3", json=True, stdout=StringIO(),
    )  # fmt: skip
    version = Version.objects.get(document__office=office, document__title=content.TITLE)
    for indicator in Indicator.objects.filter(node__version=version).select_related("node"):
        _define(indicator, office, people[PLANNER])
    return _set(version, "renstra", people)


def _define(indicator: Indicator, office: Office, planner: User) -> None:
    measured = content.MEASURED.get(indicator.name)
    if measured is None:
        _define_typed(indicator, planner)
        return
    division = Division.objects.filter(office=office, key=measured.division).first()
    values = {
        **_kept(indicator), "kind": measured.kind, "formula": measured.formula,
        "source": "Register Binaan", "division": division, "is_iku": measured.is_iku,
        "base_text": measured.base,
    }  # fmt: skip
    indicator = indicators.change_indicator(indicator=indicator, values=values, by=planner)
    citing.cite(indicator=indicator, citation=measured.citation, by=planner)
    texts = {(content.YEAR, quarter): text for quarter, text in enumerate(measured.quarters, 1)}
    indicators.set_targets(indicator=indicator, texts=texts, by=planner)


def _define_typed(indicator: Indicator, planner: User) -> None:
    adds_up = is_output(indicator)
    values = {
        **_kept(indicator), "kind": "cumulative" if adds_up else "last",
        "formula": "Banyaknya keluaran yang selesai di dalam periode." if adds_up else "",
        "source": "Laporan bidang", "is_iku": indicator.name == "Nilai AKIP",
    }  # fmt: skip
    indicators.change_indicator(indicator=indicator, values=values, by=planner)


def is_output(indicator: Indicator) -> bool:
    """Whether its quarters add up: an output of a kegiatan or sub kegiatan that is counted."""
    return indicator.node.level in ("kegiatan", "subkegiatan") and indicator.unit != "Persen"


def _kept(indicator: Indicator) -> dict:
    names = ("name", "unit", "polarity", "lower_formula", "end_text", "is_nspk", "is_ikk")
    return {name: getattr(indicator, name) for name in names}


def _derived(
    source: Version, kind: str, people: dict[str, User], year: int | None = None, parties=None
) -> Version:
    document = deriving.derive(source, kind=kind, year=year, parties=parties, by=people[PLANNER])
    version = document.versions.get()
    if kind == DocumentKind.DPA:
        _plan_months(version, people[PLANNER])
    return _set(version, str(kind), people)


def _plan_months(version: Version, planner: User) -> None:
    for node in version.nodes.filter(level="subkegiatan").prefetch_related("budgets"):
        whole = sum((one.amount for one in node.budgets.all()), Decimal(0))
        months = dict(enumerate(dealt(whole, content.MONTHS), 1))
        money_plan.set_cash_plan(node=node, year=content.YEAR, months=months, by=planner)


def dealt(whole: Decimal, shares) -> list[Decimal]:
    """A sum dealt by shares in thousands of rupiah; the last part takes the rest."""
    parts = [(whole * share).quantize(Decimal(1000)) for share in shares[:-1]]
    return [*parts, whole - sum(parts, Decimal(0))]


def _parties(office: Office) -> deriving.Parties:
    name, position = content.REGENT
    first = Official.objects.get(office=office, name=SANUSI)
    return deriving.Parties(first, second_name=name, second_position=position)


def _set(version: Version, kind: str, people: dict[str, User]) -> Version:
    on: date = content.EFFECTIVE[kind]
    versions.verify(version, by=people[VERIFIER])
    basis = versions.Basis(
        content.DECREES[kind], f"Penetapan {version.document.title} (contoh)", on, "Bupati Bekasi"
    )
    return versions.set_version(version, effective_on=on, basis=basis, by=people[HEAD])
