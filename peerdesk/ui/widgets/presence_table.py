"""Who is in the centre: one letter marks a member and moves on."""

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from peerdesk.domain.marks import Mark
from peerdesk.domain.presence import PresenceRow
from peerdesk.ui import theme
from peerdesk.ui.keys import letter_at
from peerdesk.ui.models.presence_model import PresenceColumn, PresenceModel
from peerdesk.ui.models.rows_model import Index
from peerdesk.ui.widgets.table import Table

_UNMODIFIED = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_BIG = 16  # pixels of a letter


class StateDelegate(QStyledItemDelegate):
    """Paints P or A big on its tint; who is on leave and not yet marked shows a pale A."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: PresenceRow = index.data(PresenceModel.RowRole)
        rect: QRect = option.rect
        palette: QPalette = option.palette
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colours(palette).tint)
        elif index.row() % 2:
            painter.fillRect(rect, palette.alternateBase())
        cell = rect.adjusted(6, 3, -6, -3)
        if row.present is None:
            painter.setPen(palette.placeholderText().color())
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, "·" if row.on_leave is None else "A")
            return
        mark = Mark.PRESENT if row.present else Mark.ABSENT
        painter.fillRect(cell, theme.mark_colour(mark, palette))
        font = QFont(painter.font())
        font.setBold(True)
        font.setPixelSize(_BIG)
        painter.save()
        painter.setFont(font)
        painter.setPen(palette.text().color())
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, mark.value)
        painter.restore()


class PresenceTable(Table):
    """Says which key was pressed for which row; knows nothing of how it is kept."""

    marked = Signal(int, bool)
    rest_present_asked = Signal()
    clear_asked = Signal(int)
    day_stepped = Signal(int)
    """One day back (-1) or on (1): the arrows to the left and right."""

    _cursor = 0

    def __init__(self, model: PresenceModel, name: str, accessible_name: str) -> None:
        super().__init__(model, name, accessible_name, sortable=False)
        self._model = model
        model.modelReset.connect(self._keep_cursor)
        self._state_delegate = StateDelegate(self)
        self.setItemDelegateForColumn(PresenceColumn.STATE, self._state_delegate)
        self.set_widths(44, 260, 80, 170, 118, 220)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(PresenceColumn.NAME, QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def current_row(self) -> PresenceRow | None:
        """The row the cursor is on."""
        number = self.currentIndex().row()
        return self._model.row(number) if 0 <= number < self._model.rowCount() else None

    def go_to(self, number: int) -> None:
        """Put the cursor on a row, if there is one."""
        if 0 <= number < self._model.rowCount():
            self.setCurrentIndex(self._model.index(number, PresenceColumn.STATE))

    @Slot()
    def _keep_cursor(self) -> None:
        """Other people are shown: the cursor stays where it was, so that the next key still marks."""
        self.go_to(min(self._cursor, self._model.rowCount() - 1))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self._cursor = current.row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() not in _UNMODIFIED or not self._take(event):
            super().keyPressEvent(event)

    def _take(self, event: QKeyEvent) -> bool:
        if event.text() == "*":
            self.rest_present_asked.emit()
            return True
        if step := _STEPS.get(Qt.Key(event.key())):
            self.day_stepped.emit(step)
            return True
        row, letter = self.current_row(), letter_at(event)
        if row is None:
            return False
        if letter in (Mark.PRESENT, Mark.ABSENT):
            self.marked.emit(row.member_id, letter == Mark.PRESENT)
            self.go_to(self.currentIndex().row() + 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_asked.emit(row.member_id)
        else:
            return False
        return True
