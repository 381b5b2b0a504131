import json
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binaan.kit import signatures
from binaan.kit.signatures import Altered, Pair, UnknownKey

pytestmark = pytest.mark.once

# RFC 8032, 7.1, test 1; its thumbprint is the one of RFC 8037, appendix A.3.
PUBLISHED = Pair(
    kid="kPrK_qmx",
    public="11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
    private="nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
)
SAID = {"n": "TDU-1", "t": "Kuliner é", "p": [-6.2, 107]}
TOKEN = signatures.sign(SAID, PUBLISHED)
KEYS = {PUBLISHED.kid: PUBLISHED.public}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def test_a_key_is_named_by_its_thumbprint():
    assert signatures.kid_of(PUBLISHED.public) == PUBLISHED.kid


def test_what_was_signed_is_read_again():
    assert signatures.read(TOKEN, KEYS) == SAID


def test_signing_twice_gives_the_same_letters():
    assert signatures.sign(SAID, PUBLISHED) == TOKEN


def test_another_key_is_unknown():
    with pytest.raises(UnknownKey):
        signatures.read(signatures.sign(SAID, signatures.new_pair()), KEYS)


def test_a_key_that_only_bears_the_name_is_not_believed():
    other = signatures.new_pair()
    with pytest.raises(Altered):
        signatures.read(signatures.sign(SAID, other._replace(kid=PUBLISHED.kid)), KEYS)


def test_no_letter_can_be_changed_unseen():
    """Every place once, to the next letter: in the last one of a part only unused bits change."""
    for place, was in enumerate(TOKEN):
        now = "A" if was == "." else LETTERS[LETTERS.index(was) ^ 1]
        with pytest.raises(Altered):
            signatures.read(TOKEN[:place] + now + TOKEN[place + 1 :], KEYS)


@settings(max_examples=30)
@given(st.text(max_size=40) | st.lists(st.text("Aab_-=", max_size=6)).map(".".join))
def test_anything_else_is_altered_and_never_an_accident(text):
    with pytest.raises((Altered, UnknownKey)):
        signatures.read(text, KEYS)


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none", "kid": PUBLISHED.kid},
        {"alg": "HS256", "kid": PUBLISHED.kid},
        {"alg": "Ed25519"},
        {"alg": "Ed25519", "kid": [PUBLISHED.kid]},
        {"alg": "Ed25519", "kid": PUBLISHED.kid, "crit": ["b64"], "b64": False},
        [],
    ],
)
def test_only_one_way_of_signing_is_accepted(header):
    head = urlsafe_b64encode(json.dumps(header, separators=(",", ":")).encode()).decode()
    _head, body, signature = TOKEN.split(".")
    with pytest.raises(Altered):
        signatures.read(f"{head.rstrip('=')}.{body}.{signature}", KEYS)
