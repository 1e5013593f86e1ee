"""Dates as the centre writes them: day first, four-digit years, weeks from Monday, years from April."""

import re
from datetime import date, datetime, time, timedelta

from peerdesk.domain.typed import blank, plain
from peerdesk.errors import Problem

_DAY_FIRST = re.compile(r"(\d{1,2}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(
    r"(\d{1,2})(?: ?[:.-]? ?(\d{2})(?:[:.]\d{2})?)? ?(?:([ap])\.? ?m\.?|h|hrs\.?|बजे|वाजता|ਵਜੇ)?", re.IGNORECASE
)
_NOON = 12
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""The days that can stand in a record; a year outside is a slip of the finger (0206, 2206)."""

_APRIL = 4


def short_date(day: date) -> str:
    """``21-11-2026``, the form of Indian office paper; the same in every language."""
    return f"{day.day:02}-{day.month:02}-{day.year:04}"


def short_time(moment: time | datetime) -> str:
    """``10:05`` by the 24-hour clock, so that no a.m. has to be translated."""
    return f"{moment.hour:02}:{moment.minute:02}"


def short_datetime(moment: datetime) -> str:
    """``21-11-2026 10:05``."""
    return f"{short_date(moment)} {short_time(moment)}"


FAR_AHEAD = timedelta(days=2 * 366)
"""What begins or ends later than this is a slip in the year, unless somebody says why not."""

FAR_BACK = timedelta(days=50 * 366)
"""So is what began earlier than this: older than any group that still meets (1926 for 2026)."""


def far_problems(field: str, day: date | None, today: date, confirmed: str) -> list[Problem]:
    """Say that a day of a leave, a membership or a group lies too far away; a reason lets it pass, no year 9999."""
    if day is None or later(today, -FAR_BACK) <= day <= later(today, FAR_AHEAD):
        return []
    if not EARLIEST <= day <= LATEST:
        return [Problem(field, "date-out-of-range")]
    if not blank(confirmed):
        return []
    code = "day-far-ahead" if day > today else "day-far-back"
    return [Problem(field, code, {"day": day}), Problem("confirmed", "override-reason-missing")]


def confirmation(confirmed: str) -> dict[str, object]:
    """What the audit trail keeps of the reason why such a day is right."""
    return {} if blank(confirmed) else {"confirmed": confirmed.strip()}


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week that holds a day (the grant portal's week)."""
    monday = day - timedelta(days=day.weekday())
    return monday, later(monday, timedelta(days=6))


def financial_year(day: date) -> str:
    """``2026-27``: the Indian year from 1 April to 31 March that holds a day."""
    first = day.year if day.month >= _APRIL else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def parse_date(text: str) -> date | None:
    """Read a date somebody typed: ``21-11-2026``, ``21/11/2026``, ``21.11.2026``, ``2026-11-21``, any script's digits.

    A two-digit year is refused: 26 may be this year or a year of birth, and a wrong guess would stand in the record.

    Returns:
        The day, or None where the text is no date, or its year no year of a record.
    """
    day = _day_of_any_year(text)
    return day if day is not None and EARLIEST <= day <= LATEST else None


def unread_date(text: str) -> str:
    """What is wrong with a text that :func:`parse_date` could not read, as the code of a problem."""
    return "date-wrong" if _day_of_any_year(text) is None else "date-out-of-range"


def _day_of_any_year(text: str) -> date | None:
    typed = plain(text)
    if found := _DAY_FIRST.fullmatch(typed):
        day, month, year = map(int, found.groups())
    elif found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    """Read a time as people write it: ``10``, ``10:05``, ``10.05``, ``10-05``, ``1005``, ``5 pm``, ``१७:३०``.

    Without *am* or *pm* it is by the 24-hour clock; a form shows what was understood once the field is left.

    Returns:
        The time, or None where the text is no time.
    """
    found = _CLOCK.fullmatch(plain(text))
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= _NOON:
        return None
    if half == "p" and hour < _NOON:
        hour += _NOON
    elif half == "a" and hour == _NOON:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def later(day: date, by: timedelta) -> date:
    """A day so much later (or earlier), but none beyond what a calendar knows."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min
