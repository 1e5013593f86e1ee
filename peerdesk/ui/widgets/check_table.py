"""A table whose rows have a box in front: several are chosen at once, with the keyboard too."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from peerdesk.ui.models.checked_rows_model import CheckedRowsModel
from peerdesk.ui.models.rows_model import Row
from peerdesk.ui.widgets.table import Table


class CheckTable(Table):
    """The space bar ticks the row of the cursor, Ctrl+A all of them."""

    def __init__(self, model: CheckedRowsModel[Row], name: str, accessible_name: str, *, sortable: bool = True) -> None:
        super().__init__(model, name, accessible_name, sortable=sortable)
        self._checked: CheckedRowsModel[Row] = model

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._checked.toggle(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._checked.tick_all()
        else:
            super().keyPressEvent(event)
