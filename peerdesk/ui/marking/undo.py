"""The way back while marking: a button, and Ctrl+Z in the table."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from peerdesk.i18n import gettext as _
from peerdesk.ui.keys import PageKey, with_key
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.parts import button
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.ui.widgets.tips import set_tip


class MarkUndo(QObject):
    """Remembers how each mark is taken back, the latest first, until something else is shown."""

    def __init__(self, messages: Messages, table: Table) -> None:
        super().__init__(table)
        self._messages = messages
        self._acts: list[Callable[[], object]] = []
        self.button = button("", "undo", flat=True, icon="undo-2")
        self.button.setAccessibleName(_("Undo"))
        set_tip(self.button, with_key(_("Undo"), PageKey.UNDO_MARK.shown))
        self.button.setEnabled(False)
        self.button.clicked.connect(self.undo)
        PageKey.UNDO_MARK.listen(table, self.undo)

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
