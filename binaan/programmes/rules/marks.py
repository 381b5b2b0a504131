"""The groups a quota may be for, and the quotas of an activity out of its JSON.

Source: docs/rules/seleksi.md §3. `Activity.quotas` is a list in the order of their weight:

    [{"mark": "bukan_anggota", "least": 10}, {"mark": "kecamatan:32.16.06", "least": 2, "most": 5}]

Unknown (sex, association, age) counts in no group.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from binaan.programmes.rules.quotas import Quota

BLOCKS = 3  # of a path down to the kecamatan: "32.16.06"
MEMBER, NOT_MEMBER, WOMAN, YOUNG = "anggota", "bukan_anggota", "perempuan", "muda"
KECAMATAN = "kecamatan:"
LABELS = {
    MEMBER: "Anggota asosiasi",
    NOT_MEMBER: "Bukan anggota asosiasi",
    WOMAN: "Perempuan",
    YOUNG: "Pemilik muda",
}
NOT_MEMBERS = ("bukan", "mantan")  # who left is a member no longer


def kecamatan_of(path: str) -> str:
    """The path of the kecamatan a place lies in, "" above it."""
    blocks = path.split(".")
    return ".".join(blocks[:BLOCKS]) if len(blocks) >= BLOCKS else ""


@lru_cache(maxsize=20_000)
def marks_of(kecamatan: str, association: str, sex: str, young: bool | None) -> frozenset[str]:
    """The groups one business counts for. `association`, `sex`: as the register keeps them."""
    said = (
        (KECAMATAN + kecamatan, bool(kecamatan)),
        (MEMBER, association == "anggota"),
        (NOT_MEMBER, association in NOT_MEMBERS),
        (WOMAN, sex == "P"),
        (YOUNG, young is True),
    )
    return frozenset(mark for mark, carried in said if carried)


def label(mark: str, places: dict[str, str] | None = None) -> str:
    """What people call a group. `places`: names of kecamatan by code."""
    if mark.startswith(KECAMATAN):
        code = mark.removeprefix(KECAMATAN)
        return f"Kecamatan {(places or {}).get(code, code)}"
    return LABELS.get(mark, mark)


def read(said: Iterable[dict[str, Any]] | None) -> list[Quota]:
    """The quotas out of an activity's JSON. Raises ValueError in plain words for odd ones."""
    return [_quota(one) for one in said or ()]


def _quota(said: dict[str, Any]) -> Quota:
    odd = set(said) - {"mark", "least", "most"}
    mark = said.get("mark", "")
    if odd or not (mark in LABELS or (str(mark).startswith(KECAMATAN) and len(mark) > 10)):
        raise ValueError(f"Kuota {mark or sorted(odd)!r} tidak dikenal.")
    least, most = said.get("least") or 0, said.get("most")
    for one in (least, most):
        if one is not None and (isinstance(one, bool) or not isinstance(one, int) or one < 0):
            raise ValueError("Kuota harus bilangan bulat, paling sedikit 0.")
    if most is not None and least > most:
        raise ValueError(f"Kuota {label(mark)}: paling sedikit melebihi paling banyak.")
    return Quota(mark, least, most)


def in_words(quota: Quota, places: dict[str, str] | None = None) -> str:
    """ "Perempuan: paling sedikit 10, paling banyak 15"."""
    said = [f"paling sedikit {quota.least}"] if quota.least else []
    said += [f"paling banyak {quota.most}"] if quota.most is not None else []
    return f"{label(quota.mark, places)}: {', '.join(said) or 'tanpa batas'}"


def standing(quotas: Iterable[Quota], chosen: Iterable[frozenset[str]]) -> list[tuple[Quota, int]]:
    """Each quota with how many of those chosen carry its mark."""
    counted = Counter(mark for marks in chosen for mark in marks)
    return [(one, counted[one.mark]) for one in quotas]


def missed(quotas: Iterable[Quota], chosen: Iterable[frozenset[str]]) -> list[tuple[Quota, int]]:
    """The quotas a list misses, each with by how many seats (too few, or too many)."""
    found = [(one, _miss(one, count)) for one, count in standing(quotas, chosen)]
    return [(one, short) for one, short in found if short]


def kindest(
    quotas: list[Quota],
    chosen: list[frozenset[str]],
    options: Iterable[frozenset[str]],
    *,
    sign: int,
) -> int | None:
    """Which of the options, in their order, leaves the quotas missed least when one comes or goes.

    `sign`: 1, it joins those chosen; -1, it leaves them. None where there is no option.
    """
    counted = Counter(mark for carried in chosen for mark in carried)
    best, least, known = None, 0, set()
    names = {one.mark for one in quotas}
    for place, carried in enumerate(options):
        kind = carried & names
        if kind in known:
            continue  # no better than the one before it
        known.add(kind)
        after = sum(_miss(one, counted[one.mark] + sign * (one.mark in kind)) for one in quotas)
        if best is None or after < least:
            best, least = place, after
    return best


def _miss(quota: Quota, count: int) -> int:
    over = 0 if quota.most is None else max(count - quota.most, 0)
    return max(quota.least - count, 0) + over
