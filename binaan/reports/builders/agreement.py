"""PK: the statement of a Perjanjian Kinerja and its lampiran. Rule: docs/rules/laporan.md §6."""

from binaan.kit.dates import long_date
from binaan.planning.choices import FundSource, Level
from binaan.planning.models import Version
from binaan.planning.queries.trees import Branch, Mark, Tree, tree
from binaan.reports import cells, evidence, schemas
from binaan.reports.asking import Asked
from binaan.reports.builders import framing
from binaan.reports.builders.targets import target_cell
from binaan.reports.builders.yearly import sum_of
from binaan.reports.queries import signing
from binaan.reports.sheet import TEXT, Cell, Row, Sheet, Signature

ANNEX = "PK-anggaran"
WIDTHS = {"no": 9.0, "objective": 66.0, "indicator": 72.0, "target": 33.0}
ANNEX_WIDTHS = {"no": 9.0, "node_name": 92.0, "budget": 36.0, "note": 43.0}
NOBODY = "……………………………………"
BLANK = "\N{NO-BREAK SPACE}"  # a line beside the place and date
ANYBODY = "Sasaran Strategis / Sasaran Program / Sasaran Kegiatan"
OPENING = (
    "Dalam rangka mewujudkan manajemen pemerintahan yang efektif, transparan, dan akuntabel serta "
    "berorientasi pada hasil, kami yang bertanda tangan di bawah ini:"
)
PROMISE = (
    "Pihak pertama berjanji akan mewujudkan target kinerja yang seharusnya sesuai lampiran perjanjian "
    "ini, dalam rangka mencapai target kinerja jangka menengah seperti yang telah ditetapkan dalam "
    "dokumen perencanaan. Keberhasilan dan kegagalan pencapaian target kinerja tersebut menjadi "
    "tanggung jawab kami."
)
SUPERVISION = (
    "Pihak kedua akan melakukan supervisi yang diperlukan serta akan melakukan evaluasi terhadap "
    "capaian kinerja dari perjanjian ini dan mengambil tindakan yang diperlukan dalam rangka pemberian "
    "penghargaan dan sanksi."
)


def build(user, asked: Asked) -> Sheet:
    """The statement in the words of the regulation, sasaran with targets, programmes with money."""
    plan = tree(user, asked.version)
    title = schemas.schema(asked.report.code).title.replace("Tahun ...", f"Tahun {asked.year}")
    parties = signatures(user, asked)
    return framing.sheet(
        user, asked, rows_of(plan, asked.year),
        columns=schemas.columns(asked.report.code, words=_words(asked.version), widths=WIDTHS),
        title=title.removesuffix(" (lampiran)"), subtitle=(asked.office.name,),
        statement=statement(user, asked), signatures=parties, annex=annex(plan, asked, parties),
    )  # fmt: skip


def _words(version: Version) -> dict[str, str]:
    """The head of an office promises sasaran strategis."""
    first = version.first_party
    return {ANYBODY: "Sasaran Strategis"} if first is None or first.division_id is None else {}


def rows_of(plan: Tree, year: int) -> list[Row]:
    """A row per indicator of a sasaran."""
    rows: list[Row] = []
    for number, branch in enumerate(objectives(plan), 1):
        head = {
            "no": cells.count(number),
            "objective": cells.words(branch.node.name, evidence.node(branch.node.pk)),
        }
        marks = branch.marks or [None]
        rows += [Row((head if not at else {}) | _aim(mark, year)) for at, mark in enumerate(marks)]
    return rows


def objectives(plan: Tree) -> list[Branch]:
    """The sasaran, in the order of the plan."""
    return [one for one in plan.walk() if one.node.level == Level.SASARAN]


def _aim(mark: Mark | None, year: int) -> dict[str, Cell]:
    if mark is None:
        return {"indicator": cells.EMPTY, "target": cells.EMPTY}
    page = evidence.indicator(mark.indicator.pk)
    return {
        "indicator": cells.words(mark.indicator.name, page),
        "target": with_unit(mark, year, page),
    }


def with_unit(mark: Mark, year: int, page: str) -> Cell:
    """The target of the year with its unit, as text: "76 Persen"."""
    target = target_cell(mark, year, page)
    known = target.value is not None
    text = f"{target.text} {mark.indicator.unit}".strip() if known else target.text
    return target._replace(text=text, type=TEXT)


def annex(plan: Tree, asked: Asked, parties: tuple[Signature, ...]) -> Sheet:
    """The second table of the lampiran: what the programmes cost, from which fund."""
    programmes = [one for one in plan.walk() if one.node.level == Level.PROGRAM]
    rows = [_programme(number, one, asked.year) for number, one in enumerate(programmes, 1)]
    if rows:
        whole = sum_of(one.money.get(asked.year) for one in programmes)
        page = evidence.version(asked.version.pk)
        rows.append(
            Row({"budget": cells.money(whole, page), "note": cells.EMPTY}, "total", span="Jumlah")
        )
    known = schemas.schema(ANNEX)
    return Sheet(
        code=ANNEX, title=f"Lampiran Perjanjian Kinerja Tahun {asked.year}",
        subtitle=(asked.office.name,), rows=rows, signatures=parties, header_rows=known.header_rows,
        columns=schemas.columns(ANNEX, widths=ANNEX_WIDTHS), orientation="portrait",
    )  # fmt: skip


def _programme(number: int, branch: Branch, year: int) -> Row:
    page = evidence.node(branch.node.pk)
    return Row({
        "no": cells.count(number),
        "node_name": cells.words(branch.node.name, page),
        "budget": cells.money(branch.money.get(year), page),
        "note": cells.words(_funds(branch, year)),
    })  # fmt: skip


def _funds(branch: Branch, year: int) -> str:
    found = {
        fund: None
        for one in branch.walk()
        for (of, fund), rupiah in one.funds.items()
        if of == year and rupiah
    }
    return ", ".join(str(FundSource(fund).label) for fund in found)


def statement(user, asked: Asked) -> tuple[str, ...]:
    """The first page."""
    version = asked.version
    first, position = _first(user, asked)
    second, above = _second(user, version)
    return (
        OPENING, f"Nama: {first}", f"Jabatan: {position}", "selanjutnya disebut pihak pertama;",
        f"Nama: {second}", f"Jabatan: {above}",
        "selaku atasan pihak pertama, selanjutnya disebut pihak kedua.", PROMISE, SUPERVISION,
    )  # fmt: skip


def _first(user, asked: Asked) -> tuple[str, str]:
    found = asked.version.first_party
    if found is None:
        return NOBODY, f"Kepala {asked.office.name}"
    return found.name, signing.title(user, found)


def _second(user, version: Version) -> tuple[str, str]:
    found = version.second_party
    if found is not None:
        return found.name, signing.title(user, found)
    return version.second_party_name or NOBODY, version.second_party_position or NOBODY


def signatures(user, asked: Asked) -> tuple[Signature, ...]:
    """Pihak kedua left, pihak pertama right, dated on the day the version counts from."""
    version = asked.version
    on = version.effective_on or asked.on
    place = f"{signing.signed_at(user, asked.office)}, {long_date(on)}"
    first = signing.block(user, version.first_party, asked.office, place, "Pihak Pertama,")
    found = version.second_party
    if found is not None:
        return signing.block(user, found, found.office, BLANK, "Pihak Kedua,"), first
    name, position = _second(user, version)
    return Signature((BLANK, "Pihak Kedua,", f"{position.upper()},"), name), first
