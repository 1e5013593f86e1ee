"""Why a folder is not opened, said or asked before there is a window."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox

from peerdesk import words
from peerdesk.errors import HeldElsewhere, StorageUnavailable
from peerdesk.i18n import gettext as _
from peerdesk.ui.message_box import message_box

TOLD_MS = 15_000
ASKED_MS = 60_000


def tell(error: StorageUnavailable) -> None:
    """Say why no window opens, to people who started PeerDesk by its icon; goes away by itself."""
    box = _box(QMessageBox.Icon.Warning, error, TOLD_MS)
    box.exec()
    box.deleteLater()


def ask(error: HeldElsewhere) -> bool:
    """Ask whether to open nevertheless. Whoever does not answer, or only presses Enter or Esc, does not open."""
    box = _box(QMessageBox.Icon.Question, error, ASKED_MS)
    box.setInformativeText(
        _("Is PeerDesk closed on that PC? If two PCs write into one folder, records can be damaged.")
    )
    open_button = box.addButton(_("Closed there: open here"), QMessageBox.ButtonRole.AcceptRole)
    leave_button = box.addButton(_("Do not open"), QMessageBox.ButtonRole.RejectRole)
    open_button.setObjectName("openNevertheless")
    leave_button.setObjectName("doNotOpen")
    box.setDefaultButton(leave_button)
    box.setEscapeButton(leave_button)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is open_button


def _box(icon: QMessageBox.Icon, error: StorageUnavailable, shown_ms: int) -> QMessageBox:
    box = message_box(icon, words.failure(error))
    QTimer.singleShot(shown_ms, box, box.reject)
    return box
