import pytest

from tests.programs import ended, on_postgresql


@pytest.mark.slow
@on_postgresql  # there several write at once; on SQLite one waits for the other
def test_lists_and_people_at_once_leave_what_the_claims_say():
    done = ended("import_together.py", "300")
    assert done.returncode == 0, done.stderr[-3000:]
