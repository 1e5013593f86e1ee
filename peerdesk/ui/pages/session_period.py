"""Which days the list of sessions shows."""

from datetime import date, timedelta
from enum import IntEnum

from peerdesk.domain.dates import week_of

_WEEK = timedelta(days=7)


class Period(IntEnum):
    """How many days are seen at once."""

    WEEK = 1
    FOUR_WEEKS = 2
    MONTH = 3


def span(period: Period, day: date) -> tuple[date, date]:
    """First and last day of the period around a day: its week, the four weeks that end with it, its month."""
    monday, sunday = week_of(day)
    if period is Period.WEEK:
        return monday, sunday
    if period is Period.FOUR_WEEKS:
        return monday - 3 * _WEEK, sunday
    first = day.replace(day=1)
    return first, _next_month(first) - timedelta(days=1)


def before(period: Period, day: date) -> date:
    """A day in the period before."""
    first, _last = span(period, day)
    return first - timedelta(days=1)


def after(period: Period, day: date) -> date:
    """A day in the period after."""
    _first, last = span(period, day)
    return last + (4 * _WEEK if period is Period.FOUR_WEEKS else timedelta(days=1))


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
