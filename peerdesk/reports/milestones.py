"""The list of milestones: whom to congratulate on which day, with a box to tick."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from peerdesk import words
from peerdesk.domain.dates import short_date
from peerdesk.domain.papers.milestones import MilestoneLine, MilestoneList
from peerdesk.i18n import N_
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import nothing
from peerdesk.reports.parts.layout import blanks
from peerdesk.reports.parts.people import NameColumns, heading_room
from peerdesk.reports.parts.register_grid import PADDING, Roll, RollColumn
from peerdesk.reports.parts.type import Align, mixed_width

TITLE = N_("Milestones")

_ROW = 8 * mm


def write(report: MilestoneList, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the list as PDF; see `page.write`."""
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.data_as_on,
        period=report.period,
        confidential=bool(report.lines),
    )
    return page.write(sheet, _story(report, sheet.body_width), out, on_page)


def _story(report: MilestoneList, room: float) -> Iterator[Flowable]:
    if not report.lines:
        yield nothing(_("No milestone falls in these days."))
        return
    yield _roll(report, room)
    yield Spacer(0, 4 * mm)
    yield blanks((_("Keyed in by, on:"),), room / 2)


def _roll(report: MilestoneList, room: float) -> Roll:
    texts = [_milestone(line) for line in report.lines]
    milestone = max(map(_room_of, (*texts, _("Milestone"))))
    day, celebrated = max(24.0, heading_room(_("Date"))), max(26.0, heading_room(_("Celebrated on")))
    names = NameColumns.of([line.person for line in report.lines], room / mm - milestone - day - celebrated)
    wider = room / mm - milestone - day - celebrated - names.total
    columns = [
        *names.columns(max(wider, 0)),
        RollColumn(_("Milestone"), milestone),
        RollColumn(_("Date"), day, Align.CENTRE),
        RollColumn(_("Celebrated on"), celebrated, Align.CENTRE),
    ]
    rows = [
        [
            *names.cells(at, line.person),
            text,
            short_date(line.day),
            short_date(line.celebrated_on) if line.celebrated_on else "",
        ]
        for at, (line, text) in enumerate(zip(report.lines, texts, strict=True), 1)
    ]
    return Roll(columns, rows, row_height=_ROW)


def _milestone(line: MilestoneLine) -> str:
    return words.milestone(line.milestone)


def _room_of(text: str) -> float:
    """Millimetres of a cell."""
    return float((mixed_width(text, bold=True) + 2 * PADDING + 2) / mm)
