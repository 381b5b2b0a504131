from hypothesis import settings, given, HealthCheck
from binaan.intake.tests.test_layout_property import check, sheets
@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(sheets().filter(lambda d: len(d.rows)==1))
def test_one(drawn):
    check(drawn, drawn.sheet())
