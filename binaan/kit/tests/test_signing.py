import stat

import pytest

from binaan.kit import signatures, signing
from binaan.kit.models import SigningKey

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


def test_the_first_signature_makes_a_key_that_later_ones_use():
    first, second = signing.sign({"a": 1}, "kartu"), signing.sign({"a": 1}, "kartu")
    assert first == second
    assert signing.verify(first, signing.public_keys("kartu")) == {"a": 1}
    assert SigningKey.objects.count() == 1


def test_a_key_is_for_one_purpose():
    receipt = signing.sign({"a": 1}, "bukti")
    signing.sign({}, "kartu")
    with pytest.raises(signatures.UnknownKey):
        signing.verify(receipt, signing.public_keys("kartu"))


def test_the_private_half_is_read_by_its_owner_only_and_is_not_in_the_table(home):
    signing.sign({}, "kartu")
    key = SigningKey.objects.get()
    path = home / "keys" / key.kid
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.read_text() not in (key.kid, key.public)


def test_without_its_file_a_new_key_signs_and_the_old_still_reads(home):
    token = signing.sign({"a": 1}, "kartu")
    (home / "keys" / SigningKey.objects.get().kid).unlink()
    signing.sign({"a": 2}, "kartu")
    assert SigningKey.objects.count() == 2
    assert signing.verify(token, signing.public_keys("kartu")) == {"a": 1}


def test_a_renewed_key_signs_from_now_on_and_the_old_still_reads():
    token = signing.sign({"a": 1}, "kartu")
    pair = signing.renew("kartu")
    assert signing.current("kartu") == pair
    assert SigningKey.objects.exclude(kid=pair.kid).get().retired_at is not None
    assert signing.verify(token, signing.public_keys("kartu")) == {"a": 1}


def test_a_file_of_another_key_signs_nothing(home):
    signing.sign({}, "kartu")
    path = home / "keys" / SigningKey.objects.get().kid
    path.write_text(signatures.new_pair().private)
    with pytest.raises(signatures.Altered):
        signing.sign({}, "kartu")
