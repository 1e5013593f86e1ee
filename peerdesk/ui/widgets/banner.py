"""A line at the top of the window that says what happened, without stopping anybody."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.parts import button

SHOWN_MS = 6000


class Banner(QFrame):
    """Good news goes away by itself; a problem stays until it is closed or replaced."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._text = QLabel()
        self._text.setObjectName("bannerText")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._close = button(_("Close"), "bannerClose", flat=True)
        self._close.clicked.connect(self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 6, 4)
        line.addWidget(self._text, 1)
        line.addWidget(self._close)
        self.hide()

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

    def text(self) -> str:
        """What is shown now; empty if nothing is."""
        return self._text.text() if self.isVisible() else ""

    def _show(self, text: str, kind: str) -> None:
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._text.setText(text)
        self.setAccessibleName(text)
        self.show()
