"""The sheet around a report: letterhead, title, period, footer, page numbers, margins; and the making of the PDF.

A report gives a ``Sheet`` and a story of flowables; ``write`` does the rest. Everything speaks the language of the
moment (``with speaking("hi"): write(...)``), and equal data gives equal bytes in any process.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import md5
from typing import Any, BinaryIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from peerdesk import words
from peerdesk.domain.dates import short_date, short_datetime
from peerdesk.domain.papers.choices import Period
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.i18n import gettext as _
from peerdesk.i18n import language
from peerdesk.reports.parts.canvas import ShapedCanvas
from peerdesk.reports.parts.letterhead import head, title_line
from peerdesk.reports.parts.type import BOLD, FAMILY, LATIN_MINIMUM, SMALL, fitted, paragraph, register, size_for, width

BINDING_MARGIN: float = 25.3 * mm  # 25 mm, and half the thickness of a frame that stands on the margin
OUTER_MARGIN: float = 12 * mm
HAIRLINE = 0.35
_GAP = 2.5 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands around a report.

    Attributes:
        title: in English, marked with ``N_``; its translation is printed before it.
        subject: what the report is about, under the title: a group, a member, a counsellor.
        data_as_on: the day up to which the record was read.
        confidential: whether it names a person in treatment (a blank form does not).
        bare: no head, no foot, nothing to punch: the page is all its story, as a certificate to hang on a wall.
    """

    letterhead: Letterhead
    title: str
    printed: Printed
    data_as_on: date
    period: Period | None = None
    subject: str = ""
    landscape: bool = False
    confidential: bool = True
    bare: bool = False

    @property
    def page_size(self) -> tuple[float, float]:
        """Width and height of the paper in points."""
        size: tuple[float, float] = landscape(A4) if self.landscape else A4
        return size

    @property
    def body_width(self) -> float:
        """Points between the side margins."""
        return self.page_size[0] - self.left - OUTER_MARGIN

    @property
    def left(self) -> float:
        """Where the body begins, in points from the left edge."""
        # Centres punch every sheet for one upright file. An upright sheet is punched at its left edge. A landscape one
        # is turned a quarter to the left to lie among them, and then its top edge is the punched one.
        return OUTER_MARGIN if self.landscape else BINDING_MARGIN

    @property
    def top(self) -> float:
        """Where the body begins, in points from the top edge."""
        return BINDING_MARGIN if self.landscape and not self.bare else OUTER_MARGIN


class _Canvas(ShapedCanvas):
    """Counts its pages, and fills in "page 2 of 7" once the last one is known."""

    def __init__(self, *args: Any, **options: Any) -> None:
        register()
        super().__init__(*args, pdfVersion=(1, 7), **options)
        # The file's /ID grows from its contents alone; reportlab begins with the time or with SOURCE_DATE_EPOCH.
        self._doc.signature = md5(b"PeerDesk", usedforsecurity=False)

    def folio(self, right: float, baseline: float) -> None:
        """Leave a place for this page's number, ending at ``right``."""
        self.saveState()
        self.translate(right, baseline)
        self.doForm(f"folio-{self.getPageNumber()}")
        self.restoreState()

    def save(self) -> None:
        """Write the numbers into their places, then the file."""
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self.beginForm(f"folio-{page}", lowerx=-60 * mm, lowery=-5, upperx=1, uppery=15)
            text = _folio(page, pages)
            self.setFont(FAMILY, size_for((text,), LATIN_MINIMUM))
            self.drawRightString(0, 0, text)
            self.endForm()
        super().save()


