"""Chips whose texts are only known while the window is open: exactly one of them is on."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from peerdesk.ui.widgets.flow import Flow
from peerdesk.ui.widgets.parts import clear_layout


@dataclass(frozen=True, slots=True)
class Chip:
    """One of them: what it stands for, what it shows, and what is said of it in full."""

    key: str
    text: str
    spoken: str


class TextChips(QWidget):
    """As many lines of chips as their texts need."""

    chosen = Signal(str)

    def __init__(self, name: str, accessible_name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self._key = ""
        self._shown: tuple[Chip, ...] = ()
        self._buttons: dict[str, QPushButton] = {}
        self._line = Flow(self, 6)

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
        for chip in self._shown:
            self._line.addWidget(self._button(chip))

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
