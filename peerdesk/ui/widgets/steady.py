"""A label that is written anew with every key and moves nothing."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from peerdesk.ui.widgets.parts import label


class SteadyLabel(QWidget):
    """Wrapped text in one of the style sheet's roles; the page is laid out anew only where it needs other room.

    A plain label has the whole window laid out with each new text, which costs more than the mark that it tells of.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._label: QLabel = label("", name, wrap=True)
        self._label.setParent(self)
        self.setSizePolicy(self._label.sizePolicy())
        self._needed = self._needs()

    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def setText(self, text: str) -> None:  # noqa: N802 - as a label's
        """Say something else."""
        if text == self._label.text():
            return
        self._label.setText(text)
        needs = self._needs()
        if needs != self._needed:
            self._needed = needs
            self.updateGeometry()

    def _needs(self) -> tuple[int, QSize]:
        return self._label.heightForWidth(self.width()), self._label.minimumSizeHint()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        return self._label.heightForWidth(width)

    def sizeHint(self) -> QSize:
        return self._label.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._label.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._label.setGeometry(self.rect())
        self._needed = self._needs()
        super().resizeEvent(event)
