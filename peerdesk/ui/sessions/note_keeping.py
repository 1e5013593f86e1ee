"""Keeping the notes of a session: while they are typed, and at once where somebody goes elsewhere."""

from PySide6.QtCore import QObject, Slot

from peerdesk.context import AppContext
from peerdesk.domain.screens.session_page import SessionSheet, SheetRow
from peerdesk.services.sessions import attendance, notes
from peerdesk.ui.messages import Messages
from peerdesk.ui.sessions.note import NotePanel


class NoteKeeping(QObject):
    """Writes what is typed into the file; says which members it names only when the typing pauses."""

    def __init__(self, context: AppContext, messages: Messages, panel: NotePanel) -> None:
        super().__init__(panel)
        self._context, self._messages, self._panel = context, messages, panel
        self._sheet: SessionSheet | None = None
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
        with self._messages.reporting():
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
        with self._messages.reporting():
            notes.keep_member_note(self._context.storage, self._context.actor, self._sheet.id, *typed)
            self._panel.member_note_kept()

    @Slot()
    def _warn_in_member_note(self) -> None:
        typed = self._panel.member_note()
        if typed is None or self._sheet is None:
            return
        member_id, text = typed
        with self._messages.reporting():
            storage, actor = self._context.storage, self._context.actor
            self._panel.warn_of_names(attendance.names_in(storage, actor, self._sheet.id, text, member_id))
