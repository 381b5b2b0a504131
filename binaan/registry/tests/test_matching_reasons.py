"""What a person is told of a pair, and which pairs make one group."""

import polars as pl
import pytest

from binaan.registry.matching import engine, grouping, reasons
from binaan.registry.matching.firms import FirmModel
from binaan.registry.tests.matched import renamed, rows

pytestmark = pytest.mark.once


def told(left: dict, right: dict) -> list[dict]:
    keys = rows(left, right)
    found = engine.decide(keys)
    return reasons.explain(found.pairs, keys, found.owner_model, FirmModel.shipped())[0]


def texts(left: dict, right: dict, side: str = "for") -> set[str]:
    return {it["text"] for it in told(left, right) if it["side"] == side}


def test_what_agrees_is_told_and_no_number_ever():
    found = told({}, {})
    said = {it["text"] for it in found}
    assert {
        "NIK sama",
        "telepon sama",
        "nama pemilik sama",
        "produk sama",
        "nama usaha sama",
    } <= said
    assert "alamat sama (Jl. Raya Tambun no. 12)" in said
    everything = " ".join(said)
    assert not any(secret in everything for secret in ("3216", "8131", "1978"))


def test_the_weightiest_comes_first_with_its_band():
    found = told({}, {"trade": "toko"})
    weights = [abs(it["weight"]) for it in found]
    assert weights == sorted(weights, reverse=True)
    assert found[0]["band"] == "sangat kuat"
    assert {it["about"] for it in found} == {"owner", "business"}
    assert all((it["weight"] > 0) == (it["side"] == "for") for it in found)


def test_differences_are_told_against():
    husband = renamed("joko susilo") | {"nik": "3216061203990001", "sex": "L", "birth_date": None}
    against = texts({}, husband | {"kbli": "56303"}, "against")
    assert "NIK berbeda" in against
    assert "jenis kelamin berbeda" in against
    assert any(it.startswith("nama pemilik berbeda") for it in against)
    assert "KBLI berbeda (tetapi satu golongan pokok)" in against


def test_a_shared_phone_says_of_how_many():
    husband = renamed("joko susilo") | {"nik": "", "sex": "", "birth_date": None}
    assert "telepon sama, dipakai 2 orang" in texts({"nik": ""}, husband)


def test_a_slip_in_the_number_and_a_distance_are_told_as_people_say_it():
    near = {"lat": -6.2683, "lon": 107.0644, "street": "", "house": "", "rt": ""}
    found = texts(near, near | {"lat": -6.26795, "nik": "3216064507780008"})
    assert "NIK beda 1 angka" in found
    assert "jarak 40 m" in found
    assert reasons.metres(1234) == "1,2 km"


def links(*found: tuple[str, str, float]) -> pl.DataFrame:
    return pl.DataFrame(found, schema=["left", "right", "business_p"], orient="row")


def test_three_copies_are_one_group():
    pairs = links(("a", "b", 0.9), ("b", "c", 0.8), ("x", "y", 0.99))
    assert grouping.groups(pairs, least=0.5) == [["a", "b", "c"], ["x", "y"]]


def test_a_chain_breaks_at_its_weakest_link_when_its_ends_are_surely_two():
    pairs = links(("a", "b", 0.9), ("b", "c", 0.6), ("a", "c", 0.001))
    assert grouping.groups(pairs, least=0.5) == [["a", "b"]]


def test_who_was_called_different_is_never_in_one_group():
    pairs = links(("a", "b", 0.9), ("b", "c", 0.6))
    assert grouping.groups(pairs, least=0.5, apart={("c", "a")}) == [["a", "b"]]


def test_the_order_of_the_pairs_does_not_matter():
    pairs = links(("a", "b", 0.7), ("b", "c", 0.7), ("c", "d", 0.7), ("a", "d", 0.0))
    assert grouping.groups(pairs, least=0.5) == grouping.groups(pairs.reverse(), least=0.5)
