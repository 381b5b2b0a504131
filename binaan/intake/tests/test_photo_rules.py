"""Which photos go to the record: of things, not of persons and papers."""

import pytest

from binaan.intake.rules.photos import of_things

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("name", "label", "more", "goes"),
    [
        ("foto_lapak", "Foto lapak", {"class": "umum_risiko"}, True),
        ("foto_tempat", "Foto tempat usaha (tanpa wajah)", {}, True),
        ("foto", "Foto", {"appearance": None}, True),
        ("pasfoto", "Pas foto 4x6", {}, False),
        ("f7", "Foto KTP pemilik", {}, False),
        ("tanda_tangan", "", {}, False),
        ("f8", "Goresan", {"appearance": "signature"}, False),
        ("f9", "Foto", {"class": "spesifik"}, False),
        ("foto", "Foto", {"type": "file"}, False),
    ],
)
def test_photos_of_things_go_to_the_record(name, label, more, goes):
    entry = {"path": f"g/{name}", "name": name, "type": "image", "label": label} | more
    assert of_things([entry]) == ([f"g/{name}"] if goes else [])


def test_photos_of_papers_in_a_repeat_stay():
    inside = {"path": "dok/rak", "name": "rak", "type": "image", "label": "Rak"}
    assert of_things([inside]) == ["dok/rak"]
    assert of_things([{"path": "dok", "name": "dok", "type": "repeat"}, inside]) == []
