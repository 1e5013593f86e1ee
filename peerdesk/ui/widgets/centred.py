"""A surface in the middle of the window, for the few moments when there is one thing to do."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.ui.widgets.parts import row, scrolled


def centred(content: QWidget, width: int) -> QWidget:
    """Put a widget of a given width into the middle, a little above; it scrolls where the window is too low."""
    content.setFixedWidth(width)
    middle = QWidget()
    lines = QVBoxLayout(middle)
    lines.setContentsMargins(24, 24, 24, 24)
    lines.addStretch(2)
    lines.addWidget(row(None, content, None))
    lines.addStretch(3)
    area = scrolled(middle, "centred")
    outside = QWidget()
    line = QHBoxLayout(outside)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(area)
    return outside
