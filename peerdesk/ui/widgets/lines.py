"""Lines under a heading: what detail panes are made of."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peerdesk.ui.widgets.parts import clear_layout, column, label, row


class Lines(QWidget):
    """Lines below each other, made anew whenever they are shown; a hint where there are none."""

    clicked = Signal(int)
    """The id that belongs to the button."""

    def __init__(self, name: str, accessible_name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_lines(self, lines: Iterable[QWidget], nothing: str) -> None:
        clear_layout(self)
        shown = list(lines) or [label(nothing, "hint", wrap=True)]
        for line in shown:
            self._column.addWidget(line)
            line.show()  # a layout would show it in a later turn, and what stands below would move then
            for made in line.findChildren(QPushButton):
                made.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.clicked.emit(self.sender().property("id"))


def heading(text: str, *buttons: QWidget) -> QWidget:
    """What stands above a section, its buttons at the right."""
    made = label(text, "section")
    made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return column(row(made, None, *buttons), margins=(0, 8, 0, 0))
