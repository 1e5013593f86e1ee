"""How the tabs of the settings are laid out that hold a list."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.ui.widgets.parts import card
from peerdesk.ui.widgets.table import Table


def lay_out_list(tab: QWidget, *above: QWidget, table: Table, buttons: QWidget, side: QWidget | None = None) -> None:
    """Lay a tab out: some lines, then the list over its buttons, and a form at the right of both if there is one."""
    left = QVBoxLayout()
    left.setSpacing(10)
    left.addWidget(card(table, margin=4), 1)
    left.addWidget(buttons)
    both = QHBoxLayout()
    both.setSpacing(12)
    both.addLayout(left, 1)
    if side is not None:
        both.addWidget(side)
    lines = QVBoxLayout(tab)
    lines.setContentsMargins(0, 12, 0, 0)
    lines.setSpacing(10)
    for line in above:
        lines.addWidget(line)
    lines.addLayout(both, 1)
