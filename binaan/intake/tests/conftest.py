"""What tests of lists start from."""

import pytest

from binaan.intake.tests.lists import lists_in
from binaan.kit import jobs


@pytest.fixture
def lists(request, db, tmp_path, settings, monkeypatch):
    """A small world to bring lists into; files lie in the test's own folder.

    A test that asks for the fixture `begins` of its file starts behind what that function does with
    the lists: it is done once, and put back as rows for each further test (`lists.begun`).
    """
    settings.FILES_DIR = tmp_path / "files"
    monkeypatch.setattr(jobs, "BEAT_SECONDS", 3600)  # a second connection sees no open test
    begins = request.getfixturevalue("begins") if "begins" in request.fixturenames else None
    return lists_in(tmp_path, begins)
