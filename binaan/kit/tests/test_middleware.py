"""A zero byte in an address reaches no page."""

import pytest
from django.http import Http404, HttpResponse

from binaan.kit.middleware import NoZeros

pytestmark = pytest.mark.once


def test_a_question_keeps_no_zero_and_a_path_with_one_is_no_page(rf):
    door = NoZeros(lambda request: HttpResponse(request.GET["q"]))
    assert door(rf.get("/program/kegiatan/?q=ke%00ripik")).content.decode() == "ke\ufffdripik"
    assert door.process_view(rf.get("/undangan/abc/"), None, (), {}) is None
    with pytest.raises(Http404):
        door.process_view(rf.get("/undangan/a%00/"), None, (), {})
