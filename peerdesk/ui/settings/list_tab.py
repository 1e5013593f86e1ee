"""A tab of the settings that holds a list."""

from abc import abstractmethod
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Generic

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.parts import card
from peerdesk.ui.widgets.tables.rows_model import Row, RowsModel
from peerdesk.ui.widgets.tables.table import Table


class ListTab(QWidget, Generic[Row]):
    """Some lines, then the list over its buttons, and a form at the right of both if there is one.

    Whoever derives from it makes ``model``, ``table`` and ``undo_bar``, lays them out, and says in
    :meth:`show_buttons` what can be done with the row that is chosen.
    """

    model: RowsModel[Row]
    table: Table
    undo_bar: UndoBar

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages

    def lay_out(self, *above: QWidget, buttons: QWidget, side: QWidget | None = None) -> None:
        """Hang everything in; ``above`` are the lines."""
        self._side = side
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(card(self.table, margin=4), 1)
        left.addWidget(buttons)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addLayout(left, 1)
        if side is not None:
            both.addWidget(side)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 12, 0, 0)
        lines.setSpacing(10)
        for line in above:
            lines.addWidget(line)
        lines.addLayout(both, 1)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show the list; the chosen row stays chosen, whatever changed in it."""
        chosen = self.chosen()
        self.model.set_rows(rows)
        if chosen is not None:
            self.choose(self.identity(chosen))
        self.show_buttons()

    def identity(self, row: Row) -> Hashable:
        """What tells a row from the others, whatever changes in it."""
        return row

    def chosen(self) -> Row | None:
        return self.model.chosen_in(self.table)

    def choose(self, identity: Hashable) -> None:
        """Show a row as the chosen one, if it is still there, without announcing it."""
        found = [self.identity(row) for row in self.model.rows()]
        self.table.show_chosen(found.index(identity) if identity in found else None)

    @abstractmethod
    def show_buttons(self) -> None:
        """Offer what can be done with the row that is chosen."""

    @Slot()
    def _on_selected(self, *_selection: object) -> None:
        self.show_buttons()

    @Slot()
    def leave_side(self) -> None:
        """The form at the right is done with: go back to the list."""
        if self._side is not None:
            self._side.hide()
        self.table.setFocus()

    def turn(self, set_retired: Callable[[bool], None], *, retired: bool, said: str) -> None:
        """Retire what is in use and offer to undo it, or take up again what was retired.

        Args:
            set_retired: does the one or the other.
            retired: whether it is retired at present.
            said: what is told when it was retired.
        """
        set_retired(not retired)
        if retired:
            self.undo_bar.leave()
        else:
            self.undo_bar.offer(said, partial(set_retired, False))
