"""The guides to lists, repairs, directory and figures say what the screen says."""

import re

import pytest

from tests import system

GUIDES = (
    "memasukkan-daftar",
    "kotak-perbaikan",
    "usaha-ganda",
    "direktori",
    "angka-dan-mutu",
    "laporan",
    "kinerja",
    "kegiatan",
    "seleksi",
    "pelaku-usaha",
    "fasilitasi",
    "pengumpulan",
    "kartu-tdu",
    "pkl",
)
WORDS = re.compile(r"\*\*(.+?)\*\*|(?<!\*)\*([^*\n]+)\*(?!\*)")
GAPS = re.compile(r"…|\d+|\s{2,}")


def on_screen() -> str:
    """The words of every template, form and label."""
    files = [path for path in system.sources(".html", "binaan") if "templates" in path.parts]
    files += [path for path in system.sources(".py", "binaan") if "tests" not in path.parts]
    return " ".join(" ".join(path.read_text("utf-8").split()) for path in files)


@pytest.mark.parametrize("name", GUIDES)
def test_every_word_a_guide_marks_stands_on_the_screen(name):
    text = (system.ROOT / "docs" / "panduan" / f"{name}.md").read_text("utf-8")
    screen = on_screen().lower()
    marked = {bold or plain for bold, plain in WORDS.findall(text)}
    parts = {part.strip(" ,?.:") for words in marked for part in GAPS.split(words)}
    missing = {part for part in parts if part and part.lower() not in screen}
    assert len(parts) > 15
    assert missing == set()
