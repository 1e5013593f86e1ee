"""What is copied out of a table goes into the log of what left the office."""

import os

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from peerdesk.context import AppContext
from peerdesk.domain.disclosures import Disclosure, LeftBy
from peerdesk.services import disclosures
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.tables.table import COPIED_ROWS


class CopyLog(QObject):
    """Listens to the clipboard as long as the window lives; one row alone is no list."""

    def __init__(self, context: AppContext, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._messages = context, messages
        QGuiApplication.clipboard().dataChanged.connect(self._on_copied)

    @Slot()
    def _on_copied(self) -> None:
        data = QGuiApplication.clipboard().mimeData()
        if data is None or not data.hasFormat(COPIED_ROWS):
            return
        process, count, name = bytes(data.data(COPIED_ROWS).data()).decode().split(" ", 2)
        if int(process) == os.getpid() and int(count) > 1:
            with self._messages.reporting():
                leaving = Disclosure(LeftBy.COPIED, name, rows=int(count))
                disclosures.note(self._context.storage, self._context.actor, leaving)
