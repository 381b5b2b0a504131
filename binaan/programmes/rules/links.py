"""What is kept of a link that opens something: never the word itself, only its SHA-256."""

import hashlib


def hashed(token: str) -> str:
    """64 hexadecimal digits. The word has 192 random bits, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
