"""Counts, percentages and days, as screens and pages write them. Digits are 0-9 in every language."""

from datetime import date

from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.papers.attendance_register import Cell
from peerdesk.domain.presence import Headcount
from peerdesk.domain.sessions.marks import Mark, Tally
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext, pgettext
from peerdesk.words.codes import of
from peerdesk.words.entry import NC_

NOTHING = "–"
"""Stands where there is nothing to count or to say."""

_WEEKDAYS = (
    NC_("weekday", "Monday"),
    NC_("weekday", "Tuesday"),
    NC_("weekday", "Wednesday"),
    NC_("weekday", "Thursday"),
    NC_("weekday", "Friday"),
    NC_("weekday", "Saturday"),
    NC_("weekday", "Sunday"),
)
_SHORT_WEEKDAYS = (
    NC_("short weekday", "Mon"),
    NC_("short weekday", "Tue"),
    NC_("short weekday", "Wed"),
    NC_("short weekday", "Thu"),
    NC_("short weekday", "Fri"),
    NC_("short weekday", "Sat"),
    NC_("short weekday", "Sun"),
)
_MONTHS = (
    NC_("month", "January"),
    NC_("month", "February"),
    NC_("month", "March"),
    NC_("month", "April"),
    NC_("month", "May"),
    NC_("month", "June"),
    NC_("month", "July"),
    NC_("month", "August"),
    NC_("month", "September"),
    NC_("month", "October"),
    NC_("month", "November"),
    NC_("month", "December"),
)


def percent(tally: Tally) -> str:
    """Attendance as ``87 %``, with a no-break space; a dash where there is nothing to divide by."""
    return NOTHING if tally.percent is None else f"{tally.percent}\N{NO-BREAK SPACE}%"


def attended_of(tally: Tally) -> str:
    """What a percentage was made of: ``15 of 15 (2 leave)``; leave and unmarked are not in it."""
    counted = _("{attended} of {counted}").format(attended=tally.attended, counted=tally.counted)
    if not tally.leave:
        return counted
    leave = ngettext("{count} leave", "{count} leave", tally.leave).format(count=tally.leave)
    return f"{counted} ({leave})"


def counter(tally: Tally) -> str:
    """``Present 14 · Late 2 · Leave 1 · Absent 3 · Unmarked 0``; *Left early* only where somebody did."""
    counts = [
        (of(Mark.PRESENT), tally.present),
        (of(Mark.LATE), tally.late),
        *([(of(Mark.LEFT_EARLY), tally.left_early)] if tally.left_early else []),
        (of(Mark.LEAVE), tally.leave),
        (of(Mark.ABSENT), tally.absent),
        (unmarked(), tally.unmarked),
    ]
    return " · ".join(f"{word}\N{NO-BREAK SPACE}{count}" for word, count in counts)


def headcount(count: Headcount) -> str:
    """``Present 28 · Absent 2 · Unmarked 0``: who is in the centre."""
    counts = [(of(Mark.PRESENT), count.present), (of(Mark.ABSENT), count.absent), (unmarked(), count.unmarked)]
    return " · ".join(f"{word}\N{NO-BREAK SPACE}{number}" for word, number in counts)


def unmarked() -> str:
    """The word for a member without a mark."""
    return of(Cell.UNMARKED)


def weekday(day: date | int) -> str:
    """``Monday``, of a day or of a number counted from Monday = 0 (as a `MeetingTime` has it)."""
    return pgettext(*_WEEKDAYS[_number(day)])


def short_weekday(day: date | int) -> str:
    """``Mon``, for the heads of narrow columns."""
    return pgettext(*_SHORT_WEEKDAYS[_number(day)])


def _number(day: date | int) -> int:
    return day if isinstance(day, int) else day.weekday()


def month(day: date) -> str:
    """``November 2026``: the month that holds a day."""
    return f"{pgettext(*_MONTHS[day.month - 1])} {day.year}"


def age(years: int | None) -> str:
    """``34 years``; a dash where the age is not known."""
    if years is None:
        return NOTHING
    return ngettext("{count} year", "{count} years", years).format(count=years)


def group_label(name: str, kind: GroupType | None) -> str:
    """``Morning Circle · 12-step``: a group with its type, as lists and headings name it."""
    return name if kind is None else f"{name} · {of(kind)}"
