"""Marks painted into the cells of a table."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from peerdesk.domain.sessions.marks import Mark
from peerdesk.ui import theme
from peerdesk.ui.marking.colours import mark_colour
from peerdesk.ui.widgets.tables.rows_model import Index


def fill_row(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    """Paint what lies behind a cell, as in the other columns."""
    rect: QRect = option.rect
    palette: QPalette = option.palette
    state: QStyle.StateFlag = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, theme.colours(palette).tint)
    elif index.row() % 2:
        painter.fillRect(rect, palette.alternateBase())


def paint_mark(
    painter: QPainter,
    rect: QRect,
    mark: Mark | None,
    palette: QPalette,
    *,
    bold: bool = False,
    pixels: int | None = None,
    unmarked: str = "·",
) -> None:
    """Paint a mark as its letter on its tint: one lookup, one fill, one text. Who is unmarked has a pale sign."""
    if mark is None:
        painter.setPen(palette.placeholderText().color())
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, unmarked)
        return
    painter.fillRect(rect, mark_colour(mark, palette))
    font = QFont(painter.font())
    font.setBold(bold)
    if pixels is not None:
        font.setPixelSize(pixels)
    painter.save()
    painter.setFont(font)
    painter.setPen(palette.text().color())
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, mark.value)
    painter.restore()
