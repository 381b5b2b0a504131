"""Facts are dated twice: what was known at a moment never overlaps and never changes afterwards."""

from datetime import UTC, date, datetime, timedelta

from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binaan.registry.actions.projecting import reproject
from binaan.registry.models import Alias, Claim, Condition, Owner
from binaan.registry.tests.conftest import hand_in
from tests.depth import some

START = datetime(2021, 1, 1, tzinfo=UTC)
DATES = [date(year, 12, 31) for year in range(2015, 2024)]
CLAIMS = st.lists(
    st.tuples(
        st.sampled_from(DATES),
        st.fixed_dictionaries(
            {},
            optional={
                "workers": st.integers(0, 3),
                "status": st.sampled_from(["running", "closed"]),
                "status_on": st.sampled_from(["2017-06-01", "2020-06-01"]),
                "sales_low": st.integers(0, 2),
            },
        ),
        st.sampled_from([10, 50]),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


def known_at(business, moment):
    """What was known at a moment: start, end, workers, status, sales; in order of time."""
    known = Q(known_from__lte=moment) & (Q(known_until=None) | Q(known_until__gt=moment))
    found = Condition.objects.filter(known, business=business).order_by("valid_from")
    return list(found.values_list("valid_from", "valid_until", "workers", "status", "sales_low"))


@settings(
    max_examples=some(15, 60), deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(claims=CLAIMS)
def test_what_was_known_never_overlaps_and_never_changes(register, claims):
    business = register.business()
    Condition.objects.filter(business=business).delete()
    Claim.objects.filter(business=business).delete()
    remembered = {}
    for number, (as_of, said, precedence, correction) in enumerate(claims):
        now = START + timedelta(days=number)
        Claim.objects.create(
            business=business, as_of=as_of, recorded_at=now, precedence=precedence, by="x",
            reason="x", correction=correction, said={"name": "Tahu", "place": "32.16.06", **said},
        )  # fmt: skip
        reproject([business.pk], known=now)
        remembered[now] = known_at(business, now)
    for moment, then in remembered.items():
        assert known_at(business, moment) == then
        ends = [row[1] for row in then]
        assert ends == [row[0] for row in then[1:]] + [None]


def test_two_words_in_one_moment_leave_both_dated(register):
    business = register.business()
    Condition.objects.filter(business=business).delete()
    Claim.objects.filter(business=business).delete()
    for workers in (1, 2, 3):
        Claim.objects.create(
            business=business, as_of=DATES[workers], recorded_at=START, precedence=5, by="x", reason="x",
            correction=True, said={"name": "Tahu", "place": "32.16.06", "workers": workers},
        )  # fmt: skip
        reproject([business.pk], known=START)
    assert Condition.objects.filter(business=business, known_until=None).count() == 3


def test_only_what_differs_is_written_again(register):
    business = register.business()
    said = {"name": "Tahu Sari", "place": business.place_id}
    Claim.objects.filter(business=business).update(said=said)
    first = reproject([business.pk], known=START)
    before = list(Condition.objects.values_list("pk", "known_until"))
    again = reproject([business.pk], known=START + timedelta(days=1))
    assert (again.changed, list(Condition.objects.values_list("pk", "known_until"))) == (
        set(),
        before,
    )
    assert first.changed <= {business.pk}


def test_a_new_business_of_a_known_owner_says_what_he_is_called_now(world, tmp_path):
    """His other business came with an older list: the later word counts, the older is kept beside."""
    staff = world.user("section_staff")
    row = "{};{};{};3216060202900001;;L;{};Jl. Raya 5;Tambun;Tambun Selatan;Pagar;3;0;;;aktif"
    hand_in(tmp_path, [row.format(1, "Las Udin", "Udin Saputra", "")], date(2020, 12, 31), staff)
    later = row.format(7, "Warung Bu Udin", "Udin Syaputra", "0812 7777 1234")
    hand_in(tmp_path, [later], date(2024, 12, 31), staff, source="Daftar Koperasi")
    owner = Owner.objects.get(identifiers__value="3216060202900001")
    assert owner.roles.count() == 2
    assert (owner.name, owner.phone) == ("Udin Syaputra", "+6281277771234")
    assert list(Alias.objects.filter(owner=owner).values_list("name", flat=True)) == [
        "Udin Saputra"
    ]
    told = Owner.objects.values().get(pk=owner.pk)
    reproject(owner.roles.values_list("business", flat=True), known=datetime.now(UTC))
    assert Owner.objects.values().get(pk=owner.pk) == told
