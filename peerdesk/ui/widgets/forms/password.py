"""Typing passwords: hidden unless asked for, with a word about Caps Lock."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit

from peerdesk.errors import AccessDenied, InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.parts import label, waiting


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

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Say beside it that it is wrong, if what is done in the block finds that; that takes a moment.

        Raises:
            InvalidInput: if so; the words typed stay, chosen, to be typed over.
        """
        try:
            with waiting():
                yield
        except AccessDenied as error:
            if error.code != "wrong-password":
                raise
            self.edit.selectAll()
            raise InvalidInput([Problem(self.name, "password-wrong")]) from None

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
