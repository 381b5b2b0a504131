"""Signed statements: a small JSON object and an Ed25519 signature, as a JWS that fits into a QR code.

Pure: knows keys but not where they lie (kit.signing does). The form is the compact one of RFC 7515,
the algorithm "Ed25519" of RFC 9864 and no other; a key's name is its RFC 7638 thumbprint, shortened.
Only one way of writing a statement is accepted, so that no letter of it can be changed unseen: not
even the bits base64 leaves unused.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, cast

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

ALGORITHM: Final = "Ed25519"
KID_LENGTH: Final = 8  # 48 bits; a name among a handful of keys, not a secret
PARTS: Final = 3
LONGEST: Final = 4000  # letters; a QR code holds fewer


class Altered(Exception):
    """What was read is not what a known key signed, or no statement at all."""


class UnknownKey(Exception):
    """Signed with a key nobody here knows, or made to look so."""


class Pair(NamedTuple):
    """A key: its name, and both halves as 32 bytes in base64url."""

    kid: str
    public: str
    private: str


def new_pair() -> Pair:
    """A fresh key of chance."""
    made = OKPKey.generate_key(ALGORITHM).as_dict(private=True)
    public = str(made["x"])
    return Pair(kid_of(public), public, str(made["d"]))


def kid_of(public: str) -> str:
    """The name of a key: the first letters of its thumbprint."""
    return _key(public).thumbprint()[:KID_LENGTH]


def sign(payload: Mapping[str, Any], pair: Pair) -> str:
    """The statement in three parts. Signing the same twice gives the same letters."""
    key = OKPKey.import_key({"kty": "OKP", "crv": ALGORITHM, "x": pair.public, "d": pair.private})
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return jws.serialize_compact(_header(pair.kid), text.encode(), key, algorithms=[ALGORITHM])


def read(token: str, keys: Mapping[str, str]) -> dict[str, Any]:
    """What was signed. `keys`: public halves by name.

    Raises UnknownKey for a key that is not among them, Altered for everything else that is wrong:
    also where only the name of the key was changed.
    """
    head, body, signature = _parts(token)
    header = _object(head)
    kid = header.get("kid")
    if header != _header(cast(str, kid)) or not isinstance(kid, str):
        raise Altered
    if kid not in keys:
        if any(_holds(_part(_header(one)), body, signature, keys[one]) for one in keys):
            raise Altered
        raise UnknownKey
    if not _holds(head, body, signature, keys[kid]):
        raise Altered
    return _object(body)


def _header(kid: str) -> dict[str, str]:
    return {"alg": ALGORITHM, "kid": kid}


def _part(header: Mapping[str, str]) -> str:
    """A header as it stands in a statement."""
    return _written(json.dumps(header, separators=(",", ":")).encode())


def _key(public: str) -> OKPKey:
    return OKPKey.import_key({"kty": "OKP", "crv": ALGORITHM, "x": public})


def _holds(head: str, body: str, signature: str, public: str) -> bool:
    try:
        jws.deserialize_compact(f"{head}.{body}.{signature}", _key(public), [ALGORITHM])
    except (JoseError, ValueError):
        return False
    return True


def _parts(token: str) -> tuple[str, str, str]:
    parts = token.split(".") if len(token) <= LONGEST else []
    if len(parts) != PARTS:
        raise Altered
    head, body, signature = parts
    for part in parts:
        if _written(_bytes(part)) != part:
            raise Altered
    return head, body, signature


def _object(part: str) -> dict[str, Any]:
    try:
        said = json.loads(_bytes(part))
    except (ValueError, RecursionError):
        raise Altered from None
    if not isinstance(said, dict):
        raise Altered
    return said


def _bytes(part: str) -> bytes:
    """Of base64url without padding."""
    try:
        return urlsafe_b64decode(part.encode("ascii") + b"=" * (-len(part) % 4))
    except ValueError:
        raise Altered from None


def _written(plain: bytes) -> str:
    return urlsafe_b64encode(plain).decode().rstrip("=")
