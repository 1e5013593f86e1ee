"""The table every list is shown in."""

import os
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QToolTip

from peerdesk.i18n import gettext as _
from peerdesk.ui.keys import PageKey
from peerdesk.ui.widget_keys import ENTER
from peerdesk.ui.widgets.tables.column_widths import Widths
from peerdesk.ui.widgets.tables.kept_text import KeptTextDelegate
from peerdesk.ui.widgets.tips import plain_tip

ROW_HEIGHT = 30
COPIED_ROWS = "application/x-peerdesk-rows"
"""Beside the text of copied rows: which process has them, how many there are, and the name of the table."""


class Table(QTableView):
    """Whole rows, sortable by their headings, copied with Ctrl+C, opened with Enter or a double click."""

    opened = Signal(QModelIndex)
    selected = Signal(QModelIndex)

    _widths: Widths | None = None
    _given: Sequence[int | None] = ()
    _height = 0

    def __init__(self, model: QAbstractItemModel, name: str, accessible_name: str, *, sortable: bool = True) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(KeptTextDelegate(self))
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)  # Qt would cut a heading without a sign of it
        header.setSelectionModel(QItemSelectionModel(model, header))  # else each row chosen would paint it again
        header.setStretchLastSection(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        self.setSortingEnabled(sortable)
        self.doubleClicked.connect(self.opened)
        self.selectionModel().currentRowChanged.connect(self._on_current)

    def set_widths(self, *pixels: int) -> None:
        """Give the columns widths; the last one takes what is left."""
        for column, width in enumerate(pixels):
            self.setColumnWidth(column, width)

    def share_width(self, widths: Widths) -> None:
        """Give the columns widths that follow the room there is, now and whenever it changes."""
        self._widths = widths
        header = self.horizontalHeader()
        sharing = widths.sharing()
        header.setStretchLastSection(not sharing)
        for column in sharing:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._fit()

    def keep_low(self, height: int) -> None:
        """Ask for no more than this height, and take whatever there is besides."""
        self._height = height
        self.setMinimumHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), self._height or hint.height())

    def _fit(self) -> None:
        """Follow the room; what somebody has drawn wider or narrower stays so until other columns find room."""
        if self._widths is None:
            return
        given = self._widths.fit(self.viewport().width())
        if given == self._given:
            return
        self._given = given
        sharing = self._widths.sharing()
        for column, width in enumerate(given):
            self.setColumnHidden(column, width is None)
            if width is not None and column not in sharing:
                self.setColumnWidth(column, width)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if self._widths is None:
            return hint
        around = 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(hint.width(), self._widths.narrowest() + around), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Tell of a row what the columns that went would show."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and None in self._given:
            index = self.indexAt(event.pos())
            if index.isValid():
                QToolTip.showText(event.globalPos(), self.told_of(index), self.viewport())
                return True
        return super().viewportEvent(event)

    def told_of(self, index: QModelIndex) -> str:
        """The tool tip of a cell: what it holds, and what its row holds in columns that found no room."""
        lines = [str(index.data(Qt.ItemDataRole.ToolTipRole) or "")]
        for column in range(self.model().columnCount()):
            if self.isColumnHidden(column) and (text := index.siblingAtColumn(column).data()):
                heading = self.model().headerData(column, Qt.Orientation.Horizontal)
                lines.append(f"{heading}: {text}")
        return plain_tip("\n".join(filter(None, lines)))

    def show_chosen(self, row: int | None) -> None:
        """Show a row as the chosen one, or none, without announcing it."""
        selection = self.selectionModel()
        selection.blockSignals(True)
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.selectRow(row)
        selection.blockSignals(False)
        self.viewport().update()

    @Slot()
    def enter(self) -> None:
        """Take the cursor where there are rows: to the chosen one, or to the first."""
        if not self.model().rowCount():
            return
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.selectionModel().hasSelection():
            self.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if PageKey.COPY_ROWS.is_pressed(event):
            self.copy_rows()
            return
        if event.key() in ENTER and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    @Slot()
    def copy_rows(self) -> None:
        """Put the chosen rows (all, if none is chosen) onto the clipboard, one line each, with their headings."""
        model = self.model()
        chosen = sorted({index.row() for index in self.selectedIndexes()}) or range(model.rowCount())
        columns = range(model.columnCount())
        head = [str(model.headerData(c, Qt.Orientation.Horizontal) or "") for c in columns]
        lines = ["\t".join(head)]
        lines += ["\t".join(str(model.index(r, c).data() or "") for c in columns) for r in chosen]
        copied = QMimeData()
        copied.setText("\n".join(lines))
        copied.setData(COPIED_ROWS, f"{os.getpid()} {len(chosen)} {self.accessibleName()}".encode())
        QGuiApplication.clipboard().setMimeData(copied)
        self.setAccessibleDescription(_("Copied"))

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.selected.emit(current)
