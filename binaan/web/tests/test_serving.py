import socket

import pytest

from binaan.kit.commands import Refused
from binaan.web.serving import Address, is_listening, parse_address, refuse_taken


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("127.0.0.1:8000", "127.0.0.1", 8000),
        ("0.0.0.0:80", "0.0.0.0", 80),
        ("[::1]:8001", "::1", 8001),
        ("binaan.lan:443", "binaan.lan", 443),
    ],
)
def test_an_address_is_host_and_port(text, host, port):
    assert parse_address(text) == Address(host, port)


@pytest.mark.parametrize("text", ["", "8000", "127.0.0.1", "127.0.0.1:", ":8000", "a:0", "a:70000"])
def test_an_odd_address_is_refused_with_its_text(text):
    with pytest.raises(Refused, match="host:port"):
        parse_address(text)


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # every interface
        ("::", False),
        ("192.168.1.4", False),
        ("binaan.lan", False),  # a name may point anywhere
    ],
)
def test_only_this_machine_reaches_a_loopback_address(host, inside):
    assert Address(host, 8000).is_loopback is inside


def test_the_printed_address_can_be_opened_on_this_machine():
    assert Address("0.0.0.0", 8000).url == "http://127.0.0.1:8000/"
    assert Address("::1", 8000).url == "http://[::1]:8000/"


def test_a_taken_port_is_a_sentence_that_says_what_to_do():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        address = Address("127.0.0.1", other.getsockname()[1])
        assert is_listening(address)
        with pytest.raises(Refused, match=f"{address.port} tidak dapat dipakai.*BINAAN_ADDRESS"):
            refuse_taken(address)
