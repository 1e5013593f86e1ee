"""A form that was begun and left, one click away."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout

from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.parts import button, label


class DraftLine(QFrame):
    """Says what is not saved yet, and offers to go on with it or to throw it away."""

    resumed = Signal()
    discarded = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._asked = False
        self._text = label("", "draft", wrap=True)
        self.resume_button = button(_("Continue"), f"{name}Continue", flat=True)
        self.discard_button = button(_("Discard"), f"{name}Discard", flat=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 6, 4)
        line.addWidget(self._text, 1)
        line.addWidget(self.resume_button)
        line.addWidget(self.discard_button)
        self.resume_button.clicked.connect(self.resumed)
        self.discard_button.clicked.connect(self._on_discard)
        self.hide()

    def show_draft(self, name: str) -> None:
        """Name the form that waits."""
        self._text.setText(_("Not saved yet: {name}").format(name=name))
        self.setAccessibleName(self._text.text())
        self._ask(sure=False)
        self.show()

    def text(self) -> str:
        """What waits; empty if nothing does."""
        return "" if self.isHidden() else self._text.text()

    @Slot()
    def _on_discard(self) -> None:
        """The first press asks, the second does it: what was typed cannot be had back."""
        if self._asked:
            self.discarded.emit()
        else:
            self._ask(sure=True)

    def _ask(self, *, sure: bool) -> None:
        self._asked = sure
        self.discard_button.setText(_("Really discard") if sure else _("Discard"))
        self.discard_button.setAccessibleName(self.discard_button.text())
