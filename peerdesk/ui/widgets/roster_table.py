"""The roster on the session screen: one letter marks and moves on."""

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from peerdesk.domain.marks import Mark
from peerdesk.domain.sessions import SheetRow
from peerdesk.ui import theme
from peerdesk.ui.keys import digit_of, letter_at
from peerdesk.ui.models.roster_model import Index, RosterColumn, RosterModel
from peerdesk.ui.widgets.table import Table

_UNMODIFIED = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier


class MarksDelegate(QStyledItemDelegate):
    """Paints marks as letters on a tint: one lookup, one fill, one text per mark."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: SheetRow = index.data(RosterModel.RowRole)
        palette: QPalette = option.palette
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colours(palette).tint)
        elif index.row() % 2:
            painter.fillRect(rect, palette.alternateBase())
        if index.column() == RosterColumn.MARK:
            _paint_mark(painter, rect.adjusted(4, 3, -4, -3), row.mark, palette, bold=True)
        else:
            width = 20
            for place, mark in enumerate(row.last_marks):
                cell = QRect(rect.left() + 4 + place * (width + 2), rect.top() + 6, width, rect.height() - 12)
                _paint_mark(painter, cell, mark, palette, bold=False)


def _paint_mark(painter: QPainter, rect: QRect, mark: Mark | None, palette: QPalette, *, bold: bool) -> None:
    if mark is None:
        painter.setPen(palette.placeholderText().color())
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "·")
        return
    painter.fillRect(rect, theme.mark_colour(mark, palette))
    font = QFont(painter.font())
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(palette.text().color())
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, mark.value)


class RosterTable(Table):
    """Says which key was pressed for which row; knows nothing of how it is kept."""

    marked = Signal(int, str)
    minutes_typed = Signal(int, int)
    participation_stepped = Signal(int, int)
    note_asked = Signal(int)
    goals_asked = Signal(int)
    rest_present_asked = Signal()
    clear_asked = Signal(int)

    _cursor = 0

    def __init__(self, model: RosterModel, name: str, accessible_name: str) -> None:
        super().__init__(model, name, accessible_name, sortable=False)
        self._roster = model
        self._minutes_for: int | None = None
        self._digits = ""
        model.modelReset.connect(self._keep_cursor)
        self._marks_delegate = MarksDelegate(self)
        self.setItemDelegateForColumn(RosterColumn.MARK, self._marks_delegate)
        self.setItemDelegateForColumn(RosterColumn.LAST, self._marks_delegate)
        self.set_widths(38, 200, 96, 122, 54, 104, 40, 42)
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setSectionResizeMode(RosterColumn.NAME, QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def current_row(self) -> SheetRow | None:
        """The row the cursor is on."""
        number = self.currentIndex().row()
        return self._roster.row(number) if 0 <= number < self._roster.rowCount() else None

    def go_to(self, number: int) -> None:
        """Put the cursor on a row, if there is one."""
        if 0 <= number < self._roster.rowCount():
            self.setCurrentIndex(self._roster.index(number, RosterColumn.MARK))

    @Slot()
    def _keep_cursor(self) -> None:
        """Other people are shown: the cursor stays where it was, so that the next key still marks."""
        self.go_to(min(self._cursor, self._roster.rowCount() - 1))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self._cursor = current.row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() not in _UNMODIFIED or not self._take(event):
            self._digits, self._minutes_for = "", None
            super().keyPressEvent(event)

    def _take(self, event: QKeyEvent) -> bool:
        if event.text() == "*":
            self.rest_present_asked.emit()
            return True
        row = self.current_row()
        digit = digit_of(event)
        if digit is not None:
            return self._take_digit(digit)
        if row is None:
            return False
        letter = letter_at(event)
        if letter in set(Mark):
            self._digits = ""
            self._minutes_for = row.member_id if letter in (Mark.LATE, Mark.LEFT_EARLY) else None
            self.marked.emit(row.member_id, letter)
            self.go_to(self.currentIndex().row() + 1)
        elif letter == "N":
            self.note_asked.emit(row.member_id)
        elif letter == "G":
            self.goals_asked.emit(row.member_id)
        elif event.text() in ("+", "-"):
            self.participation_stepped.emit(row.member_id, 1 if event.text() == "+" else -1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_asked.emit(row.member_id)
        else:
            return False
        return True

    def _take_digit(self, digit: int) -> bool:
        """Minutes belong to the row just marked late or left early, else to the cursor's row if it is so marked."""
        if self._minutes_for is None:
            row = self.current_row()
            if row is None or row.mark not in (Mark.LATE, Mark.LEFT_EARLY):
                return True
            self._minutes_for = row.member_id
        self._digits = (self._digits + str(digit))[-3:]
        self.minutes_typed.emit(self._minutes_for, int(self._digits))
        return True
