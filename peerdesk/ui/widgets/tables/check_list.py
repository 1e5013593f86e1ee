"""Choosing any number of values, each with a box: in a short list, or as the rows of a table."""

from collections.abc import Collection, Sequence
from typing import Generic

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from peerdesk.ui.keys import PageKey
from peerdesk.ui.widget_keys import TICK
from peerdesk.ui.widgets.inputs.choice import Option, T
from peerdesk.ui.widgets.tables.checked_rows_model import CheckedRowsModel
from peerdesk.ui.widgets.tables.rows_model import Row
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.ui.widgets.tips import set_tip

_ROW = 26


class CheckList(QListWidget, Generic[T]):
    """One line with a box per value; the space bar ticks it."""

    def __init__(self, options: Sequence[Option[T]] = (), *, rows: int = 6) -> None:
        super().__init__()
        self._values: list[T] = []
        self.setFixedHeight(rows * _ROW + 4)
        self.set_options(options)

    def set_options(self, options: Sequence[Option[T]]) -> None:
        """Offer these; what was ticked stays so where it is still offered."""
        ticked = self.ticked()
        self.clear()
        self._values = [value for value, _text in options]
        for _value, text in options:
            item = QListWidgetItem(text)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, _ROW))
            set_tip(item, text)
            self.addItem(item)
        self.tick(ticked)

    def ticked(self) -> tuple[T, ...]:
        """The ticked ones, in the order of the list."""
        return tuple(
            value for place, value in enumerate(self._values) if self.item(place).checkState() is Qt.CheckState.Checked
        )

    def tick(self, values: Collection[T]) -> None:
        """Tick these and no others."""
        for place, value in enumerate(self._values):
            self.item(place).setCheckState(Qt.CheckState.Checked if value in values else Qt.CheckState.Unchecked)


class CheckTable(Table):
    """The space bar ticks the row of the cursor, Ctrl+A all of them."""

    def __init__(self, model: CheckedRowsModel[Row], name: str, accessible_name: str, *, sortable: bool = True) -> None:
        super().__init__(model, name, accessible_name, sortable=sortable)
        self._checked: CheckedRowsModel[Row] = model

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == TICK and self.currentIndex().isValid():
            self._checked.toggle(self.currentIndex())
        elif PageKey.TICK_ALL.is_pressed(event):
            self._checked.tick_all()
        else:
            super().keyPressEvent(event)
