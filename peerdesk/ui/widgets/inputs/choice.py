"""Choosing one of several: one of the domain's codes, or a record by its name."""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Generic, TypeVar

from PySide6.QtWidgets import QComboBox

from peerdesk import words
from peerdesk.ui.widgets.inputs.calm import CalmCombo

T = TypeVar("T")
Code = TypeVar("Code", bound=Enum)

Option = tuple[T, str]
"""A value and what it is called."""


def worded(codes: Iterable[Code]) -> list[Option[Code]]:
    """Options out of the domain's codes, in their order and by their words in the language of the moment."""
    return [(code, words.of(code)) for code in codes]


class OneOf(CalmCombo, Generic[T]):
    """A list of values by their words; with ``nothing`` its first line stands for none of them, by that text.

    Args:
        nothing: the text of that line; ``None``: there is none, and at first nothing is chosen.
        letters: about so many are seen of the chosen one, however little room there is.
    """

    def __init__(self, *, nothing: str | None = None, letters: int = 10) -> None:
        super().__init__()
        self._nothing = nothing
        self._values: list[T | None] = []
        self.setMaxVisibleItems(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)

    def set_options(self, options: Sequence[Option[T]]) -> None:
        """Offer other values. The chosen one stays so where it is still offered; announces nothing."""
        chosen = self.chosen()
        texts = [text for _value, text in options]
        blocked = self.blockSignals(True)
        self.clear()
        self._values = [value for value, _text in options]
        if self._nothing is not None:
            self._values.insert(0, None)
            texts.insert(0, self._nothing)
        self.addItems(texts)
        self.blockSignals(blocked)
        self.choose(chosen)

    def chosen(self) -> T | None:
        return self._values[self.currentIndex()] if self.currentIndex() >= 0 else None

    def choose(self, value: T | None) -> None:
        """Show a value as chosen; one that is not offered leaves nothing chosen. Announces nothing."""
        blocked = self.blockSignals(True)
        offered = value if value in self._values else None
        self.setCurrentIndex(self._values.index(offered) if offered in self._values else -1)
        self.blockSignals(blocked)


class Choice(OneOf[Code]):
    """Codes; with ``empty`` nothing may be chosen, which then shows as ``nothing``, else the first is at first."""

    def __init__(self, codes: Iterable[Code], *, empty: bool = True, nothing: str = "") -> None:
        super().__init__(nothing=nothing if empty else None, letters=8)
        self.set_options(worded(codes))
        self.setCurrentIndex(0)

    def code(self) -> Code | None:
        return self.chosen()
