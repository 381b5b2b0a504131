"""Writing indicators of a draft and their targets. Rule: docs/rules/pohon-rencana.md."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from binaan.access.actions.keeping import keep
from binaan.planning.actions.drafting import must_be_fresh, note
from binaan.planning.actions.versions import must_be_open
from binaan.planning.models import Indicator, Node, Target, Version
from binaan.planning.queries import stamps
from binaan.planning.rules.papers import TARGET
from binaan.planning.rules.reading import read_figure

FIELDS = stamps.INDICATOR_FIELDS
LONGEST = 100  # letters of a target


@transaction.atomic
def add_indicator(*, node: Node, values: dict, by) -> Indicator:
    """Add an indicator as the last of its node. `values`: name, unit, polarity, kind and so on."""
    version = must_be_open(node.version)
    if not Node.objects.filter(version=version, pk=node.pk).exists():
        raise ValidationError("Bagian ini sudah dihapus dari versi ini oleh orang lain.")
    last = Indicator.objects.filter(node=node).aggregate(last=Max("order"))["last"]
    indicator = Indicator(node=node, order=0 if last is None else last + 1, **_read(values))
    _must_fit(indicator, version)
    keep(indicator)
    payload = {"what": "indicator_added", "node": str(node), **_said(indicator)}
    note("plan.changed", subject=indicator, version=version, payload=payload, by=by)
    return indicator


@transaction.atomic
def change_indicator(*, indicator: Indicator, values: dict, stamp: str = "", by) -> Indicator:
    """Change what an indicator is called, how it is counted, or who owns it."""
    version = must_be_open(indicator.node.version)
    indicator = _of(version, indicator)
    now = stamps.indicator_stamp(by, indicator)
    must_be_fresh(stamp, now=now, subject=indicator, by=by)
    was = _said(indicator)
    for name, value in _read(values).items():
        setattr(indicator, name, value)
    _must_fit(indicator, version)
    said = _said(indicator)
    if was == said:
        return indicator
    keep(indicator)
    changed = sorted(key for key in {**was, **said} if was.get(key) != said.get(key))
    payload = {
        "what": "indicator_changed",
        "was": {key: was.get(key, "") for key in changed},
        "now": {key: said.get(key, "") for key in changed},
    }
    note("plan.changed", subject=indicator, version=version, payload=payload, by=by)
    return indicator


@transaction.atomic
def remove_indicator(*, indicator: Indicator, by) -> None:
    """Remove an indicator and its targets from this draft; what it reached stays under its key."""
    version = must_be_open(indicator.node.version)
    indicator = _of(version, indicator)
    targets = Target.objects.filter(indicator=indicator)
    payload = {
        "what": "indicator_removed",
        "node": str(indicator.node),
        "targets": {f"{one.year}/{one.quarter}": one.text for one in targets},
        **_said(indicator),
    }
    note("plan.changed", subject=indicator, version=version, payload=payload, by=by)
    targets.delete()
    indicator.delete()


@transaction.atomic
def set_targets(
    *, indicator: Indicator, texts: dict[tuple[int, int], str], stamp: str = "", by
) -> list[Target]:
    """Targets by (year, quarter), as typed; "" takes one away, what is not named stays.

    Answers those that are kept but are no number. Raises ValidationError for a year the document
    does not have, or an amount that can be read in two ways.
    """
    version = must_be_open(indicator.node.version)
    indicator = _of(version, indicator)
    now = stamps.targets_stamp(by, indicator)
    must_be_fresh(stamp, now=now, subject=indicator, by=by)
    kept = {(one.year, one.quarter): one for one in indicator.targets.all()}
    changes = {}
    for (year, quarter), text in texts.items():
        row, text = kept.get((year, quarter)), " ".join(text.split())
        was = row.text if row else ""
        if text == was:
            continue
        _must_be_of(version, year, text)
        changes[f"{year}/{quarter}" if quarter else str(year)] = [was, text]
        kept[year, quarter] = _write(indicator, row, (year, quarter), text)
    if changes:
        payload = {"what": "targets", "targets": changes}
        note("plan.changed", subject=indicator, version=version, payload=payload, by=by)
    return [one for one in kept.values() if one is not None and one.value is None]


def _write(indicator: Indicator, row: Target | None, period, text: str) -> Target | None:
    if not text:
        if row:
            row.delete()
        return None
    year, quarter = period
    row = row or Target(indicator=indicator, year=year, quarter=quarter)
    row.text, row.value = text, _number(text)
    row.save()
    return row


def _number(text: str) -> Decimal | None:
    """Typed by a person: a dot before three digits groups thousands, words are no number."""
    return read_figure(text, column=TARGET).value


def _must_be_of(version: Version, year: int, text: str) -> None:
    if year not in version.document.years:
        raise ValidationError(f"Dokumen ini tidak memuat tahun {year}.")
    if len(text) > LONGEST:
        raise ValidationError(f"Target {year} lebih dari {LONGEST} huruf: ringkaskan.")


def _read(values: dict) -> dict:
    """The words given, with base and end value read from them."""
    given = {
        key: value.strip() if isinstance(value, str) else value for key, value in values.items()
    }
    for name in ("base", "end"):
        if f"{name}_text" in given:
            given[f"{name}_value"] = _number(given[f"{name}_text"])
    return given


def _must_fit(indicator: Indicator, version: Version) -> None:
    if not indicator.name:
        raise ValidationError({"name": "Tuliskan nama indikatornya."})
    if indicator.division and indicator.division.office_id != version.document.office_id:
        raise ValidationError({"division": "Bidang ini milik kantor lain."})


def _of(version: Version, indicator: Indicator) -> Indicator:
    found = Indicator.objects.select_related("node", "division").filter(
        node__version=version, pk=indicator.pk
    )
    now = found.first()
    if now is None:
        raise ValidationError("Indikator ini sudah dihapus dari versi ini oleh orang lain.")
    now.node.version = version
    return now


def _said(indicator: Indicator) -> dict:
    said = {name: getattr(indicator, name) for name in FIELDS if name != "division_id"}
    owner = indicator.division.name if indicator.division else ""
    return {key: value for key, value in {**said, "division": owner}.items() if value}
