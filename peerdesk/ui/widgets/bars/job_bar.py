"""How far a long job is, with a button that calls it off."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.bars.over_page import OverPage
from peerdesk.ui.widgets.bars.step_bar import StepBar
from peerdesk.ui.widgets.parts import button

_BAR_WIDTH = 220


class JobBar(OverPage):
    """Stays in sight as long as the job runs."""

    cancelled = Signal()

    def __init__(self, owner: QWidget, name: str) -> None:
        super().__init__(owner, f"{name}Text")
        self._bar = StepBar(f"{name}Progress", "", 8)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self.cancel_button = button(_("Cancel"), f"{name}Cancel", flat=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 6, 4)
        line.setSpacing(12)
        line.addWidget(self._text, 1)
        line.addWidget(self._bar)
        line.addWidget(self.cancel_button)
        self.cancel_button.clicked.connect(self._on_cancel)

    def show_step(self, text: str, done: int, total: int) -> None:
        """Say what is being done and how much of it is."""
        self._text.setText(text)
        self._bar.setAccessibleName(text)
        self._bar.show_step(done, total)
        if not self.isVisible():  # else it would look for another place at every step
            self.appear()

    @Slot()
    def _on_cancel(self) -> None:
        self.leave()
        self.cancelled.emit()
