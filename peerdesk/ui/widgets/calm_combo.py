"""A combo box that is not changed in passing."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class CalmCombo(QComboBox):
    """The wheel never chooses: it scrolls the page, wherever the cursor is, and the list once that is open."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not put the cursor here either

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # so that what scrolls around it gets it
