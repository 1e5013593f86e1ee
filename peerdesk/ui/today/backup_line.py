"""The last line of Today: how old the newest copies of the record are."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.i18n import gettext as _
from peerdesk.services.backups import places, state
from peerdesk.ui.messages import Messages
from peerdesk.ui.place import BackupsPlace
from peerdesk.ui.widgets.parts import button, offer, quiet, warning_sign
from peerdesk.ui.widgets.tables.elided import Elided
from peerdesk.words.record.backups import backup_reminder, backup_state

HEIGHT = 34


class BackupLine(QWidget):
    """Quiet where all is well; where copies are old a plain sentence, and the way to mend it."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self.setObjectName("backupLine")
        self.sign = warning_sign()
        self.text = Elided("", "hint")
        self.now_button = quiet(button(_("Back up now"), "backUpNow"))
        self.open_button = quiet(button(_("Backups"), "openBackups", flat=True))
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.sign)
        line.addWidget(self.text, 1)
        line.addWidget(self.open_button)
        line.addWidget(self.now_button)
        self.setFixedHeight(HEIGHT)
        offer(self.now_button, allowed=context.may_write(Permission.BACK_UP))  # there is no room for a copy beside it
        self.now_button.clicked.connect(messages.backup_asked)
        self.open_button.clicked.connect(self._open)

    def refresh(self) -> None:
        """Look at the copies that are there."""
        context = self._context
        place = places.kept(context.settings)
        found, now = state.state(context.storage, context.actor, place), context.now()
        reminder = backup_reminder(found, now)
        self.sign.setVisible(bool(reminder))
        self.text.setText("  ".join(filter(None, (reminder, backup_state(found, now)))))

    @Slot()
    def _open(self) -> None:
        self._messages.lead_to(BackupsPlace())
