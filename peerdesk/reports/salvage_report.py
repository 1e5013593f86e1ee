"""The report of a salvage on paper: what came back from where, and what did not."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from peerdesk.domain.papers.salvage_report import SalvagePaper
from peerdesk.i18n import N_
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import PrintedColumn, Signatory, heading, signatures, table
from peerdesk.reports.parts.type import Align, Look, paragraph
from peerdesk.words import codes
from peerdesk.words.record import salvage as told

TITLE = N_("What came back from the damaged record")

_TEXT = Look(size=10.5, after=3)
_NUMBER = 26.0


def write(report: SalvagePaper, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the report as PDF; see `page.write`."""
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.report.at.date(),
        confidential=True,
    )
    return page.write(sheet, _story(report, sheet.body_width), out, on_page)


def _story(paper: SalvagePaper, room: float) -> Iterator[Flowable]:
    report = paper.report
    for line in told.head(report):
        yield paragraph(line, _TEXT)
    yield heading(_("Entries by kind"))
    numbers = [(_("From the record"), _NUMBER), (_("From the copy"), _NUMBER), (_("Not back"), _NUMBER)]
    columns = [PrintedColumn(_("Entries")), *(PrintedColumn(text, wide, Align.RIGHT) for text, wide in numbers)]
    rows = [
        (codes.of(count.kind), str(count.from_record), str(count.from_copy), told.lost(count)) for count in report.kinds
    ]
    yield table(columns, rows, room, _("None."))
    yield heading(_("Sessions"))
    two = [PrintedColumn(_("Session"), 70.0), PrintedColumn(_("What became of it"))]
    yield table(
        two, [(told.session(line), told.of_session(line)) for line in report.sessions], room, _("No session is named.")
    )
    yield heading(_("Members"))
    two = [PrintedColumn(_("Member"), 70.0), PrintedColumn(_("What became of it"))]
    yield table(
        two, [(told.member(line), told.of_member(line)) for line in report.members], room, _("No member is named.")
    )
    yield Spacer(0, 3 * mm)
    yield signatures([Signatory(_("Project coordinator"))], room)
