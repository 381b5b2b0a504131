"""CSV that tells a missing value from an empty one: what exists is quoted, what is missing is bare.

PostgreSQL's COPY reads it as it is; the standard library's reader cannot tell the two apart.
"""

import re
from collections.abc import Iterable, Iterator

VALUE = re.compile(r'(?:"((?:[^"]|"")*)")?(?:,|\n)')


def encode(row: Iterable[str | None]) -> bytes:
    """One record, ended by a line feed."""
    cells = ["" if value is None else f'"{value.replace(chr(34), chr(34) * 2)}"' for value in row]
    return f"{','.join(cells)}\n".encode()


def decode(record: str) -> list[str | None]:
    """The values of one record that `encode` wrote."""
    return [
        None if value is None else value.replace('""', '"')
        for value in (found[1] for found in VALUE.finditer(record))
    ]


def records(blocks: Iterable[bytes]) -> Iterator[str]:
    """Records of a stream of blocks; a line feed inside quotes does not end one."""
    rest, pending = b"", ""
    for block in blocks:
        *lines, rest = (rest + block).split(b"\n")
        for line in lines:
            pending += line.decode() + "\n"
            if pending.count('"') % 2 == 0:
                yield pending
                pending = ""
    if rest or pending:
        raise ValueError("the last record has no end")
