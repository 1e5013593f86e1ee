"""Keeping the notes of a session: while they are typed, and at once where somebody goes elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer, Slot

from peerdesk.context import AppContext
from peerdesk.domain.screens.session_page import SessionSheet, SheetRow
from peerdesk.errors import PeerDeskError, StorageUnavailable
from peerdesk.i18n import gettext as _
from peerdesk.services.sessions import attendance, notes
from peerdesk.ui.messages import Messages
from peerdesk.ui.sessions.note import NotePanel

AGAIN_MS = 5000
"""So long after the disk was full, or could not be reached, it is tried again."""


class NoteKeeping(QObject):
    """Writes what is typed into the file; says which members it names only when the typing pauses.

    What a fault of the disk keeps out of the file stays typed, is told once, and is tried again by itself.
    """

    def __init__(self, context: AppContext, messages: Messages, panel: NotePanel) -> None:
        super().__init__(panel)
        self._context, self._messages, self._panel = context, messages, panel
        self._sheet: SessionSheet | None = None
        self.again = QTimer(self)
        self.again.setInterval(AGAIN_MS)
        self.again.timeout.connect(self._try_again)
        panel.note_due.connect(self._keep_note)
        panel.note_paused.connect(self._warn_in_note)
        panel.member_note_due.connect(self._keep_member_note)
        panel.member_note_paused.connect(self._warn_in_member_note)

    def show_sheet(self, sheet: SessionSheet) -> None:
        """The notes belong to this session, and are about its people as they are now."""
        self._sheet = sheet

    def open_member_note(self, member: SheetRow) -> bool:
        """Open the line about a member, and tell whether there may be one."""
        if self._sheet is None or self._sheet.note is None:
            return False
        self.keep_now()
        self._panel.open_member_note(member)
        return True

    def keep_now(self) -> None:
        """Keep what was typed without waiting for a pause."""
        if self._panel.has_unkept_note():
            self._keep_note()
            self._warn_in_note()
        if self._panel.has_unkept_member_note():
            self._keep_member_note()
            self._warn_in_member_note()

    @Slot()
    def _keep_note(self) -> None:
        if self._sheet is None or not self._sheet.open:
            return
        self._panel.note_offered()
        with self._telling():
            notes.keep_group_note(self._context.storage, self._context.actor, self._sheet.id, self._panel.note())
            self._panel.note_kept()

    @Slot()
    def _warn_in_note(self) -> None:
        if self._sheet is not None:
            self._panel.warn_of_names_in_note(self._sheet.named_in(self._panel.note().words()))

    @Slot()
    def _keep_member_note(self) -> None:
        typed = self._panel.member_note()
        if typed is None or self._sheet is None or not self._sheet.open:
            return
        self._panel.member_note_offered()
        with self._telling():
            notes.keep_member_note(self._context.storage, self._context.actor, self._sheet.id, *typed)
            self._panel.member_note_kept()

    @Slot()
    def _warn_in_member_note(self) -> None:
        typed = self._panel.member_note()
        if typed is None or self._sheet is None:
            return
        member_id, text = typed
        with self._telling():
            storage, actor = self._context.storage, self._context.actor
            self._panel.warn_of_names(attendance.names_in(storage, actor, self._sheet.id, text, member_id))

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Tell what could not be kept; while it is tried again by itself, not at every try."""
        try:
            yield
        except StorageUnavailable as error:
            if not self.again.isActive():
                self._messages.warn(error)
            if not self._context.storage.for_reading:
                self.again.start()
        except PeerDeskError as error:
            self._messages.warn(error)

    @Slot()
    def _try_again(self) -> None:
        self.keep_now()
        if not self._panel.unsaved():
            self.again.stop()
            self._messages.say(_("What was typed is kept now."))
