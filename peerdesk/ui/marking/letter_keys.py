"""Letters by the position of their key, whatever keyboard layout is on, and the table that takes them."""

import sys
from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel, Qt, Signal
from PySide6.QtGui import QKeyEvent

from peerdesk.ui.keys import RowKey, latin_letter
from peerdesk.ui.widgets.tables.table import Table

UNMODIFIED = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
"""What may be held down with a key that means something by itself."""

_LETTERS = "PTELANRG"
_PC_SCAN_CODES = {
    **dict(zip(_LETTERS, (0x19, 0x14, 0x12, 0x26, 0x1E, 0x31, 0x13, 0x22), strict=True)),
    "C": 0x2E,
    "D": 0x20,
    "F": 0x21,
    "V": 0x2F,
    "X": 0x2D,
    RowKey.JUMP: 0x35,
}
_X11_OFFSET = 8  # X11 and Wayland count eight higher than the PC's own codes
_BY_CODE = {code + (0 if sys.platform == "win32" else _X11_OFFSET): letter for letter, code in _PC_SCAN_CODES.items()}


def letter_at(event: QKeyEvent, letters: str = _LETTERS) -> str | None:
    """Which of some letters, P T E L A N R G if not told, sits where a key was pressed, or ``None``.

    A Latin letter speaks for itself; any other text is looked up by the key's position. C D F V X are known too.
    """
    letter = latin_letter(event) or _BY_CODE.get(event.nativeScanCode())
    return letter if letter is not None and letter in letters else None


def is_key_for(event: QKeyEvent, sign: RowKey) -> bool:
    """Whether a sign was typed, or its key pressed under a layout that has other letters there."""
    text = event.text()
    return text == sign or (not text.isascii() and _BY_CODE.get(event.nativeScanCode()) == sign)


def is_held_down(event: QKeyEvent) -> bool:
    """Whether a key that writes something repeats by itself: only the first stroke was meant, for one person."""
    return event.isAutoRepeat() and event.text() != ""


def digit_of(event: QKeyEvent) -> int | None:
    """The digit a key stands for, in any script, or ``None``."""
    text = event.text()
    return int(text) if len(text) == 1 and text.isdecimal() else None


class LetterTable(Table):
    """Says which of its letters was pressed while a row is chosen, whatever keyboard layout is on."""

    letter_pressed = Signal(str)

    def __init__(self, model: QAbstractItemModel, name: str, accessible_name: str, letters: Iterable[str]) -> None:
        super().__init__(model, name, accessible_name)
        self._letters = "".join(letters)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = letter_at(event, self._letters) if event.modifiers() in UNMODIFIED else None
        if letter is not None and is_held_down(event):
            return
        if letter is not None and self.currentIndex().isValid():
            self.letter_pressed.emit(letter)
        else:
            super().keyPressEvent(event)
