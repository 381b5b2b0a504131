"""What only a plan in the system can tell: months, owners, official names, indicators without targets."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from binaan.planning.rules.checking.catalogue import rule
from binaan.planning.rules.checking.paper import Folder, key_of
from binaan.planning.rules.checking.words import LEVEL_WORDS, apart, plain, quoted, rupiah
from binaan.planning.rules.findings import ERROR, INFO, WARNING, Finding
from binaan.planning.rules.papers import RP, TARGET

TREE_NAME = "pohon"  # the table a finding of the working tree is of


class Spot(NamedTuple):
    """Where it stands in the tree. `node` and `mark`: ids in the store; `row`: place in the tree."""

    node: str
    level: str
    label: str
    row: int
    mark: str = ""


class Months(NamedTuple):
    """A ceiling of a year beside the months planned for it, in rupiah; `months` None where none are."""

    spot: Spot
    year: int
    ceiling: Decimal
    months: Decimal | None


class Named(NamedTuple):
    """A name beside the one its code has in the nomenclature of the version's era."""

    spot: Spot
    code: str
    name: str
    official: str


class Fixed(NamedTuple):
    """A code of a sub kegiatan with the indicator and unit the nomenclature fixes for it, beside those
    of all parts that bear it. `note`: what is not certain about the row, as the list says it.
    """

    spot: Spot
    code: str
    indicator: str
    unit: str
    own: tuple[tuple[str, str], ...]
    note: str = ""


class Judged(NamedTuple):
    """An indicator of the tree."""

    spot: Spot
    indicator: str
    has_target: bool
    is_iku: bool
    has_owner: bool


Fact = Months | Named | Fixed | Judged


def _at(spot: Spot, key: str, severity: str, message: str, **more) -> Finding:
    return Finding(
        rule=key, severity=severity, message=message, node=spot.label, level=spot.level,
        row=spot.row, table=TREE_NAME, line_node=spot.node, line_mark=spot.mark, **more,
    )  # fmt: skip


def _called(spot: Spot) -> str:
    return f"{LEVEL_WORDS.get(spot.level, 'bagian')} {quoted(spot.label)}"


@rule("cash_plan_mismatch", ERROR, "Dua belas bulan tidak sama dengan pagu",
      "DPA-SKPD: rencana penarikan dana Januari–Desember = pagu")  # fmt: skip
def cash_plan_mismatch(folder: Folder) -> Iterator[Finding]:
    """The months planned for drawing money are not the ceiling of the year."""
    for one in folder.facts:
        if isinstance(one, Months) and one.months is not None and one.months != one.ceiling:
            yield _at(
                one.spot, "cash_plan_mismatch", ERROR,
                f"Rencana penarikan {_called(one.spot)} tahun {one.year} berjumlah {rupiah(one.months)}, padahal "
                f"pagunya {rupiah(one.ceiling)}.",
                year=one.year, column=RP, printed=plain(one.months),
                recomputed=plain(one.ceiling), difference=plain(one.months - one.ceiling),
            )  # fmt: skip


@rule("name_differs", WARNING, "Nama berbeda dari nomenklatur",
      "Permendagri 90/2019 dan pemutakhirannya; kaidah §2.7")  # fmt: skip
def name_differs(folder: Folder) -> Iterator[Finding]:
    """The name is not the one its code has; the official one is proposed."""
    found: dict[tuple[str, str], list[Named]] = {}
    for fact in folder.facts:
        if isinstance(fact, Named):
            found.setdefault((fact.code, fact.name), []).append(fact)
    for one, *more in found.values():
        again = f" Nama yang sama dipakai pada {len(more)} bagian lain." if more else ""
        official, name = apart(one.official, one.name)
        yield _at(
            one.spot, "name_differs", WARNING,
            f"Kode {one.code} bernama {official} dalam nomenklatur, di sini {name}.{again}",
            printed=one.name[:200], recomputed=one.official[:200],
            proposal=f"Pakai nama resmi: {one.official}.",
        )  # fmt: skip


@rule("official_indicator_differs", INFO, "Indikator sub kegiatan bukan yang tetap",
      "Kepmendagri 050-5889/2021: kinerja, indikator dan satuan sub kegiatan tetap; kaidah §2.7.3")  # fmt: skip
def official_indicator_differs(folder: Folder) -> Iterator[Finding]:
    """None of a sub kegiatan's indicators is the fixed one, or its unit is another; more are additions."""
    for one in folder.facts:
        if not isinstance(one, Fixed) or not one.indicator:
            continue
        same = [own for own in one.own if key_of(own[0]) == key_of(one.indicator)]
        if any(not one.unit or key_of(unit) == key_of(one.unit) for _name, unit in same):
            continue
        name, unit = (same or one.own or (("", ""),))[0]
        fixed, said = apart(one.indicator, name)
        here = f"{said} ({unit or 'tanpa satuan'})" if name else "tidak ada"
        official = f"{fixed} ({one.unit or 'tanpa satuan'})"
        doubt = f" Baris nomenklatur ini: {one.note}." if one.note else ""
        yield _at(
            one.spot, "official_indicator_differs", INFO,
            f"Indikator tetap sub kegiatan {one.code} dalam nomenklatur: {official}; di sini: {here}.{doubt}",
            column=TARGET, printed=f"{name} ({unit})"[:200] if name else "",
            recomputed=f"{one.indicator} ({one.unit})"[:200],
        )  # fmt: skip


@rule("target_missing", WARNING, "Indikator tanpa target")
def target_missing(folder: Folder) -> Iterator[Finding]:
    """Nothing is to be reached in any year."""
    for one in folder.facts:
        if isinstance(one, Judged) and not one.has_target:
            yield _at(
                one.spot, "target_missing", WARNING,
                f"Indikator {quoted(one.indicator)} pada {_called(one.spot)} tidak mempunyai target "
                "pada tahun mana pun.",
                column=TARGET,
            )  # fmt: skip


@rule("iku_without_owner", WARNING, "IKU tanpa penanggung jawab",
      "PermenPANRB 53/2014 dan PermenPAN 9/2007 (formulir IKU)")  # fmt: skip
def iku_without_owner(folder: Folder) -> Iterator[Finding]:
    """A main indicator belongs to no division."""
    for one in folder.facts:
        if isinstance(one, Judged) and one.is_iku and not one.has_owner:
            yield _at(
                one.spot, "iku_without_owner", WARNING,
                f"Indikator kinerja utama {quoted(one.indicator)} belum mempunyai penanggung jawab.",
            )  # fmt: skip
