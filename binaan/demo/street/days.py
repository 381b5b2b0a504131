"""Days counted back from today, so that something is due whenever the demo is started."""

from datetime import date, timedelta

from binaan.kit.dates import today
from binaan.kit.workdays import after_workdays, is_workday

ONE = timedelta(days=1)


def workdays_ago(count: int) -> date:
    """The working day so many before the last one; 0 the last one, today where it is one."""
    day = today()
    while not is_workday(day):
        day -= ONE
    for _one in range(count):
        day -= ONE
        while not is_workday(day):
            day -= ONE
    return day


def received_for(due: date, workdays: int) -> date:
    """The last day on which something came in that is due by a day, so many working days later."""
    day = due
    while after_workdays(day, workdays) > due:
        day -= ONE
    return day


def sunday(weeks: int) -> date:
    """The Sunday so many weeks after the coming one; below 0, before the last one. Never today."""
    passed = (today().weekday() + 1) % 7  # days since a Sunday
    if weeks < 0:
        return today() - timedelta(days=passed or 7) + timedelta(weeks=weeks + 1)
    return today() + timedelta(days=7 - passed) + timedelta(weeks=weeks)
