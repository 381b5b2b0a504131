"""Keys of this installation: it signs with files only it can read, and knows public halves by a table.

A private half lies in BINAAN_HOME/keys/<name>, readable by its owner only, and in no backup: whoever
restores one elsewhere gets a new key with the first signature, and what was signed before is still
read with the public halves. `purpose` keeps keys apart, so that a receipt is never taken for a card.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from binaan.kit import signatures
from binaan.kit.models import SigningKey
from binaan.kit.signatures import Pair

OWNER_ONLY, OWNER_ONLY_FOLDER = 0o600, 0o700


def sign(payload: Mapping[str, Any], purpose: str) -> str:
    """The payload signed with the newest key of this purpose; the first time makes one."""
    return sign_with(current(purpose), payload)


def sign_with(pair: Pair, payload: Mapping[str, Any]) -> str:
    """Read again before it leaves. Raises Altered where file and table hold halves of two keys."""
    token = signatures.sign(payload, pair)
    signatures.read(token, {pair.kid: pair.public})
    return token


def verify(token: str, keys: Mapping[str, str]) -> dict[str, Any]:
    """What was signed. Raises signatures.Altered or signatures.UnknownKey."""
    return signatures.read(token, keys)


def public_keys(purpose: str) -> dict[str, str]:
    """The public halves by name, retired ones too: what they signed stays true."""
    return dict(SigningKey.objects.filter(purpose=purpose).values_list("kid", "public"))


def current(purpose: str) -> Pair:
    """The newest key of this purpose that is in use and whose private half lies here."""
    in_use = SigningKey.objects.filter(purpose=purpose, retired_at=None).order_by("-made_at")
    for key in in_use:
        path = _folder() / key.kid
        if path.is_file():
            return Pair(key.kid, key.public, path.read_text("ascii").strip())
    return _made(purpose)


@transaction.atomic
def renew(purpose: str) -> Pair:
    """Sign with a new key from now on; the ones before are retired and still read."""
    now = timezone.now()
    SigningKey.objects.filter(purpose=purpose, retired_at=None).update(retired_at=now)
    return _made(purpose)


def _made(purpose: str) -> Pair:
    """A fresh key; its file is on the disk before the table names it."""
    pair = signatures.new_pair()
    folder = _folder()
    folder.mkdir(mode=OWNER_ONLY_FOLDER, parents=True, exist_ok=True)
    descriptor = os.open(folder / pair.kid, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(pair.private)
        file.flush()
        os.fsync(file.fileno())
    SigningKey.objects.create(kid=pair.kid, purpose=purpose, public=pair.public)
    return pair


def _folder() -> Path:
    return Path(settings.HOME) / "keys"
