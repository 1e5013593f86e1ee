"""The roster on the session screen: one letter marks and moves on."""

from PySide6.QtCore import QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from peerdesk.domain.screens.session_page import SheetRow
from peerdesk.domain.sessions.marks import LONGEST_SESSION, Mark
from peerdesk.i18n import gettext as _
from peerdesk.ui.keys import RowKey
from peerdesk.ui.marking.letter_keys import digit_of, is_key_for, letter_at
from peerdesk.ui.marking.marking_table import MarkingTable
from peerdesk.ui.marking.painting import fill_row, paint_marks
from peerdesk.ui.sessions.jump import JumpLine, rows_meant, shown_of
from peerdesk.ui.sessions.roster_model import RosterColumn, RosterModel
from peerdesk.ui.widget_keys import CLEAR_MARK
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.rows_model import Index

_WIDTHS = Widths(
    (38, 0, 96, 122, 54, 104, 40, 58),
    least={RosterColumn.NAME: NAME_WIDTH, RosterColumn.DETAIL: 80},
    goes=(RosterColumn.PLACE, RosterColumn.LAST),
)
"""Where the window is narrow, what says who it is and what is marked stays."""


class MarksDelegate(QStyledItemDelegate):
    """Paints the mark of today, and small the last five; who is on planned leave and not yet marked shows a pale L."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: SheetRow = index.data(RosterModel.RowRole)
        rect: QRect = option.rect
        fill_row(painter, option, index)
        if index.column() == RosterColumn.MARK:
            pale = "·" if row.on_leave is None else Mark.LEAVE.value
            paint_marks(painter, [(rect.adjusted(4, 3, -4, -3), row.mark)], option.palette, bold=True, unmarked=pale)
            return
        left, top, height, width = rect.left() + 4, rect.top() + 6, rect.height() - 12, 20
        last = ((QRect(left + n * (width + 2), top, width, height), mark) for n, mark in enumerate(row.last_marks))
        paint_marks(painter, last, option.palette)


MINUTES_MS = 4000
"""So long after T or E, or after another digit of the minutes, digits are minutes."""

SERIAL_MS = 1500
"""So long the digits of one number may lie apart."""


class RosterTable(MarkingTable[SheetRow]):
    """The five letters mark; digits, N, G, + and - say more about a row.

    Digits straight after T or E are minutes, as many as the session has; any others are the number of the row to go to.
    """

    marked = Signal(int, str)
    minutes_typed = Signal(int, int)
    participation_stepped = Signal(int, int)
    note_asked = Signal(int)
    goals_asked = Signal(int)

    def __init__(self, model: RosterModel, name: str, accessible_name: str) -> None:
        super().__init__(model, name, accessible_name, widths=_WIDTHS, mark_column=RosterColumn.MARK)
        self.takes_marks = True
        self.most_minutes = LONGEST_SESSION
        self._minutes_for: SheetRow | None = None
        self._digits = ""
        self._minutes_stay = ""
        self._nowhere = False
        self._marks_delegate = MarksDelegate(self)
        self.setItemDelegateForColumn(RosterColumn.MARK, self._marks_delegate)
        self.setItemDelegateForColumn(RosterColumn.LAST, self._marks_delegate)
        self.jump_line = JumpLine(self)
        self.jump_line.row_meant.connect(self.go_to)
        self.jump_line.closed.connect(self._back_from_line)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.forget_keys)

    @Slot()
    def forget_keys(self) -> None:
        self._digits, self._minutes_for, self._minutes_stay, self._nowhere = "", None, "", False
        self._pause.stop()
        self.jump_line.say("")

    @Slot()
    def jump(self) -> None:
        """Let the number or the name of a row be typed."""
        self.forget_keys()
        if self._people.rowCount():
            self.jump_line.open(self._people.rows(), self.currentIndex().row())

    def take(self, event: QKeyEvent) -> bool:
        if (digit := digit_of(event)) is not None:
            self._take_digit(digit)
            return True
        nowhere = self._nowhere and (bool(event.text()) or event.key() in CLEAR_MARK)
        self.forget_keys()
        if nowhere and not is_key_for(event, RowKey.JUMP):
            return True  # a number that nobody has was typed: the key is not for whom the cursor is on
        if super().take(event):
            return True
        row = self.current_row()
        if row is None:
            return False
        letter = letter_at(event)
        if letter in set(Mark):
            self.mark(str(letter))
        elif letter == RowKey.NOTE:
            self.note_asked.emit(row.member_id)
        elif letter == RowKey.GOALS:
            self.goals_asked.emit(row.member_id)
        elif event.text() in (RowKey.MORE, RowKey.LESS):
            self.participation_stepped.emit(row.member_id, 1 if event.text() == RowKey.MORE else -1)
        elif is_key_for(event, RowKey.JUMP):
            self.jump()
        else:
            return False
        return True

    def mark(self, letter: str) -> None:
        """Mark the row of the cursor and go on; digits that follow T or E are its minutes."""
        row = self.current_row()
        if row is None:
            return
        self.marked.emit(row.member_id, letter)
        self.go_on()
        if self.takes_marks and letter in (Mark.LATE, Mark.LEFT_EARLY):
            self._minutes_for = row
            self._say_minutes(row)

    def _take_digit(self, digit: int) -> None:
        if (row := self._minutes_for) is not None:
            if int(self._digits + str(digit)) <= self.most_minutes:
                self._digits = (self._digits + str(digit))[-3:]
                self.minutes_typed.emit(row.member_id, int(self._digits))
                self._say_minutes(row)
                return
            self._end_minutes(row)
        self._digits = (self._digits + str(digit))[-3:]
        found = rows_meant(self._digits, self._people.rows())
        self._nowhere = not found
        if found:
            self.go_to(found[0])
            self._say_jump(shown_of(self._people.row(found[0])))
        else:
            self._say_jump(_("Number {number} is not on the roster").format(number=self._digits))
        self._pause.start(SERIAL_MS)

    def _end_minutes(self, row: SheetRow) -> None:
        """Nobody is later than the session is long: the digit that would say so begins the number of a row."""
        if self._digits:
            self._minutes_stay = _("{name} stays at {minutes} min, the session lasts {most}").format(
                name=row.name_latin or row.name_native, minutes=self._digits, most=self.most_minutes
            )
        self._digits, self._minutes_for = "", None

    def _say_jump(self, where: str) -> None:
        self.jump_line.say(f"{where} · {self._minutes_stay}" if self._minutes_stay else where)

    def _say_minutes(self, row: SheetRow) -> None:
        name = row.name_latin or row.name_native
        self.jump_line.say(_("Minutes of {name}: {minutes}").format(name=name, minutes=self._digits or "…"))
        self._pause.start(MINUTES_MS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.forget_keys()
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.jump_line.fit()

    @Slot()
    def _back_from_line(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
