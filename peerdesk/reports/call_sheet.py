"""The call sheet: whom to call, why, a box for each outcome, and lines to write on beside the telephone."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from peerdesk import words
from peerdesk.domain.care.follow_ups import FollowUpOutcome
from peerdesk.domain.dates import short_date
from peerdesk.domain.papers.call_sheet import CallLine, CallSheet
from peerdesk.i18n import N_
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import HEAVY_RULE, RULE, Style, legend, nothing, ruled_lines
from peerdesk.reports.parts.layout import blanks
from peerdesk.reports.parts.people import named
from peerdesk.reports.parts.type import BODY_SIZE, BOLD, FAMILY, Align, Look, mixed, paragraph, register, size_for
from peerdesk.words import follow_ups

TITLE = N_("Call sheet")

_SERIAL, _BOXES, _NEXT = 9 * mm, 31 * mm, 21 * mm
_WHO = 0.56  # of what the other columns leave; the rest is to write on
_BOX = 4.2 * mm
_BOXES_ACROSS = 3
_BOX_ROW = 7.5 * mm
_LINES = 3
_PADDING = 3.0
_NAME, _CELL, _HEAD = Look(bold=True), Look(), Look(bold=True)
_PHONE = Look(size=11, bold=True)


def write(report: CallSheet, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the sheet as PDF; see `page.write`."""
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.data_as_on,
        period=report.period,
        confidential=bool(report.lines),
    )
    return page.write(sheet, _story(report, sheet.body_width), out, on_page)


def _story(report: CallSheet, room: float) -> Iterator[Flowable]:
    if not report.lines:
        yield nothing(_("No follow-up is due in these days, and none is overdue. The rows are for other calls."))
        yield Spacer(0, 2 * mm)
    yield legend((outcome.letter, words.of(outcome)) for outcome in FollowUpOutcome)
    yield Spacer(0, 2 * mm)
    yield _calls(report, room)
    yield Spacer(0, 2 * mm)
    yield blanks((_("Called by (signature):"), _("Keyed in by, on:")), room, across=2)


def _calls(report: CallSheet, room: float) -> Table:
    """One row for each call, as high as its lines to write on at least; no row is torn."""
    register()
    free = room - _SERIAL - _BOXES - _NEXT
    who, write_in = free * _WHO, free * (1 - _WHO)
    head = [
        paragraph(text, _HEAD)
        for text in (
            _("No."),
            _("Whom to call, and why"),
            _("How it went"),
            _("What was said, next step"),
            _("Next date"),
        )
    ]
    cells: list[list[object]] = [list(head)]
    for serial in range(1, len(report.lines) + report.spare_rows + 1):
        line = report.lines[serial - 1] if serial <= len(report.lines) else None
        told = _who(line, report) if line else [ruled_lines(_LINES, who - 3 * _PADDING)]
        lines = ruled_lines(_LINES, write_in - 3 * _PADDING)
        cells.append([paragraph(str(serial), Look(align=Align.RIGHT)), told, _Boxes(), lines, ""])
    everything = ((0, 0), (-1, -1))
    style: list[Style] = [
        ("FONT", *everything, FAMILY, BODY_SIZE),
        ("LEFTPADDING", *everything, _PADDING),
        ("RIGHTPADDING", *everything, 2 * _PADDING),
        ("TOPPADDING", *everything, _PADDING / 2),
        ("BOTTOMPADDING", *everything, 1.6 * _PADDING),
        ("VALIGN", *everything, "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LINEABOVE", (0, 0), (-1, 0), HEAVY_RULE, "black"),
        ("LINEBELOW", (0, 0), (-1, 0), HEAVY_RULE, "black"),
        ("LINEBELOW", (0, 1), (-1, -1), RULE * 2, "black"),
        ("LINEBEFORE", (-1, 1), (-1, -1), RULE, "black"),
    ]
    widths = [_SERIAL, who, _BOXES, write_in, _NEXT]
    return Table(cells, colWidths=widths, style=style, repeatRows=1, hAlign="LEFT")


def _who(line: CallLine, report: CallSheet) -> list[Flowable]:
    """Name, number to call, when and why, and the last contact."""
    due = _("Due {day}").format(day=short_date(line.due_on))
    if line.due_on < report.data_as_on:
        due = f"{due}, {follow_ups.due(line.due_on, report.data_as_on)}"
    why = follow_ups.why(line.kind, line.why, line.sequence)
    facts = [due, words.of(line.way), *([line.staff] if line.staff else [])]
    if line.last_contact:
        latest = _("Last contact {day}").format(day=short_date(line.last_contact))
    else:
        latest = _("No contact known so far")
    number = follow_ups.phone(line.phone, line.whose_phone) or _("No number is known")
    return [
        mixed(named(line.person), _NAME),
        mixed(number, _PHONE if line.phone else _CELL),
        *(paragraph(told, _NAME) for told in follow_ups.no_consent(line.no_calls_since, line.no_family_since)),
        mixed(" · ".join(facts), _CELL),
        mixed(why, _CELL),
        paragraph(latest, _CELL),
    ]


class _Boxes(Flowable):  # type: ignore[misc]
    """A box to tick for each outcome, its letter beside it."""

    def wrap(self, _avail_width: float, _avail_height: float) -> tuple[float, float]:
        """Width and height; called by reportlab."""
        self._down = -(-len(FollowUpOutcome) // _BOXES_ACROSS)
        return _BOXES - 3 * _PADDING, self._down * _BOX_ROW

    def draw(self) -> None:
        """Draw it; called by reportlab."""
        canvas, each = self.canv, (_BOXES - 3 * _PADDING) / _BOXES_ACROSS
        size = size_for(())
        canvas.setLineWidth(RULE * 2)
        canvas.setFont(BOLD, size)
        for place, outcome in enumerate(FollowUpOutcome):
            down, across = divmod(place, _BOXES_ACROSS)
            left, bottom = across * each, (self._down - down) * _BOX_ROW - _BOX - 1
            canvas.rect(left, bottom, _BOX, _BOX)
            canvas.drawString(left + _BOX + 2, bottom + (_BOX - 0.71 * size) / 2, outcome.letter)
