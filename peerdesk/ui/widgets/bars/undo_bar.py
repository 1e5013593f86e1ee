"""What was just done, with a button that takes it back."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.bars.over_page import OverPage
from peerdesk.ui.widgets.parts import button


class UndoBar(OverPage):
    """Stays until it is used, closed or replaced by the next act; seen while that part of the page is."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, "undoText")
        self.undo_button = button(_("Undo"), "undo", flat=True, icon="undo-2")
        close = button(_("Close"), "undoClose", flat=True)
        self._undo: Callable[[], None] | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 6, 4)
        line.addWidget(self._text, 1)
        line.addWidget(self.undo_button)
        line.addWidget(close)
        self.undo_button.clicked.connect(self._on_undo)
        close.clicked.connect(self.leave)

    def offer(self, text: str, undo: Callable[[], None]) -> None:
        """Say what was done; ``undo`` is called once if the reader wants it back."""
        self._undo = undo
        self._text.setText(text)
        self.setAccessibleName(text)
        self.appear()

    @Slot()
    def _on_undo(self) -> None:
        undo, self._undo = self._undo, None
        self.leave()
        if undo:
            undo()
