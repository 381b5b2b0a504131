"""Working days of Indonesia: Monday to Friday, without the national holidays.

Source: the package `holidays` (national holidays by joint decree; joint leave days are no holidays
here, for each region decides). Days of a year nobody has decreed yet are estimates of that package.
"""

from datetime import date, timedelta
from functools import cache

import holidays as calendars

ONE = timedelta(days=1)
SATURDAY = 5


@cache
def _of_year(year: int) -> dict[date, str]:
    return dict(calendars.country_holidays("ID", years=year, language="id"))


def holiday(day: date) -> str:
    """The name of the national holiday on a day; "" on any other."""
    return _of_year(day.year).get(day, "")


def is_workday(day: date) -> bool:
    return day.weekday() < SATURDAY and not holiday(day)


def after_workdays(day: date, count: int) -> date:
    """The day that lies `count` working days after; 0 gives the day itself."""
    for _one in range(count):
        day += ONE
        while not is_workday(day):
            day += ONE
    return day
