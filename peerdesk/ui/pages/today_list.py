"""Today: a card with one short list, and what it is for where it is empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from peerdesk.ui.widgets.column_widths import Widths
from peerdesk.ui.widgets.parts import label, row, wide
from peerdesk.ui.widgets.rows_model import Column, RowsModel
from peerdesk.ui.widgets.table import Table

Row = TypeVar("Row")

_LEAST_HEIGHT = 92  # the heading and two rows

HEAD_HEIGHT = 28
"""Pixels of a heading that has a button beside it, and of its neighbour."""


class ListCard(QFrame, Generic[Row]):
    """A heading, perhaps with a button beside it, and a table or the sentence that stands in its place."""

    def __init__(self, title: str, name: str, columns: Sequence[Column[Row]], widths: Widths, empty: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.model: RowsModel[Row] = RowsModel(columns, self)
        self.table = Table(self.model, name, title)
        keep_to_card(self.table, widths)
        self.hint = label(empty, "hint", wrap=True)
        self._head = row(wide(label(title, "section")))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 12, 12, 12)
        lines.setSpacing(6)
        lines.addWidget(self._head)
        lines.addWidget(self.hint)
        lines.addWidget(self.table, 1)
        self.show_rows(())

    def add_beside_title(self, widget: QWidget) -> None:
        """Put a small button at the end of the heading."""
        self._head.setFixedHeight(HEAD_HEIGHT)
        layout = self._head.layout()
        if layout is not None:
            layout.addWidget(widget)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows, or the sentence where there are none."""
        self.model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.hint.setVisible(not rows)


def keep_to_card(table: Table, widths: Widths) -> None:
    """Let a table take the room that its card has. The heading of the card stays on top when the table is hidden."""
    table.share_width(widths)
    table.keep_low(_LEAST_HEIGHT)
    policy = table.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    table.setSizePolicy(policy)
