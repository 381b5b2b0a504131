import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from binaan.kit import ranges

pytestmark = pytest.mark.once
CONTENT = bytes(range(256)) * 1000


@pytest.fixture
def ask(tmp_path):
    """ask("bytes=0-9") -> the answer with all it streams."""
    (tmp_path / "file").write_bytes(CONTENT)

    def serve(said: str = "", **headers):
        headers = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        if said:
            headers["HTTP_RANGE"] = said
        request = RequestFactory().get("/", **headers)
        response = ranges.serve(request, tmp_path / "file", "application/x", private=True)
        response.body = b"".join(response.streaming_content) if response.streaming else b""
        return response

    return serve


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("bytes=0-9", 0, 9),
        ("bytes=100-70000", 100, 70000),
        ("bytes=255990-", 255990, 255999),
        ("bytes=-10", 255990, 255999),
        ("bytes=-999999", 0, 255999),
        ("bytes=255999-999999999", 255999, 255999),
    ],
)
def test_one_range_is_answered_with_those_bytes(ask, said, first, last):
    answer = ask(said)
    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {first}-{last}/256000"
    assert answer.body == CONTENT[first : last + 1]
    assert answer["Content-Length"] == str(len(answer.body))


@pytest.mark.parametrize("said", ["bytes=256000-", "bytes=9-0", "bytes=-0", "bytes=-"])
def test_a_range_outside_the_file_is_refused_with_its_size(ask, said):
    answer = ask(said)
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */256000")


@pytest.mark.parametrize("said", ["", "bytes=0-1,5-6", "lines=0-1", "bytes=a-b", "bytes=1"])
def test_anything_else_is_answered_with_the_whole_file(ask, said):
    answer = ask(said)
    assert (answer.status_code, answer.body) == (200, CONTENT)
    assert answer["Accept-Ranges"] == "bytes"


def test_who_has_the_file_is_told_so_and_an_older_one_gets_all_of_the_new(ask):
    tag = ask()["ETag"]
    assert ask(if_none_match=tag).status_code == 304
    assert ask("bytes=0-9", if_range=tag).status_code == 206
    assert ask("bytes=0-9", if_range='"old"').status_code == 200


def test_a_tagged_answer_is_not_sent_twice():
    request = RequestFactory().get("/", HTTP_IF_NONE_MATCH='"a1"')
    assert ranges.tagged(request, HttpResponse("x"), "a1").status_code == 304
    assert ranges.tagged(request, HttpResponse("x"), "a2")["ETag"] == '"a2"'
