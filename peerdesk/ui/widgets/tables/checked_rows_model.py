"""Rows with a box in front, several of which are chosen at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from peerdesk.ui.widgets.tables.rows_model import Column, Index, RowsModel

Row = TypeVar("Row")

_BOX = int(Qt.ItemDataRole.CheckStateRole)
_TICKED = Qt.CheckState.Unchecked, Qt.CheckState.Checked


class CheckedRowsModel(RowsModel[Row]):
    """Remembers which rows are ticked, by their ids, through sorting and refreshing.

    Args:
        columns: the first one carries the box.
        identity: the id of a row.
        lasting: whether rows stay ticked that are not shown any more (a search for another name).
    """

    answered = RowsModel.answered | {_BOX}

    ticks_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        identity: Callable[[Row], int],
        parent: QObject | None = None,
        *,
        lasting: bool = False,
    ) -> None:
        super().__init__(columns, parent)
        self._identity = identity
        self._lasting = lasting
        self._ticked: dict[int, Row] = {}

    def ticked(self) -> Mapping[int, Row]:
        """The ticked rows by their ids, in the order of ticking."""
        return dict(self._ticked)

    def set_rows(self, rows: Sequence[Row]) -> None:
        before = set(self._ticked)
        shown = {self._identity(row): row for row in rows}
        if self._lasting:
            self._ticked = {row_id: shown.get(row_id, row) for row_id, row in self._ticked.items()}
        else:
            self._ticked = {row_id: shown[row_id] for row_id in self._ticked if row_id in shown}
        super().set_rows(rows)
        if set(self._ticked) != before:
            self.ticks_changed.emit()

    def tick_all(self) -> None:
        """Tick everything shown, or nothing if everything is ticked."""
        everything = {self._identity(row): row for row in self._rows}
        self._replace({} if everything.keys() <= self._ticked.keys() else self._ticked | everything)

    def untick_all(self) -> None:
        self._replace({})

    def tick(self, ids: Collection[int]) -> None:
        """Tick these of the rows shown, and no others."""
        self._replace({self._identity(row): row for row in self._rows if self._identity(row) in ids})

    def toggle(self, index: Index) -> None:
        """Tick a row, or take the tick away."""
        row = self.row(index)
        ticked = dict(self._ticked)
        if ticked.pop(self._identity(row), None) is None:
            ticked[self._identity(row)] = row
        self._replace(ticked)

    def _answer(self, index: Index, role: int) -> object:
        if role == _BOX:
            return None if index.column() else _TICKED[self._identity(self.row(index)) in self._ticked]
        return super()._answer(index, role)

    # Qt overrides

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or index.column():
            return False
        ticked = self._identity(self.row(index)) in self._ticked
        if ticked != (Qt.CheckState(value) is Qt.CheckState.Checked):
            self.toggle(index)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and not index.column() else flags

    def _replace(self, ticked: dict[int, Row]) -> None:
        self._ticked = ticked
        if self._rows:
            boxes = [Qt.ItemDataRole.CheckStateRole]
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0), boxes)
        self.ticks_changed.emit()
