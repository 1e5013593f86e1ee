"""Typing passwords: hidden unless asked for, with a word about Caps Lock; and choosing a new one."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from peerdesk.errors import Problem
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.security.passwords import LEAST_LENGTH, password_problems
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.parts import label


class PasswordEdit(QLineEdit):
    """A line whose text is hidden. It tells from the letters typed whether Caps Lock is on."""

    caps_lock_seen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(200)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        super().keyPressEvent(event)
        if len(text) == 1 and text.lower() != text.upper():  # Devanagari and Gurmukhi have no capitals
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock_seen.emit(text.isupper() != shifted)


class PasswordField(Field):
    """A labelled password; problems of its own beside it, like any field."""

    def __init__(self, text: str, name: str, *, hint: str = "", required: bool = False) -> None:
        self.edit = PasswordEdit()
        super().__init__(text, self.edit, name, hint=hint, required=required)
        self.caps_lock = label(_("Caps Lock is on."), "hint")
        self.caps_lock.hide()
        lines = self.layout()
        if lines is not None:
            lines.addWidget(self.caps_lock)
        self.edit.caps_lock_seen.connect(self.caps_lock.setVisible)

    def clear(self) -> None:
        """Empty it, and forget what was wrong."""
        self.edit.clear()
        self.caps_lock.hide()
        self.show_problem("")


class ShowPasswords(QCheckBox):
    """Makes passwords readable while it is ticked."""

    def __init__(self, *edits: PasswordEdit) -> None:
        super().__init__(_("Show the password"))
        self.setObjectName("showPassword")
        self.setAccessibleName(_("Show the password"))
        self._edits = edits
        self.toggled.connect(self._on_toggled)

    @Slot(bool)
    def _on_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for edit in self._edits:
            edit.setEchoMode(mode)


class NewPassword(QWidget):
    """A new password typed twice, with the one rule said before.

    The names of its fields are those of the problems: ``password`` and ``again``.
    """

    def __init__(self, text: str, *, required: bool = False) -> None:
        super().__init__()
        self.first = PasswordField(text, "password", required=required)
        self.second = PasswordField(_("The same password again"), "again", required=required)
        self.show_box = ShowPasswords(self.first.edit, self.second.edit)
        rule = ngettext(
            "At least {count} character. Three or four words are easy to remember.",
            "At least {count} characters. Three or four words are easy to remember.",
            LEAST_LENGTH,
        ).format(count=LEAST_LENGTH)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        for part in (label(rule, "hint", wrap=True), self.first, self.second, self.show_box):
            lines.addWidget(part)

    @property
    def fields(self) -> tuple[Field, Field]:
        """Both fields, for the form around them."""
        return self.first, self.second

    def text(self) -> str:
        """The password as typed first."""
        return self.first.edit.text()

    def again(self) -> str:
        """The password as typed the second time."""
        return self.second.edit.text()

    def set_text(self, password: str, again: str) -> None:
        """Put back what was typed."""
        self.first.edit.setText(password)
        self.second.edit.setText(again)

    def clear(self) -> None:
        """Empty and hidden again."""
        self.first.clear()
        self.second.clear()
        self.show_box.setChecked(False)

    def problems(self, user_name: str) -> list[Problem]:
        """Say everything that is wrong with the password for a login; empty means acceptable."""
        problems = password_problems(self.text(), user_name)
        if not problems and self.text() != self.again():
            problems.append(Problem("again", "passwords-differ"))
        return problems
