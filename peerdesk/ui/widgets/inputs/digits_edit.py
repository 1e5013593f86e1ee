"""Numbers typed in any script: १२३ and ੧੨੩ show as 123, whether keys or an input method brought them."""

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QLineEdit

from peerdesk.domain.typed import as_typed


class PlainDigits(QValidator):
    """Refuses nothing; what comes in shows as it was meant: digits 0-9, plain hyphens and blanks, nothing unseen."""

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        return QValidator.State.Acceptable, as_typed(text), len(as_typed(text[:place]))


class DigitsEdit(QLineEdit):
    """A line for numbers, and for what is written with them: days, times, phones."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setValidator(PlainDigits(self))
        self.setText(text)
