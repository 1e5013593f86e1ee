"""Pages of a PDF as pictures, for the preview and the printer alike: pypdfium2 is the one renderer.

PDFium may be used by one thread at a time, and the preview paints while the worker prints. So every call of it happens
in this module, under one lock, and everything it hands out is closed by hand: a finaliser would come at any moment and
in any thread.
"""

import math
from threading import Lock

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72

_pdfium = Lock()


class PdfPages:
    """A finished PDF, opened to look at its pages. Pages are counted from 0. Close it after use."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2  # 50 ms; loaded with the first page, not with the window

        with _pdfium:
            self._document = pypdfium2.PdfDocument(pdf)
            self.sizes = tuple(QSizeF(*self._document.get_page_size(page)) for page in range(len(self._document)))
        self._open = True

    def __len__(self) -> int:
        return len(self.sizes)

    def __enter__(self) -> "PdfPages":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go; closing twice is harmless."""
        if self._open:
            self._open = False
            with _pdfium:
                self._document.close()

    def image(self, page: int, pixels: int, *, grey: bool = False) -> QImage:
        """Return a page as a picture.

        Args:
            page: which one.
            pixels: how wide the picture is to be; its height follows.
            grey: in shades of grey, a quarter of the memory.
        """
        with _pdfium:
            sheet = self._document[page]
            # PDFium rounds up, so a hair less than the width wanted gives the width wanted.
            scale = (pixels - 0.5) / self.sizes[page].width()
            bitmap = sheet.render(scale=scale, grayscale=grey, prefer_bgrx=not grey)
            form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
            # The copy outlives the bitmap.
            image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
            bitmap.close()
            sheet.close()
        return image

    def text(self, page: int) -> str:
        """Return what stands on a page, for who cannot see it."""
        with _pdfium:
            sheet = self._document[page]
            letters = sheet.get_textpage()
            found = str(letters.get_text_bounded())
            letters.close()
            sheet.close()
        return found


def pixels_at(size: QSizeF, dots_per_inch: int) -> int:
    """How many dots wide a page is on paper."""
    return math.ceil(size.width() * dots_per_inch / POINTS_PER_INCH)
