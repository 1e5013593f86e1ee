"""A number in a form that scrolls."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QSpinBox

from peerdesk.domain.dates import ascii_digits

_LEFT = 6


class CalmSpin(QSpinBox):
    """Takes the digits of every script. The wheel never counts: it scrolls the page, wherever the cursor is."""

    def __init__(self) -> None:
        super().__init__()
        self.setLocale(QLocale.c())  # 0-9 on a PC that writes १२३, too
        self.lineEdit().setTextMargins(_LEFT, 0, 0, 0)  # the style sheet's padding does not reach the number
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not put the cursor here either

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Also says what the line is to show instead of what was typed."""
        return super().validate(ascii_digits(text), place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # so that what scrolls around it gets it
