"""The mentor's log: a sheet to fill in by hand after each meeting, one for each member accompanied."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer

from peerdesk import words
from peerdesk.domain.dates import short_date
from peerdesk.domain.mentoring.mentorships import SupportKind
from peerdesk.domain.papers.mentor_log import Accompanied, MentorLog
from peerdesk.i18n import N_
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import facts, legend, nothing
from peerdesk.reports.parts.layout import blanks, fewest_pages
from peerdesk.reports.parts.people import heading_room, named
from peerdesk.reports.parts.register_grid import Roll, RollColumn
from peerdesk.reports.parts.type import Align, Look, paragraph

TITLE = N_("Mentor's log")

_ROW: float = 9 * mm
_ROWS = tuple(range(20, 7, -1))
"""So many meetings go on a sheet: as many as leave it on one page."""

_BOX = 9.0
"""Millimetres of a box to tick."""

_DATE = 24.0
_REMINDER = Look(size=10, before=1, after=1)


def write(report: MentorLog, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the sheets as PDF; see `page.write`."""
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.data_as_on,
        subject=named(report.mentor) if report.mentor else "",
        confidential=report.agreed,
    )
    room = sheet.body_width
    if report.mentor is None or not report.agreed:
        return page.write(sheet, [nothing(_nobody(report))], out, on_page)
    sheets: list[Accompanied | None] = [*report.members] or [None]
    rows = [fewest_pages(sheet, _ROWS, partial(_sheet, report, of, room)) for of in sheets]
    return page.write(sheet, _story(report, sheets, rows, room), out, on_page)


def _nobody(report: MentorLog) -> str:
    if report.mentor is None:
        return _("Nobody has agreed to mentor yet. Once somebody has, their log sheet is printed here.")
    return _("This member has not agreed to mentor, or no longer does. Please choose a mentor.")


def _story(report: MentorLog, sheets: list[Accompanied | None], rows: list[int], room: float) -> Iterator[Flowable]:
    for number, (of, count) in enumerate(zip(sheets, rows, strict=True)):
        if number:
            yield PageBreak()
        yield from _sheet(report, of, room, count)


def _sheet(report: MentorLog, of: Accompanied | None, room: float, rows: int) -> list[Flowable]:
    return [
        *_head(report, of, room),
        Spacer(0, 2 * mm),
        *(paragraph(line, _REMINDER) for line in _reminders()),
        Spacer(0, 2 * mm),
        _table(rows),
        _support(),
        *_help(report),
        blanks((_("Keyed in by, on:"),), room),
    ]


def _support() -> Flowable:
    kinds = [(str(place), words.of(kind)) for place, kind in enumerate(SupportKind, 1)]
    # Translators: on paper, before "1 Emotional: listening · 2 …"; each has a box to tick after each meeting.
    return legend(kinds, lead=_("Tick the support that was given:"))


def _head(report: MentorLog, of: Accompanied | None, room: float) -> list[Flowable]:
    mentor = (_("Mentor"), named(report.mentor) if report.mentor else "")
    if of is None:
        return [facts([mentor], room, across=1), blanks((_("Accompanies:"), _("Since:")), room, across=2)]
    return [facts([mentor, (_("Accompanies"), named(of.person)), (_("Since"), short_date(of.since))], room, across=1)]


def _reminders() -> tuple[str, ...]:
    return (
        _("Thank you for walking this part of the way together."),
        _("What you hear stays between the two of you. Write down what you agreed, not what was told in confidence."),
        _("You need not solve everything. If you fear for somebody's safety, tell a counsellor on the same day."),
        _("Keep this sheet where nobody else reads it, and bring it to the centre when it is full."),
    )


def _help(report: MentorLog) -> list[Flowable]:
    if not report.help_lines:
        return []
    lines = " · ".join(report.help_lines)
    return [paragraph(_("Somebody to talk to: {lines}").format(lines=lines), Look(bold=True, before=3))]


def _table(rows: int) -> Roll:
    """Date, minutes, a box for each kind of support, what was agreed, when next; all empty."""
    boxes = [RollColumn(str(place), _BOX, Align.CENTRE) for place, _kind in enumerate(SupportKind, 1)]
    columns = [
        RollColumn(_("Date"), max(_DATE, heading_room(_("Date")))),
        RollColumn(_("Minutes"), heading_room(_("Minutes"))),
        *boxes,
        RollColumn(_("What we agreed"), None),
        RollColumn(_("Next contact"), max(_DATE, heading_room(_("Next contact")))),
    ]
    return Roll(columns, [[""] * len(columns)] * rows, row_height=_ROW)
