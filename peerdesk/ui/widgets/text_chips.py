"""Chips whose texts are only known while the window is open: exactly one of them is on."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from peerdesk.ui.widgets.parts import clear_layout

_BETWEEN = 6


@dataclass(frozen=True, slots=True)
class Chip:
    """One of them: what it stands for, what it shows, and what is said of it in full."""

    key: str
    text: str
    spoken: str


class TextChips(QWidget):
    """As many lines of chips as their texts need in a given width, in pixels."""

    chosen = Signal(str)

    def __init__(self, name: str, accessible_name: str, width: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self._room = width
        self._key = ""
        self._shown: tuple[Chip, ...] = ()
        self._buttons: dict[str, QPushButton] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(_BETWEEN)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Offer these; the one that is on stays on where it is still offered, else the first is. Announces nothing."""
        if tuple(chips) != self._shown:
            focused = any(made.hasFocus() for made in self._buttons.values())
            self._shown = tuple(chips)
            self._rebuild()
            if focused and self._key in self._buttons:
                self._buttons[self._key].setFocus(Qt.FocusReason.OtherFocusReason)
        if self._key not in self._buttons:
            self.choose(chips[0].key if chips else "")

    def key(self) -> str:
        """What the one that is on stands for; empty where there is none."""
        return self._key

    def choose(self, key: str) -> None:
        """Turn one on, without announcing it."""
        self._key = key
        for other, made in self._buttons.items():
            made.setChecked(other == key)

    def _rebuild(self) -> None:
        clear_layout(self)
        self._buttons = {}
        left = 0
        line: QHBoxLayout | None = None
        for chip in self._shown:
            made = self._button(chip)
            needed = made.sizeHint().width() + _BETWEEN
            if line is None or needed > left:
                line, left = self._line(), self._room
            line.insertWidget(line.count() - 1, made)
            left -= needed

    def _line(self) -> QHBoxLayout:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(_BETWEEN)
        line.addStretch(1)
        self._lines.addWidget(holder)
        return line

    def _button(self, chip: Chip) -> QPushButton:
        made = QPushButton(chip.text.replace("&", "&&"))
        made.setProperty("chip", True)
        made.setProperty("key", chip.key)
        made.setCheckable(True)
        made.setChecked(chip.key == self._key)
        made.setObjectName(f"chip-{chip.key}")
        made.setAccessibleName(chip.spoken)
        made.setToolTip(chip.spoken)
        made.clicked.connect(self._on_clicked)
        self._buttons[chip.key] = made
        return made

    @Slot()
    def _on_clicked(self) -> None:
        self.choose(self.sender().property("key"))
        self.chosen.emit(self._key)
