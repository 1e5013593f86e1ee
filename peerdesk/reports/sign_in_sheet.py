"""The sign-in sheet: one session's list to sign or press a thumb on, in the order of the session screen."""

from collections.abc import Callable
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from peerdesk import words
from peerdesk.domain.dates import short_date, short_time
from peerdesk.domain.papers.sign_in_sheet import SignInSheet
from peerdesk.domain.sessions.marks import Mark
from peerdesk.i18n import N_, ngettext
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import facts, legend, nothing
from peerdesk.reports.parts.layout import blanks, fewest_pages
from peerdesk.reports.parts.people import NameColumns, heading_room
from peerdesk.reports.parts.register_grid import Roll, RollColumn
from peerdesk.reports.parts.type import Align

TITLE = N_("Sign-in sheet")

_ROWS: list[float] = [tenths * 0.1 * mm for tenths in (105, 100, 95, 90, 86, 82)]
"""Heights of a row. A thumb likes the first; a hand needs the eight millimetres that every one of them has."""

_SIGNATURE = 40.0
"""Millimetres a signature keeps beside the longest names."""


def write(report: SignInSheet, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the sheet as PDF; see `page.write`."""
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.data_as_on,
        subject=report.group_name,
        confidential=bool(report.people),
    )
    height = fewest_pages(sheet, _ROWS, lambda height: _story(report, sheet.body_width, height))
    return page.write(sheet, _story(report, sheet.body_width, height), out, on_page)


def sheet_code(session_id: int) -> str:
    """What is typed to open the session again when the filled sheet is keyed in: ``S412``."""
    return f"S{session_id}"


def _story(report: SignInSheet, room: float, row_height: float) -> list[Flowable]:
    if report.session_id is None:
        return [nothing(_("There is no session yet. Once a group meets, its sheet is printed here."))]
    return [
        facts(_facts(report, report.session_id), room),
        Spacer(0, 3 * mm),
        _roll(report, room, row_height),
        legend((str(mark), words.of(mark)) for mark in Mark),
        Spacer(0, 2 * mm),
        blanks((_("Facilitator (signature):"), _("Keyed in by, on:")), room, across=2),
    ]


def _facts(report: SignInSheet, session_id: int) -> list[tuple[str, str]]:
    day = f"{short_date(report.day)} ({words.weekday(report.day)})" if report.day else ""
    minutes = ngettext("{count} minute", "{count} minutes", report.minutes).format(count=report.minutes)
    when = f"{short_time(report.starts)}, {minutes}" if report.starts else minutes
    return [
        (_("Group"), report.group_name),
        (_("Date"), day),
        (_("Time"), when),
        (_("Sheet code"), sheet_code(session_id)),
        (_("Place"), report.place),
        (_("Facilitators"), ", ".join(report.facilitators)),
    ]


def _roll(report: SignInSheet, room: float, row_height: float) -> Roll:
    mark, minutes = (max(heading_room(word), 12.5) for word in (_("Mark"), _("Minutes")))
    beside = _SIGNATURE + mark + minutes
    names = NameColumns.of(report.people, room / mm - beside, spare=report.spare_rows)
    columns = [
        *names.columns(),
        RollColumn(_("Signature or thumb"), None, Align.CENTRE),
        RollColumn(_("Mark"), mark, Align.CENTRE),
        RollColumn(_("Minutes"), minutes, Align.CENTRE),
    ]
    to_fill = [""] * 3
    rows = [[*names.cells(at, person), *to_fill] for at, person in enumerate(report.people, 1)]
    after = len(rows) + 1
    rows += [[*names.texts(str(at)), *to_fill] for at in range(after, after + report.spare_rows)]
    return Roll(columns, rows, row_height=row_height)
