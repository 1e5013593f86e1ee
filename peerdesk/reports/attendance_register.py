"""The attendance register: one group over a period, members by session dates, with totals, seals and corrections."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer

from peerdesk import words
from peerdesk.domain.dates import short_time
from peerdesk.domain.marks import Mark, Tally
from peerdesk.domain.names import is_indic
from peerdesk.domain.registers import AttendanceRegister, Cell, RegisterRow, RegisterSession
from peerdesk.i18n import N_
from peerdesk.i18n import gettext as _
from peerdesk.reports import page
from peerdesk.reports.blocks import Signatory, legend, nothing, signatures
from peerdesk.reports.people import NameColumns
from peerdesk.reports.register_appendix import appendix
from peerdesk.reports.roll import ROW, Roll, RollColumn
from peerdesk.reports.tallies import attended_of
from peerdesk.reports.type import BODY, LATIN_MINIMUM, Align, paragraph, size_for, width

TITLE = N_("Attendance register")
MOST_SESSIONS = 31
"""Sessions on one page; the names are repeated on the next (product.md, Attendance register)."""
SPARE_ROWS = 5

_FILLING_ROW = 8 * mm
_NARROWEST, _NARROWEST_INDIC, _WIDEST = 4.8, 5.0, 9.0  # millimetres of a session's column
_COUNT, _PERCENT, _TWO_LINES = 6.8, 8.8, 10.2
_REMARKS = 35.0  # so much left over makes a column for remarks
_WALK_IN = "* "


def write(report: AttendanceRegister, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the register as PDF; see `page.write`."""
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.data_as_on,
        period=report.period,
        subject=report.group_name,
        landscape=True,
        confidential=bool(report.rows),
    )
    return page.write(sheet, _story(report, sheet.body_width), out, on_page)


def sheet_code(report: AttendanceRegister) -> str:
    """What is typed to find the group and the days of a register filled by hand: ``G3-20261101``."""
    return f"G{report.group_id}-{report.period.first:%Y%m%d}"


def _story(report: AttendanceRegister, room: float) -> list[Flowable]:
    if report.group_id is None:
        return [nothing(_("There is no group yet. Once a group exists, its register is printed here."))]
    people = [Signatory(_("Counsellor"), next(iter(report.facilitators), "")), Signatory(_("Project coordinator"))]
    return [
        legend((label, text or "–") for label, text in _facts(report)),  # on one line: a landscape sheet is low
        Spacer(0, 2 * mm),
        *_grids(report, room),
        *([] if report.blank else appendix(report, room)),
        signatures(people, room),
    ]


def _facts(report: AttendanceRegister) -> list[tuple[str, str]]:
    pairs = [
        (_("Group type"), words.of(report.group_type) if report.group_type else ""),
        (_("Facilitators"), ", ".join(report.facilitators)),
    ]
    if report.blank:
        return [*pairs, (_("Sheet code"), sheet_code(report))]
    held = sum(map(_is_held, report.sessions))
    missed = sum(session.cell is Cell.DID_NOT_HAPPEN for session in report.sessions)
    counts = _("{held} held, {missed} did not happen").format(held=held, missed=missed)
    together = sum((session.tally for session in report.sessions if _is_held(session)), Tally())
    share = f"{words.percent(together)} ({attended_of(together)})"
    return [*pairs, (_("Sessions"), counts), (_("Attendance %"), share)]


def _grids(report: AttendanceRegister, room: float) -> Iterator[Flowable]:
    """The roll, once for every thirty-one sessions."""
    if not report.rows and not report.blank:
        yield nothing(_("Nobody belonged to this group in these days."))
        return
    if not report.sessions:
        yield nothing(_("No session of this group falls into these days."))
    people = [row.person for row in report.rows]
    names = NameColumns.of(
        people,
        _room_for_names(report, room),
        spare=SPARE_ROWS,
        upright=bool(report.sessions),
        sign=_WALK_IN if any(row.walk_in for row in report.rows) else "",
    )
    sets = list(_page_sets(len(report.sessions)))
    for number, (first, last) in enumerate(sets, 1):
        if number > 1:
            yield PageBreak()
        if len(sets) > 1:
            part = _("Sessions {first} to {last} of {count}")
            yield paragraph(part.format(first=first + 1, last=last, count=len(report.sessions)), BODY)
        yield _roll(report, names, (first, last), room, is_last=number == len(sets))
    yield legend(_legend(report))


