"""The way back while marking: a button, and Ctrl+Z in the table."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from peerdesk.i18n import gettext as _
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.parts import button
from peerdesk.ui.widgets.table import Table


class MarkUndo(QObject):
    """Remembers how each mark is taken back, the latest first, until something else is shown."""

    def __init__(self, messages: Messages, table: Table) -> None:
        super().__init__(table)
        self._messages = messages
        self._acts: list[Callable[[], object]] = []
        self.button = button("", "undo", flat=True, icon="undo-2")
        self.button.setAccessibleName(_("Undo"))
        self.button.setToolTip(_("Undo (Ctrl+Z)"))
        self.button.setEnabled(False)
        self.button.clicked.connect(self.undo)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.undo)

    def remember(self, act: Callable[[], object]) -> None:
        """Something was marked; the act takes it back."""
        self._acts.append(act)
        self.button.setEnabled(True)

    def forget(self) -> None:
        """Something else is shown: nothing of what was marked before can be taken back."""
        self._acts.clear()
        self.button.setEnabled(False)

    @Slot()
    def undo(self) -> None:
        """Take the last mark (or the marks of one key) back."""
        if self._acts:
            act = self._acts.pop()
            with self._messages.reporting():
                act()
            self.button.setEnabled(bool(self._acts))
