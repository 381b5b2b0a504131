"""A plan comes in: every figure as printed, the tree, money at the leaves, the same file again."""

import json
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from binaan.access.models import AuditEvent
from binaan.places.models import NomenclatureItem
from binaan.places.nomenclature import Entry, _item
from binaan.planning.actions.importing import import_plan
from binaan.planning.models import (
    Achievement,
    Budget,
    Document,
    Indicator,
    Node,
    Printed,
    Target,
    Version,
)
from binaan.planning.queries import printed
from binaan.planning.sheets.reading import read_tables

HEAD = "level,name,indicator,unit,target_2021,rp_2021,target_2022,rp_2022\n"
TREE = HEAD + "\n".join((
    'tujuan,Tujuan satu,Nilai AKIP,Nilai,60,"450,000",65,"700,000"',
    'sasaran,Sasaran satu,Nilai AKIP,Nilai,60,"450,000",65,"700,000"',
    'program,Program Pemberdayaa n UMKM,Persentase dibina,Persen,10,"450,000",20,"700,000"',
    'kegiatan,Pemberdayaan Usaha,Jumlah dibina,UMKM,100,"450,000",-,"700,000"',
    'subkegiatan,Pendataan Usaha,1. Jumlah usaha terdata,UMKM,80,"150,000",N/A,"200,000"',
    'subkegiatan,,2. Jumlah aplikasi,Aplikasi,-,"50,000",1,-',
    'subkegiatan,Kemitraan Aneh,Jumlah kemitraan,Unit,5,"250,000",6,lima ratus',
    'program,,Persentase naik kelas,Persen,1,-,2,-',
    'kegiatan,Pengembangan Usaha,Jumlah naik,UMKM,3,"90,000",4,-',
))  # fmt: skip
PERFORMANCE = (
    "Tabel 2.7 Realisasi Kinerja\n"
    "indicator,target_ikk,target_2021,target_2022,actual_2021,actual_2022,ratio_2021,ratio_2022\n"
    'Jumlah Usaha Terdata,✓,80,90,"72,5",-,90,-\n'
    "Indikator lain,,1,1,1,1,100,100\n"
)


@pytest.fixture
def known(plan):
    rows = (
        ("2.17.07", "PROGRAM PEMBERDAYAAN UMKM"),
        ("2.17.07.2.01", "Pemberdayaan Usaha"),
        ("2.17.07.2.01.01", "Pendataan Usaha"),
    )
    NomenclatureItem.objects.bulk_create(
        _item("E2", Entry(code, name), official=False) for code, name in rows
    )
    return plan


@pytest.fixture
def bring(known, tmp_path):
    """Writes a CSV and imports it as the planner of the office."""

    def bring(text=TREE, name="tabel 6.2.csv", title="Renstra 2020-2024", by=None, **given):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return import_plan(
            path, tables=read_tables(path, name), title=title, office=known.offices["diskopukm"],
            by=by or known.planner, **given,
        )  # fmt: skip

    return bring


def test_the_tree_stands_as_printed_with_money_at_the_leaves(bring):
    done = bring()
    assert (done.nodes, done.added) == (9 - 1, ["6.2"])
    document = done.version.document
    assert (document.kind, document.first_year, document.last_year) == ("renstra", 2021, 2022)
    assert done.version.era == "E2"
    leaf = Node.objects.get(version=done.version, name="Pendataan Usaha")
    assert [one.name for one in leaf.indicators.all()] == [
        "Jumlah usaha terdata",
        "Jumlah aplikasi",
    ]
    assert dict(leaf.budgets.values_list("year", "amount")) == {2021: 200000, 2022: 200000}
    assert Budget.objects.filter(node__version=done.version).count() == 3
    assert done.loose == ["Pengembangan Usaha"]
    targets = Target.objects.filter(indicator__node=leaf).order_by("year", "pk")
    assert [(one.year, one.text) for one in targets] == [(2021, "80"), (2022, "1")]


