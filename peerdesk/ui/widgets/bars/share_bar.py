"""A thin bar divided by counts, in greys: the numbers stand beside it in words."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from peerdesk.ui import theme

_HEIGHT = 7
_HAIR = 1.0
_FAINTEST = 0.22


class ShareBar(QWidget):
    """The first share is the darkest; a hair is left between neighbours. Screen readers are given the words alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._counts: tuple[int, ...] = ()

    def show_counts(self, counts: Sequence[int]) -> None:
        """Show other counts; without any the bar is empty."""
        self._counts = tuple(counts)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        total = sum(self._counts)
        if not total:
            return
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        left = 0.0
        for place, count in enumerate(self._counts):
            width = self.width() * count / total
            painter.setBrush(self._grey(place))
            painter.drawRect(QRectF(left, 0, max(1.0, width - _HAIR), self.height()))
            left += width
        painter.end()

    def _grey(self, place: int) -> QColor:
        grey = QColor(theme.colours(self.palette()).muted)
        steps = max(1, len(self._counts) - 1)
        grey.setAlphaF(1 - (1 - _FAINTEST) * place / steps)
        return grey
