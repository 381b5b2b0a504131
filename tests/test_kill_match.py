import pytest

from tests.depth import some
from tests.programs import ended, on_sqlite


@pytest.mark.slow
@on_sqlite  # its pairs are found in DuckDB either way; merging is killed on PostgreSQL
def test_a_search_for_copies_killed_at_any_moment_leaves_the_register_whole():
    done = ended("kill_match.py", "--kills", some("2", "3"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "broken: 0" in done.stdout
