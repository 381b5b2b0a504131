"""The ways of street trade are the published ones, with what we added named."""

from datetime import date

import pytest

from binaan.access.permissions import Permission
from binaan.vendors.choices import Offence
from binaan.vendors.rules.ways import FIELDS, STATEMENTS, WORKFLOWS, onward, wrong

pytestmark = pytest.mark.once

# data/ikm/workflows.csv; periksa_berkas and cek_lokasi lead to two states there: here two names.
TDU = """-:pendataan:terdata terdata:ajukan_tdu:diajukan diajukan:berkas_lengkap:lengkap
diajukan:berkas_kurang:kurang kurang:lengkapi:diajukan lengkap:lokasi_layak:layak
lengkap:lokasi_tidak_layak:tidak_layak layak:terbitkan:terbit tidak_layak:tolak:ditolak
terbit:h_60:akan_habis akan_habis:perpanjang:terbit akan_habis:lewat:habis
terbit:pelanggaran:peringatan_1 peringatan_1:ulang:peringatan_2 peringatan_2:ulang:peringatan_3
peringatan_3:ulang:dicabut terbit:telantar_1_bulan:dicabut terbit:lokasi_dihapus:relokasi
terbit:naik_kelas:selesai"""  # relokasi:tempati makes a new TDU here; the old one is "diganti"
LOCATION = """-:usul:usulan usulan:verifikasi:terverifikasi terverifikasi:tetapkan_permanen:permanen
terverifikasi:tetapkan_sementara:sementara terverifikasi:tolak:terlarang
permanen:peremajaan:peremajaan peremajaan:selesai:permanen permanen:hapus:dihapus
sementara:habis_masa:dihapus"""
SLOT = """-:buka_pendaftaran:dibuka dibuka:daftar:terdaftar terdaftar:kuota_penuh:tunggu
terdaftar:undi:dapat_slot dapat_slot:check_in:hadir dapat_slot:tidak_hadir:absen
hadir:check_out:selesai hadir:langgar:dikeluarkan"""


@pytest.mark.parametrize(
    ("key", "table"), [("pkl_tdu", TDU), ("titik_pkl", LOCATION), ("cfd_slot", SLOT)]
)
def test_the_published_steps_are_all_there_and_the_others_say_they_are_ours(key, table):
    ours = {f"{one.was or '-'}:{one.event}:{one.now}": one for one in WORKFLOWS[key].steps}
    assert set(table.split()) <= set(ours)
    added = [one for name, one in ours.items() if name not in table.split()]
    assert [one for one in added if "D" not in one.source and "K" not in one.source] == []


@pytest.mark.parametrize("way", WORKFLOWS.values(), ids=WORKFLOWS)
def test_every_step_of_a_person_names_a_permission_there_is(way):
    steps = [one for one in way.steps if not one.by_itself]
    assert {one.permission for one in steps} <= {str(one) for one in Permission}
    assert all(one.source and len(one.event) <= 30 and len(one.now) <= 30 for one in way.steps)


@pytest.mark.parametrize("way", WORKFLOWS.values(), ids=WORKFLOWS)
def test_every_refusal_asks_for_its_reason(way):
    if way.key == "cfd_slot":
        return
    stopping = [one for one in way.steps if way.states[one.now].end in ("gagal", "habis")]
    people = [one for one in stopping if not one.by_itself]
    assert people
    assert all("alasan" in [asked.key for asked in one.asks] for one in people)


@pytest.mark.parametrize("way", WORKFLOWS.values(), ids=WORKFLOWS)
def test_all_of_a_way_can_be_walked(way):
    assert {step for walk in way.ways() for step in walk} == set(way.steps)


def test_nothing_is_issued_by_who_only_edits():
    events = {one.event for one in onward("pkl_tdu", "layak", frozenset({"vendor_edit"}))}
    assert events == {"batalkan"}


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        ("pernyataan", " ".join(STATEMENTS), True),
        ("pernyataan", " ".join(list(STATEMENTS)[:5]), True),
        ("pernyataan", " ".join(list(STATEMENTS)[:4]), False),
        ("pernyataan", "a b c d e", False),
        ("kosong_sejak", "2026-03-03", False),
        ("kosong_sejak", "kemarin", False),
        ("berlaku_sampai", "2026-03-01", False),
        ("berlaku_sampai", "2026-03-02", True),
        ("alasan", "apa saja", True),
    ],
)
def test_a_value_is_right_or_says_what_to_do(key, value, right):
    assert (wrong(key, value, on=date(2026, 3, 2)) == "") is right


def test_an_offence_is_one_of_the_twelve():
    assert FIELDS["pelanggaran"].kind == "offence"
    assert len(Offence.values) == 13  # and one for none
