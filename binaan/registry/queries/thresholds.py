"""Where two businesses are merged by themselves, asked about, or left alone: the office may decide.

docs/rules/identitas.md says which error to expect of each; the page of the head of section says
which one was observed.
"""

from decimal import Decimal
from typing import NamedTuple

from binaan.access import parameters

SOURCE = "Belum ada aturan; diukur pada daftar tiruan, lihat docs/rules/identitas.md"

MERGE_FROM = parameters.declare(
    "identity.merge_from",
    "Usaha digabung sendiri mulai dari peluang",
    "0.95",
    source=SOURCE,
    unit="peluang 0 sampai 1, untuk pemilik dan untuk usaha",
    kind="number",
)
ASK_FROM = parameters.declare(
    "identity.ask_from",
    "Usaha ditanyakan kepada petugas mulai dari peluang",
    "0.20",
    source=SOURCE,
    unit="peluang 0 sampai 1",
    kind="number",
)
SAMPLE = parameters.declare(
    "identity.sample",
    "Bagian penggabungan otomatis yang diperiksa kepala bidang",
    "5",
    unit="persen",
    kind="number",
)


class Thresholds(NamedTuple):
    """Probabilities from 0 to 1: merged from `merge` on, asked from `ask` on. `sample` in percent."""

    merge: float
    ask: float
    sample: Decimal


def thresholds() -> Thresholds:
    """What counts today for the whole installation: a pair may lie between two offices."""
    merge, ask, sample = (
        parameters.number(declared.key) for declared in (MERGE_FROM, ASK_FROM, SAMPLE)
    )
    return Thresholds(float(merge), float(min(ask, merge)), sample)
