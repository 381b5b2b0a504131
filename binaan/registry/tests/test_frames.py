"""One claim alone: whole columns (sheets/frames) must say what the rules say (rules/projection)."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binaan.intake.tests.lists import Lists
from binaan.registry.actions.projecting import reproject
from binaan.registry.models import Business, Claim, Condition, Owner
from binaan.registry.rules import conditions, projection
from binaan.registry.rules.projection import Stated
from tests.depth import some

WORDS = st.sampled_from(
    ["", "-", "Tahu Sari", "CV. Maju, S.E.", "H. Ahmad  Ñ", 'x"y\\z', "12", "12 orang", "1.000", "5-10",
     "2,5 jt", "Rp 1.500.000,-", "0", "0.125", "1,5", "rahasia", "banyak", "2015", "31/12/2019",
     "2020-05-04", "L", "perempuan", "Aktif", "tutup", "pindah", "anggota", "ya", "tidak", "PT", "lokal",
     "-6.26", "107,05", "10794", "3216064507859003", "9120999000001", "0812-3456-7890", "pangan",
     "kayu_furnitur", "Setiadarma", "Cibitung", "x" * 501, "\t=1+1", "😀 Ä", "9" * 18]
)  # fmt: skip
FIELDS = """owner_name sex nik birth_date phone email owner_address nib npwp legal_form address rt rw
    village district postcode lat lon product kbli kbli_edition group is_vendor started_year status
    status_on association association_name paid_male paid_female family_male family_female workers
    sales sales_year capital investment capacity capacity_unit production_value market guided""".split()
ROWS = st.lists(
    st.dictionaries(st.sampled_from(FIELDS), WORDS, max_size=14), min_size=5, max_size=20
)


@pytest.fixture
def lists(db, tmp_path_factory, settings):
    settings.FILES_DIR = tmp_path_factory.mktemp("files")
    return Lists(tmp_path_factory.mktemp("lists"))


@settings(
    max_examples=some(10, 80), deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(rows=ROWS)
def test_a_first_row_makes_what_its_claim_alone_says(lists, rows):
    named = [
        {"rt": "", **row, "name": f"Usaha {number} {row.get('product', '')}"[:90]}
        for number, row in enumerate(rows)
    ]
    answer = lists.listed(named, source=f"Daftar {lists.number}")
    for claim in Claim.objects.filter(batch=answer["batch"]).select_related("business", "owner"):
        if claim.business.claims.count() > 1 or claim.owner.claims.count() > 1:
            continue
        alone = [Stated(claim.pk, claim.as_of, claim.recorded_at, 50, False, claim.said)]
        states = projection.states(alone)
        assert_equal(claim.business.conditions.get(), conditions.condition(states[0].values))
        assert_equal(claim.business, conditions.business(states[-1].values))
        assert_equal(claim.owner, conditions.owner(projection.values(alone)))


def assert_equal(record, columns):
    assert {name: getattr(record, name) for name in columns} == columns


def test_projecting_again_after_an_import_alters_nothing(lists):
    rows = [{"name": f"Usaha {n}", "owner_name": f"Orang {n}", "workers": str(n), "sales": "1,5 jt",
             "capacity": "1.234,567", "status": "aktif", "status_on": "2019-05-01",
             "lat": "-6.2612345678", "lon": "107.05", "sales_year": "2019"} for n in range(8)]  # fmt: skip
    answer = lists.listed(rows)
    before = set(Condition.objects.values_list("pk", "known_until"))
    known = Claim.objects.first().recorded_at
    found = reproject(Business.objects.values_list("pk", flat=True), known=known)
    assert (found.changed, dict(found.values)) == (set(), {})
    assert set(Condition.objects.values_list("pk", "known_until")) == before
    assert answer["new"] == Owner.objects.count() == 8


def test_what_only_qualifies_a_missing_value_is_not_kept(lists):
    lists.listed([{"name": "Tahu", "status_on": "2019-05-01", "sales_year": "2019", "capacity_unit": "kg",
                   "kbli_edition": "2025"}])  # fmt: skip
    said = Claim.objects.get().said
    assert not {"status_on", "sales_year", "capacity_unit", "kbli_edition"} & set(said)


def test_one_sales_year_alone_does_not_take_the_sales_away(lists):
    lists.listed([{"name": "Tahu", "owner_name": "Sari", "sales": "5 jt", "sales_year": "2019"}])
    lists.listed([{"name": "Tahu", "owner_name": "Sari", "sales": "-", "sales_year": "2023"}],
                 as_of=date(2024, 12, 31))  # fmt: skip
    last = Condition.objects.filter(known_until=None).latest("valid_from")
    assert (last.sales_low, last.sales_year) == (5_000_000, 2019)
