"""A number in a form that scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox

_LEFT = 6


class CalmSpin(QSpinBox):
    """The wheel never counts: it scrolls the page, wherever the cursor is."""

    def __init__(self) -> None:
        super().__init__()
        self.lineEdit().setTextMargins(_LEFT, 0, 0, 0)  # the style sheet's padding does not reach the number
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not put the cursor here either

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # so that what scrolls around it gets it
