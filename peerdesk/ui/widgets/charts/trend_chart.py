"""A small line chart of one number over time, in greys; what it shows is in its accessible description too."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from peerdesk.ui import theme
from peerdesk.ui.widgets.tips import set_tip

_EDGE = 5.0
_DOT = 2.5


class TrendChart(QWidget):
    """Points by their days, joined by a line; the latest is filled. A dashed line stands at the reference."""

    def __init__(self, name: str, *, height: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._points: Sequence[tuple[date, int]] = ()
        self._lowest, self._highest = 0, 1
        self._reference: int | None = None

    def show_points(
        self,
        points: Sequence[tuple[date, int]],
        lowest: int,
        highest: int,
        *,
        spoken: str,
        reference: int | None = None,
    ) -> None:
        """Show points, oldest first, between the least and the greatest number there can be."""
        self._points, self._lowest, self._highest, self._reference = points, lowest, highest, reference
        self.setAccessibleName(spoken)
        self.setAccessibleDescription(spoken)
        set_tip(self, spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topLeft(), area.topRight())
        if self._reference is not None:
            height = self._height(self._reference, area)
            painter.setPen(QPen(QColor(colours.muted), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
        places = [self._place(day, value, area) for day, value in self._points]
        painter.setPen(QPen(QColor(colours.text), 1.5))
        painter.drawPolyline(places)
        painter.setBrush(QColor(colours.base))
        for place in places[:-1]:
            painter.drawEllipse(place, _DOT, _DOT)
        painter.setBrush(QColor(colours.text))
        for place in places[-1:]:
            painter.drawEllipse(place, _DOT + 1, _DOT + 1)

    def _place(self, day: date, value: int, area: QRectF) -> QPointF:
        first, last = self._points[0][0], self._points[-1][0]
        whole = (last - first).days
        along = (day - first).days / whole if whole else 1.0
        return QPointF(area.left() + along * area.width(), self._height(value, area))

    def _height(self, value: int, area: QRectF) -> float:
        return area.bottom() - (value - self._lowest) / max(self._highest - self._lowest, 1) * area.height()
