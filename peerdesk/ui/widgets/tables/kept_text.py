"""Cells painted from shaped text that is kept: to shape Devanagari or Gurmukhi costs far more than to draw it."""

import re
from collections.abc import Sequence
from functools import reduce
from math import ceil
from operator import or_
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from peerdesk.ui import theme

NO_LINE = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]")
"""What keeps a text from standing in one line."""

_MOST = 1000
"""So many texts are kept for one table: several screens of cells."""

_TEXT = int(Qt.ItemDataRole.DisplayRole)
_LOOKS = frozenset(
    {
        int(Qt.ItemDataRole.FontRole),
        int(Qt.ItemDataRole.ForegroundRole),
        int(Qt.ItemDataRole.BackgroundRole),
        int(Qt.ItemDataRole.DecorationRole),
        int(Qt.ItemDataRole.CheckStateRole),
    }
)
_REPLACED = Qt.ClipOperation.ReplaceClip
_USUAL = QStyle.StateFlag.State_Enabled.value
_CHOSEN = QStyle.StateFlag.State_Selected.value
_STATES = (QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver).value


class KeptLine(NamedTuple):
    """A line of text as it is drawn, elided and shaped.

    Attributes:
        height: by which it is placed.
        overhangs: whether it has to be cut at the edges of its room.
        after: so many pixels on begins what stands behind it.
    """

    layout: QTextLayout
    width: float
    height: float
    overhangs: bool = False
    after: int = 0

    def draw(self, painter: QPainter, place: QPointF, cell: QRect, clip: Qt.ClipOperation) -> None:
        """Draw it with the painter's pen, and nothing outside its cell."""
        if not self.overhangs and self.height <= cell.height():
            self.layout.draw(painter, place)
            return
        painter.save()
        painter.setClipRect(cell, clip)
        self.layout.draw(painter, place)
        painter.restore()


class KeptTextDelegate(QStyledItemDelegate):
    """Paints what the style would, from text that was shaped when it was first painted.

    Whatever is more than one line on the ground of its row (with the cursor, hovered, grey, ticked, bold) is left to
    the style.

    Args:
        table: the owner. Its model is set, and names the roles that it answers.
    """

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table, self._model = table, table.model()
        self._looks = tuple(_LOOKS & getattr(self._model, "answered", _LOOKS))
        self._margin = table.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, table) + 1
        self._font = QFont()
        self._kept: dict[tuple[str, int, int], Sequence[KeptLine] | None] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        lines = None if self.is_special(option, index) else self.lines(option, index, rect.width() - 2 * self._margin)
        if lines is None:
            super().paint(painter, option, index)
            return
        if option.state.value & _CHOSEN:
            painter.fillRect(rect, theme.colours(option.palette).tint)
        for line in lines:
            top = rect.y() + rect.height() // 2 - ceil(line.height) // 2
            painter.setPen(option.palette.text().color())
            line.draw(painter, QPointF(rect.x() + self._margin, top), rect, _REPLACED)

    def is_special(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether a cell is more than its text on the ground of its row."""
        if option.state.value & _STATES != _USUAL or self._table.wordWrap():
            return True
        return any(self._model.data(index, role) is not None for role in self._looks) if self._looks else False

    def lines(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, room: int
    ) -> Sequence[KeptLine] | None:
        """The text of a cell in so much room as it was shaped; ``None`` where the style has to do it."""
        font: QFont = option.font
        if font != self._font:
            self._kept.clear()
            self._font = QFont(font)  # the option's own does not outlive the painting
        text: str = self._model.data(index, _TEXT)
        if not text:
            return ()
        key = text, index.column(), room
        if key not in self._kept:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            self._kept[key] = self.shaped(text, room, option, index)
        return self._kept[key]

    def shaped(
        self, text: str, room: int, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> Sequence[KeptLine] | None:
        """Shape a text as the style does it, unless that is more than one line, or has no room."""
        if room <= 0 or NO_LINE.search(text):
            return None
        side = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        wish = QTextOption(QStyle.visualAlignment(option.direction, side))
        wish.setWrapMode(QTextOption.WrapMode.ManualWrap)
        wish.setTextDirection(option.direction)
        whole = line_of(text, self._font, room, wish)
        line = whole
        if whole.width > room:
            shown = QFontMetrics(self._font).elidedText(text, Qt.TextElideMode.ElideRight, room)
            line = line_of(shown, self._font, room, wish)._replace(height=whole.height)
        return (line._replace(overhangs=_overhangs(line, room)),)


def line_of(text: str, font: QFont, room: int, wish: QTextOption) -> KeptLine:
    """Shape a text once for all paintings."""
    layout = QTextLayout(text, font)
    layout.setCacheEnabled(True)
    layout.setTextOption(wish)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(room)
    layout.endLayout()
    return KeptLine(layout, line.naturalTextWidth(), line.ascent() + line.descent())


def _overhangs(line: KeptLine, room: int) -> bool:
    """Whether a sign reaches out of the line, as some vowel signs do."""
    ink = reduce(or_, (run.boundingRect() for run in line.layout.glyphRuns()), QRectF())
    return not QRectF(0, 0, room, line.height).contains(ink)
