"""A line over the page that says what happened, without stopping anybody."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.bars.over_page import OverPage
from peerdesk.ui.widgets.parts import button

SHOWN_MS = 6000


class Banner(OverPage):
    """Good news goes away by itself; a problem stays until it is closed or replaced."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, "bannerText", over)
        self._close = button(_("Close"), "bannerClose", flat=True)
        self._close.clicked.connect(self.leave)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.leave)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 6, 4)
        line.addWidget(self._text, 1)
        line.addWidget(self._close)

    @Slot(str)
    def say(self, text: str) -> None:
        """Show good news for a few seconds."""
        self._show(text, "")
        self._timer.start(SHOWN_MS)

    @Slot(str)
    def warn(self, text: str) -> None:
        """Show a problem until it is closed."""
        self._timer.stop()
        self._show(text, "problem")

    def _show(self, text: str, kind: str) -> None:
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._text.setText(text)
        self.setAccessibleName(text)
        self.appear()
