"""Choosing a new password: typed twice, with the one rule said before."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.errors import Problem
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.security.passwords import LEAST_LENGTH, password_problems
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.password import PasswordField, ShowPasswords
from peerdesk.ui.widgets.parts import label


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
