"""Choosing a new password: typed twice, with the one rule said before."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.errors import Problem
from peerdesk.i18n import gettext as _
from peerdesk.security.passwords import LEAST_LENGTH, LEAST_WORDS, password_problems, strength
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
        rule = _(
            "At least {count} characters, or {words} words that have nothing to do with each other. Words are "
            "easy to remember."
        ).format(count=LEAST_LENGTH, words=LEAST_WORDS)
        self._known: Sequence[str] = ()
        self.strength = label("", "hint", wrap=True)
        self.strength.setObjectName("passwordStrength")
        self.first.edit.textChanged.connect(self._show_strength)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        for part in (label(rule, "hint", wrap=True), self.first, self.strength, self.second, self.show_box):
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

    def problems(self, user_name: str, *known: str) -> list[Problem]:
        """Say everything that is wrong with the password for a login; empty means acceptable.

        Args:
            user_name: of the login.
            known: what anybody would try: names.
        """
        self._known = user_name, *known
        self._show_strength(self.text())
        problems = password_problems(self.text(), user_name, known)
        if not problems and self.text() != self.again():
            problems.append(Problem("again", "passwords-differ"))
        return problems

    @Slot(str)
    def _show_strength(self, text: str) -> None:
        """Say in words how hard it is to guess, while it is typed; the room for it is kept."""
        self.strength.setText(_STRENGTH[strength(text, self._known)]() if text.strip() else " ")


def _easy() -> str:
    return _("Weak: others can guess this password very easily")


_STRENGTH: tuple[Callable[[], str], ...] = (
    _easy,
    _easy,
    lambda: _("Weak: others can guess this password"),
    lambda: _("Good: hard for others to guess"),
    lambda: _("Very good: very hard for others to guess"),
)
"""Made when they are shown: the language may change."""
