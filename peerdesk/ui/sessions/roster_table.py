"""The roster on the session screen: one letter marks and moves on."""

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from peerdesk.domain.screens.session_page import SheetRow
from peerdesk.domain.sessions.marks import Mark
from peerdesk.ui.keys import RowKey
from peerdesk.ui.marking.letter_keys import digit_of, letter_at
from peerdesk.ui.marking.marking_table import MarkingTable
from peerdesk.ui.marking.painting import fill_row, paint_marks
from peerdesk.ui.sessions.roster_model import RosterColumn, RosterModel
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.rows_model import Index

_WIDTHS = Widths(
    (38, 0, 96, 122, 54, 104, 40, 58),
    least={RosterColumn.NAME: NAME_WIDTH, RosterColumn.DETAIL: 80},
    goes=(RosterColumn.PLACE, RosterColumn.LAST),
)
"""Where the window is narrow, what says who it is and what is marked stays."""


class MarksDelegate(QStyledItemDelegate):
    """Paints the mark of today, and small the last five."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: SheetRow = index.data(RosterModel.RowRole)
        rect: QRect = option.rect
        fill_row(painter, option, index)
        if index.column() == RosterColumn.MARK:
            paint_marks(painter, [(rect.adjusted(4, 3, -4, -3), row.mark)], option.palette, bold=True)
            return
        left, top, height, width = rect.left() + 4, rect.top() + 6, rect.height() - 12, 20
        last = ((QRect(left + n * (width + 2), top, width, height), mark) for n, mark in enumerate(row.last_marks))
        paint_marks(painter, last, option.palette)


class RosterTable(MarkingTable[SheetRow]):
    """The five letters mark; digits, N, G, + and - say more about a row."""

    marked = Signal(int, str)
    minutes_typed = Signal(int, int)
    participation_stepped = Signal(int, int)
    note_asked = Signal(int)
    goals_asked = Signal(int)

    def __init__(self, model: RosterModel, name: str, accessible_name: str) -> None:
        super().__init__(model, name, accessible_name, widths=_WIDTHS, mark_column=RosterColumn.MARK)
        self._minutes_for: int | None = None
        self._digits = ""
        self._marks_delegate = MarksDelegate(self)
        self.setItemDelegateForColumn(RosterColumn.MARK, self._marks_delegate)
        self.setItemDelegateForColumn(RosterColumn.LAST, self._marks_delegate)

    def forget_keys(self) -> None:
        self._digits, self._minutes_for = "", None

    def take(self, event: QKeyEvent) -> bool:
        if super().take(event):
            return True
        digit = digit_of(event)
        if digit is not None:
            return self._take_digit(digit)
        row = self.current_row()
        if row is None:
            return False
        letter = letter_at(event)
        if letter in set(Mark):
            self._digits = ""
            self._minutes_for = row.member_id if letter in (Mark.LATE, Mark.LEFT_EARLY) else None
            self.marked.emit(row.member_id, letter)
            self.go_on()
        elif letter == RowKey.NOTE:
            self.note_asked.emit(row.member_id)
        elif letter == RowKey.GOALS:
            self.goals_asked.emit(row.member_id)
        elif event.text() in (RowKey.MORE, RowKey.LESS):
            self.participation_stepped.emit(row.member_id, 1 if event.text() == RowKey.MORE else -1)
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
