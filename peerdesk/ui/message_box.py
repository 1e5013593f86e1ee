"""Message boxes: plain text, dressed like the windows, over one of them or by themselves."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from peerdesk.i18n import gettext as _
from peerdesk.ui import theme


def message_box(icon: QMessageBox.Icon, text: str, parent: QWidget | None = None) -> QMessageBox:
    """A box that says something, to be shown by ``exec`` and deleted afterwards."""
    box = QMessageBox(icon, _("PeerDesk"), text, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    if parent is None:
        theme.dress(box)
    return box
