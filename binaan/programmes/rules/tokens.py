"""Words nobody can guess, for a QR code or a link."""

import secrets

BYTES = 16


def fresh() -> str:
    """22 letters of 128 random bits, safe in an address."""
    return secrets.token_urlsafe(BYTES)
