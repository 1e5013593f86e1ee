"""What every report test needs: a sheet, a rendering, and the rendered pages as letters and as ink."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw
from reportlab.platypus import Flowable

from peerdesk.domain.papers.choices import Period
from peerdesk.domain.papers.letterhead import Letterhead, Printed
from peerdesk.reports.page import Sheet, write


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


@pytest.fixture(scope="session")
def sheet() -> Callable[..., Sheet]:
    usual = Sheet(
        letterhead=Letterhead("Navjeevan Centre, Washim", "Station Road, Washim 444505", "MH/IRCA/2019/0042"),
        title="Attendance register",
        printed=Printed("Sunita Patil", datetime(2026, 11, 21, 10, 5)),
        data_as_on=date(2026, 11, 21),
        period=Period(date(2026, 11, 1), date(2026, 11, 30)),
    )

    def make(**changes: Any) -> Sheet:
        return replace(usual, **changes)

    return make


@pytest.fixture(scope="session")
def render() -> Callable[[Sheet, Sequence[Flowable]], Rendered]:
    def make(around: Sheet, story: Sequence[Flowable]) -> Rendered:
        out = BytesIO()
        write(around, story, out)
        return Rendered(out.getvalue())

    return make
