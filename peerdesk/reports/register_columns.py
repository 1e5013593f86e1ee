"""How an attendance register's columns share the sheet: the names, one column per session, the counts, remarks.

Few sessions leave each a wide column, in which the day, the time and the totals stand level: that makes the heading and
the totals low, and a usual week fits on one sheet. Many sessions have narrow columns, and there everything stands
upright.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from reportlab.lib.units import mm

from peerdesk import words
from peerdesk.domain.dates import short_time
from peerdesk.domain.names import is_indic
from peerdesk.domain.papers.attendance_register import AttendanceRegister, RegisterSession
from peerdesk.domain.sessions.marks import Mark
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts.people import NameColumns, heading_room
from peerdesk.reports.parts.register_grid import RollColumn
from peerdesk.reports.parts.type import LATIN_MINIMUM, Align, size_for, width

MOST_SESSIONS = 31
"""Sessions on one page: a daily group's longest month. The names are repeated on the next."""
SPARE_ROWS = 5
WALK_IN = "* "

_NARROWEST, _NARROWEST_INDIC, _WIDEST = 4.8, 5.0, 9.0  # millimetres of a session's upright column
_WIDEST_LEVEL = 16.0
_COUNT, _PERCENT, _TWO_LINES, _PAIR = 6.8, 8.8, 10.2, 12.0
_REMARKS = 35.0  # so much left over makes a column for remarks


def page_sets(count: int) -> Iterator[tuple[int, int]]:
    """Bounds of the parts, as even as can be: 62 sessions are 31 and 31, 32 are 16 and 16."""
    sets = max(-(-count // MOST_SESSIONS), 1)
    for number in range(sets):
        yield number * count // sets, (number + 1) * count // sets


@dataclass(frozen=True, slots=True)
class RegisterColumns:
    """The columns of every page of one register.

    Attributes:
        names: the first ones.
        counts: the last ones, on the last page alone; none on a blank register.
        level: whether the headings of sessions and counts stand level.
        times: whether the sessions begin at different times, so that each shows its own.
        years: whether the period has days of two years, so that each day shows its own.
        room: millimetres of the sheet.
    """

    names: NameColumns
    counts: Sequence[RollColumn]
    level: bool
    times: bool
    years: bool
    room: float

    @classmethod
    def of(cls, report: AttendanceRegister, room: float) -> "RegisterColumns":
        """The columns for a sheet of ``room`` millimetres: level if every name can be whole beside them."""
        most = max(last - first for first, last in page_sets(len(report.sessions)))
        level = cls._made(report, room, room, level=True)
        if level.names.total + _total(level.counts) + most * _level_width() <= room:
            return level
        counts = _counts(report, level=False)
        least = _NARROWEST_INDIC if is_indic(words.short_weekday(0)) else _NARROWEST
        return cls._made(report, room, room - _total(counts) - most * least, level=False)

    @classmethod
    def _made(cls, report: AttendanceRegister, room: float, room_for_names: float, *, level: bool) -> "RegisterColumns":
        names = NameColumns.of(
            [row.person for row in report.rows],
            room_for_names,
            spare=SPARE_ROWS,
            upright=not level,
            sign=WALK_IN if any(row.walk_in for row in report.rows) else "",
            labels=totals_labels(report) if report.sessions else (),
        )
        times, years = one_time(report) is None, report.period.first.year != report.period.last.year
        return cls(names, _counts(report, level=level), level, times, years, room)

    def on_page(self, sessions: Sequence[RegisterSession], *, is_last: bool) -> list[RollColumn]:
        counts = self.counts if is_last else ()
        free = self.room - self.names.total - _total(counts)
        each = min(free / max(len(sessions), 1), _WIDEST_LEVEL if self.level else _WIDEST)
        over = free - each * len(sessions)
        remarks = [RollColumn(_("Remarks"))] if over > _REMARKS else []
        names = self.names.columns(0 if remarks else max(over, 0))
        return [*names, *self._sessions(sessions, each), *counts, *remarks]

    def _sessions(self, sessions: Sequence[RegisterSession], each: float) -> Iterator[RollColumn]:
        bands = {} if self.level else _months(sessions, each)
        for session, following in zip_longest(sessions, sessions[1:]):
            day = session.day
            yield RollColumn(
                self._level_heading(session) if self.level else f"{day:%d}",
                each,
                Align.CENTRE,
                rule_after=following is None or following.day.isocalendar()[:2] != day.isocalendar()[:2],
                upright="" if self.level else f"{words.short_weekday(day)} {_time(session)}".rstrip(),
                band=bands.get((day.year, day.month), ""),
            )

    def _level_heading(self, session: RegisterSession) -> str:
        day = session.day
        year, starts = f"{day:%Y}" if self.years else "", _time(session) if self.times else ""
        return "\n".join(filter(None, (words.short_weekday(day), f"{day:%d-%m}", year, starts)))


def one_time(report: AttendanceRegister) -> str | None:
    """The time at which all the sessions begin (empty if it is not known); None where they differ."""
    times = {_time(session) for session in report.sessions}
    return times.pop() if len(times) == 1 else None


def totals_labels(report: AttendanceRegister) -> tuple[str, str]:
    """What the rows under the last member are called."""
    return (_("Present"), _("Initials")) if report.blank else (_("Attended of counted"), _("Attendance %"))


def _time(session: RegisterSession) -> str:
    return short_time(session.starts) if session.starts else ""


def _total(columns: Sequence[RollColumn]) -> float:
    return sum(column.width or 0 for column in columns)


def _level_width() -> float:
    """Millimetres in which whatever stands in a session's column stands level."""
    texts = ["30-12", "07:30", "30/30", "100 %", *map(words.short_weekday, range(7))]
    points = max(width(text, size_for((text,)), bold=True) for text in texts)
    return float(points / mm + 1.2)


def _counts(report: AttendanceRegister, *, level: bool) -> list[RollColumn]:
    if report.blank:
        return []
    # Translators: at the head of a column, on two lines: most absences in a row.
    headings = {
        _("Attended\nof counted"): _PAIR,
        "%": _PERCENT,
        words.of(Mark.LEAVE): _COUNT,
        _("Longest\nabsence"): _TWO_LINES,
    }
    return [
        RollColumn(
            heading if level or heading == "%" else "",
            max(map(heading_room, heading.split("\n"))) if level and heading != "%" else least,
            Align.CENTRE,
            bold=heading == "%",
            upright="" if level or heading == "%" else heading,
        )
        for heading, least in headings.items()
    ]


def _months(sessions: Sequence[RegisterSession], each: float) -> dict[tuple[int, int], str]:
    """What stands over the days of each month: ``November 2026``, or ``11`` over a day or two."""
    days = Counter((session.day.year, session.day.month) for session in sessions)
    bands = {}
    for (year, month), count in days.items():
        name = words.month(date(year, month, 1))
        fits = width(name, size_for((name,), LATIN_MINIMUM), bold=True) < count * each * mm - 2
        bands[year, month] = name if fits else f"{month:02}"
    return bands
