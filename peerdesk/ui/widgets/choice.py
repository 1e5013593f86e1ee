"""Choosing one of the domain's codes."""

from collections.abc import Iterable
from enum import Enum
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QPushButton, QWidget

from peerdesk import words
from peerdesk.ui.widgets.calm import CalmCombo
from peerdesk.ui.widgets.flow import Flow

Code = TypeVar("Code", bound=Enum)


class Choice(CalmCombo, Generic[Code]):
    """A list of codes by their words; with ``empty`` nothing may be chosen, which then shows as ``nothing``."""

    def __init__(self, codes: Iterable[Code], *, empty: bool = True, nothing: str = "") -> None:
        super().__init__()
        self._codes: list[Code | None] = [None] if empty else []
        self._codes += list(codes)
        self.addItems([nothing if code is None else words.of(code) for code in self._codes])
        self.setMaxVisibleItems(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def code(self) -> Code | None:
        """The chosen code."""
        return self._codes[self.currentIndex()] if self.currentIndex() >= 0 else None

    def choose(self, code: Code | None) -> None:
        """Show a code as chosen."""
        self.setCurrentIndex(self._codes.index(code) if code in self._codes else -1)


class Chips(QWidget):
    """Filters as chips: exactly one of them is on."""

    chosen = Signal(object)

    def __init__(self, codes: Iterable[Enum], accessible_name: str) -> None:
        super().__init__()
        self.setAccessibleName(accessible_name)
        self._codes = list(codes)
        self._group = QButtonGroup(self)
        line = Flow(self, 6)
        for number, code in enumerate(self._codes):
            chip = QPushButton(words.of(code))
            chip.setProperty("chip", True)
            chip.setCheckable(True)
            chip.setObjectName(f"chip-{code.value}")
            chip.setAccessibleName(words.of(code))
            self._group.addButton(chip, number)
            line.addWidget(chip)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._on_clicked)

    def code(self) -> Enum:
        """The one that is on."""
        return self._codes[self._group.checkedId()]

    def choose(self, code: Enum) -> None:
        """Turn one on, without announcing it."""
        self._group.button(self._codes.index(code)).setChecked(True)

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._codes[number])
