"""What all pages have in common."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from peerdesk.context import AppContext
from peerdesk.domain.changes import Announcement, Changed
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.autosave import stop_timers


class Page(QWidget):
    """One page of the window.

    A page is built by ``_build``, wired by ``_connect`` and filled by ``refresh``. It refreshes when something it
    watches has changed, at once if it is seen, else when it is next shown. Pages know services, not each other: to go
    elsewhere they tell the window the place, by ``Messages.lead_to``.
    """

    watches = Changed(0)

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self.setObjectName("page")
        self._context = context
        self._messages = messages
        self._stale = True

    def refresh(self) -> None:
        """Show what the file holds now."""

    def keep_now(self) -> None:
        """Keep what was typed without waiting for a pause, where it is kept by itself at a pause."""

    def set_stale(self) -> None:
        """What is shown may be old: refresh now or when next shown."""
        self._stale = True
        if self.isVisible():
            self._refresh_now()

    @Slot(Announcement)
    def on_data_changed(self, change: Announcement) -> None:
        """Refresh if something watched was touched: of a page that is seen, what alone has changed, where it can."""
        if not change.kinds & self.watches:
            return
        if self._stale or not self.isVisible():
            self.set_stale()
            return
        followed = None
        with self._messages.reporting():
            followed = self.follow(change)
        if followed is None:
            self._stale = True
        elif not followed:
            self.set_stale()

    def follow(self, change: Announcement) -> bool:
        """Show what has changed, without reading anew whatever is on the page; ``False`` where that cannot be."""
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh_now()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.keep_now()
        stop_timers(self)
        super().closeEvent(event)

    def _refresh_now(self) -> None:
        self._stale, shown = False, False
        with self._messages.reporting():
            self.refresh()
            shown = True
        if not shown:
            self._stale = True  # when it is next shown, or something changes, the file may be there again
