"""The sheet reportlab draws on, taught to draw shaped text and to keep its letters searchable.

It overrides two private names of reportlab 5.1 (``_formatText``, ``_curSubset``); setup.cfg keeps to that series, and
the golden tests in tests/reports/test_shaping.py fail first if they change.
"""

from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapedStr
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from peerdesk.i18n import language
from peerdesk.reports.parts.shaping import Family, is_plain
from peerdesk.reports.parts.type import FAMILY

_STRINGS_KEPT = 50_000

rl_config.useA85 = 0  # streams as they are, not spelled out in ASCII: files a fifth smaller


class ShapedText(PDFTextObject):  # type: ignore[misc]
    """Emits each word in its faces; where glyphs are not letters, the letters ride along as ActualText."""

    _fontname: str
    _curSubset: int  # noqa: N815 - reportlab's

    def _formatText(self, text: str | bytes) -> str:  # noqa: N802 - reportlab's
        if isinstance(text, bytes):
            text = text.decode()
        family = pdfmetrics.getFont(self._fontname)
        if not isinstance(family, Family) or isinstance(text, ShapedStr):
            return str(super()._formatText(text))
        # Glyph slots never move once given out in a document, so these decide the operators wholly.
        key = (self._fontname, self._fontsize, self._leading, self._curSubset, self._rise, language(), text)
        finished: dict[tuple[object, ...], tuple[str, int]] = self._canvas.finished_strings
        if key not in finished:
            if len(finished) >= _STRINGS_KEPT:
                finished.clear()
            operators = str(super()._formatText(text)) if is_plain(text) else self._set(family, text)
            finished[key] = (operators, self._curSubset)
        operators, self._curSubset = finished[key]
        return operators

    def _set(self, family: Family, text: str) -> str:
        own = self._fontname
        out: list[str] = []
        for word in family.words(text):
            operators: list[str] = []
            for piece in word.pieces:
                self._use(piece.face)
                operators.append(str(super()._formatText(piece.glyphs)))
            drawn = " ".join(operators)
            out.append(_spoken(word.spoken, drawn) if word.spoken and drawn else drawn)
        self._use(own)
        return " ".join(out)

    def _use(self, face: str) -> None:
        if face != self._fontname:
            self._fontname = face
            self._curSubset = -1  # no subset of this face is selected yet


class ShapedCanvas(Canvas):  # type: ignore[misc]
    """A canvas on which every way of drawing text (tables, paragraphs, charts, plain strings) is shaped."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.finished_strings: dict[tuple[object, ...], tuple[str, int]] = {}
        super().__init__(*args, **options)

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:  # noqa: N802
        """Select a font; reportlab's defaults (Helvetica, Times) would be the only ones not embedded in the file."""
        super().setFont(psfontname if psfontname.startswith(FAMILY) else FAMILY, size, leading)

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> ShapedText:  # noqa: N802
        """Every string reaches the page through here."""
        return ShapedText(self, x, y, direction=direction)


def _spoken(letters: str, operators: str) -> str:
    """Marked content that reads as the typed letters (PDF 32000-1, 14.9.4)."""
    code = letters.encode("utf-16-be", errors="replace").hex().upper()
    return f"/Span<</ActualText<FEFF{code}>>>BDC {operators} EMC"
