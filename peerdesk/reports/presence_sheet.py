"""The weekly presence sheet: members by the days of a week, P or A, as the grant portal's grid asks."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from peerdesk import words
from peerdesk.domain.dates import short_date
from peerdesk.domain.papers.attendance_register import Cell
from peerdesk.domain.papers.presence_sheet import PresenceSheet
from peerdesk.domain.presence import WEEK, Headcount, PresenceCell, PresenceWeek, PresenceWeekRow
from peerdesk.domain.sessions.marks import Mark
from peerdesk.i18n import N_
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import Signatory, legend, nothing, signatures
from peerdesk.reports.parts.layout import fewest_pages
from peerdesk.reports.parts.people import NameColumns, heading_room
from peerdesk.reports.parts.register_grid import Roll, RollColumn
from peerdesk.reports.parts.type import HEADING, SMALL, Align, paragraph

TITLE = N_("Weekly presence sheet")

_SPARE_ROWS = 3
_DAY = 8.5
"""Millimetres of a day, and of a member's sums; more where the name of a weekday needs it."""
_ROWS: list[float] = [tenths * 0.1 * mm for tenths in (80, 72, 64, 58, 53)]
_FILLING_ROWS: list[float] = [8 * mm]
"""A hand needs eight millimetres."""


def write(report: PresenceSheet, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the sheet as PDF; see `page.write`."""
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.data_as_on,
        period=report.period,
        confidential=bool(report.people),
    )
    heights = _FILLING_ROWS if report.blank else _ROWS
    fullest = replace(report, weeks=sorted(report.weeks, key=_length)[-1:])
    height = fewest_pages(sheet, heights, lambda height: _story(fullest, sheet.body_width, height))
    return page.write(sheet, _story(report, sheet.body_width, height), out, on_page)


def _length(week: PresenceWeek) -> int:
    return len(week.rows)


def _story(report: PresenceSheet, room: float, row_height: float) -> Iterator[Flowable]:
    for number, week in enumerate(report.weeks):
        if number:
            yield PageBreak()
        if len(report.weeks) > 1:
            days = _("Week of {first} to {last}")
            yield paragraph(days.format(first=short_date(week.days[0]), last=short_date(week.days[-1])), HEADING)
        if not week.rows and not report.blank:
            yield nothing(_("Nobody had a residential stay in this week."))
            continue
        yield _roll(report, week, room, row_height)
        yield legend(_legend(report))
        yield paragraph(_("Presence in the centre, counted by days. It is not attendance of groups."), SMALL)
        yield Spacer(0, 2 * mm)
        signing = signatures([Signatory(_("Kept by")), Signatory(_("Project coordinator"))], room, above=10 * mm)
        yield KeepTogether([signing])


def _roll(report: PresenceSheet, week: PresenceWeek, room: float, row_height: float) -> Roll:
    labels = [words.of(Mark.PRESENT), words.of(Mark.ABSENT)]
    each = max(_DAY, *(heading_room(words.short_weekday(day)) - 1 for day in week.days))
    beside = (WEEK + 2) * each
    people = [report.people[row.member_id] for row in week.rows]
    spare = _SPARE_ROWS if report.blank else 0
    names = NameColumns.of(people, room / mm - beside, spare=spare, labels=labels)
    columns = [
        *names.columns(max(room / mm - beside - names.total, 0)),
        *(
            RollColumn(f"{words.short_weekday(day)}\n{day.day}", each, Align.CENTRE, rule_after=day == week.days[-1])
            for day in week.days
        ),
        *(RollColumn(mark.value, each, Align.CENTRE, bold=True) for mark in (Mark.PRESENT, Mark.ABSENT)),
    ]
    rows = [
        [*names.cells(at, person), *_cells(row, blank=report.blank)]
        for at, (person, row) in enumerate(zip(people, week.rows, strict=True), 1)
    ]
    rows += [[*names.texts(str(len(rows) + at)), *[""] * (WEEK + 2)] for at in range(1, spare + 1)]
    counts = [[*names.label(label), *found] for label, found in zip(labels, _totals(report, week), strict=True)]
    return Roll(columns, rows, totals=counts, row_height=row_height)


def _cells(row: PresenceWeekRow, *, blank: bool) -> list[str]:
    """A member's seven days and both sums; a blank sheet keeps the days on which they are not in the centre."""
    count = row.count
    sums = ["", ""] if blank or not count.marked else [str(count.present), str(count.absent)]
    return [*(_letter(cell, blank=blank) for cell in row.cells), *sums]


def _letter(cell: PresenceCell, *, blank: bool) -> str:
    if not cell.due:
        return Cell.NOT_DUE.value
    if blank or cell.present is None:
        return ""
    return (Mark.PRESENT if cell.present else Mark.ABSENT).value


def _totals(report: PresenceSheet, week: PresenceWeek) -> tuple[list[str], list[str]]:
    """Present and absent of each day that was marked, and of the week under the sums of that kind."""
    counts = [Headcount() if report.blank else count for count in week.counts]
    total = Headcount() if report.blank else week.total
    present = [str(count.present) if count.marked else "" for count in (*counts, total)]
    absent = [str(count.absent) if count.marked else "" for count in (*counts, total)]
    return [*present, ""], [*absent[:-1], "", absent[-1]]


def _legend(report: PresenceSheet) -> list[tuple[str, str]]:
    entries = [
        (Mark.PRESENT.value, words.of(Mark.PRESENT)),
        (Mark.ABSENT.value, words.of(Mark.ABSENT)),
        (Cell.NOT_DUE.value, _("not at the centre on this day")),
    ]
    # Translators: in a legend: what an empty cell of the sheet means.
    return entries if report.blank else [*entries, (_("empty"), words.unmarked())]
