"""A sheet of a proposed mapping, as `proposing.propose` writes it and a batch keeps it."""


def heading_rows(entry: dict) -> tuple[int, int]:
    """First and last line of the heading."""
    line = entry.get("heading_row") or 1
    first, last = entry.get("heading_rows") or (line, line)
    return first, last


def letters_of(entry: dict) -> list[str]:
    """The columns, as Excel names them, in their order."""
    known = {*entry.get("columns", {}), *entry.get("headings", {}), *entry.get("unmapped", [])}
    return sorted(known, key=lambda letter: (len(letter), letter))
