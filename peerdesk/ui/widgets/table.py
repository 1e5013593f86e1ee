"""The table every list is shown in."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from peerdesk.i18n import gettext as _

ROW_HEIGHT = 30


class Table(QTableView):
    """Whole rows, sortable by their headings, copied with Ctrl+C, opened with Enter or a double click."""

    opened = Signal(QModelIndex)
    selected = Signal(QModelIndex)

    def __init__(self, model: QAbstractItemModel, name: str, accessible_name: str, *, sortable: bool = True) -> None:
        super().__init__()
        self.setModel(model)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
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
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.setAccessibleDescription(_("Copied"))

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.selected.emit(current)
