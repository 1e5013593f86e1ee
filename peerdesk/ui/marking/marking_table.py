"""A table of people in which single keys mark the one of the cursor."""

from typing import Generic

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent

from peerdesk.ui.keys import RowKey
from peerdesk.ui.marking.letter_keys import UNMODIFIED, is_held_down
from peerdesk.ui.marking.marking_model import MarkingModel, Row
from peerdesk.ui.widget_keys import CLEAR_MARK, HELD
from peerdesk.ui.widgets.tables.column_widths import Widths
from peerdesk.ui.widgets.tables.rows_model import Index
from peerdesk.ui.widgets.tables.table import Table


class MarkingTable(Table, Generic[Row]):
    """Says which key was pressed for which row; knows nothing of how it is kept.

    Args:
        model: the people.
        name: the object name.
        accessible_name: what a screen reader calls the table.
        widths: of the columns.
        mark_column: where the cursor stands.
    """

    rest_present_asked = Signal()
    clear_asked = Signal(int)

    _cursor = 0

    def __init__(
        self,
        model: MarkingModel[Row],
        name: str,
        accessible_name: str,
        *,
        widths: Widths,
        mark_column: int,
    ) -> None:
        super().__init__(model, name, accessible_name, sortable=False)
        self._people = model
        self._mark_column = mark_column
        model.modelReset.connect(self._keep_cursor)
        self.share_width(widths)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def current_row(self) -> Row | None:
        index = self.currentIndex()
        return self._people.row(index) if index.isValid() else None

    def go_to(self, number: int) -> None:
        """Put the cursor on a row, if there is one."""
        if 0 <= number < self._people.rowCount():
            self.setCurrentIndex(self._people.index(number, self._mark_column))

    def go_on(self) -> None:
        """Put the cursor on the next row; it stays on the last one."""
        self.go_to(self.currentIndex().row() + 1)

    @Slot()
    def _keep_cursor(self) -> None:
        """Other people are shown: the cursor stays where it was, so that the next key still marks."""
        self.go_to(min(self._cursor, self._people.rowCount() - 1))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self._cursor = current.row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.key() in HELD
        if is_held_down(event) and event.modifiers() in UNMODIFIED:
            return
        if held or event.modifiers() not in UNMODIFIED or not self.take(event):
            if not held:
                self.forget_keys()
            super().keyPressEvent(event)

    def take(self, event: QKeyEvent) -> bool:
        """Act on a key without Ctrl or Alt, and tell whether it meant anything."""
        if event.text() == RowKey.REST_PRESENT:
            self.rest_present_asked.emit()
            return True
        row = self.current_row()
        if row is not None and event.key() in CLEAR_MARK:
            self.clear_asked.emit(row.member_id)
            return True
        return False

    def forget_keys(self) -> None:
        """Another key than these was pressed: what belongs to the keys before ends."""
