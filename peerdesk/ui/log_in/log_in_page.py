"""Logging in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout, QWidget

from peerdesk import i18n
from peerdesk.errors import PeerDeskError
from peerdesk.i18n import LANGUAGES
from peerdesk.i18n import gettext as _
from peerdesk.paths import DataFolder
from peerdesk.services import door
from peerdesk.ui.tasks import Job, TaskRunner
from peerdesk.ui.widget_keys import ENTER
from peerdesk.ui.widgets.bars.busy_bar import busy_bar
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.password import PasswordField, ShowPasswords
from peerdesk.ui.widgets.parts import button, card, centred, label, press_focused, row

if TYPE_CHECKING:
    from peerdesk.security.slots import Opened

_WIDTH = 400


class LogInPage(QWidget):
    """User name and password; the way to the password recovery sheet; the languages."""

    unlocked = Signal(object, str)
    """The password is right: what it opened, and the user name as typed."""
    failed = Signal(object)
    """Why nothing was unlocked (:class:`PeerDeskError`)."""

    recovery_asked = Signal()
    restore_asked = Signal()
    """A copy is to be put in the place of the record."""
    language_chosen = Signal(str)

    def __init__(self, folder: DataFolder, now: Callable[[], datetime], runner: TaskRunner) -> None:
        super().__init__()
        self.setObjectName("start")
        self._folder, self._now, self._runner = folder, now, runner
        self._build()
        self._connect()

    def _build(self) -> None:
        self.user_name = QLineEdit()
        self.user_name.setMaxLength(40)
        self._name_field = Field(_("User name"), self.user_name, "userName")
        self._password_field = PasswordField(_("Password"), "password")
        self.password = self._password_field.edit
        self.log_in_button = button(_("Log in"), "logIn", primary=True)
        self.forgotten_button = button(_("Forgot the password?"), "forgotten", flat=True)
        self.restore_button = button(_("Restore…"), "restore", flat=True)
        self._notice = label("", "hint", wrap=True)
        self._problem = label("", "problem", wrap=True)
        self._busy = busy_bar()
        self._languages = QButtonGroup(self)
        for number, (code, name) in enumerate(LANGUAGES.items()):
            self._languages.addButton(button(name, f"language-{code}", flat=True), number)
        surface = card(
            label(_("Log in"), "title"),
            self._notice,
            self._name_field,
            self._password_field,
            row(ShowPasswords(self.password), None, self.forgotten_button),
            self._problem,
            self._busy,
            self.log_in_button,
            margin=24,
        )
        together = QWidget()
        inner = QVBoxLayout(together)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        languages = row(None, *self._languages.buttons(), None)
        for part in (label("PeerDesk", "brand"), surface, languages, row(None, self.restore_button, None)):
            inner.addWidget(part)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(centred(together, _WIDTH))
        self._notice.hide()
        self._problem.hide()

    def _connect(self) -> None:
        self.log_in_button.clicked.connect(self._log_in)
        self.user_name.returnPressed.connect(self._on_name_typed)
        self.password.returnPressed.connect(self._log_in)
        self.forgotten_button.clicked.connect(self.recovery_asked)
        self.restore_button.clicked.connect(self.restore_asked)
        self._runner.busy.connect(self._on_busy)
        self._languages.idClicked.connect(self._on_language)

    def begin(self, user_name: str, notice: str = "") -> None:
        """Offer a name, put the cursor where the reader has to type, and say what went before."""
        self.user_name.setText(user_name)
        self._notice.setText(notice)
        self._notice.setVisible(bool(notice))
        self._password_field.clear()
        first = self.password if user_name else self.user_name
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, text: str, *, of_password: bool) -> None:
        """What is wrong with the password is said beside it; anything else below. The name stays."""
        if of_password:
            self._password_field.show_problem(text)
        else:
            self._problem.setText(text)
            self._problem.show()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self.password.selectAll()

    def show_lost(self, text: str) -> None:
        """Nobody can log in before something is brought back: say so, and put the cursor where that is done."""
        self._problem.setText(text)
        self._problem.show()
        self.restore_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ENTER or not press_focused(self):
            super().keyPressEvent(event)

    @Slot()
    def _on_name_typed(self) -> None:
        if self.password.text():
            self._log_in()
        else:
            self.password.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _log_in(self) -> None:
        if not self.log_in_button.isEnabled():
            return
        self._problem.hide()
        self._password_field.show_problem("")
        job = self._runner.start(
            partial(_unlock, self._folder, self._typed_name(), self.password.text(), self._now),
            self._on_unlocked,
            self._on_failed,
        )
        self.destroyed.connect(job.cancel)  # nobody is left to be told: another language was chosen meanwhile

    def _typed_name(self) -> str:
        return self.user_name.text().strip()

    def _on_unlocked(self, opened: Opened) -> None:
        self.unlocked.emit(opened, self._typed_name())

    def _on_failed(self, error: PeerDeskError) -> None:
        self.failed.emit(error)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        self.log_in_button.setEnabled(not busy)
        for edit in (self.user_name, self.password):
            edit.setReadOnly(busy)  # disabled, it would lose the cursor

    @Slot(int)
    def _on_language(self, number: int) -> None:
        code = list(LANGUAGES)[number]
        if code != i18n.language():
            self.language_chosen.emit(code)


def _unlock(folder: DataFolder, user_name: str, password: str, now: Callable[[], datetime], _job: Job) -> Opened:
    return door.unlock(folder, user_name, password, now)
