"""A report on paper: what can be found in it, and what is black on it."""

from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any, BinaryIO

import pypdfium2
from PIL import Image
from pypdfium2 import raw


class Rendered:
    """A finished PDF, read as an office would: what can be found in it, and what is black on it."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def texts(self) -> list[str]:
        """The searchable text of each page."""
        with pypdfium2.PdfDocument(self.data) as document:
            return [page.get_textpage().get_text_range() for page in document]

    def text(self) -> str:
        return "\n".join(self.texts())

    def pictures(self, dots_per_inch: int = 100) -> list[Image.Image]:
        with pypdfium2.PdfDocument(self.data) as document:
            return [page.render(scale=dots_per_inch / 72).to_pil().convert("RGB") for page in document]

    def letters(self) -> list[tuple[str, float]]:
        """Every letter with its size in points."""
        found = []
        with pypdfium2.PdfDocument(self.data) as document:
            for page in document:
                textpage = page.get_textpage()
                for at in range(textpage.count_chars()):
                    size = raw.FPDFText_GetFontSize(textpage, at)
                    found.append((chr(raw.FPDFText_GetUnicode(textpage, at)), round(size, 2)))
        return found

    def rules_across(self, place: float) -> list[float]:
        """Heights between the level rules of the first page's grid, in millimetres, found as lines of ink.

        Args:
            place: where to look from above, as a part of the page's width; nothing else may be printed there.
        """
        with pypdfium2.PdfDocument(self.data) as document:
            picture = document[0].render(scale=200 / 72, grayscale=True).to_pil()
        column = round(picture.width * place)
        ink = [picture.getpixel((column, y)) < 160 for y in range(picture.height)]
        starts = [y for y in range(1, picture.height) if ink[y] and not ink[y - 1]]
        return [(later - former) / 200 * 25.4 for former, later in pairwise(starts)]


def made(write: Callable[[Any, BinaryIO], int], report: Any) -> Rendered:
    """A report on paper, made by the function of its module, which says truly how many pages there are."""
    out = BytesIO()
    count = write(report, out)
    rendered = Rendered(out.getvalue())
    assert len(rendered.texts()) == count
    return rendered
