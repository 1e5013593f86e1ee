"""Fields beside and below each other, their labels on one line whatever problems stand below them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from peerdesk.ui.widgets.fields import Field

SPACING = 10


class FieldGrid(QWidget):
    """Lines of fields; the fields of one line share its width evenly."""

    def __init__(self, *lines: Sequence[Field]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACING)
        grid.setVerticalSpacing(SPACING)
        parts = _shared(lines)
        for column in range(parts):
            grid.setColumnStretch(column, 1)
        for number, line in enumerate(lines):
            span = parts // len(line)
            for place, field in enumerate(line):
                grid.addWidget(field, number, place * span, 1, span, Qt.AlignmentFlag.AlignTop)


def _shared(lines: Sequence[Sequence[Field]]) -> int:
    """So many columns that every line can be divided evenly: 2 and 3 fields need 6."""
    parts = 1
    for line in lines:
        least = parts
        while parts % len(line):
            parts += least
    return parts
