import pytest

from tests.programs import ended, on_postgresql


@pytest.mark.slow
@on_postgresql  # it has to free the locks of who died
def test_merging_killed_at_any_moment_leaves_each_merge_whole_or_absent():
    done = ended("kill_merge.py", "--kills", "3", "--pairs", "400", "--batch", "40")
    assert (done.returncode, done.stderr) == (0, "")
    assert "not whole: 0" in done.stdout
