import pytest

from tests.depth import some
from tests.programs import ended, on_sqlite


@pytest.mark.slow
@on_sqlite  # all that is half written lies in one file
def test_an_import_killed_at_any_moment_ends_with_the_same_tables():
    size = ("--rows", "1200", "--chunk", "300", "--part", "800")
    done = ended("kill_import.py", "--kills", some("3", "6"), *size)
    assert (done.returncode, done.stderr) == (0, "")
    assert "differed afterwards: 0" in done.stdout
