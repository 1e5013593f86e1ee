"""The session screen: roster left, note right."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QPushButton, QSpinBox, QSplitter, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups import GroupType
from peerdesk.domain.marks import MAX_PARTICIPATION, Attendance, LeaveReason, Mark
from peerdesk.domain.registers import Choices
from peerdesk.domain.sessions import SessionSheet, SessionStatus, SheetRow
from peerdesk.errors import InvalidInput
from peerdesk.i18n import gettext as _
from peerdesk.services import attendance, notes, session_sheet, sessions
from peerdesk.ui.messages import Messages
from peerdesk.ui.models.roster_model import RosterModel
from peerdesk.ui.pages.page import Page
from peerdesk.ui.pages.session_closing import AfterSigningPanel, NotHeldPanel, SignPanel
from peerdesk.ui.pages.session_head import SessionHead
from peerdesk.ui.pages.session_note import NotePanel
from peerdesk.ui.pages.session_people import GuestsPanel, WalkInPanel
from peerdesk.ui.widgets.choice import Choice
from peerdesk.ui.widgets.fields import Form
from peerdesk.ui.widgets.parts import button, card, label, row, scrolled
from peerdesk.ui.widgets.roster_table import RosterTable


class SessionPage(Page):
    """Attendance and note of one session on one screen. Every mark and every pause in typing is kept at once."""

    watches = Changed.SESSIONS | Changed.ATTENDANCE | Changed.NOTES | Changed.ROSTERS | Changed.MEMBERS
    left = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._session_id: int | None = None
        self._sheet: SessionSheet | None = None
        self._undo: list[Callable[[], object]] = []
        self._build()
        self._connect()

    def _build(self) -> None:
        self.head = SessionHead()
        self.model = RosterModel(self)
        self.table = RosterTable(self.model, "roster", _("Roster"))
        self.note_panel = NotePanel()
        self.note_form = Form(self.note_panel.fields, self)
        self.sign_panel = SignPanel(self._context, self._messages)
        self.after_panel = AfterSigningPanel(self._context, self._messages)
        self.walk_in_panel = WalkInPanel(self._context, self._messages)
        self.guests_panel = GuestsPanel(self._context, self._messages)
        self.not_held_panel = NotHeldPanel(self._context, self._messages)
        self._panels: tuple[QWidget, ...] = (self.walk_in_panel, self.guests_panel, self.not_held_panel)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        split.addWidget(self._roster_side())
        split.addWidget(self._note_side())
        split.setSizes([752, 408])
        lines = QVBoxLayout(self)
        lines.setContentsMargins(14, 8, 14, 10)
        lines.setSpacing(8)
        lines.addWidget(self.head)
        lines.addWidget(split, 1)

    def _roster_side(self) -> QWidget:
        self.empty_hint = label(
            _("Nobody is on this group's roster on this day. Add members on the group's page, or a walk-in below."),
            "hint",
            wrap=True,
        )
        side = card(self.empty_hint, self.table, self._mark_bar(), self._tool_bar(), *self._panels, margin=8, stretch=1)
        for panel in self._panels:
            panel.hide()
        return side

    def _mark_bar(self) -> QWidget:
        self.mark_buttons = {mark: self._mark_button(mark) for mark in Mark}
        self.rest_present = button(_("* Rest present"), "restPresent")
        self.rest_present.setAccessibleName(_("Mark the rest present"))
        self.reason: Choice[LeaveReason] = Choice(LeaveReason, nothing=_("Reason"))
        self.reason.setObjectName("leaveReason")
        self.reason.setAccessibleName(_("Reason for leave"))
        self.undo_button = button("", "undo", flat=True, icon="undo-2")
        self.undo_button.setAccessibleName(_("Undo"))
        self.undo_button.setToolTip(_("Undo (Ctrl+Z)"))
        self.mark_bar = row(
            *self.mark_buttons.values(), self.rest_present, self.reason, None, self.undo_button, spacing=4
        )
        return self.mark_bar

    def _mark_button(self, mark: Mark) -> QPushButton:
        made = button(f"{mark.value} {words.of(mark)}", f"mark-{mark.value}")
        made.setAccessibleName(words.of(mark))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setProperty("mark", mark.value)
        return made

    def _tool_bar(self) -> QWidget:
        self.walk_in = button(_("Walk-in…"), "walkIn", flat=True, icon="user-plus")
        self.guests = button(_("Family guests…"), "guestsOpen", flat=True, icon="users")
        self.visitors = QSpinBox()
        self.visitors.setRange(0, 500)
        self.visitors.setObjectName("visitors")
        self.visitors.setAccessibleName(_("Visitors"))
        self.visitors.setMaximumWidth(70)
        self.from_paper = QCheckBox(_("From paper"))
        self.from_paper.setObjectName("fromPaper")
        self.from_paper.setToolTip(_("The marks are keyed in from a sheet filled by hand"))
        self.not_held = button(_("Did not happen…"), "notHeld", flat=True)
        self.did_happen = button(_("It did happen"), "didHappen", flat=True)
        self.print_button = button(_("Print sheet"), "printSheet", flat=True, icon="printer")
        self.tool_bar = row(
            self.walk_in,
            self.guests,
            label(_("Visitors"), "fieldLabel"),
            self.visitors,
            self.from_paper,
            None,
            self.not_held,
            self.did_happen,
            self.print_button,
            spacing=4,
        )
        return self.tool_bar

    def _note_side(self) -> QWidget:
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.addWidget(self.note_panel)
        lines.addWidget(self.after_panel)
        self.no_notes = label(_("Notes are for counsellors. Attendance is all that is needed here."), "hint", wrap=True)
        self._note_scroll = scrolled(inside, "noteScroll")
        return card(self.no_notes, self._note_scroll, self.note_form.general, self.sign_panel, margin=10, stretch=1)

    def _connect(self) -> None:
        self.head.back_asked.connect(self.left)
        self.head.session_chosen.connect(self.open)
        self.table.marked.connect(self._mark)
        self.table.minutes_typed.connect(self._set_minutes)
        self.table.participation_stepped.connect(self._step_participation)
        self.table.note_asked.connect(self._open_member_note)
        self.table.rest_present_asked.connect(self._mark_rest)
        self.table.clear_asked.connect(self._clear)
        self.table.selected.connect(self._on_row)
        for made in self.mark_buttons.values():
            made.clicked.connect(self._on_mark_button)
        self.rest_present.clicked.connect(self._mark_rest)
        self.reason.activated.connect(self._set_reason)
        self.undo_button.clicked.connect(self.undo)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.undo)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._on_escape)
        self.walk_in.clicked.connect(self._open_walk_in)
        self.guests.clicked.connect(self._open_guests)
        self.not_held.clicked.connect(self._open_not_held)
        self.did_happen.clicked.connect(self._did_happen)
        self.visitors.editingFinished.connect(self._count_visitors)
        self.from_paper.clicked.connect(self._set_from_paper)
        self.print_button.clicked.connect(self.print_sheet)
        for panel in (self.walk_in_panel, self.guests_panel, self.not_held_panel):
            panel.done.connect(self._close_panels)
        self.note_panel.note_paused.connect(self._keep_note)
        self.note_panel.member_note_paused.connect(self._keep_member_note)
        self.note_panel.member_note_left.connect(self._focus_roster)
        self.sign_panel.about_to_sign.connect(self.keep_now)

    # Opening and showing

    @Slot(int)
    def open(self, session_id: int) -> None:
        """Show a session, keeping what was typed in the one before."""
        self.keep_now()
        if self.note_panel.member_note() is not None:
            self.note_panel.leave_member_note()
        self._session_id = session_id
        self._undo.clear()
        self._close_panels()
        self.set_stale()
        self._remember(session_id)
        self.table.go_to(0)
        self._focus_roster()

    def refresh(self) -> None:
        if self._session_id is None:
            return
        sheet = session_sheet.sheet(self._context.storage, self._context.actor, self._session_id)
        self._sheet = sheet
        self.head.show_sheet(sheet)
        self.model.set_rows(sheet.rows)
        self.empty_hint.setVisible(not sheet.rows)
        self._show_tools(sheet)
        self._show_note(sheet)

    def _show_tools(self, sheet: SessionSheet) -> None:
        may_mark = self._context.actor.may(Permission.MARK_ATTENDANCE)
        changeable = sheet.open and may_mark
        self.mark_bar.setVisible(changeable)
        for tool in (self.walk_in, self.from_paper, self.visitors):
            tool.setEnabled(changeable)
        self.guests.setVisible(sheet.group_type is GroupType.FAMILY or bool(sheet.guests))
        self.guests.setEnabled(changeable)
        self.not_held.setVisible(sheet.status is SessionStatus.PLANNED and may_mark)
        self.did_happen.setVisible(sheet.status is SessionStatus.DID_NOT_HAPPEN and may_mark)
        self.undo_button.setEnabled(bool(self._undo))
        if not self.visitors.hasFocus():
            self.visitors.setValue(sheet.visitors)
        self.from_paper.setChecked(sheet.paper_on is not None)
        if self.guests_panel.isVisible():
            self.guests_panel.show_sheet(sheet)
        self._on_row()

    def _show_note(self, sheet: SessionSheet) -> None:
        note = sheet.note
        self.no_notes.setVisible(note is None)
        self.note_panel.setVisible(note is not None)
        signed = sheet.signature is not None
        actor = self._context.actor
        self.sign_panel.setVisible(sheet.status is SessionStatus.HELD and not signed and note is not None)
        self.after_panel.setVisible(signed)
        if note is not None:
            self.note_panel.show_note(note, sheet.last_plan if sheet.open else "")
            self.note_panel.set_frozen(not sheet.open or not actor.may(Permission.WRITE_NOTES))
        self.sign_panel.show_sheet(sheet)
        if signed:
            self.after_panel.show_sheet(
                sheet,
                may_write=actor.may(Permission.WRITE_NOTES),
                may_correct=actor.may(Permission.SIGN_SESSIONS),
            )

    # Marks

    @Slot(int, str)
    def _mark(self, member_id: int, letter: str) -> None:
        row_ = self._row(member_id)
        mark = Mark(letter)
        there = row_.attendance if row_ else None
        self._set({member_id: there.with_mark(mark) if there else Attendance(mark)})

    @Slot()
    def _on_mark_button(self) -> None:
        chosen = self.table.current_row()
        if chosen is not None:
            self._mark(chosen.member_id, self.sender().property("mark"))
            self.table.go_to(self.table.currentIndex().row() + 1)

    @Slot(int, int)
    def _set_minutes(self, member_id: int, minutes: int) -> None:
        row_ = self._row(member_id)
        if row_ is not None and row_.attendance is not None:
            there = row_.attendance
            self._set({member_id: Attendance(there.mark, minutes, None, there.participation)})

    @Slot(int, int)
    def _step_participation(self, member_id: int, step: int) -> None:
        row_ = self._row(member_id)
        if row_ is None or row_.attendance is None or not row_.attendance.mark.attended:
            return
        there = row_.attendance
        given = (-1 if there.participation is None else there.participation) + step
        participation = None if given < 0 else min(given, MAX_PARTICIPATION)
        self._set({member_id: Attendance(there.mark, there.minutes, None, participation)})

    @Slot()
    def _set_reason(self) -> None:
        row_ = self.table.current_row()
        if row_ is not None and row_.mark is Mark.LEAVE:
            self._set({row_.member_id: Attendance(Mark.LEAVE, reason=self.reason.code())})

    @Slot(int)
    def _clear(self, member_id: int) -> None:
        row_ = self._row(member_id)
        if row_ is None or self._sheet is None:
            return
        if not row_.walk_in:
            self._set({member_id: None})
            return
        session_id = self._sheet.id
        with self._messages.reporting():
            attendance.remove_walk_in(self._context.storage, self._context.actor, session_id, member_id)

    @Slot()
    def _mark_rest(self) -> None:
        if self._sheet is not None and self._sheet.open:
            with self._messages.reporting():
                self._remember_marks(
                    attendance.mark_rest_present(self._context.storage, self._context.actor, self._sheet.id)
                )

    def _set(self, marks: Mapping[int, Attendance | None]) -> None:
        if self._sheet is None or not self._sheet.open:
            return
        with self._messages.reporting():
            self._remember_marks(attendance.mark(self._context.storage, self._context.actor, self._sheet.id, marks))

    def _remember_marks(self, before: Mapping[int, Attendance | None]) -> None:
        session_id = self._session_id
        storage, actor = self._context.storage, self._context.actor
        if before and session_id is not None:
            self._undo.append(lambda: attendance.mark(storage, actor, session_id, before))
        self.undo_button.setEnabled(bool(self._undo))

    @Slot()
    def undo(self) -> None:
        """Take the last mark (or the marks of one key) back."""
        if self._undo:
            act = self._undo.pop()
            with self._messages.reporting():
                act()
            self.undo_button.setEnabled(bool(self._undo))

    def _row(self, member_id: int) -> SheetRow | None:
        return next((r for r in self.model.rows() if r.member_id == member_id), None)

    @Slot()
    @Slot(QModelIndex)
    def _on_row(self, _index: QModelIndex | None = None) -> None:
        row_ = self.table.current_row()
        on_leave = row_ is not None and row_.mark is Mark.LEAVE
        self.reason.setEnabled(on_leave)
        self.reason.choose(row_.attendance.reason if on_leave and row_ and row_.attendance else None)
        self.after_panel.choose(row_)

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
            panel.start(self._sheet)

    @Slot()
    def _close_panels(self) -> None:
        for panel in self._panels:
            panel.hide()
        self._focus_roster()

    @Slot()
    def _on_escape(self) -> None:
        if self.note_panel.member_note() is not None:
            self.note_panel.leave_member_note()
        elif any(panel.isVisible() for panel in self._panels):
            self._close_panels()
        else:
            self._focus_roster()

    @Slot()
    def _did_happen(self) -> None:
        if self._sheet is not None:
            with self._messages.reporting():
                sessions.did_happen(self._context.storage, self._context.actor, self._sheet.id)

    @Slot()
    def _count_visitors(self) -> None:
        sheet = self._sheet
        if sheet is not None and sheet.open and self.visitors.value() != sheet.visitors:
            with self._messages.reporting():
                attendance.count_visitors(self._context.storage, self._context.actor, sheet.id, self.visitors.value())

    @Slot(bool)
    def _set_from_paper(self, keyed: bool) -> None:
        if self._sheet is not None:
            with self._messages.reporting():
                attendance.from_paper(self._context.storage, self._context.actor, self._sheet.id, keyed=keyed)

    @Slot()
    def print_sheet(self) -> None:
        """Lead to the sign-in sheet of this session."""
        if self._sheet is not None:
            self.report_asked.emit("sign-in-sheet", Choices(session=self._sheet.id))

    @Slot()
    def _focus_roster(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Notes

    @Slot(int)
    def _open_member_note(self, member_id: int) -> None:
        row_ = self._row(member_id)
        if row_ is not None and self._sheet is not None and self._sheet.note is not None:
            self.keep_now()
            self.note_panel.open_member_note(row_)
            self._note_scroll.ensureWidgetVisible(self.note_panel.member_text)

    @Slot()
    def keep_now(self) -> None:
        """Keep what was typed without waiting for a pause."""
        if self.note_panel.has_unkept_note():
            self._keep_note()
        if self.note_panel.has_unkept_member_note():
            self._keep_member_note()

    @Slot()
    def _keep_note(self) -> None:
        if self._sheet is None or not self._sheet.open:
            return
        try:
            self.note_panel.note_kept()
            with self._messages.reporting():
                notes.keep_group_note(
                    self._context.storage, self._context.actor, self._sheet.id, self.note_panel.note()
                )
            self.note_form.clear()
        except InvalidInput as error:
            self.note_form.show(error)

    @Slot()
    @Slot(int)
    def _keep_member_note(self, _member_id: int = 0) -> None:
        typed = self.note_panel.member_note()
        if typed is None or self._sheet is None or not self._sheet.open:
            return
        storage, actor, session_id = self._context.storage, self._context.actor, self._sheet.id
        self.note_panel.member_note_kept()
        with self._messages.reporting():
            notes.keep_member_note(storage, actor, session_id, *typed)
            self.note_panel.warn_of_names(attendance.names_in(storage, actor, session_id, typed[1], typed[0]))

    # Leaving

    def leave(self) -> None:
        """Somebody goes elsewhere: keep what is typed; the session need not open again by itself."""
        self.keep_now()
        self._remember(0)

    def _remember(self, session_id: int) -> None:
        self._context.settings.session_id = session_id
        self._context.settings.save()