def test_a_nameless_program_with_kegiatan_is_a_part_of_its_own(bring):
    version = bring().version
    programs = Node.objects.filter(version=version, level="program")
    assert [one.printed_name for one in programs] == ["Program Pemberdayaa n UMKM", ""]
    assert programs[0].name == programs[1].name
    assert programs[1].children.get().name == "Pengembangan Usaha"


def test_names_find_their_code_and_the_rest_is_told(bring):
    done = bring()
    codes = dict(Node.objects.filter(version=done.version).values_list("name", "official_code"))
    assert codes["Program Pemberdayaa n UMKM"] == "2.17.07"
    assert codes["Pendataan Usaha"] == "2.17.07.2.01.01"
    assert done.unmatched == ["Kemitraan Aneh", "Pengembangan Usaha"]


def test_every_figure_keeps_its_text_and_the_tables_can_be_put_together_again(
    bring, known, tmp_path
):
    done = bring()
    (again,) = printed.tables(known.planner, done.version)
    (read,) = read_tables(tmp_path / "tabel 6.2.csv")
    assert [line.figures for line in again.lines] == [line.figures for line in read.lines]
    assert [
        (line.row, line.name, line.level, line.indicator, line.unit) for line in again.lines
    ] == [(line.row, line.name, line.level, line.indicator, line.unit) for line in read.lines]
    assert (again.kind, again.years, again.factor) == (read.kind, read.years, read.factor)
    odd = Printed.objects.get(version=done.version, text="lima ratus")
    assert (odd.value, odd.column, odd.year, odd.row) == (None, "rp", 2022, 8)
    assert odd.node.name == "Kemitraan Aneh"


def test_the_same_file_again_changes_nothing(bring):
    first = bring()
    counts = [one.objects.count() for one in (Node, Printed, Budget, Version, AuditEvent)]
    second = bring()
    assert second.added == []
    assert second.version == first.version
    assert [one.objects.count() for one in (Node, Printed, Budget, Version)] == counts[:4]
    assert AuditEvent.objects.filter(verb="plan.imported").count() == 1


def test_a_table_with_other_figures_and_a_second_tree_are_refused(bring):
    bring()
    before = Printed.objects.count()
    with pytest.raises(ValidationError, match="dengan isi lain"):
        bring(TREE.replace('"150,000"', '"151,000"'))
    with pytest.raises(ValidationError, match="sudah berisi pohon"):
        bring(name="tabel 6.3.csv")
    assert Printed.objects.count() == before


@pytest.mark.once
def test_a_performance_table_joins_the_draft_and_its_realisation_has_its_document(bring, known):
    bring()
    done = bring(PERFORMANCE, "kinerja.csv")
    assert (done.added, done.tables) == (["2.7"], ["2.7", "6.2"])
    assert done.unknown == ["Tabel 2.7: Indikator lain"]
    indicator = Indicator.objects.get(node__version=done.version, name="Jumlah usaha terdata")
    reached = Achievement.objects.get(indicator_key=indicator.key)
    assert (reached.year, reached.quarter, reached.value) == (2021, 0, Decimal("72.5"))
    assert "tabel 2.7 baris 3: “72,5”" in reached.document_note
    assert (reached.state, reached.filled_by) == ("draft", known.planner.username)
    assert indicator.is_ikk


IKU = (
    "Tabel 7.1 Indikator Kinerja Dinas\n"
    "No,Indikator Kinerja Utama,base,target_2021,target_2022,end\n"
    "1,Nilai AKIP,N/A,60,65,70\n"
    "2,Persentase UMKM dibina,20 Unit,10,20,150 Unit\n"
    "3,Indikator lain,1,1,1,1\n"
)


