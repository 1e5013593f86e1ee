"""Finished pages onto paper, by the system's own printers and their dialog."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from peerdesk.errors import PeerDeskError
from peerdesk.ui.rendering import PdfPages, pixels_at

MOST_DOTS_PER_INCH = 300
"""Finer than an office laser shows of these pages; an A4 sheet in grey is 9 MB then."""


def choose_printer(parent: QWidget, title: str = "") -> QPrinter | None:
    """Let somebody choose a printer, pages and copies in the system's dialog.

    Args:
        parent: the window that waits meanwhile.
        title: what is printed, as the queue of the printer shows it.

    Returns:
        The printer as set up in the dialog; ``None`` if it was closed.

    Raises:
        PeerDeskError: ``printer-missing``, if this PC knows no printer.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise PeerDeskError("printer-missing")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setDocName(title or "PeerDesk")
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)  # Save PDF makes the better file
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, on=True)
    accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if accepted else None


def print_pdf(pdf: bytes, printer: QPrinter, check: Callable[..., None]) -> None:
    """Print the pages asked for, each upright or across as it is laid out. Works in any thread.

    Args:
        pdf: finished pages.
        printer: as :func:`choose_printer` returned it.
        check: told (pages done, pages in all) before each page; whatever it raises stops the printing.

    Raises:
        PeerDeskError: ``printer-missing``, if the printer does not take the pages.
    """
    with PdfPages(pdf) as pages:
        wanted = _wanted(printer, len(pages))
        if not wanted:
            return
        check(0, len(wanted))
        printer.setFullPage(True)
        _turn(printer, pages.sizes[wanted[0]])
        painter = QPainter()
        if not painter.begin(printer):
            raise PeerDeskError("printer-missing")
        finished = False
        try:
            _paint(painter, printer, pages, wanted[0])
            for done, page in enumerate(wanted[1:], 1):
                check(done, len(wanted))
                _turn(printer, pages.sizes[page])
                if not printer.newPage():
                    raise PeerDeskError("printer-missing")
                _paint(painter, printer, pages, page)
            finished = True
        finally:
            if not finished:
                printer.abort()
            painter.end()


def _wanted(printer: QPrinter, count: int) -> list[int]:
    """The pages chosen in the dialog, counted from 0."""
    ranges = printer.pageRanges()
    return [page for page in range(count) if ranges.isEmpty() or ranges.contains(page + 1)]


def _turn(printer: QPrinter, size: QSizeF) -> None:
    across = size.width() > size.height()
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait)


def _paint(painter: QPainter, printer: QPrinter, pages: PdfPages, page: int) -> None:
    resolution = printer.resolution()
    image = pages.image(page, pixels_at(pages.sizes[page], min(resolution, MOST_DOTS_PER_INCH)), grey=True)
    paper = printer.pageLayout().fullRectPixels(resolution)
    painter.drawImage(_placed(pages.sizes[page], image, paper, resolution), image)


def _placed(size: QSizeF, image: QImage, paper: QRect, resolution: int) -> QRect:
    """In its true size where it fits; else made smaller, in the middle."""
    true = QSize(pixels_at(size, resolution), round(image.height() * pixels_at(size, resolution) / image.width()))
    slack = resolution // 50  # half a millimetre: paper sizes are rounded
    if true.width() <= paper.width() + slack and true.height() <= paper.height() + slack:
        fitted = true
    else:
        fitted = true.scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    corner = QPoint((paper.width() - fitted.width()) // 2, (paper.height() - fitted.height()) // 2)
    return QRect(corner, fitted)
