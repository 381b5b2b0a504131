""" "Aktif" as a dated edition: there is no national definition (handbook §2.8, our own [D]).

Edition aktif-2026.1: a business is running at a date when it was last observed running or seasonal,
and that observation is at most so many months old. The months are an office parameter.
"""

import calendar
from datetime import date

EDITION = "aktif-2026.1"
RUNNING = ("running", "seasonal")
DEFAULT_MONTHS = 24
PARAMETER = "registry.active_observation_months"
CITATION = "Definisi sistem; belum ada definisi nasional IKM aktif (catatan: belum dipastikan)"


def observed_since(at: date, months: int = DEFAULT_MONTHS) -> date:
    """The earliest date of an observation that still counts at `at`."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    last_day = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(at.day, last_day))


def is_running(status: str, observed_on: date | None, at: date, months: int) -> bool:
    """Whether an observed status counts as running at a date."""
    if status not in RUNNING or observed_on is None:
        return False
    return observed_on >= observed_since(at, months)
