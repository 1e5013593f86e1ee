"""Choosing any number of the domain's codes."""

from collections.abc import Collection, Iterable
from enum import Enum
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from peerdesk import words
from peerdesk.ui.keys import TICK, PageKey
from peerdesk.ui.widgets.checked_rows_model import CheckedRowsModel
from peerdesk.ui.widgets.rows_model import Row
from peerdesk.ui.widgets.table import Table

Code = TypeVar("Code", bound=Enum)
_ROW = 26


class CheckList(QListWidget, Generic[Code]):
    """One line with a box per code; the space bar ticks it."""

    def __init__(self, codes: Iterable[Code], *, rows: int = 6) -> None:
        super().__init__()
        self._codes = list(codes)
        for code in self._codes:
            item = QListWidgetItem(words.of(code))
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, _ROW))
            item.setToolTip(words.of(code))
            self.addItem(item)
        self.setFixedHeight(rows * _ROW + 4)

    def codes(self) -> frozenset[Code]:
        """The ticked ones."""
        return frozenset(
            code for place, code in enumerate(self._codes) if self.item(place).checkState() is Qt.CheckState.Checked
        )

    def check(self, codes: Collection[Code]) -> None:
        """Tick these and no others."""
        for place, code in enumerate(self._codes):
            self.item(place).setCheckState(Qt.CheckState.Checked if code in codes else Qt.CheckState.Unchecked)


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
