"""What was just done, with a button that leads to it."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.bars.over_page import OverPage
from peerdesk.ui.widgets.parts import button


class LeadBar(OverPage):
    """Stays until it is used, closed or replaced; the button is there where there is somewhere to go."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, "leadText")
        self.open_button = button(_("Open"), "leadOpen", flat=True)
        close = button(_("Close"), "leadClose", flat=True)
        self._lead: Callable[[], None] | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 6, 4)
        line.addWidget(self._text, 1)
        line.addWidget(self.open_button)
        line.addWidget(close)
        self.open_button.clicked.connect(self._on_open)
        close.clicked.connect(self.leave)

    def say(self, text: str, lead: Callable[[], None] | None) -> None:
        """Say what was done; ``lead`` goes there if the reader wants to."""
        self._lead = lead
        self._text.setText(text)
        self.open_button.setVisible(lead is not None)
        self.setAccessibleName(text)
        self.appear()

    @Slot()
    def _on_open(self) -> None:
        lead, self._lead = self._lead, None
        self.leave()
        if lead:
            lead()
