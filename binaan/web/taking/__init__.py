"""Taking the list along: sheets, paper, and work for many businesses (docs/rules/taking.md)."""

VERBS = {
    "directory.exported": "Daftar usaha diunduh",
    "directory.export_cancelled": "Unduhan dibatalkan",
    "directory.printed": "Daftar usaha dicetak",
}


def start() -> None:
    """Called once when the room starts: words for the trail, work for the worker."""
    from binaan.access import verbs
    from binaan.web.taking import guiding, keeping, starting  # noqa: F401 - they sign up

    verbs.declare(VERBS)
    verbs.declare_kind("web.Download", "Unduhan")
