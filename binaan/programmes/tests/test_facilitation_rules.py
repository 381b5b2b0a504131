"""The ways and kinds of facilitation, and what must hold at the start."""

from datetime import date
from decimal import Decimal

import pytest

from binaan.access.permissions import Permission
from binaan.programmes.rules.facilitation import (
    KINDS,
    PRODUCT_KINDS,
    WORKFLOWS,
    Bounds,
    Known,
    Limits,
    Met,
    clock_steps,
    hindrances,
    starts,
    wrong,
)  # fmt: skip

pytestmark = pytest.mark.once

MILLION = Decimal(1_000_000)
# data/ikm/workflows.csv, `fasilitasi_halal_selfdeclare` and `fasilitasi_pirt`.
HALAL = """-:ajukan:draf draf:kirim_sihalal:diajukan diajukan:verval_pph:verifikasi_bpjph
diajukan:tolak_pph:perbaikan verifikasi_bpjph:sttd:sidang sidang:putus_halal:terbit
sidang:kembalikan:perbaikan perbaikan:kirim_ulang:diajukan terbit:ubah_komposisi:perlu_pembaruan"""
PIRT = """-:ajukan_oss:diajukan diajukan:terbit_otomatis:terbit_bersyarat
terbit_bersyarat:penuhi_komitmen:aktif terbit_bersyarat:tidak_penuhi:dicabut
aktif:mendekati_habis:akan_habis akan_habis:perpanjang:aktif akan_habis:lewat:kedaluwarsa"""


@pytest.mark.parametrize(("kind", "table"), [("halal_sd", HALAL), ("spp_irt", PIRT)])
def test_the_state_tables_are_the_published_ones(kind, table):
    ours = {
        f"{one.was or '-'}:{one.event}:{one.now}"
        for one in WORKFLOWS[kind].steps
        if one.event != "batalkan"
    }
    assert ours == set(table.split())


def test_the_issue_names_kinds_and_each_has_its_way():
    named = {"halal_sd", "halal_reg", "spp_irt", "merek", "hak_cipta", "sni_bina", "sppt_sni",
             "bpom_md", "tkdn_ik", "nib", "kemasan", "ekatalog"}  # fmt: skip
    assert named <= set(KINDS) == set(WORKFLOWS)
    assert set(PRODUCT_KINDS) == {
        "halal_sd",
        "halal_reg",
        "spp_irt",
        "bpom_md",
        "sni_bina",
        "sppt_sni",
    }


@pytest.mark.parametrize("way", WORKFLOWS.values(), ids=WORKFLOWS)
def test_every_step_may_be_recorded_by_whoever_facilitates_and_names_its_source(way):
    people = [one for one in way.steps if not one.by_itself]
    assert {one.permission for one in people} == {Permission.FACILITATE}
    assert all(one.source for one in way.steps)
    assert all(len(one.event) <= 30 and len(one.now) <= 30 for one in way.steps)


@pytest.mark.parametrize("way", WORKFLOWS.values(), ids=WORKFLOWS)
def test_what_stops_a_facilitation_asks_for_the_reason(way):
    stopping = [one for one in way.steps if way.states[one.now].end in ("gagal", "habis")]
    assert all("alasan" in [a.key for a in one.asks] for one in stopping if not one.by_itself)


@pytest.mark.parametrize(
    ("kind", "known", "stops"),
    [
        ("spp_irt", Known(False, "pangan"), True),
        ("spp_irt", Known(True, "kayu_furnitur"), False),  # told, not forbidden
        ("nib", Known(), False),
        ("halal_sd", Known(True, "pangan"), False),  # sales unknown: a statement decides
        ("halal_sd", Known(True, "pangan", Bounds(500 * MILLION, 500 * MILLION)), False),
        ("halal_sd", Known(True, "pangan", Bounds(501 * MILLION, None)), True),
        ("halal_sd", Known(True, "pangan", Bounds(), Bounds(2001 * MILLION, None)), True),
        ("tkdn_ik", Known(True, "", Bounds(), Bounds(None, 5000 * MILLION)), False),
        ("tkdn_ik", Known(True, "", Bounds(), Bounds(5001 * MILLION, None)), True),
    ],
)
def test_only_what_is_known_to_fail_forbids_the_start(kind, known, stops):
    assert bool(hindrances(KINDS[kind], known, Limits())) is stops


def test_bounds_on_both_sides_of_a_limit_do_not_tell():
    known = Known(True, "pangan", Bounds(400 * MILLION, 600 * MILLION), Bounds(MILLION, MILLION))
    [_nib, halal, food] = starts(KINDS["halal_sd"], known, Limits())
    assert (halal.met, food.met) == (Met.UNKNOWN, Met.YES)


@pytest.mark.parametrize(
    ("value", "right"), [("25", True), ("24.99", False), ("101", False), ("a", False)]
)
def test_no_certificate_of_local_content_below_a_quarter(value, right):
    assert (wrong("tkdn", value) == "") is right


def test_the_calendar_opens_the_renewal_and_ends_the_term():
    way, expires = WORKFLOWS["spp_irt"], date(2026, 8, 31)

    def passed(on, state="aktif"):
        return [(step.now, day) for step, day in clock_steps(way, state, expires=expires, on=on)]

    assert passed(date(2026, 2, 27)) == []
    assert passed(date(2026, 2, 28)) == [("akan_habis", date(2026, 2, 28))]
    assert passed(date(2026, 8, 31), "akan_habis") == []
    assert passed(date(2026, 9, 1))[-1] == ("kedaluwarsa", date(2026, 9, 1))
    assert clock_steps(way, "aktif", expires=None, on=date(2099, 1, 1)) == []
