"""The way back in with the password recovery sheet."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.errors import AccessDenied, InvalidInput, NotFound, PeerDeskError
from peerdesk.i18n import gettext as _
from peerdesk.paths import DataFolder
from peerdesk.services import access
from peerdesk.ui.tasks import Job, TaskRunner
from peerdesk.ui.widget_keys import ENTER, ESCAPE
from peerdesk.ui.widgets.bars.busy_bar import busy_bar
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.forms.new_password import NewPassword
from peerdesk.ui.widgets.parts import button, card, centred, label, press_focused, row

_WIDTH = 520


class PasswordRecoveryPage(QWidget):
    """The code from the sheet, a user name, a new password."""

    recovered = Signal(str)
    """The new password is in force: whose it is."""
    left = Signal()

    def __init__(self, folder: DataFolder, now: Callable[[], datetime], runner: TaskRunner) -> None:
        super().__init__()
        self.setObjectName("start")
        self._folder, self._now, self._runner = folder, now, runner
        self._build()
        self._connect()

    def _build(self) -> None:
        self.code, self.user_name = QLineEdit(), QLineEdit()
        self.code.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self.code.setMaxLength(120)
        self.user_name.setMaxLength(40)
        self.passwords = NewPassword(_("New password"))
        self._code_field = Field(
            _("Password recovery code"),
            self.code,
            "recovery_code",
            hint=_("Nine groups of four, in the order of their numbers."),
        )
        self._name_field = Field(_("User name"), self.user_name, "user_name")
        self.form = Form([self._code_field, self._name_field, *self.passwords.fields], self)
        self.keep_button = button(_("Set the new password"), "recover", primary=True)
        self.back_button = button(_("Back"), "back")
        self._busy = busy_bar()
        explanation = _(
            "Type the code from the password recovery sheet, and choose a new password. The records stay as they are. "
            "If the project coordinator can still log in, they can set your password in Settings without this code."
        )
        surface = card(
            label(_("Back in with the password recovery sheet"), "title", wrap=True),
            label(explanation, "subtitle", wrap=True),
            self._code_field,
            self._name_field,
            self.passwords,
            self.form.general,
            self._busy,
            row(self.back_button, None, self.keep_button),
            margin=24,
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(centred(surface, _WIDTH))

    def _connect(self) -> None:
        self.keep_button.clicked.connect(self._recover)
        self.back_button.clicked.connect(self.left)
        self._runner.busy.connect(self._on_busy)

    def begin(self, user_name: str) -> None:
        """Start empty, with a name on offer."""
        self.form.clear()
        self.code.clear()
        self.passwords.clear()
        self.user_name.setText(user_name)
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def show_error(self, error: PeerDeskError) -> None:
        """Say beside the field what is wrong; everything typed is still there."""
        if isinstance(error, InvalidInput):
            self.form.show(error)
            return
        text = words.failure(error)
        if isinstance(error, AccessDenied):
            self._code_field.show_problem(text)
        elif isinstance(error, NotFound):
            self._name_field.show_problem(text)
        else:
            self.form.general.setText(text)
            self.form.general.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == ESCAPE:
            self.left.emit()
        elif event.key() in ENTER:
            if not press_focused(self):
                self.keep_button.click()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _recover(self) -> None:
        self.form.clear()
        if problems := self.passwords.problems(self._typed_name()):
            self.form.show(InvalidInput(problems))
            return
        job = self._runner.start(
            partial(_recover, self._folder, self.code.text(), self._typed_name(), self.passwords.text(), self._now()),
            self._on_recovered,
            self.show_error,
        )
        self.destroyed.connect(job.cancel)  # nobody is left to be told

    def _typed_name(self) -> str:
        return self.user_name.text().strip()

    def _on_recovered(self, _result: None) -> None:
        self.code.clear()
        self.passwords.clear()
        self.recovered.emit(self._typed_name())

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        for part in (self.keep_button, self.back_button):
            part.setEnabled(not busy)


def _recover(folder: DataFolder, code: str, user_name: str, password: str, now: datetime, _job: Job) -> None:
    access.recover(folder, code, user_name, password, now)
