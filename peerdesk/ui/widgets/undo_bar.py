"""What was just done, with a button that takes it back."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout

from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.parts import button, label


class UndoBar(QFrame):
    """Stays until it is used, closed or replaced by the next act."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._text = label("", "undoText", wrap=True)
        self.undo_button = button(_("Undo"), "undo", flat=True, icon="undo-2")
        close = button(_("Close"), "undoClose", flat=True)
        self._undo: Callable[[], None] | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 6, 4)
        line.addWidget(self._text, 1)
        line.addWidget(self.undo_button)
        line.addWidget(close)
        self.undo_button.clicked.connect(self._on_undo)
        close.clicked.connect(self.hide)
        self.hide()

    def offer(self, text: str, undo: Callable[[], None]) -> None:
        """Say what was done; ``undo`` is called once if the reader wants it back."""
        self._undo = undo
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()

    def text(self) -> str:
        """What is on offer; empty if nothing is."""
        return "" if self.isHidden() else self._text.text()

    @Slot()
    def _on_undo(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo:
            undo()
