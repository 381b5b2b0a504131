"""What tests of lists start from."""

import pytest

from binaan.intake.tests.campaigns import Camp
from binaan.intake.tests.lists import lists_in
from tests.remembered import remembered


@pytest.fixture
def lists(request, db, tmp_path, settings):
    """A small world to bring lists into; files lie in the test's own folder.

    A test that asks for `begun` starts behind what the function `begins` of its file does with the
    lists: it is done once, and put back as rows for each further test.
    """
    settings.FILES_DIR = tmp_path / "files"
    begins = request.module.begins if "begun" in request.fixturenames else None
    return lists_in(tmp_path, begins)


@pytest.fixture
def begun(lists):
    """What `begins` of the test's file answered."""
    return lists.begun


@pytest.fixture
def camp(db, clock):
    """A campaign in Kabupaten Bekasi: see tests/campaigns.py."""
    return remembered("camp", Camp)
