"""A number in a form that scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSpinBox

_LEFT = 6


class CalmSpin(QSpinBox):
    """Scrolling a form over it changes nothing: the wheel counts only where the cursor is."""

    def __init__(self) -> None:
        super().__init__()
        self.lineEdit().setTextMargins(_LEFT, 0, 0, 0)  # the style sheet's padding does not reach the number
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel alone does not put the cursor here

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
