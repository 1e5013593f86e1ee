"""Buttons that look like links."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from peerdesk.ui.widgets.tips import set_tip

_LEAST = 40  # pixels


class ElidedLink(QPushButton):
    """Looks like a link; where there is no room its words are cut, and told in full by its name and its tool tip."""

    def __init__(self, name: str) -> None:
        super().__init__()
        as_link(self, name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words = ""

    def show_words(self, words: str) -> None:
        """Show another text, and be called by it."""
        self._words = words
        self.setAccessibleName(words)
        set_tip(self, words)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        shown, whole = (self.fontMetrics().horizontalAdvance(text) for text in (self.text(), self._words))
        return QSize(hint.width() - shown + whole, hint.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(_LEAST, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        around = self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self._words)
        room = max(0, self.width() - around)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)


def link_button(text: str, name: str) -> QPushButton:
    """A button that looks like a link; ``name`` is its object name, its accessible name is its text."""
    made = QPushButton(text.replace("&", "&&"))
    as_link(made, name)
    made.setAccessibleName(text)
    return made


def as_link(made: QPushButton, name: str) -> None:
    """Let a button look like a link; ``name`` is its object name."""
    made.setObjectName(name)
    made.setProperty("flat", True)
    made.setProperty("link", True)


def link(text: str, name: str, number: int) -> QPushButton:
    """A link no wider than its text, which leads to the thing of that number."""
    made = link_button(text, name)
    made.setProperty("id", number)
    set_tip(made, text)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made
