"""The published totals come out of the register after the lists went through the real door."""

import pytest
from django.core.management import call_command

from binaan.demo import figures, loading

OTHERS_2019 = sum(figures.COOPERATIVE_ROWS.values())
OTHERS_2023 = sum(figures.CULINARY_ROWS.values())
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def loaded(settings, tmp_path):
    settings.HOME = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("load_places", verbosity=0)
    return {one["file"]: one for one in loading.load(lambda text: None)["imported"]}


def test_every_list_gives_what_it_announces(loaded):
    announced = {
        "diskopukm-umkm-2018.xlsx": (figures.KOTA_UNITS, figures.KOTA_UNITS, 0, 0),
        "disperin-ikm-2020.xlsx": (figures.KABUPATEN_UNITS, figures.KABUPATEN_UNITS, 0, 0),
        "asosiasi-umkm-2024.csv": (
            figures.ASSOCIATION_ROWS,
            figures.ASSOCIATION_NEW,
            figures.ASSOCIATION_KNOWN,
            0,
        ),
        "disperin-ikm-2024.xlsx": (
            figures.LATER_ROWS,
            figures.LATER_NEW,
            figures.LATER_CHANGED + figures.LATER_CLOSED,
            figures.LATER_WAITING,
        ),
        "umkm-lama-2019.xlsx": (OTHERS_2019, OTHERS_2019, 0, 0),
        "asosiasi-kuliner-2023.xlsx": (OTHERS_2023, OTHERS_2023, 0, 0),
    }
    counts = ("rows", "new", "changed", "waiting")
    assert {
        name: tuple(one[count] for count in counts) for name, one in loaded.items()
    } == announced
    assert all(map(loading.is_applied, loading.BOOKS))
    assert loading.load(lambda text: None)["imported"] == []
