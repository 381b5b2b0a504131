"""Values as words: bounds, unknown parts, masks; a missing value is never zero."""

import pytest

from binaan.registry.rules import size
from binaan.registry.rules.projection import GROUPS
from binaan.registry.wording import FACTS, as_written, masked_working, missing, words


@pytest.mark.parametrize(
    ("fact", "said", "full", "shown"),
    [
        ("workers", {"paid_male": 1, "paid_female": 2, "family_female": 2}, False,
         "5 orang (dibayar 1 L · 2 P; keluarga 2 P)"),
        ("workers", {"workers": 1200}, False, "1.200 orang"),
        ("workers", {"workers": 0}, False, "0 orang"),
        ("workers", {}, False, ""),
        ("sales", {"sales_low": "5000000", "sales_high": "10000000"}, True,
         "Rp 5.000.000 s.d. Rp 10.000.000"),
        ("sales", {"sales_low": "5000000", "sales_high": "5000000"}, True, "Rp 5.000.000"),
        ("sales", {"sales_high": "5000000"}, True, "paling banyak Rp 5.000.000"),
        ("sales", {"sales_low": "5000000"}, True, "paling sedikit Rp 5.000.000"),
        ("sales", {"sales_low": "5000000"}, False, "Rp •••"),
        ("production_value", {"production_value": "7"}, False, "Rp •••"),
        ("phone", {"phone": "+6281312347721"}, False, "0813 •••• 7721"),
        ("phone", {"phone": "+6281312347721"}, True, "+6281312347721"),
        ("birth_date", {"birth_date": "1985-07-05"}, False, "•• •• 1985"),
        ("birth_date", {"birth_date": "1985-07-05"}, True, "5 Juli 1985"),
        ("nib", {"nib": "1310220202906"}, False, "1310220202906"),
        ("address", {"address": "Jl. Melati", "rt": "004", "rw": "012"}, False,
         "Jl. Melati, RT 004/RW 012"),
        ("kbli", {"kbli": "10732", "kbli_edition": "2020"}, False, "10732 (KBLI 2020)"),
        ("position", {"lat": -6.25, "lon": 107.05}, False, "-6,25000; 107,05000"),
        ("capacity", {"capacity": "1500.00", "capacity_unit": "kg"}, False, "1.500 kg"),
        ("status", {"status": "resting"}, False, "Berhenti sementara"),
        ("status", {"status": "baru"}, False, "baru"),
        ("is_vendor", {"is_vendor": False}, False, "Bukan"),
    ],
)  # fmt: skip
def test_a_fact_in_words(fact, said, full, shown):
    assert words(FACTS[fact], said, full=full) == shown


def test_a_reason_in_words():
    assert [missing(why) for why in ("refused", "not_asked", None, "lain")] == [
        "menolak menjawab", "belum ditanyakan", "belum ditanyakan", "belum ditanyakan",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high"), [(480_000_000, 480_000_000), (5_000_000, 10_000_000), (7, 7)]
)
def test_the_working_of_a_size_tells_no_amount(low, high):
    known = size.Inputs(
        sales_low=low, sales_high=high, capital_low=low, capital_high=high, investment_low=low,
        investment_high=high, workers=5, started_year=2009,
    )  # fmt: skip
    for item in size.all_sizes(known):
        hidden = masked_working(item.working)
        assert f"{low:,}".replace(",", ".") + " " not in hidden.replace("2009", "")
        assert "5 orang" in hidden or "Rp •••" in hidden


@pytest.mark.parametrize(
    ("personal", "field", "text", "shown"),
    [
        (True, "nik", "3216064507850003", "321606••••••0003"),
        (True, "sales", "5-10 jt", "Rp •••"),
        (True, "capital", "1 M", "Rp •••"),
        (True, "owner_address", "Jl. Melati", "••••"),
        (False, "address", "Jl. Melati, HP 0812-3456-7890", "Jl. Melati, HP ••••"),
        (False, "name", "Toko 3216064507850003", "Toko ••••"),
        (False, "nib", "0812345678901", "0812345678901"),
        (False, "email", "sari@contoh.id", "••••"),
        (True, "phone", "", ""),
    ],
)
def test_words_of_a_list_hide_the_person(personal, field, text, shown):
    assert as_written(personal, field, text) == shown


def test_every_fact_of_claims_is_one_group_of_the_projection():
    groups = {key for group in GROUPS for key in group}
    identifiers = {"nik", "nib", "npwp"}
    assert {key for fact in FACTS.values() for key in fact.keys} - groups == identifiers