@pytest.mark.once
def test_a_table_of_main_indicators_appoints_them_and_fills_base_and_end(bring, known):
    done = bring()
    done = bring(IKU, "kinerja.csv", title="Renstra 2020-2024")
    assert done.unknown == ["Tabel 7.1: Persentase UMKM dibina", "Tabel 7.1: Indikator lain"]
    nodes = Indicator.objects.filter(node__version=done.version, is_iku=True)
    assert [(one.node.level, one.name) for one in nodes] == [("sasaran", "Nilai AKIP")]
    (akip,) = nodes
    assert (akip.base_text, akip.base_value, akip.end_text, akip.end_value) == ("", None, "70", 70)
    event = AuditEvent.objects.filter(verb="plan.imported").latest("pk")
    assert event.payload.content["iku"] == 1


@pytest.mark.once
def test_an_outcome_in_other_words_is_known_by_its_targets_and_keeps_a_foreign_unit_as_words(bring):
    years = ("2021", "2022", "2023")
    head = "level,name,indicator,unit," + ",".join(f"target_{y},rp_{y}" for y in years) + "\n"
    tree = head + (
        "program,Program A,Persentase Koperasi yang Memiliki Izin Simpan Pinjam,Persen,"
        "3.27,1000000,13.07,1000000,8.17,1000000\n"
        "kegiatan,Kegiatan A,Jumlah,Unit,1,1000000,1,1000000,1,1000000\n"
        "subkegiatan,Sub A,Jumlah,Unit,1,1000000,1,1000000,1,1000000\n"
    )
    aims = (
        "Tabel 7.2 Indikator Kinerja Program\n"
        "No,Indikator,base,target_2021,target_2022,target_2023,end\n"
        "4,Persentase koperasi Yang memiliki Izin Usaha Simpan Pinjam,12,3.27%,13.07%,{},150 Unit\n"
    )
    bring(tree)
    done = bring(aims.format("8.17%"), "sasaran.csv")
    assert done.unknown == []
    one = Indicator.objects.get(node__version=done.version, node__level="program")
    assert (one.base_text, one.base_value) == ("12", 12)
    assert (one.end_text, one.end_value, one.is_iku) == ("150 Unit", None, False)


def test_a_version_that_is_set_refuses(bring):
    version = bring().version
    Version.objects.filter(pk=version.pk).update(state="verified")
    with pytest.raises(ValidationError, match="sudah diverifikasi"):
        bring(PERFORMANCE, "kinerja.csv")


@pytest.mark.parametrize("who", ["head", "neighbour"])
def test_only_the_offices_own_planner_brings_a_plan_in(bring, known, who):
    with pytest.raises(PermissionDenied):
        bring(by=getattr(known, who))
    assert not Document.objects.filter(title="Renstra 2020-2024").exists()


@pytest.mark.once
def test_a_title_that_says_nothing_is_asked_about(bring):
    with pytest.raises(ValidationError, match="tidak menyebut jenisnya"):
        bring(title="Rencana kami")
    assert bring(title="Rencana kami", kind="renstra").version.document.kind == "renstra"


@pytest.mark.once
def test_a_tree_that_begins_with_programs_gets_what_is_above_said_so(bring):
    text = HEAD + TREE.split("\n", 3)[3]
    version = bring(text).version
    top = Node.objects.filter(version=version, level__in=("tujuan", "sasaran"))
    assert [one.name for one in top] == ["(tujuan tidak tercetak)", "(sasaran tidak tercetak)"]


@pytest.mark.once
def test_the_command_tells_document_and_findings(known, tmp_path, capsys):
    path = tmp_path / "6.2.csv"
    path.write_text(TREE, "utf-8")
    call_command(
        "import_plan", str(path), document="Renstra 2020-2024", place="32.75",
        office="diskopukm", by=known.planner.username, json=True,
    )  # fmt: skip
    told = json.loads(capsys.readouterr().out)
    assert told["document"] == str(Document.objects.get(title="Renstra 2020-2024").pk)
    assert isinstance(told["findings"], list)
    assert told["unmatched"] == ["Kemitraan Aneh", "Pengembangan Usaha"]
