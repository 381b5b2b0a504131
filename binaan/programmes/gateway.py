"""The way out for messages: a back end chosen by BINAAN_MESSAGES, for there is no one provider.

`file` appends a line of JSON to BINAAN_HOME/pesan/<day>.jsonl, which an office's own sender takes up;
`console` writes to the screen, numbers hidden. A further provider is one more function in BACK_ENDS.
"""

import json
import os
import sys
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from binaan.kit.masking import mask_phone, mask_text

FOLDER = "pesan"


class Outgoing(NamedTuple):
    """One message: its key (sent twice is one), "wa" or "sms", the number as +62…, the text."""

    key: str
    channel: str
    to: str
    text: str


class Undelivered(Exception):
    """The back end did not take the message; the text says why, in plain words."""


def deliver(one: Outgoing) -> None:
    """Hand one message over. Raises Undelivered."""
    BACK_ENDS[settings.MESSAGES](one)


def _to_file(one: Outgoing) -> None:
    folder = settings.HOME / FOLDER
    now = timezone.localtime()
    line = json.dumps(one._asdict() | {"at": now.isoformat()}, ensure_ascii=False) + "\n"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY
        descriptor = os.open(folder / f"{now:%Y-%m-%d}.jsonl", flags, 0o600)
        with os.fdopen(descriptor, "ab", buffering=0) as file:
            file.write(line.encode())
    except OSError as error:
        raise Undelivered("Berkas pesan tidak dapat ditulis; hubungi administrator.") from error


def _to_console(one: Outgoing) -> None:
    sys.stderr.write(f"[{one.channel} {mask_phone(one.to)}] {mask_text(one.text)}\n")
    sys.stderr.flush()


BACK_ENDS: dict[str, Callable[[Outgoing], None]] = {"file": _to_file, "console": _to_console}
