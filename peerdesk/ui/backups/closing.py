"""The last copy of the day: made when the window has closed already."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.errors import PeerDeskError
from peerdesk.i18n import gettext as _
from peerdesk.ui import theme
from peerdesk.ui.backups.keeper import BackupKeeper
from peerdesk.ui.widgets.bars.step_bar import StepBar
from peerdesk.ui.widgets.parts import button, card, label, rename, row

_WIDTH = 420


def make_last(keeper: BackupKeeper) -> ClosingWindow:
    """Show that a last copy is made, and let it be made; the window goes when that is done."""
    window = ClosingWindow()
    keeper.progressed.connect(window.bar.show_step)
    keeper.ended.connect(window.close)
    keeper.failed.connect(window.show_failure)
    window.show()
    keeper.make_last()
    return window


class ClosingWindow(QWidget):
    """Says that PeerDesk goes by itself in a moment, and lets it go at once."""

    left = Signal()
    """Whoever closes does not wait for the copy."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("start")
        self.setWindowTitle(_("PeerDesk"))
        self.setFixedWidth(_WIDTH)
        self.bar = StepBar("closingProgress", _("Progress of the copy"))
        self.leave_button = button(_("Close without a copy"), "closeAtOnce")
        self.said = label(_("A copy of the record is being made."), "section", wrap=True)
        self.hint = label(
            _("PeerDesk closes by itself when it is done. Please leave the PC on until then."), "hint", wrap=True
        )
        surface = card(
            self.said,
            self.hint,
            self.bar,
            row(None, self.leave_button),
            margin=18,
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(surface)
        self.leave_button.clicked.connect(self.close)
        theme.dress(self)

    @Slot(object)
    def show_failure(self, error: PeerDeskError) -> None:
        """Stay, and say why there is no copy of today."""
        self.said.setText(_("No copy could be made now."))
        self.hint.setText(words.failure(error))
        self.bar.hide()
        rename(self.leave_button, _("Close PeerDesk"))
        self.leave_button.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.left.emit()
