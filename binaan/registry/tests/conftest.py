"""Two lists of one office, brought in through the ordinary door, beside the small world; a register."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from binaan.intake.models import Batch
from binaan.registry.models import Business
from binaan.registry.tests.factory import Register
from binaan.registry.tests.pairs import NEAR, entered, pair
from tests.remembered import remembered
from tests.world import World

HEADING = (
    "No;Nama Usaha;Nama Pemilik;NIK;NIB;L/P;No HP;Alamat;Desa;Kecamatan;Jenis Produk;TK L;TK P;"
    "Omzet/Tahun;Anggota Asosiasi;Status"
)
OLD = (
    "1;Dodol Betawi Bu Masnah;Masnah;3216064507850011;1310220202906;P;0813-1234-7799;"
    "Jl. Swatantra 88;Jatimulya;Tambun Selatan;Dodol;1;2;483.251.700;bukan;aktif",
    "2;Las Pak Udin;Udin Saputra;3216063202900001;404230015488;L;081;Jl. Raya 5;Tambun;"
    "Tambun Selatan;Pagar;3;0;1,2 miliar;anggota;aktif",
    "3;;Sarmin;3216060101900077;;L;0812 3456 7890;Jl. Kosong;Tambun;Tambun Selatan;Tahu;;;;;",
    "4;Keripik Mang Ujang;Ujang;;;L;;Jl. Lapang;Wanasari;Cibitung;Keripik;1;1;;tidak tahu;aktif",
)
NEW = (
    "1;Dodol Betawi Bu Masnah;Masnah;3216064507850011;1310220202906;P;0813-1234-7799;"
    "Jl. Swatantra 88;Jatimulya;Tambun Selatan;Dodol;1;4;917.352.600;anggota;aktif",
    "2;Las Pak Udin;Udin Saputra;;404230015488;L;081;Jl. Raya 5;Tambun;"
    "Tambun Selatan;Pagar;3;0;1,2 miliar;anggota;aktif",
)  # fmt: skip
SECRETS = (
    "3216064507850011", "081312347799", "+6281312347799", "0813-1234-7799", "483251700",
    "483.251.700", "917352600", "917.352.600", "3216063202900001", "3216060101900077",
    "0812 3456 7890", "+6281234567890",
)  # fmt: skip


def hand_in(folder, rows, as_of: date, by, source: str = "Daftar IKM") -> Batch:
    path = folder / f"ikm-{as_of.year}.csv"
    path.write_text("\n".join([HEADING, *rows]) + "\n", encoding="utf-8")
    call_command(
        "import_list", "usaha", str(path), source=source, office="disperin", place="32.16",
        as_of=as_of.isoformat(), by=by.username, json=True, stdout=StringIO(),
    )  # fmt: skip
    return Batch.objects.get(version__as_of=as_of)


def listed(folder) -> World:
    """The small world with the lists of 2020 and 2024: `lists` holds (old batch, new batch)."""
    made = World()
    staff = made.user("section_staff")
    old = hand_in(folder, OLD, date(2020, 12, 31), staff)
    made.lists = (old, hand_in(folder, NEW, date(2024, 12, 31), staff))
    return made


def world_for(request, folder) -> World:
    """The small world, with both lists in it from the start where the test asks for `lists`."""
    if "lists" in request.fixturenames:
        return remembered("listed", lambda: listed(folder))
    return remembered("world", World)


@pytest.fixture
def world(request, db, tmp_path):
    return world_for(request, tmp_path)


@pytest.fixture
def lists(world):
    """The lists of 2020 and 2024: (old batch, new batch)."""
    return world.lists


@pytest.fixture
def register(db):
    return remembered("register", Register)


@pytest.fixture
def dodol(lists):
    return Business.objects.get(name="Dodol Betawi Bu Masnah")


@pytest.fixture
def sari(world):
    """A pair: the business of the world, and itself written once more by another hand."""
    again = entered(
        world, "Kripik Ibu Sari", "Sari Wulandri", phone="+6281312347721", address="Jl. Mawar 3",
        **NEAR,
    )  # fmt: skip
    return pair(world.business(), again)
