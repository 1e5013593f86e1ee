"""The questions of one sheet with their answers, as rows."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication

from peerdesk.domain.measures.scales import Item
from peerdesk.i18n import gettext as _
from peerdesk.i18n import pgettext
from peerdesk.ui import theme
from peerdesk.ui.widgets.tables.rows_model import Column, Index, RowsModel

ANSWER_COLUMN, BEFORE_COLUMN = 2, 3

_INK = int(Qt.ItemDataRole.ForegroundRole)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One question: its answer now and the latest one before, and what a number means in words."""

    item: Item
    question: str
    value: int | None = None
    before: int | None = None
    meaning: str = ""


class AnswersModel(RowsModel[AnswerRow]):
    """Changes one answer at a time, so that the cursor stays where it is."""

    answered = RowsModel.answered | {_INK}

    def __init__(self, parent: QObject) -> None:
        super().__init__(
            [
                Column(pgettext("column", "No."), _place, right=True),
                Column(_("Question"), _question),
                Column(_("Answer"), _answer),
                Column(pgettext("answer", "Before"), _before),
            ],
            parent,
        )
        self._before_heading = ""

    def set_answer(self, number: int, value: int | None, meaning: str) -> None:
        """Give the answer of a row, or take it out."""
        self._rows[number] = replace(self._rows[number], value=value, meaning=meaning)
        self.dataChanged.emit(self.index(number, 0), self.index(number, self.columnCount() - 1))

    def set_before_heading(self, text: str) -> None:
        """Name the day of the answers before, over their column."""
        self._before_heading = text
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, BEFORE_COLUMN, BEFORE_COLUMN)

    def answers(self) -> dict[int, int]:
        """The answers given, by the place of their question."""
        return {row.item.place: row.value for row in self._rows if row.value is not None}

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if section == BEFORE_COLUMN and role == Qt.ItemDataRole.DisplayRole and self._before_heading:
            return self._before_heading
        return super().headerData(section, orientation, role)

    def _answer(self, index: Index, role: int) -> object:
        if role == _INK:
            before = index.column() == BEFORE_COLUMN
            return QColor(theme.colours(QGuiApplication.palette()).muted) if before else None
        return super()._answer(index, role)


def _place(row: AnswerRow) -> str:
    return str(row.item.place)


def _question(row: AnswerRow) -> str:
    return row.question


def _answer(row: AnswerRow) -> str:
    return "" if row.value is None else " ".join(filter(None, (str(row.value), row.meaning)))


def _before(row: AnswerRow) -> str:
    return "" if row.before is None else str(row.before)