class _Furniture:
    """Draws what repeats on every page."""

    def __init__(self, sheet: Sheet, on_page: Callable[[int], None] | None) -> None:
        self._sheet = sheet
        self._on_page = on_page
        self._confidential = paragraph(_confidentiality(), SMALL) if sheet.confidential else None
        self._small = size_for((title_line(sheet.title), sheet.letterhead.centre_name), LATIN_MINIMUM)
        self._notice_height = self._confidential.wrap(sheet.body_width, 1e6)[1] if self._confidential else 0.0

    def templates(self) -> list[PageTemplate]:
        sheet = self._sheet
        bottom = OUTER_MARGIN
        if not sheet.bare:
            lines = 1 if sheet.printed.for_whom is None else 2
            bottom += self._notice_height + 4 + lines * 1.3 * self._small + _GAP
        top = sheet.page_size[1] - sheet.top
        below_running_head = top - self._small * 1.6 - _GAP
        return [
            self._template("first", bottom, top, self._first_page, "later"),
            self._template("later", bottom, below_running_head, self._later_page, None),
        ]

    def _template(self, name: str, bottom: float, top: float, draw: Any, following: str | None) -> PageTemplate:
        sheet = self._sheet
        frame = Frame(sheet.left, bottom, sheet.body_width, top - bottom, 0, 0, 0, 0, id=name)
        return PageTemplate(name, [frame], onPage=draw, pagesize=sheet.page_size, autoNextPageTemplate=following)

    def _first_page(self, canvas: _Canvas, _document: object) -> None:
        if self._on_page:
            self._on_page(canvas.getPageNumber())
        if self._sheet.bare:
            return
        canvas.saveState()
        self._foot(canvas)
        canvas.restoreState()

    def _later_page(self, canvas: _Canvas, document: object) -> None:
        self._first_page(canvas, document)
        if self._sheet.bare:
            return
        canvas.saveState()
        self._running_head(canvas)
        canvas.restoreState()

    def _running_head(self, canvas: _Canvas) -> None:
        sheet = self._sheet
        left, right = sheet.left, sheet.left + sheet.body_width
        baseline = sheet.page_size[1] - sheet.top - self._small
        beside = " · ".join(filter(None, (sheet.subject, period_line(sheet.period))))
        beside, size = fitted(beside, sheet.body_width * 0.45, self._small)
        canvas.setFont(FAMILY, size)
        canvas.drawRightString(right, baseline, beside)
        title, size = fitted(_(sheet.title), sheet.body_width * 0.3, self._small, bold=True)
        canvas.setFont(BOLD, size)
        canvas.drawString(left, baseline, title)
        start = left + width(title, size, bold=True) + 8
        centre, size = fitted(sheet.letterhead.centre_name, right - width(beside, size) - 8 - start, self._small)
        canvas.setFont(FAMILY, size)
        canvas.drawString(start, baseline, centre)
        _rule(canvas, left, right, baseline - self._small * 0.5)

    def _foot(self, canvas: _Canvas) -> None:
        sheet = self._sheet
        left, right = sheet.left, sheet.left + sheet.body_width
        if self._confidential:
            self._confidential.drawOn(canvas, left, OUTER_MARGIN)
        baseline = OUTER_MARGIN + self._notice_height + 4
        if sheet.printed.for_whom is not None:
            made_for = _("Made for: {whom}").format(whom=words.of(sheet.printed.for_whom))
            made_for, size = fitted(made_for, sheet.body_width, size_for((made_for,), LATIN_MINIMUM))
            canvas.setFont(FAMILY, size)
            canvas.drawString(left, baseline, made_for)
            baseline += 1.3 * self._small
        printed = _("Printed by {name} on {moment}").format(
            name=sheet.printed.by, moment=short_datetime(sheet.printed.at)
        )
        printed, size = fitted(printed, sheet.body_width - 45 * mm, size_for((printed,), LATIN_MINIMUM))
        canvas.setFont(FAMILY, size)
        canvas.drawString(left, baseline, printed)
        canvas.folio(right, baseline)
        _rule(canvas, left, right, baseline + size * 1.15)


def write(sheet: Sheet, story: Iterable[Flowable], out: BinaryIO, on_page: Callable[[int], None] | None = None) -> int:
    """Write a report as PDF 1.7.

    Args:
        sheet: what stands around it.
        story: the report itself, on ``sheet.body_width``.
        out: where the bytes go.
        on_page: told each page's number as it is begun, for a progress bar; whatever it raises stops the work.

    Returns:
        The number of pages.
    """
    register()
    document = BaseDocTemplate(
        out,
        pagesize=sheet.page_size,
        pageTemplates=_Furniture(sheet, on_page).templates(),
        title=_sound(title_line(sheet.title)),
        author=_sound(sheet.letterhead.centre_name),
        subject="",
        creator="PeerDesk",
        producer="PeerDesk",
        lang=language(),
        invariant=1,
        initialFontName=FAMILY,
        initialFontSize=LATIN_MINIMUM,
    )

    def made(filename: object, **options: Any) -> _Canvas:
        canvas = _Canvas(filename, **options)
        canvas.setDateFormatter(lambda *_clock: _pdf_date(sheet.printed.at))
        return canvas

    lines = (sheet.subject, period_line(sheet.period), _("Data as on {date}").format(date=short_date(sheet.data_as_on)))
    opening = head(sheet.letterhead, sheet.title, lines, sheet.body_width, beside=sheet.landscape)
    document.build([*([] if sheet.bare else opening), *story], canvasmaker=made)
    return int(document.page)


def period_line(period: Period | None) -> str:
    """``21-11-2026`` or ``01-11-2026 to 30-11-2026``; empty where a report is about no period."""
    if period is None:
        return ""
    if period.first == period.last:
        return short_date(period.first)
    return _("{first} to {last}").format(first=short_date(period.first), last=short_date(period.last))


def _folio(page: int, pages: int) -> str:
    return _("Page {page} of {pages}").format(page=page, pages=pages)


def _confidentiality() -> str:
    # Translators: the line under every page that names a member; section 23 of the Mental Healthcare Act 2017.
    return _(
        "Confidential — record of a person in treatment. Do not copy or pass on without the member's written consent."
        " MHCA 2017 s.23"
    )


def _rule(canvas: ShapedCanvas, left: float, right: float, height: float) -> None:
    canvas.setLineWidth(HAIRLINE)
    canvas.line(left, height, right, height)


def _sound(text: str) -> str:
    """Text a PDF's metadata can hold: half a surrogate pair, as broken imports bring along, cannot be encoded."""
    return text.encode("utf-16", errors="replace").decode("utf-16")


def _pdf_date(moment: datetime) -> str:
    """The centre's own clock time, without a zone, as PDF 32000-1, 7.9.4 allows."""
    return f"D:{moment:%Y%m%d%H%M%S}"
