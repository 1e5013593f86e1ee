"""Chips: exactly one of them is on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QWidget

from peerdesk import words
from peerdesk.ui.widgets.flow import Flow
from peerdesk.ui.widgets.parts import clear_layout
from peerdesk.ui.widgets.tips import set_tip


@dataclass(frozen=True, slots=True)
class Chip:
    """One of them: what it stands for, what it shows, and what is said of it in full where that differs."""

    key: str
    text: str
    spoken: str = ""


def code_chips(codes: Iterable[Enum]) -> list[Chip]:
    """A chip for each of the domain's codes, which stands for its value."""
    return [Chip(code.value, words.of(code)) for code in codes]


class Chips(QWidget):
    """As many lines of chips as their texts need; what they show may change while the window is open."""

    chosen = Signal(str)

    def __init__(self, name: str, accessible_name: str, chips: Sequence[Chip] = ()) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self._key = ""
        self._shown: tuple[Chip, ...] = ()
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._line = Flow(self, 6)
        self._group.buttonClicked.connect(self._on_clicked)
        self.show_chips(chips)

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
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def _rebuild(self) -> None:
        for made in self._group.buttons():
            self._group.removeButton(made)
        clear_layout(self)
        self._buttons = {chip.key: self._button(chip) for chip in self._shown}
        for made in self._buttons.values():
            self._group.addButton(made)
            self._line.addWidget(made)

    def _button(self, chip: Chip) -> QPushButton:
        made = QPushButton(chip.text.replace("&", "&&"))
        made.setProperty("chip", True)
        made.setProperty("key", chip.key)
        made.setCheckable(True)
        made.setChecked(chip.key == self._key)
        made.setObjectName(f"chip-{chip.key}")
        made.setAccessibleName(chip.spoken or chip.text)
        set_tip(made, chip.spoken)
        return made

    @Slot(QAbstractButton)
    def _on_clicked(self, clicked: QAbstractButton) -> None:
        self._key = str(clicked.property("key"))
        self.chosen.emit(self._key)
