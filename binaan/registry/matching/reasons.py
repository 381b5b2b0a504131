"""Why two rows may be one or not, in Bahasa, for the person who decides. Only for pairs shown.

A reason is `{"text", "side": "for"|"against", "about": "owner"|"business", "weight", "band"}`:
`weight` in bits (each +1 doubles the odds), `band` says it in words. Addresses are told; NIK,
telephone and birth date never are: only that they agree, and how far.
"""

import math
from collections.abc import Iterator
from typing import TypedDict

import polars as pl
from rapidfuzz import fuzz

from binaan.registry.matching.firms import FirmModel
from binaan.registry.matching.owners import Settings

BANDS = ((8.0, "sangat kuat"), (4.0, "kuat"), (1.5, "sedang"), (0.0, "lemah"))
LEAST = 0.15  # bits; what weighs less is not told
NATS = 1 / math.log(2)  # the business model weighs in natural logarithms
GROUPS = {5: "KBLI sama", 4: "KBLI hampir sama (satu kelompok)", 3: "KBLI mirip (satu golongan)"}


class Reason(TypedDict):
    text: str
    side: str
    about: str
    weight: float
    band: str


def explain(
    pairs: pl.DataFrame, keys: pl.DataFrame, owner_model: Settings, firm_model: FirmModel
) -> list[list[Reason]]:
    """Reasons of every row of `pairs` (as `engine.decide` gives them), the weightiest first.

    `keys` must hold the businesses named in `left` and `right`.
    """
    named = pl.concat([pairs["left"], pairs["right"]]).unique()
    told = keys.filter(pl.col("business").is_in(named.implode()))
    known = {row["business"]: row for row in told.iter_rows(named=True)}
    bits, people = _bits(owner_model), _people(keys)
    found = []
    for row in pairs.iter_rows(named=True):
        left, right = known[row["left"]], known[row["right"]]
        said = [*_of_owner(row, left, right, bits, people)]
        said += _of_business(row, left, right, firm_model)
        found.append(sorted(said, key=lambda it: -abs(it["weight"])))
    return found


def band(weight: float) -> str:
    return next(name for least, name in BANDS if abs(weight) >= least)


def _reason(text: str, about: str, weight: float) -> Iterator[Reason]:
    if abs(weight) >= LEAST:
        side = "for" if weight > 0 else "against"
        weight = round(weight, 1)
        yield Reason(text=text, side=side, about=about, weight=weight, band=band(weight))


def _bits(model: Settings) -> dict[tuple[str, str], float]:
    """(comparison, level) → weight in bits, rarity aside."""
    return {
        (it["output_column_name"], level["label_for_charts"]): math.log2(
            level["m_probability"] / level["u_probability"]
        )
        for it in model["comparisons"]
        for level in it["comparison_levels"]
        if not level.get("is_null_level")
    }


def _people(keys: pl.DataFrame) -> dict[str, int]:
    """Telephone → people in `keys` who have it."""
    lines = keys.select("owner_first", pl.col("phones").str.split(" ")).explode("phones")
    found = lines.group_by("phones").agg(pl.col("owner_first").n_unique().alias("people"))
    return dict(found.iter_rows())


OWNER = {
    ("nik", "exact"): "NIK sama",
    ("nik", "one digit"): "NIK beda 1 angka",
    ("nik", "two digits"): "NIK beda 2 angka",
    ("nik", "other"): "NIK berbeda",
    ("birth_date", "exact"): "tanggal lahir sama",
    ("birth_date", "year only"): "tahun lahir sama (tanggalnya tampak diisi seadanya)",
    ("birth_date", "one part"): "tanggal lahir beda satu bagian (hari, bulan, atau tahun)",
    ("birth_date", "other"): "tanggal lahir berbeda",
    ("phone", "other"): "telepon berbeda",
    ("nib", "exact"): "NIB atau NPWP sama",
    ("nib", "other"): "NIB atau NPWP berbeda",
    ("sex", "other"): "jenis kelamin berbeda",
    ("place", "house"): "tinggal atau berusaha di alamat yang sama",
    ("place", "block"): "tinggal atau berusaha di blok dan nomor yang sama",
    ("place", "rt"): "satu RT",
    ("place", "street"): "satu jalan",
    ("place", "village"): "satu desa/kelurahan",
    ("place", "kecamatan"): "satu kecamatan (desa tidak disebut)",
    ("place", "near"): "satu kecamatan, desa berbeda",
    ("place", "other"): "kecamatan berbeda",
}


def _of_owner(
    row: dict, left: dict, right: dict, bits: dict, people: dict[str, int]
) -> Iterator[Reason]:
    if row["same_owner"]:
        yield from _reason("pemilik sudah tercatat sebagai satu orang", "owner", 20.0)
        return
    name = row["owner_name"]
    if name != "unknown":
        rare = (
            row["owner_rarity"] - 3.7 if row["owner_rarity"] and name in ("exact", "order") else 0
        )
        weight = bits["owner_name", name] + rare / math.log10(2)
        yield from _reason(_name(name, left, right), "owner", weight)
    for step in ("nik", "birth_date", "nib", "sex", "place"):
        if text := OWNER.get((step, row[step])):
            weight = bits[step, row[step]]
            yield from _reason(
                text, "owner", min(weight, 0.5) if _told_already(step, row) else weight
            )
    if row["phone"] not in ("unknown", "other"):
        many = max(people.get(one, 1) for one in _shared(left["phones"], right["phones"]) or [""])
        used = f", dipakai {many} orang" if many > 1 else ""
        yield from _reason(f"telepon sama{used}", "owner", bits["phone", row["phone"]])
    elif row["phone"] == "other":
        yield from _reason("telepon berbeda", "owner", bits["phone", "other"])


