"""People who are marked one after the other, as a table."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt

from peerdesk.ui.widgets.tables.rows_model import Column, Index, RowsModel


class MarkedRow(Protocol):
    """A row that stands for one member."""

    @property
    def member_id(self) -> int: ...


Row = TypeVar("Row", bound=MarkedRow)

_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)


class MarkingModel(RowsModel[Row]):
    """Keeps the order of the printed sheet, and the cursor where it is while people are marked.

    Args:
        columns: from left to right.
        spoken: what a screen reader says of a row in a column; ``None`` where it is what is seen.
    """

    def __init__(
        self, columns: Sequence[Column[Row]], spoken: Callable[[Row, int], str | None], parent: QObject | None = None
    ) -> None:
        super().__init__(columns, parent)
        self._spoken = spoken

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; where the same people stay, only what changed is repainted and the cursor stays."""
        if [row.member_id for row in rows] != [row.member_id for row in self._rows]:
            super().set_rows(rows)
            return
        changed = [number for number, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new]
        self._rows = list(rows)
        for number in changed:
            self.dataChanged.emit(self.index(number, 0), self.index(number, self.columnCount() - 1))

    def row(self, index: Index | int) -> Row:
        """The row behind an index, or at a place."""
        return self._rows[index] if isinstance(index, int) else super().row(index)

    def _answer(self, index: Index, role: int) -> object:
        if role != _SPOKEN:
            return super()._answer(index, role)
        said = self._spoken(self.row(index), index.column())
        return super()._answer(index, Qt.ItemDataRole.DisplayRole) if said is None else said
