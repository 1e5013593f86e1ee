"""Spans of time on one line: the one under way filled, those that ended hatched, the days between them dotted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from peerdesk.ui import theme
from peerdesk.ui.widgets.tips import set_tip

_HEIGHT = 26
_HAIR = 2.0
_LEAST = 4.0  # pixels; a span of a day is seen too


@dataclass(frozen=True, slots=True)
class Bar:
    """One span.

    Attributes:
        first, last: its days.
        under_way: whether it goes on.
        text: written into it where it fits.
    """

    first: date
    last: date
    under_way: bool
    text: str


class SpanBar(QWidget):
    """Draws spans between the first day and the last; says them in words to who cannot see it."""

    def __init__(self, name: str, accessible_name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bars: Sequence[Bar] = ()
        self._until = date.min

    def show_bars(self, bars: Sequence[Bar], until: date, spoken: str) -> None:
        """Show spans, oldest first.

        Args:
            bars: the spans.
            until: where the line ends.
            spoken: the same in words, read aloud and shown as a tip.
        """
        self._bars, self._until = bars, until
        self.setAccessibleDescription(spoken)
        set_tip(self, spoken)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.colours(self.palette())
        middle = self.height() / 2
        painter.setPen(QPen(QColor(colours.faint), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(0, middle, self.width(), middle))
        for bar, rect in zip(self._bars, self._rects(), strict=True):
            fill = QColor(colours.accent)
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.setBrush(QColor(colours.base))
            painter.drawRoundedRect(rect, 3, 3)
            painter.setBrush(fill if bar.under_way else QBrush(fill, Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(rect, 3, 3)
            self._write(painter, bar, rect)
        painter.end()

    def _rects(self) -> list[QRectF]:
        """Where each span stands; a hair is left between neighbours, so that a return is seen."""
        first = self._bars[0].first
        days = max(1, (max(self._until, self._bars[-1].last) - first).days)
        room = self.width() - 1.0
        rects = []
        for bar in self._bars:
            left = min(room * (bar.first - first).days / days, room - _LEAST)
            right = room * (bar.last - first).days / days - (0 if bar.under_way else _HAIR)
            rects.append(QRectF(left + 0.5, 1.5, max(_LEAST, right - left), self.height() - 3))
        return rects

    def _write(self, painter: QPainter, bar: Bar, rect: QRectF) -> None:
        wide = painter.fontMetrics().horizontalAdvance(bar.text) + 8
        if wide > rect.width():
            return
        colours = theme.colours(self.palette())
        if not bar.under_way:  # letters on hatching are hard to read
            plate = QRectF(0, 0, wide, rect.height() - 6)
            plate.moveCenter(rect.center())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.base))
            painter.drawRect(plate)
        painter.setPen(QColor(colours.onAccent if bar.under_way else colours.text))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, bar.text)
