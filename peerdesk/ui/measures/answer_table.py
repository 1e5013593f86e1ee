"""A sheet of questions answered by single keys: a digit answers and goes on."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy

from peerdesk.ui.keys import AnswerKey
from peerdesk.ui.marking.letter_keys import UNMODIFIED, digit_of, is_held_down, letter_at
from peerdesk.ui.measures.answers_model import ANSWER_COLUMN, AnswerRow, AnswersModel
from peerdesk.ui.widget_keys import CLEAR_ANSWER, ENTER, ITEM_BEFORE, NEXT_ITEM
from peerdesk.ui.widgets.tables.table import Table

ONE_KEY = 10
"""Up to this number one key is one answer: 0 to 9, and T for ten."""

_LOWEST = 150
_APART = 5


class AnswerTable(Table):
    """Says which answer was keyed in for which row; knows nothing of how it is kept.

    Backspace and ↑ go back, the space bar and ↓ go on without an answer, Delete takes an answer out, Enter keeps the
    sheet. Numbers above ten are typed digit by digit, and the cursor goes on as soon as no further digit can follow.
    """

    answered = Signal(int, object)
    """Row, and its number or None."""

    refused = Signal(int)
    """A row that has no such answer."""

    keep_asked = Signal()
    row_chosen = Signal()

    def __init__(self, model: AnswersModel, name: str, accessible_name: str) -> None:
        super().__init__(model, name, accessible_name, sortable=False)
        self._answers = model
        self._digits = ""
        self.selected.connect(self._on_row)
        self.setWordWrap(True)
        self.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(_LOWEST)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setMinimumSectionSize(30)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setStretchLastSection(False)
        self.set_widths(38, 300, 176, 92)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def sizeHintForRow(self, row: int) -> int:
        """A question of several lines keeps its distance from the next one."""
        hint = super().sizeHintForRow(row)
        return hint + _APART if hint > self.verticalHeader().minimumSectionSize() else hint

    def current_row(self) -> AnswerRow | None:
        index = self.currentIndex()
        return self._answers.row(index) if index.isValid() else None

    def go_to(self, number: int) -> None:
        """Put the cursor on a row, if there is one."""
        if 0 <= number < self._answers.rowCount():
            self.setCurrentIndex(self._answers.index(number, ANSWER_COLUMN))

    def go_on(self) -> None:
        """Put the cursor on the next row; it stays on the last one."""
        self.go_to(self.currentIndex().row() + 1)

    def answer(self, value: int | None) -> None:
        """Answer the row of the cursor, or take its answer out."""
        self.answered.emit(self.currentIndex().row(), value)

    @Slot(QModelIndex)
    def _on_row(self, _index: QModelIndex) -> None:
        self._digits = ""
        self.row_chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        if is_held_down(event) and event.modifiers() in UNMODIFIED:
            return
        if row is None or event.modifiers() not in UNMODIFIED or not self._take(event, row):
            super().keyPressEvent(event)

    def _take(self, event: QKeyEvent, row: AnswerRow) -> bool:
        digit = digit_of(event)
        if digit is not None:
            self._take_digit(digit, row)
        elif letter_at(event) == AnswerKey.TEN:
            self._give(ONE_KEY, row)
        elif event.key() in ENTER:
            self.keep_asked.emit()
        elif event.key() == ITEM_BEFORE:
            self.go_to(self.currentIndex().row() - 1)
        elif event.key() == CLEAR_ANSWER:
            self._digits = ""
            self.answer(None)
        elif event.key() == NEXT_ITEM:
            self.go_on()
        else:
            return False
        return True

    def _take_digit(self, digit: int, row: AnswerRow) -> None:
        item = row.item
        if item.highest <= ONE_KEY:
            self._give(digit, row)
            return
        number = int(f"{self._digits}{digit}")
        if number > item.highest:
            number = digit
        self._digits = str(number)
        self.answer(number if number >= item.lowest else None)
        if number >= item.lowest and number * 10 > item.highest:
            self.go_on()

    def _give(self, value: int, row: AnswerRow) -> None:
        if row.item.lowest <= value <= row.item.highest:
            self.answer(value)
            self.go_on()
        else:
            self.refused.emit(self.currentIndex().row())
