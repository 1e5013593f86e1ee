"""Rows under headings that fold: the headings are rows of the table, which the arrows fold and open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QPalette

from peerdesk.i18n import gettext as _
from peerdesk.i18n import pgettext
from peerdesk.ui import theme
from peerdesk.ui.widget_keys import ENTER, FOLD, UNFOLD
from peerdesk.ui.widgets.tables.rows_model import Column, Index, RowsModel
from peerdesk.ui.widgets.tables.table import Table

Row = TypeVar("Row")

_TEXT, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN, _SIDE = int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.TextAlignmentRole)
_FONT, _SIGN = int(Qt.ItemDataRole.FontRole), int(Qt.ItemDataRole.DecorationRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Fold(Generic[Row]):
    """Rows with a heading.

    Attributes:
        key: what it is remembered by.
        title: the heading.
        counted: how many rows there are, in words.
    """

    key: str
    title: str
    counted: str
    rows: Sequence[Row]


class FoldingModel(RowsModel[Row | Fold[Row]]):
    """Shows each heading, and below those that are open their rows; sorted are the rows below each heading."""

    answered = RowsModel.answered | {_FONT, _SIGN}

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)  # type: ignore[arg-type]  # headings are answered for before the columns are asked
        self._columns_of_rows = tuple(columns)
        self._folds: Sequence[Fold[Row]] = ()
        self._palette = QPalette()
        self.folded: frozenset[str] = frozenset()

    def use_palette(self, palette: QPalette) -> None:
        """Draw the signs of the headings in the colours of the table."""
        self._palette = palette

    def set_folds(self, folds: Sequence[Fold[Row]]) -> None:
        """Replace all rows; what is folded stays so."""
        self._folds = tuple(folds)
        self.set_rows(())

    def set_folded(self, folded: Collection[str]) -> None:
        """Fold these headings and no others."""
        self.folded = frozenset(folded)
        self.set_rows(())

    def heading(self, index: Index) -> Fold[Row] | None:
        """The heading that is a row of the table; ``None`` for any other row."""
        line = self.row(index) if index.isValid() else None
        return line if isinstance(line, Fold) else None

    def record(self, index: Index) -> Row | None:
        """The row below a heading; ``None`` for a heading."""
        line = self.row(index) if index.isValid() else None
        return None if isinstance(line, Fold) else line

    def records(self) -> Sequence[Row]:
        """All rows, also those that are folded away."""
        return [row for fold in self._folds for row in fold.rows]

    def place_of_heading(self, place: int) -> int:
        """Where the heading of a row stands."""
        return next(above for above in range(place, -1, -1) if isinstance(self._rows[above], Fold))

    def headings(self) -> Sequence[int]:
        """Where the headings stand."""
        return [place for place, line in enumerate(self._rows) if isinstance(line, Fold)]

    def _sort_rows(self) -> None:
        self._rows = []
        for fold in self._folds:
            self._rows.append(fold)
            if fold.key not in self.folded:
                self._rows += self._sorted(fold.rows)

    def _sorted(self, rows: Sequence[Row]) -> Sequence[Row]:
        if self._sorted_by is None:
            return rows
        key = self._columns_of_rows[self._sorted_by].sort_key
        return sorted(rows, key=key, reverse=self._order == Qt.SortOrder.DescendingOrder)

    def _answer(self, index: Index, role: int) -> object:
        line = self._rows[index.row()]
        if not isinstance(line, Fold):
            return None if role in (_FONT, _SIGN) else super()._answer(index, role)
        if index.column():
            return {_TEXT: "", _SIDE: _LEFT}.get(role)
        return self._heading_answer(line, role)

    def _heading_answer(self, fold: Fold[Row], role: int) -> object:
        folded = fold.key in self.folded
        if role == _FONT:
            bold = QFont()
            bold.setBold(True)
            return bold
        if role == _SIGN:
            return theme.icon("chevron-right" if folded else "chevron-down", self._palette)
        if role == _SPOKEN:
            state = pgettext("heading", "folded") if folded else pgettext("heading", "open")
            return _("{title}, {count}, {state}").format(title=fold.title, count=fold.counted, state=state)
        if role == _TIP:
            return _("The arrow keys ← and → fold and open it, and so does a click.")
        if role == _SIDE:
            return _LEFT
        return f"{fold.title}  ·  {len(fold.rows)}" if role == _TEXT else None


class FoldingTable(Table):
    """Left and right fold and open, Enter and a click on a heading do either; Enter on any other row opens it."""

    folded = Signal()
    """Somebody folded or opened a heading."""

    def __init__(self, model: FoldingModel[Row], name: str, accessible_name: str) -> None:
        super().__init__(model, name, accessible_name)
        self._folding: FoldingModel[Row] = model
        model.use_palette(self.palette())
        model.modelReset.connect(self._span_headings)
        self.clicked.connect(self._on_clicked)

    def show_line(self, place: int | None) -> None:
        """Show a line as the chosen one, or none, without announcing it, and keep it in sight."""
        self.show_chosen(place)
        if place is not None:
            self.scrollTo(self.model().index(place, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and index.isValid() and event.key() in (FOLD, UNFOLD):
            self._fold_or_go(index, fold=event.key() == FOLD)
        elif event.key() in ENTER and self._folding.heading(index) is not None:
            self._turn(index)
        else:
            super().keyPressEvent(event)

    def _fold_or_go(self, index: QModelIndex, *, fold: bool) -> None:
        """As in a tree: left goes to the heading and then folds it, right opens it and then goes into it."""
        heading = self._folding.heading(index)
        if heading is None:
            if fold:
                self.selectRow(self._folding.place_of_heading(index.row()))
        elif fold == (heading.key not in self._folding.folded):
            self._turn(index)
        elif not fold:
            self.selectRow(index.row() + 1)

    def _turn(self, index: QModelIndex) -> None:
        heading = self._folding.heading(index)
        if heading is not None:
            self._folding.set_folded(self._folding.folded ^ {heading.key})
            self.selectRow(index.row())
            self.folded.emit()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._turn(index)

    @Slot()
    def _span_headings(self) -> None:
        self.clearSpans()
        columns = self.model().columnCount()
        for place in self._folding.headings():
            self.setSpan(place, 0, 1, columns)
