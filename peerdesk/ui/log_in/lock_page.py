"""The screen while its user is away."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.errors import AccessDenied, PeerDeskError
from peerdesk.i18n import gettext as _
from peerdesk.services import access
from peerdesk.ui.widget_keys import ENTER
from peerdesk.ui.widgets.forms.password import PasswordField, ShowPasswords
from peerdesk.ui.widgets.parts import button, card, centred, label, press_focused, row, waiting

_WIDTH = 400


class LockPage(QWidget):
    """Shows whose screen it is and nothing else, until the password is typed or somebody else takes over."""

    unlocked = Signal()
    user_switched = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.setObjectName("start")
        self._context = context
        self._build()
        self.unlock_button.clicked.connect(self._unlock)
        self.switch_button.clicked.connect(self.user_switched)
        self.password.returnPressed.connect(self._unlock)

    def _build(self) -> None:
        self._field = PasswordField(_("Password"), "lockPassword")
        self.password = self._field.edit
        self.unlock_button = button(_("Unlock"), "unlock", primary=True, icon="lock")
        self.switch_button = button(_("Switch user"), "lockSwitchUser", flat=True)
        self._show = ShowPasswords(self.password)
        surface = card(
            label(_("PeerDesk is locked"), "title"),
            label(self._context.actor.name, "section", wrap=True),
            label(_("Everything is kept as it was. Please type your password to go on."), "subtitle", wrap=True),
            self._field,
            row(self._show, None, self.switch_button),
            self.unlock_button,
            margin=24,
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(centred(surface, _WIDTH))

    def ask(self) -> None:
        """Begin: the password field is empty and has the cursor."""
        self._show.setChecked(False)
        self._field.clear()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ENTER or not press_focused(self):
            super().keyPressEvent(event)

    @Slot()
    def _unlock(self) -> None:
        try:
            with waiting():
                access.check_password(self._context.storage, self._context.actor, self.password.text())
        except AccessDenied as error:
            right = error.code != "wrong-password"
            self._refuse(words.failure(error) if right else _("This is not the right password."))
        except PeerDeskError as error:
            self._refuse(words.failure(error))
        else:
            self._field.clear()
            self.unlocked.emit()

    def _refuse(self, text: str) -> None:
        self._field.show_problem(text)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self.password.selectAll()