def _page_sets(count: int) -> Iterator[tuple[int, int]]:
    """Bounds of the parts, as even as can be: 62 sessions are 31 and 31, 32 are 16 and 16."""
    sets = max(-(-count // MOST_SESSIONS), 1)
    for number in range(sets):
        yield number * count // sets, (number + 1) * count // sets


def _room_for_names(report: AttendanceRegister, room: float) -> float:
    """Millimetres the names may take, so that every session keeps its share."""
    fullest = max(last - first for first, last in _page_sets(len(report.sessions)))
    taken = sum(column.width or 0 for column in _summary_columns(report))
    least = _NARROWEST_INDIC if is_indic(words.short_weekday(0)) else _NARROWEST
    return float(room / mm - fullest * least - taken)


def _roll(
    report: AttendanceRegister, names: NameColumns, bounds: tuple[int, int], room: float, *, is_last: bool
) -> Roll:
    sessions = report.sessions[slice(*bounds)]
    summary = _summary_columns(report) if is_last else []
    free = room / mm - names.total - sum(column.width or 0 for column in summary)
    each = min(free / max(len(sessions), 1), _WIDEST)
    over = free - each * len(sessions)
    remarks = [RollColumn(_("Remarks"))] if over > _REMARKS else []
    columns = [
        *names.columns(0 if remarks else max(over, 0)),
        *_session_columns(sessions, each),
        *summary,
        *remarks,
    ]
    ending = [""] * (len(summary) + len(remarks))
    if report.blank:
        empty = [""] * len(sessions)
        rows = [
            [*names.cells(at, row.person), *map(_to_fill, row.cells[slice(*bounds)]), *ending]
            for at, row in enumerate(report.rows, 1)
        ]
        after = len(report.rows) + 1
        rows += [[*names.texts(str(at)), *empty, *ending] for at in range(after, after + SPARE_ROWS)]
        totals = [[*names.label(label), *empty, *ending] for label in (_("Present"), _("Initials"))]
        return Roll(columns, rows, totals=totals if sessions else (), row_height=_FILLING_ROW)
    rows = [
        [
            *names.cells(at, row.person, _WALK_IN if row.walk_in else ""),
            *map(str, row.cells[slice(*bounds)]),
            *(_summary(row) if is_last else ()),
            *([""] if remarks else ()),
        ]
        for at, row in enumerate(report.rows, 1)
    ]
    return Roll(columns, rows, totals=_totals(sessions, names, len(ending)), row_height=ROW)


def _session_columns(sessions: Sequence[RegisterSession], each: float) -> list[RollColumn]:
    bands = _months(sessions, each)
    return [
        RollColumn(
            f"{session.day:%d}",
            each,
            Align.CENTRE,
            rule_after=following is None or following.day.isocalendar()[:2] != session.day.isocalendar()[:2],
            upright=_weekday_and_time(session),
            band=bands[session.day.year, session.day.month],
        )
        for session, following in zip_longest(sessions, sessions[1:])
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


def _weekday_and_time(session: RegisterSession) -> str:
    weekday = words.short_weekday(session.day)
    return f"{weekday} {short_time(session.starts)}" if session.starts else weekday


def _summary_columns(report: AttendanceRegister) -> list[RollColumn]:
    if report.blank:
        return []
    return [
        RollColumn("", _COUNT, Align.CENTRE, upright=_("Held")),
        RollColumn("", _COUNT, Align.CENTRE, upright=_("Attended")),
        RollColumn("%", _PERCENT, Align.CENTRE, bold=True),
        # Translators: upright at the head of a column, on two lines: most absences in a row.
        RollColumn("", _TWO_LINES, Align.CENTRE, upright=_("Longest\nabsence")),
    ]


def _summary(row: RegisterRow) -> list[str]:
    return [str(row.held), str(row.tally.attended), _percent_number(row.tally), str(row.longest_absence)]


def _totals(sessions: Sequence[RegisterSession], names: NameColumns, after: int) -> list[list[str]]:
    """Each session's own totals; ``after`` columns follow them."""
    if not sessions:
        return []
    present = [_present(session.tally) if _is_held(session) else "" for session in sessions]
    percent = [words.percent(session.tally) if _is_held(session) else "" for session in sessions]
    ending = [""] * after
    return [
        [*names.label(_("Present of total")), *present, *ending],
        [*names.label(_("Attendance %")), *percent, *ending],
    ]


def _present(tally: Tally) -> str:
    return f"{tally.attended}/{tally.total}"


def _percent_number(tally: Tally) -> str:
    """The percentage in a column that says "%" at its head."""
    return "–" if tally.percent is None else str(tally.percent)


def _is_held(session: RegisterSession) -> bool:
    return session.cell is None and session.tally.total > session.tally.unmarked


def _to_fill(cell: Mark | Cell) -> str:
    """A register to fill by hand keeps what is settled beforehand: holidays and days that are not due."""
    return str(cell) if isinstance(cell, Cell) else ""


def _legend(report: AttendanceRegister) -> list[tuple[str, str]]:
    entries = [(str(mark), words.of(mark)) for mark in Mark]
    if report.blank:
        return [*entries, *((cell.value, words.of(cell)) for cell in (Cell.HOLIDAY, Cell.NOT_DUE))]
    entries += [
        *((cell.value, words.of(cell)) for cell in (Cell.HOLIDAY, Cell.DID_NOT_HAPPEN, Cell.NOT_DUE)),
        # Translators: in a legend: what an empty cell of the register means.
        (_("empty"), words.unmarked()),
        ("%", _("(P + T + E) of (P + T + E + A)")),
    ]
    if any(row.walk_in for row in report.rows):
        entries.append((_WALK_IN.strip(), _("for one session only; counts in that session's total alone")))
    return entries
