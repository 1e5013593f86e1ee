"""Settings: which PeerDesk this is, and whose work is in it."""

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from peerdesk import __version__
from peerdesk.i18n import gettext as _
from peerdesk.paths import resource
from peerdesk.ui.widgets.parts import card, label


class AboutTab(QWidget):
    """The version and the notices that the licences of its parts ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.notices = QPlainTextEdit()
        self.notices.setObjectName("notices")
        self.notices.setAccessibleName(_("Licence notices"))
        self.notices.setReadOnly(True)
        self.notices.setTabChangesFocus(True)
        self.notices.setPlainText(resource("notices.txt").read_text(encoding="utf-8"))
        surface = card(
            label(_("PeerDesk {version}").format(version=__version__), "section"),
            label(
                _(
                    "The peer-support desk of a de-addiction centre. Everything stays on this PC, encrypted. PeerDesk "
                    "is free software under the GNU General Public License, version 3 or later, without any warranty."
                ),
                "hint",
                wrap=True,
            ),
            label(_("Licence notices"), "fieldLabel"),
            self.notices,
            stretch=3,
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 12, 0, 0)
        lines.addWidget(surface)
