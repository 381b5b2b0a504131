"""The quality of a place tells no more of few businesses than the table of the place above."""

import pytest

from binaan.places.models import Place
from binaan.registry.tests.factory import Register
from binaan.web.quality import asking

pytestmark = pytest.mark.once


def test_a_place_hidden_in_the_table_stays_hidden_on_its_own_page(db):
    made = Register()
    for place, count in (("32.16.06.2001", 3), ("32.16.07.2001", 7), ("32.75.01.1001", 9)):
        for n in range(count):
            made.business(f"Usaha {place} {n}", place=place)

    def told(user, code: str):
        tally = asking.whole(asking.Question(user, Place.objects.get(pk=code)))
        return None if tally.hides("total") else tally.total

    codes = ("32", "32.16", "32.16.06", "32.16.07", "32.16.07.2001", "32.75.01")
    reader = made.user("upper_reader", place="32")
    assert [told(reader, code) for code in codes] == [19, 10, None, None, None, 9]
    assert told(made.user("upper_reader", place="32.16.07"), "32.16.07") == 7
    assert told(made.user("auditor", place="32.16"), "32.16.07") == 7
