"""Marks painted into the cells of a table."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from peerdesk.domain.sessions.marks import Mark
from peerdesk.ui import theme
from peerdesk.ui.marking.colours import tint
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


def paint_marks(
    painter: QPainter,
    cells: Iterable[tuple[QRect, Mark | None]],
    palette: QPalette,
    *,
    bold: bool = False,
    pixels: int | None = None,
    unmarked: str = "·",
) -> None:
    """Paint marks side by side, each as its letter on its tint; who is unmarked has a pale sign in usual letters."""
    dark, ink, pale = theme.is_dark(palette), palette.text().color(), palette.placeholderText().color()
    usual = painter.font()
    letters = QFont(usual)
    letters.setBold(bold)
    if pixels is not None:
        letters.setPixelSize(pixels)
    for rect, mark in cells:
        if mark is not None:
            painter.fillRect(rect, tint(mark, dark=dark))
        painter.setFont(usual if mark is None else letters)
        painter.setPen(pale if mark is None else ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, unmarked if mark is None else mark.value)
    painter.setFont(usual)
