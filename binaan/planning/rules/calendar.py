"""Days of a quarter; quarter 0 is the whole year. A fiscal year is a calendar year (handbook §8)."""

from datetime import date

from binaan.kit.romans import roman


def first_day(year: int, quarter: int) -> date:
    return date(year, quarter * 3 - 2 if quarter else 1, 1)


def last_day(year: int, quarter: int) -> date:
    month = quarter * 3 if quarter else 12
    return date(year, month, 30 if month in (6, 9) else 31)


def quarter_of(day: date) -> int:
    return (day.month + 2) // 3


def label(year: int, quarter: int) -> str:
    """Triwulan III 2025; Tahun 2025."""
    return f"Triwulan {roman(quarter)} {year}" if quarter else f"Tahun {year}"


def lately(today: date, years: list[int]) -> list[tuple[int, int]]:
    """The last four quarters that are over, of these years: (year, quarter), the oldest first."""
    over = [
        (year, quarter)
        for year in (today.year - 1, today.year)
        for quarter in range(1, 5)
        if last_day(year, quarter) < today
    ]
    return [one for one in over[-4:] if one[0] in years]


def year_said(text: str) -> int | None:
    """The year an address names, of 2000 to 2100; None for anything else."""
    year = int(text) if len(text) == 4 and text.isdecimal() else 0
    return year if 2000 <= year <= 2100 else None
