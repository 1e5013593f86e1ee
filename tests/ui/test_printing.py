from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from reportlab.platypus import PageBreak

from peerdesk import words
from peerdesk.domain.papers.choices import Period
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.errors import PeerDeskError
from peerdesk.reports.parts.page import Sheet, write
from peerdesk.reports.parts.type import BODY, paragraph
from peerdesk.ui.printing import choose_printer, print_pdf
from peerdesk.ui.rendering import PdfPages
from peerdesk.ui.tasks import Cancelled

SHEET = Sheet(
    letterhead=Letterhead("Navjeevan Centre, Washim", "Station Road", "MH/IRCA/2019/0042"),
    title="Attendance register",
    printed=Printed("Sunita Patil", datetime(2026, 11, 21, 10, 5)),
    data_as_on=date(2026, 11, 21),
    period=Period(date(2026, 11, 1), date(2026, 11, 30)),
)


def pages_of(sheet: Sheet, count: int) -> bytes:
    story = []
    for number in range(1, count + 1):
        story += [paragraph(f"रमेश कुमार came, page {number}", BODY), PageBreak()]
    out = BytesIO()
    write(sheet, story[:-1], out)
    return out.getvalue()


@pytest.fixture
def printer(printer) -> QPrinter:
    """Fine enough to compare its pages with those on the screen."""
    printer.setResolution(150)
    return printer


def go_on(*_progress):
    pass


def printed(printer: QPrinter):
    with pypdfium2.PdfDocument(printer.outputFileName()) as paper:
        return [page.render(scale=1).to_pil().convert("L") for page in paper]


def drawn(pdf: bytes):
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=1).to_pil().convert("L") for page in document]


def differing(paper, screen) -> float:
    """Mean difference of two pages as seen from afar (edges of letters apart), as a part of all the ink."""
    size = screen.width // 16, screen.height // 16
    far = [picture.resize(size, Image.Resampling.BOX) for picture in (paper, screen)]
    return ink(ImageChops.difference(*far)) / ink(ImageChops.invert(far[1]))


def ink(picture) -> float:
    return sum(shade * count for shade, count in enumerate(picture.histogram()))


@pytest.mark.parametrize("landscape", [False, True])
def test_the_paper_is_the_page_in_its_true_size_and_direction(printer, landscape):
    pdf = pages_of(replace(SHEET, landscape=landscape), 2)
    print_pdf(pdf, printer, go_on)
    papers, screens = printed(printer), drawn(pdf)
    assert len(papers) == 2
    for paper, screen in zip(papers, screens, strict=True):
        assert (paper.width > paper.height) is landscape
        assert paper.size == pytest.approx(screen.size, abs=1)
        assert paper.getextrema()[0] < 100, "nothing black on the paper"
        assert differing(paper, screen) < 0.4


def test_ink_stands_where_the_page_has_it_to_half_a_millimetre(printer):
    pdf = pages_of(SHEET, 1)
    printer.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)  # the driver's own are not added
    print_pdf(pdf, printer, go_on)

    def box(picture):
        return picture.point(lambda shade: 255 if shade < 160 else 0).getbbox()

    assert box(printed(printer)[0]) == pytest.approx(box(drawn(pdf)[0]), abs=1.5)


def test_a_smaller_paper_gets_the_whole_page(printer):
    pdf = pages_of(SHEET, 1)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    print_pdf(pdf, printer, go_on)
    assert differing(printed(printer)[0], drawn(pdf)[0]) < 0.4


def test_only_the_pages_chosen_in_the_dialog_are_printed(printer):
    ranges = QPageRanges()
    ranges.addPage(2)
    ranges.addRange(4, 9)
    printer.setPageRanges(ranges)
    seen = []
    print_pdf(pages_of(SHEET, 5), printer, lambda *progress: seen.append(progress))
    assert seen == [(0, 3), (1, 3), (2, 3)]
    assert len(printed(printer)) == 3


def test_printing_stops_at_the_next_page_when_called_off(printer):
    seen = []

    def call_off(done, total):
        seen.append(done)
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_pdf(pages_of(SHEET, 4), printer, call_off)
    assert seen == [0, 1]
    assert printer.printerState() is not QPrinter.PrinterState.Active


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false")
def test_a_printer_that_takes_nothing_is_told_in_plain_words(printer, tmp_path):
    printer.setOutputFileName(str(tmp_path / "no such folder" / "paper.pdf"))
    with pytest.raises(PeerDeskError) as caught:
        print_pdf(pages_of(SHEET, 1), printer, go_on)
    assert "Please connect one, or save the pages as a PDF file." in words.failure(caught.value)


def test_without_any_printer_no_dialog_opens(qtbot):
    if QPrinterInfo.availablePrinterNames():
        pytest.fail("these tests are for a PC without a printer")
    parent = QWidget()
    qtbot.addWidget(parent)
    with pytest.raises(PeerDeskError) as caught:
        choose_printer(parent, "Attendance register")
    assert caught.value.code == "printer-missing"


def test_a_page_is_rendered_in_exactly_the_width_asked_for(qapp):
    with PdfPages(pages_of(SHEET, 1)) as pages:
        for pixels in (300, 595, 601, 842, 1063, 2480):
            assert pages.image(0, pixels).width() == pixels


def test_print_is_made_of_one_byte_per_dot(qapp):
    with PdfPages(pages_of(SHEET, 1)) as pages:
        assert pages.sizes[0].toSize() == QSizeF(595.3, 841.9).toSize()
        assert pages.image(0, 2480, grey=True).format() is QImage.Format.Format_Grayscale8


def test_a_closed_document_may_be_closed_again(qapp):
    pages = PdfPages(pages_of(SHEET, 2))
    pages.close()
    pages.close()
    assert len(pages) == 2


def test_the_text_of_a_page_can_be_read_out(qapp):
    with PdfPages(pages_of(SHEET, 2)) as pages:
        assert "रमेश कुमार came, page 2" in pages.text(1)
