"""The session screen: roster left, note right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.changes import Announcement, Changed
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.session_page import SessionSheet
from peerdesk.domain.sessions.notes import GroupNote
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.i18n import gettext as _
from peerdesk.services.sessions import session_page
from peerdesk.ui.keys import PageKey
from peerdesk.ui.messages import Messages
from peerdesk.ui.page import Page
from peerdesk.ui.place import PageBefore, ReportPlace
from peerdesk.ui.sessions.head import SessionHead, SessionTools
from peerdesk.ui.sessions.marking import MarkingPanel
from peerdesk.ui.sessions.note import NotePanel
from peerdesk.ui.sessions.note_keeping import NoteKeeping
from peerdesk.ui.sessions.round import go_round
from peerdesk.ui.sessions.side_sections import SessionBeside
from peerdesk.ui.widgets.forms.tab_order import follow_layout
from peerdesk.ui.widgets.parts import card, label, scrolled
from peerdesk.ui.widgets.seen import Seen

if TYPE_CHECKING:  # loaded and built when they are first seen
    from peerdesk.ui.sessions.closing import AfterSigningPanel, NotHeldPanel, SignPanel
    from peerdesk.ui.sessions.people import GuestsPanel, WalkInPanel

    _Panel = TypeVar("_Panel", WalkInPanel, GuestsPanel, NotHeldPanel)

_ON_THE_SHEET = Changed.ATTENDANCE | Changed.SESSIONS | Changed.NOTES
_MARGIN, _BETWEEN = 14, 8  # pixels


class SessionPage(Page):
    """Attendance and note of one session on one screen. Every mark and every pause in typing is kept at once."""

    watches = Changed.ATTENDANCE | Changed.NOTES | SessionBeside.watches

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._session_id: int | None = None
        self._sheet: SessionSheet | None = None
        self._seen: Seen[SessionSheet] = Seen()
        self._panels: list[QWidget] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        self.head = SessionHead()
        self.marking = MarkingPanel(self._context, self._messages)
        self.model, self.table = self.marking.model, self.marking.table
        self.note_panel = NotePanel()
        self.note_keeping = NoteKeeping(self._context, self._messages, self.note_panel)
        self.beside = SessionBeside(self._context, self._messages)
        self.tools = SessionTools(self._context, self._messages)
        self._roster_half, self._note_half = self._roster_side(), self._note_side()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(_BETWEEN)
        split.addWidget(self._roster_half)
        split.addWidget(self._note_half)
        split.setSizes([752, 408])
        lines = QVBoxLayout(self)
        lines.setContentsMargins(_MARGIN, 8, _MARGIN, 10)
        lines.setSpacing(8)
        lines.addWidget(self.head)
        lines.addWidget(split, 1)

    def _roster_side(self) -> QWidget:
        return card(self.marking, self.tools, margin=8, stretch=0)

    def _note_side(self) -> QWidget:
        inside = QWidget()
        self._note_lines = QVBoxLayout(inside)
        self._note_lines.setContentsMargins(0, 0, 8, 0)
        for part in (self.beside, self.note_panel, self.beside.incidents):
            self._note_lines.addWidget(part)
        self._note_lines.addStretch(1)
        self.no_notes = label(_("Notes are for counsellors. Attendance is all that is needed here."), "hint", wrap=True)
        self._note_scroll = scrolled(inside, "noteScroll")
        return card(self.beside.strip, self.no_notes, self._note_scroll, self.tools.happened, margin=10, stretch=2)

    def _keep_on_one_line(self) -> None:
        """The buttons below the roster go on below each other only where the note would lose its words otherwise.

        They count whether they are shown or not: the halves stay as they are when the session is begun, or signed.
        """
        shown = max(self.marking.sizeHint().width(), self.tools.sizeHint().width())
        wished = self._roster_half.sizeHint().width() + max(0, self.marking.mark_bar.sizeHint().width() - shown)
        room = self.width() - 2 * _MARGIN - _BETWEEN - self._note_half.minimumSizeHint().width()
        self._roster_half.setMinimumWidth(wished if wished <= room else 0)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self.isVisible():
            self._keep_on_one_line()
        return super().event(event)

    def _connect(self) -> None:
        self.head.back_asked.connect(self._on_back)
        self.head.session_chosen.connect(self.open)
        self.table.note_asked.connect(self._open_member_note)
        self.table.goals_asked.connect(self._open_goals)
        self.marking.row_chosen.connect(self._on_row)
        self.beside.keep_asked.connect(self.keep_now)
        self.beside.done_with.connect(self._focus_roster)
        self.beside.fell_behind.connect(self.set_stale)
        self.beside.incidents.left.connect(self._focus_roster)
        self.beside.incidents.opened.connect(self._reveal_incident_soon)
        PageKey.LEAVE.listen(self, self._on_escape)
        PageKey.FIND_MEMBER.listen(self, self.table.jump)
        PageKey.NEXT_PART.listen(self, self._go_on)
        PageKey.PART_BEFORE.listen(self, self._go_back)
        self.tools.walk_in.clicked.connect(self._open_walk_in)
        self.tools.guests.clicked.connect(self._open_guests)
        self.tools.not_held.clicked.connect(self._open_not_held)
        self.tools.print_button.clicked.connect(self.print_sheet)
        self.note_panel.member_note_left.connect(self._focus_roster)

    # What is built when it is first seen

    @cached_property
    def walk_in_panel(self) -> WalkInPanel:
        from peerdesk.ui.sessions.people import WalkInPanel

        return self._put(WalkInPanel(self._context, self._messages))

    @cached_property
    def guests_panel(self) -> GuestsPanel:
        from peerdesk.ui.sessions.people import GuestsPanel

        panel = self._put(GuestsPanel(self._context, self._messages))
        self._seen.add("guests", panel.show_sheet)
        return panel

    @cached_property
    def not_held_panel(self) -> NotHeldPanel:
        from peerdesk.ui.sessions.closing import NotHeldPanel

        return self._put(NotHeldPanel(self._context, self._messages))

    def _put(self, panel: _Panel) -> _Panel:
        panel.hide()
        panel.done.connect(self._close_panels)
        self._panels.append(panel)
        self._note_lines.insertWidget(0, panel)
        return panel

    @cached_property
    def sign_panel(self) -> SignPanel:
        from peerdesk.ui.sessions.closing import SignPanel

        panel = SignPanel(self._context, self._messages)
        panel.hide()
        panel.about_to_sign.connect(self.keep_now)
        if (lines := self._note_half.layout()) is not None:
            lines.addWidget(panel)
        self._seen.add("sign", panel.show_sheet)
        return panel

    @cached_property
    def after_panel(self) -> AfterSigningPanel:
        from peerdesk.ui.sessions.closing import AfterSigningPanel

        panel = AfterSigningPanel(self._context, self._messages)
        panel.hide()
        self._note_lines.insertWidget(self._note_lines.indexOf(self.beside.incidents), panel)
        self._seen.add("after", partial(self._show_after, panel))
        return panel

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Tab follows what is shown now; what was built later stands last in Qt's own order."""
        for half in (self._roster_half, self._note_half):
            follow_layout(half)
        return super().focusNextPrevChild(next)

    def _parts(self) -> Sequence[QWidget]:
        """From the roster to the right and down, the tools below the roster last."""
        parts: list[QWidget] = [self.table, *self._panels, self.note_panel, self.note_panel.plan, self.note_panel.ticks]
        if "after" in self._seen:
            parts.append(self.after_panel)
        if "sign" in self._seen:
            parts.append(self.sign_panel)
        return [*parts, self.tools.happened, self.beside.strip, self.beside, self.tools]

    @Slot()
    def _go_on(self) -> None:
        go_round(self._parts(), self.focusWidget(), 1, self._note_scroll)

    @Slot()
    def _go_back(self) -> None:
        go_round(self._parts(), self.focusWidget(), -1, self._note_scroll)

    # Opening and showing

    @Slot(int)
    def open(self, session_id: int) -> None:
        """Show a session, keeping what was typed in the one before."""
        self.keep_now()
        if self.note_panel.unsaved() and session_id != self._session_id:
            return  # the other session would show, and keep, what was typed about this one
        if self.note_panel.member_note() is not None:
            self.note_panel.leave_member_note()
        self._session_id = session_id
        self._close_panels()
        self.marking.begin()
        self.set_stale()
        self._remember(session_id)
        self._focus_roster()

    def refresh(self) -> None:
        if self._session_id is None:
            return
        found = session_page.screen(
            self._context.storage,
            self._context.actor,
            self._session_id,
            with_sections=self.beside.is_stale(self._session_id),
            with_suggestions=self.beside.suggests(),
        )
        sheet = self._sheet = found.sheet
        self.head.show_sheet(sheet)
        self.marking.show_sheet(sheet, may_mark=self._context.actor.may(Permission.MARK_ATTENDANCE))
        self.tools.show_sheet(sheet)
        self._show_note(sheet)
        self.beside.show_screen(found)
        self.beside.choose(self.table.current_row())

    @Slot(Announcement)
    def on_data_changed(self, change: Announcement) -> None:
        self.beside.note_change(change)
        super().on_data_changed(change)

    def follow(self, change: Announcement) -> bool:
        """Marks and notes of those alone who are concerned; what makes another record of it is read as a whole."""
        sheet = self._sheet
        if sheet is None or change.session != sheet.id or change.members is None or not change.is_only(_ON_THE_SHEET):
            return False
        if change.members:
            return self._follow_rows(sheet, change.members, with_notes=Changed.NOTES in change.kinds)
        return sheet.note is None or self._follow_note(sheet, sheet.note)

    def _follow_rows(self, sheet: SessionSheet, members: Collection[int], *, with_notes: bool) -> bool:
        old = [row_ for row_ in sheet.rows if row_.member_id in members]
        if len(old) < len(members):
            return False
        storage, actor = self._context.storage, self._context.actor
        now = sheet.with_rows(session_page.rows_now(storage, actor, sheet.id, old, with_notes=with_notes))
        if any(row_.mark for row_ in now.rows) is not (now.status is SessionStatus.HELD):
            return False
        self._sheet = now
        self.note_keeping.show_sheet(now)
        self.head.show_counts(now)
        self.marking.show_marks(now)
        self._seen.show(now)
        return True

    def _follow_note(self, sheet: SessionSheet, before: GroupNote) -> bool:
        note = session_page.note_now(self._context.storage, self._context.actor, sheet.id)
        if note.written is not before.written:
            return False
        self._sheet = replace(sheet, note=note)
        self.note_panel.show_note(note, sheet.last_plan if sheet.open else "")
        self._seen.show(self._sheet)
        return True

    def _show_note(self, sheet: SessionSheet) -> None:
        note = sheet.note
        self.note_keeping.show_sheet(sheet)
        self.no_notes.setVisible(note is None)
        self.note_panel.setVisible(note is not None)
        signed = sheet.signature is not None
        if note is not None:
            self.note_panel.show_note(note, sheet.last_plan if sheet.open else "", sheet.note_author)
            self.note_panel.set_frozen(not sheet.open or not self._context.may_write(Permission.WRITE_NOTES))
        self._seen.show(sheet)
        self._show_sign(sheet)
        if signed or "after" in self._seen:
            self.after_panel.setVisible(signed)

    def _show_sign(self, sheet: SessionSheet) -> None:
        """Offer to sign what was held; not while somebody is looked for, whose list needs the room."""
        to_sign = sheet.status is SessionStatus.HELD and sheet.signature is None and sheet.note is not None
        if to_sign or "sign" in self._seen:
            self.sign_panel.setVisible(to_sign and all(panel.isHidden() for panel in self._panels))

    def _show_after(self, panel: AfterSigningPanel, sheet: SessionSheet) -> None:
        may = self._context.may_write
        panel.show_sheet(sheet, may_write=may(Permission.WRITE_NOTES), may_correct=may(Permission.SIGN_SESSIONS))
        panel.choose(self.table.current_row())

    @Slot()
    def _on_row(self) -> None:
        if "after" in self._seen:
            self.after_panel.choose(self.table.current_row())
        self.beside.choose(self.table.current_row())

    # Tools

    @Slot()
    def _open_walk_in(self) -> None:
        self._open_panel(self.walk_in_panel)

    @Slot()
    def _open_guests(self) -> None:
        self._open_panel(self.guests_panel)

    @Slot()
    def _open_not_held(self) -> None:
        self._open_panel(self.not_held_panel)

    def _open_panel(self, panel: WalkInPanel | GuestsPanel | NotHeldPanel) -> None:
        self._close_panels()
        if self._sheet is not None:
            panel.show()
            self._show_sign(self._sheet)
            panel.start(self._sheet)
            self._note_scroll.verticalScrollBar().setValue(0)

    @Slot()
    def _close_panels(self) -> None:
        for panel in self._panels:
            panel.hide()
        if self._sheet is not None:
            self._show_sign(self._sheet)
        self._focus_roster()

    @Slot()
    def _on_escape(self) -> None:
        if self.note_panel.member_note() is not None:
            self.note_panel.leave_member_note()
        elif any(panel.isVisible() for panel in self._panels):
            self._close_panels()
        else:
            self.beside.incidents.close_panel()
            self._focus_roster()

    @Slot()
    def print_sheet(self) -> None:
        """Lead to the sign-in sheet of this session."""
        if self._sheet is not None:
            self._messages.lead_to(ReportPlace("sign-in-sheet", Choices(session=self._sheet.id)))

    @Slot()
    def _on_back(self) -> None:
        self._messages.lead_to(PageBefore())

    @Slot()
    def _focus_roster(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Notes

    @Slot(int)
    def _open_member_note(self, member_id: int) -> None:
        row_ = self.marking.member(member_id)
        if row_ is not None and self.note_keeping.open_member_note(row_):
            self._note_scroll.ensureWidgetVisible(self.note_panel.member_text)

    @Slot(int)
    def _open_goals(self, _member_id: int) -> None:
        self.keep_now()
        self.beside.open_goals()
        self._note_scroll.ensureWidgetVisible(self.beside.goals_panel)

    @Slot()
    def _reveal_incident_soon(self) -> None:
        QTimer.singleShot(0, self, self._reveal_incident)  # once the form has its place

    @Slot()
    def _reveal_incident(self) -> None:
        self._note_scroll.ensureWidgetVisible(self.beside.incidents.panel)

    @Slot()
    def keep_now(self) -> None:
        """Keep what was typed without waiting for a pause."""
        self.beside.keep_now()
        self.note_keeping.keep_now()

    # Leaving

    def leave(self) -> None:
        """Somebody goes elsewhere: keep what is typed; the session need not open again by itself."""
        self.keep_now()
        self._remember(0)

    def _remember(self, session_id: int) -> None:
        self._context.settings.session_id = session_id
        self._context.settings.save()
