"""What tests of lists start from."""

import pytest

from binaan.intake.tests.lists import lists_in
from binaan.kit import jobs


@pytest.fixture
def lists(db, tmp_path, settings, monkeypatch):
    """A small world to bring lists into; files lie in the test's own folder."""
    settings.FILES_DIR = tmp_path / "files"
    monkeypatch.setattr(jobs, "BEAT_SECONDS", 3600)  # a second connection sees no open test
    return lists_in(tmp_path)
