"""Names in two scripts in one cell: the first as text, what follows two spaces in a muted colour."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from peerdesk.ui import theme
from peerdesk.ui.widgets.tables.kept_text import NO_LINE, KeptLine, KeptTextDelegate, line_of

BETWEEN = "  "
_MARGIN = 6
_FAR = 1 << 24  # pixels: what is shown is elided before


def two_tone(first: str, second: str) -> str:
    """The text of such a cell; either may be empty."""
    return BETWEEN.join(text for text in (first, second) if text)


class TwoToneDelegate(KeptTextDelegate):
    """Paints the text of :func:`two_tone`; sorting, copying and screen readers see it as one text."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if self.is_special(option, index):
            self._paint_ground(painter, option, index)
        rect: QRect = option.rect
        room, palette = rect.adjusted(_MARGIN, 0, -_MARGIN, 0), option.palette
        lines = self.lines(option, index, room.width()) or ()
        for line, colour in zip(lines, _colours(palette), strict=False):
            painter.setPen(colour)
            middle = room.y() + (room.height() - line.height) / 2
            line.draw(painter, QPointF(room.x(), middle), room, Qt.ClipOperation.IntersectClip)
            room.setLeft(room.left() + line.after)

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        drawn.text = ""
        widget: QWidget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, widget)

    def shaped(
        self, text: str, room: int, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> Sequence[KeptLine]:
        metrics, wish = QFontMetrics(option.font), QTextOption(Qt.AlignmentFlag.AlignLeft)
        made: list[KeptLine] = []
        for part in NO_LINE.sub(" ", text).split(BETWEEN, 1):
            if room <= 0:
                break
            shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, room)
            after = metrics.horizontalAdvance(shown + BETWEEN) if part else 0
            line = line_of(shown, option.font, _FAR, wish)
            made.append(line._replace(overhangs=line.width > room, after=after))
            room -= after
        return made


def _colours(palette: QPalette) -> tuple[QColor, QColor]:
    return palette.text().color(), QColor(theme.colours(palette).muted)
