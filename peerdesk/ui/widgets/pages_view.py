"""The pages of a PDF below each other, as they will come out of the printer."""

from collections import OrderedDict
from math import ceil

from PySide6.QtCore import QSize, QSizeF, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from peerdesk.i18n import gettext as _
from peerdesk.ui.keys import PageKey
from peerdesk.ui.rendering import PdfPages
from peerdesk.ui.widget_keys import FIRST_PAGE, LAST_PAGE
from peerdesk.ui.widgets.parts import label

ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Times the width of the view; 1 fits."""

MOST_KEPT = 12
"""So many pages stay rendered: with a 200-page register they would fill the memory of an old PC."""

_MARGIN, _GAP = 2, 10


class PagesView(QScrollArea):
    """Pages fitted to the width. Arrows, Page Up and Down, Home and End scroll; Ctrl with + − 0 zooms.

    A page is rendered when it first comes into sight, at the resolution of the screen it is on. Out of sight no picture
    is kept: each takes some megabytes.
    """

    zoomed = Signal(float)

    def __init__(self, name: str, accessible_name: str) -> None:
        super().__init__()
        self._shown = _Shown()
        self._sheets: list[_Sheet] = []
        self._zoom = 1.0
        self._build(name, accessible_name)
        self._connect()

    def _build(self, name: str, accessible_name: str) -> None:
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setCornerWidget(QWidget())  # the style draws a white square between two bars
        self._hint = label("", "hint", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(_MARGIN, 0, _MARGIN, _MARGIN)
        self._lines.setSpacing(_GAP)
        self._lines.addWidget(self._hint)
        self._lines.addStretch(1)
        self.setWidget(self._inside)

    def _connect(self) -> None:
        self.destroyed.connect(self._shown.close)
        PageKey.ZOOM_IN.listen(self, self.zoom_in)
        PageKey.ZOOM_OUT.listen(self, self.zoom_out)
        PageKey.ZOOM_FIT.listen(self, self.fit)

    # What is shown

    def show_pdf(self, pdf: bytes, *, from_top: bool = False) -> None:
        """Show other pages in one step. The place scrolled to is kept unless the first page is to be seen."""
        self._shown.open(pdf)
        self._hang(len(self._shown.sizes))
        self._hint.hide()
        # A bar that comes and goes would change the width that pages are fitted to.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._resize_sheets()
        if from_top:
            self.verticalScrollBar().setValue(0)

    def show_hint(self, text: str) -> None:
        """Show a sentence where the pages would be."""
        self._shown.close()
        self._hang(0)
        self._hint.setText(text)
        self._hint.show()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def page_count(self) -> int:
        return len(self._sheets)

    def zoom(self) -> float:
        """Times the width of the view."""
        return self._zoom

    @Slot()
    def zoom_in(self) -> None:
        """The next larger size."""
        self._set_zoom(min((zoom for zoom in ZOOMS if zoom > self._zoom), default=self._zoom))

    @Slot()
    def zoom_out(self) -> None:
        """The next smaller size."""
        self._set_zoom(max((zoom for zoom in ZOOMS if zoom < self._zoom), default=self._zoom))

    @Slot()
    def fit(self) -> None:
        """As wide as the view."""
        self._set_zoom(1.0)

    def _set_zoom(self, zoom: float) -> None:
        if zoom == self._zoom:
            return
        self._zoom = zoom
        self._resize_sheets()
        self.zoomed.emit(zoom)

    # The sheets

    def _hang(self, count: int) -> None:
        """Have so many sheets; those that are there already stay, so that nothing flickers."""
        while len(self._sheets) > count:
            sheet = self._sheets.pop()
            sheet.hide()
            sheet.deleteLater()
        while len(self._sheets) < count:
            sheet = _Sheet(self._shown, len(self._sheets))
            self._lines.insertWidget(self._lines.count() - 1, sheet, 0, Qt.AlignmentFlag.AlignHCenter)
            self._sheets.append(sheet)
        for number, sheet in enumerate(self._sheets, 1):
            sheet.set_name(_("Page {page} of {pages}").format(page=number, pages=count))

    def _resize_sheets(self) -> None:
        width = round((self.viewport().width() - 2 * _MARGIN) * self._zoom)
        widest = max((size.width() for size in self._shown.sizes), default=1.0)
        bar = self.verticalScrollBar()
        place = bar.value() / (bar.maximum() or 1)
        for sheet, size in zip(
            self._sheets, self._shown.sizes, strict=False
        ):  # a resize may come between two documents
            sheet.setFixedSize(_scaled(size, width / widest))
            sheet.update()
        self._lines.activate()
        self._inside.adjustSize()
        bar.setValue(round(place * bar.maximum()))

    # Qt overrides

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self._shown.forget_pictures()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize_sheets()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == FIRST_PAGE:
            bar.setValue(bar.minimum())
        elif event.key() == LAST_PAGE:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y() > 0:
            self.zoom_in()
        else:
            self.zoom_out()


class _Shown:
    """The document in sight and its latest pictures."""

    def __init__(self) -> None:
        self._pages: PdfPages | None = None
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self.sizes: tuple[QSizeF, ...] = ()

    def open(self, pdf: bytes) -> None:
        """Put a document in the place of the former one."""
        self.close()
        self._pages = PdfPages(pdf)
        self.sizes = self._pages.sizes

    def close(self) -> None:
        """Let the document go."""
        if self._pages is not None:
            self._pages.close()
        self._pages = None
        self.forget_pictures()
        self.sizes = ()

    def forget_pictures(self) -> None:
        """Each is made again when it is asked for."""
        self._images.clear()

    def picture(self, page: int, pixels: int) -> QImage:
        """A page in so many dots across."""
        key = (page, pixels)
        if key not in self._images:
            self._images[key] = self._open().image(page, pixels)
            while len(self._images) > MOST_KEPT:
                self._images.popitem(last=False)
        self._images.move_to_end(key)
        return self._images[key]

    def text(self, page: int) -> str:
        return self._open().text(page)

    def _open(self) -> PdfPages:
        if self._pages is None:
            raise RuntimeError("a sheet outlived its document")
        return self._pages


class _Sheet(QWidget):
    """One sheet of white paper with a hairline around it."""

    def __init__(self, shown: _Shown, page: int) -> None:
        super().__init__()
        self._shown = shown
        self._page = page
        self._described = False
        self.setObjectName(f"sheet-{page + 1}")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_name(self, name: str) -> None:
        """What a screen reader calls it. Another page may be behind it from now on."""
        self.setAccessibleName(name)
        self._described = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        image = self._shown.picture(self._page, round(self.width() * self.devicePixelRatioF()))
        if not self._described:
            self._described = True
            self.setAccessibleDescription(self._shown.text(self._page))
        painter = QPainter(self)
        painter.drawImage(self.rect(), image)
        painter.setPen(self.palette().mid().color())
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def _scaled(size: QSizeF, scale: float) -> QSize:
    return QSize(max(round(size.width() * scale), 1), max(ceil(size.height() * scale), 1))
