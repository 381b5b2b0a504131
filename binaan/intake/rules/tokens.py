"""The app password of a phone: 100 random bits as letters that are hard to mistake.

Kept is only its SHA-256: nobody can read a password back from the store, and with 100 bits nobody
can try them out. Words are compared as they may be typed: without blanks, hyphens and capitals.
"""

import base64
import hashlib
import json
import secrets
import zlib

ALPHABET = "abcdefghjkmnpqrstuvwxyz023456789"  # 32 letters, 5 bits each; no i, l, o, 1
LONG = 20
GROUP = 5


def new_token() -> str:
    """Twenty letters in four groups: `hk3mw-…`."""
    letters = "".join(secrets.choice(ALPHABET) for _at in range(LONG))
    return "-".join(letters[at : at + GROUP] for at in range(0, LONG, GROUP))


def digest(token: str) -> str:
    """What is kept of a token."""
    bare = "".join(token.split()).replace("-", "").lower()
    return hashlib.sha256(bare.encode()).hexdigest()


def collect_settings(*, address: str, username: str, token: str, title: str) -> str:
    """What ODK Collect reads from a QR: its settings as JSON, deflated, in base64.

    Source: docs.getodk.org, "Using QR codes to configure Collect"; keys as Collect 2024 writes them.
    """
    told = {
        "general": {
            "protocol": "odk_default",
            "server_url": address,
            "username": username,
            "password": token,
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
            "app_language": "in",
        },
        "project": {"name": title, "icon": "B"},
        "admin": {},
    }
    packed = zlib.compress(json.dumps(told, separators=(",", ":")).encode(), 9)
    return base64.b64encode(packed).decode()
