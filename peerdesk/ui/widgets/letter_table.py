"""A table in which one letter says how something went."""

from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QKeyEvent

from peerdesk.ui.keys import letter_at
from peerdesk.ui.widgets.table import Table

_UNMODIFIED = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


class LetterTable(Table):
    """Says which of its letters was pressed while a row is chosen, whatever keyboard layout is on."""

    letter_pressed = Signal(str)

    def __init__(self, model: QAbstractItemModel, name: str, accessible_name: str, letters: Iterable[str]) -> None:
        super().__init__(model, name, accessible_name)
        self._letters = "".join(letters)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = letter_at(event, self._letters) if event.modifiers() in _UNMODIFIED else None
        if letter is not None and self.currentIndex().isValid():
            self.letter_pressed.emit(letter)
        else:
            super().keyPressEvent(event)
