"""A list of records of which one is shown beside it."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QItemSelection, Signal, Slot

from peerdesk.ui.widgets.tables.rows_model import RowsModel
from peerdesk.ui.widgets.tables.table import Table


class RecordTable(Table):
    """Says which record was chosen; keeps it chosen through sorting and refreshing.

    Args:
        model: the records.
        name: the object name.
        accessible_name: what a screen reader calls the table.
        identity: the id of a record.
    """

    record_chosen = Signal(int)

    def __init__(
        self,
        model: RowsModel[Any],
        name: str,
        accessible_name: str,
        identity: Callable[[Any], int] = attrgetter("id"),
    ) -> None:
        super().__init__(model, name, accessible_name)
        self._records, self._identity = model, identity
        self._shown_id: int | None = None
        model.modelReset.connect(self._select_shown)
        self.selectionModel().selectionChanged.connect(self._on_selection)

    def select(self, record_id: int | None) -> None:
        """Mark a record as the one that is shown, where the list holds it. Says nothing."""
        self._shown_id = record_id
        self._select_shown()

    @Slot()
    def _select_shown(self) -> None:
        ids = [self._identity(record) for record in self._records.rows()]
        self.show_chosen(ids.index(self._shown_id) if self._shown_id in ids else None)

    @Slot(QItemSelection, QItemSelection)
    def _on_selection(self, _selected: QItemSelection, _gone: QItemSelection) -> None:
        """By selection and not by cursor: assistive tools only select."""
        indexes = self.selectionModel().selectedRows()
        if indexes and (record_id := self._identity(self._records.row(indexes[0]))) != self._shown_id:
            self._shown_id = record_id
            self.record_chosen.emit(record_id)
