"""What is typed in forms and not kept yet: named before it would be lost.

Every form that keeps only when it is told to is a :class:`HoldsTyping`. The window asks all of them before it goes.
"""

from abc import abstractmethod
from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QWidget


class HoldsTyping:
    """A widget in which somebody may have typed what is not kept yet."""

    @abstractmethod
    def unsaved(self) -> Sequence[str]:
        """What the reader calls each thing that would be lost; empty where nothing would."""


def holders_of_typing(root: QWidget) -> Iterator[tuple[QWidget, Sequence[str]]]:
    """The forms below a widget that hold something, and what."""
    for widget in root.findChildren(QWidget):
        if isinstance(widget, HoldsTyping) and (names := widget.unsaved()):
            yield widget, names
