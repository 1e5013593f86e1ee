"""A line below what is typed, which says at a pause that it names somebody; what was typed stays as it is."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.forms.autosave import TypingPause
from peerdesk.ui.widgets.forms.typed import typed_text
from peerdesk.ui.widgets.parts import label

Names = Callable[[str], Sequence[str]]


class NameWarning(QWidget):
    """Asks a service whom the typed text names.

    Args:
        named: the names of members that stand in a text.
        editors: whose text is looked at, together.
    """

    def __init__(self, named: Names, editors: Iterable[QPlainTextEdit | QLineEdit]) -> None:
        super().__init__()
        self._named = named
        self._editors = tuple(editors)
        self._pause = TypingPause(self)
        self.says = label("", "problem", wrap=True)
        self.says.setObjectName("nameWarning")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.says)
        for editor in self._editors:
            editor.textChanged.connect(self._pause.touch)
        self._pause.paused.connect(self.look)
        self.hide()

    @Slot()
    def look(self) -> None:
        """Look at what is typed now."""
        text = "\n".join(map(typed_text, self._editors))
        names = self._named(text) if text.strip() else ()
        said = _("This text names a member ({names}). Please write it without the name.")
        self.says.setText(said.format(names=", ".join(names)) if names else "")
        self.says.setAccessibleName(self.says.text())
        self.setVisible(bool(names))
