"""Rows of one kind as a sortable table; every plain list in the window is one of these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView

from peerdesk.domain.names import by_sound
from peerdesk.ui.widgets.tips import plain_tip

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

_ROW = int(Qt.ItemDataRole.UserRole)
_TEXT, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN, _SIDE = int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.TextAlignmentRole)


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column.

    Attributes:
        heading: what stands above it.
        text: what a row shows in it.
        key: what it is sorted by; the sound of the text, in whatever alphabet, where left out.
        right: aligned to the right, for numbers.
    """

    heading: str
    text: Callable[[Row], str]
    key: Callable[[Row], Any] | None = None
    right: bool = False

    def sort_key(self, row: Row) -> Any:
        """What a row is sorted by in this column; nothing comes last."""
        if self.key is None:
            return by_sound("", self.text(row))
        value = self.key(row)
        return (value is None, value if value is not None else 0)


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Shows the rows it is given; never asks the database for anything.

    Attributes:
        answered: the roles that cells may have something for. Qt asks for nine of each cell it paints; whoever
            overrides ``_answer`` adds what it answers, and is asked for nothing else.
    """

    RowRole = _ROW
    answered: ClassVar[frozenset[int]] = frozenset((_ROW, _TEXT, _TIP, _SPOKEN, _SIDE))

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._sides = tuple(int(_alignment(column)) for column in columns)
        self._rows: list[Row] = []
        self._sorted_by: int | None = None  # None keeps the order in which rows are given
        self._order = Qt.SortOrder.AscendingOrder

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace all rows, keeping the chosen order."""
        self.beginResetModel()
        self._rows = list(rows)
        self._sort_rows()
        self.endResetModel()

    def row(self, index: Index) -> Row:
        return self._rows[index.row()]

    def chosen_in(self, view: QAbstractItemView) -> Row | None:
        """The row chosen in a view; by selection and not by cursor: assistive tools only select."""
        indexes = view.selectionModel().selectedRows()
        return self._rows[indexes[0].row()] if indexes else None

    def rows(self) -> Sequence[Row]:
        """All rows as shown."""
        return tuple(self._rows)

    # Qt overrides

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._sides[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in self.answered or not index.isValid():
            return None
        answer = self._answer(index, role)
        return plain_tip(answer) if role == _TIP and isinstance(answer, str) else answer

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self._sorted_by = column if 0 <= column < len(self._columns) else None  # -1 asks for the given order
        self._order = order
        self._sort_rows()
        self.endResetModel()

    def _answer(self, index: Index, role: int) -> object:
        """What a cell has for a role of those answered."""
        if role == _SIDE:
            return self._sides[index.column()]
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == _ROW:
            return row
        if role == _SPOKEN:
            return f"{column.heading}: {column.text(row)}"
        return column.text(row) if role in (_TEXT, _TIP) else None

    def _sort_rows(self) -> None:
        if self._sorted_by is not None:
            key = self._columns[self._sorted_by].sort_key
            self._rows.sort(key=key, reverse=self._order == Qt.SortOrder.DescendingOrder)


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