def _told_already(step: str, row: dict) -> bool:
    """Whether this agreement comes with another that was counted (people.TOGETHER)."""
    if step == "birth_date":
        return row["nik"] in ("exact", "one digit", "two digits")
    other = row["owner_name"] in ("part", "other")
    return step == "place" and other and row["phone"] not in ("unknown", "other")


def _shared(one: str, other: str) -> list[str]:
    return sorted(set(one.split()) & set(other.split()))


def _name(level: str, left: dict, right: dict) -> str:
    alike = round(fuzz.token_sort_ratio(left["owner_key"], right["owner_key"]))
    return {
        "exact": "nama pemilik sama",
        "order": "nama pemilik sama, urutan katanya lain",
        "alias": "nama pemilik sama dengan nama lain (alias)",
        "slip": f"nama pemilik mirip {alike} %",
        "fewer words": "nama pemilik sama, satu lebih panjang",
        "one word of it": "nama pemilik hanya satu kata yang sama",
        "part": f"nama pemilik sebagian sama, sebagian berbeda ({alike} %)",
        "other": f"nama pemilik berbeda (mirip {alike} %)",
    }[level]


FIRM = {
    "name_same": "nama usaha sama",
    "name_near": "nama usaha hampir sama",
    "name_part": "nama usaha sebagian sama",
    "name_of_owner": "nama usaha sama, tetapi dari nama pemiliknya atau nama umum",
    "name_kept": "nama usaha sama dan memuat nama orang, padahal pemiliknya lain",
    "name_other": "nama usaha berbeda",
    "name_or_owner": "nama usaha berbeda; salah satunya nama pemilik atau nama umum",
    "trade_same": "jenis usaha sama",
    "trade_other": "jenis usaha berbeda",
    "product_same": "produk sama",
    "product_part": "produk sebagian sama",
    "group_other": "kelompok industri berbeda",
    "branch_other": "dua cabang yang berbeda",
    "branch_one": "salah satunya disebut cabang",
    "one_list": "dua baris dalam satu daftar",
    "moved": "salah satunya tercatat pindah, jadi beda alamat kurang berarti",
    "owner_conflict": "data diri pemilik bertentangan",
}  # fmt: skip


def _of_business(row: dict, left: dict, right: dict, model: FirmModel) -> Iterator[Reason]:
    for name, text in FIRM.items():
        yield from _reason(text, "business", _weight(row, model, name))
    same_line = left["kbli"][:2] == right["kbli"][:2]
    text = "produk berbeda (tetapi KBLI sama)" if row["f_product_other"] < 1 else "produk berbeda"
    yield from _reason(text, "business", _weight(row, model, "product_other"))
    digits = _alike(left["kbli"], right["kbli"])
    yield from _reason(GROUPS.get(digits, ""), "business", _weight(row, model, "kbli_same"))
    text = "KBLI berbeda" + (" (tetapi satu golongan pokok)" if same_line else "")
    yield from _reason(text, "business", _weight(row, model, "kbli_other"))
    here = _weight(row, model, "home_same") + _weight(row, model, "site_same")
    yield from _reason(_here(row, left, right), "business", here)
    yield from _reason(_apart(row, left, right), "business", _weight(row, model, "elsewhere"))


def _weight(row: dict, model: FirmModel, name: str) -> float:
    return model.weights[name] * row[f"f_{name}"] * NATS


def _alike(one: str, other: str) -> int:
    """How many digits agree from the beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 5)


def metres(distance: float) -> str:
    """40 m, 1,2 km."""
    if distance < 1000:
        return f"{max(10, round(distance / 10) * 10)} m"
    return f"{distance / 1000:.1f} km".replace(".", ",")


def _here(row: dict, left: dict, right: dict) -> str:
    if left["house"] and left["house"] == right["house"] and row["f_elsewhere"] < 0.3:
        return f"alamat sama ({address(left)})"
    if row["metres"] is not None and row["metres"] <= 150:
        return f"jarak {metres(row['metres'])}"
    if left["rt"] and (left["rt"], left["rw"]) == (right["rt"], right["rw"]):
        return f"RT dan RW sama (RT {left['rt']} RW {left['rw']})"
    return f"jalan atau lingkungan sama ({address(left)})"


def _apart(row: dict, left: dict, right: dict) -> str:
    sides = f"{address(left)} dan {address(right)}"
    return {
        "far": f"jarak {metres(row['metres'] or 0)}",
        "village": "desa/kelurahan berbeda",
        "house": f"nomor atau blok berbeda ({sides})",
        "street": f"jalan berbeda ({sides})",
        "rt": f"RT/RW berbeda ({left['rt']}/{left['rw']} dan {right['rt']}/{right['rw']})",
    }.get(row["apart"], "alamat berbeda")


def address(key: dict) -> str:
    """ "Jl. Mawar no. 5" of the parts of a key."""
    street = key["street"] or key["estate"]
    words = street.title().split()
    if words and words[0] in ("Jl", "Gg", "Kp"):
        words[0] += "."
    block = f" blok {key['block'].upper()}" if key["block"] else ""
    house = f" no. {key['house'].upper()}" if key["house"] else ""
    return (" ".join(words) + block + house).strip() or "alamat tidak disebut"
