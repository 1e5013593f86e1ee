"""Names in two scripts in one cell: the first as text, what follows two spaces in a muted colour."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from peerdesk.ui import theme

BETWEEN = "  "
_MARGIN = 6


def two_tone(first: str, second: str) -> str:
    """The text of such a cell; either may be empty."""
    return BETWEEN.join(text for text in (first, second) if text)


class TwoToneDelegate(QStyledItemDelegate):
    """Paints the text of :func:`two_tone`; sorting, copying and screen readers see it as one text."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        drawn = QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        text: str = drawn.text
        drawn.text = ""
        widget: QWidget | None = option.widget
        style = widget.style() if widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, widget)
        rect: QRect = option.rect
        palette: QPalette = option.palette
        _draw(painter, rect.adjusted(_MARGIN, 0, -_MARGIN, 0), text, palette)


def _draw(painter: QPainter, rect: QRect, text: str, palette: QPalette) -> None:
    metrics: QFontMetrics = painter.fontMetrics()
    first, _between, second = text.partition(BETWEEN)
    painter.save()
    for part, colour in ((first, palette.text().color()), (second, theme.colours(palette).muted)):
        if not part or rect.width() <= 0:
            continue
        shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, rect.width())
        painter.setPen(colour)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        rect = rect.adjusted(metrics.horizontalAdvance(shown + BETWEEN), 0, 0, 0)
    painter.restore()
