"""A member's success story: one page to be shared as they agreed, without a name unless one was chosen."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from peerdesk.domain.dates import short_date
from peerdesk.domain.papers.choices import PersonOnPaper
from peerdesk.domain.papers.success_story import SuccessStoryPage
from peerdesk.i18n import N_
from peerdesk.i18n import gettext as _
from peerdesk.reports.parts import page
from peerdesk.reports.parts.blocks import nothing
from peerdesk.reports.parts.layout import fewest_pages
from peerdesk.reports.parts.type import Look, mixed, paragraph

TITLE = N_("Success story")

_SIZES = (14, 13, 12, 11, 10, 9)
"""Points of the letters: as many as leave the story on one page."""

_FOOT = Look(before=4)


def write(report: SuccessStoryPage, out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write the page as PDF; see `page.write`."""
    sheet = page.Sheet(
        letterhead=report.letterhead,
        title=TITLE,
        printed=report.printed,
        data_as_on=report.data_as_on,
        confidential=False,  # the member agreed that it is shared
    )
    if not report.text:
        nobody = _(
            "No member shares a story so far. It needs the story, and the consent to share it, on the member's page."
        )
        return page.write(sheet, [nothing(nobody)], out, on_page)
    size = fewest_pages(sheet, _SIZES, partial(_story, report))
    return page.write(sheet, _story(report, size), out, on_page)


def _story(report: SuccessStoryPage, size: float) -> Iterator[Flowable]:
    yield mixed(_teller(report.person), Look(size=size + 2, bold=True))
    yield Spacer(0, 3 * mm)
    for line in report.text.split("\n"):
        yield mixed(line, Look(size=size, after=0.4 * size)) if line else Spacer(0, 0.5 * size)
    yield Spacer(0, 3 * mm)
    if report.told_on is not None:
        yield paragraph(_("Told on {day}").format(day=short_date(report.told_on)), _FOOT)
    if report.consent_on is not None:
        agreed = _("Shared with the consent of {day}. It can be withdrawn at any time.")
        yield paragraph(agreed.format(day=short_date(report.consent_on)), _FOOT)


def _teller(person: PersonOnPaper | None) -> str:
    """``A member``, or as much of the name as was chosen."""
    told = " · ".join(text for text in ((person.name, person.name_native) if person else ()) if text)
    return told or _("A member")
