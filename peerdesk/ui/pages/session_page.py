"""The session screen: roster left, note right."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QSpinBox, QSplitter, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.groups import GroupType
from peerdesk.domain.registers import Choices
from peerdesk.domain.sessions import SessionSheet, SessionStatus
from peerdesk.errors import InvalidInput
from peerdesk.i18n import gettext as _
from peerdesk.services import attendance, notes, session_sheet, sessions
from peerdesk.ui.messages import Messages
from peerdesk.ui.pages.page import Page
from peerdesk.ui.pages.session_closing import AfterSigningPanel, NotHeldPanel, SignPanel
from peerdesk.ui.pages.session_head import SessionHead
from peerdesk.ui.pages.session_marking import MarkingPanel
from peerdesk.ui.pages.session_note import NotePanel
from peerdesk.ui.pages.session_people import GuestsPanel, WalkInPanel
from peerdesk.ui.widgets.fields import Form
from peerdesk.ui.widgets.parts import button, card, label, row, scrolled


class SessionPage(Page):
    """Attendance and note of one session on one screen. Every mark and every pause in typing is kept at once."""

    watches = Changed.SESSIONS | Changed.ATTENDANCE | Changed.NOTES | Changed.ROSTERS | Changed.MEMBERS
    left = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._session_id: int | None = None
        self._sheet: SessionSheet | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.head = SessionHead()
        self.marking = MarkingPanel(self._context, self._messages)
        self.model, self.table = self.marking.model, self.marking.table
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
        side = card(self.marking, self._tool_bar(), *self._panels, margin=8, stretch=0)
        for panel in self._panels:
            panel.hide()
        return side

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
        self.marking.note_asked.connect(self._open_member_note)
        self.marking.row_chosen.connect(self._on_row)
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
        self._close_panels()
        self.set_stale()
        self._remember(session_id)
        self.marking.begin()
        self._focus_roster()

    def refresh(self) -> None:
        if self._session_id is None:
            return
        sheet = session_sheet.sheet(self._context.storage, self._context.actor, self._session_id)
        self._sheet = sheet
        self.head.show_sheet(sheet)
        self.marking.show_sheet(sheet, may_mark=self._context.actor.may(Permission.MARK_ATTENDANCE))
        self._show_tools(sheet)
        self._show_note(sheet)

    def _show_tools(self, sheet: SessionSheet) -> None:
        may_mark = self._context.actor.may(Permission.MARK_ATTENDANCE)
        changeable = sheet.open and may_mark
        for tool in (self.walk_in, self.from_paper, self.visitors):
            tool.setEnabled(changeable)
        self.guests.setVisible(sheet.group_type is GroupType.FAMILY or bool(sheet.guests))
        self.guests.setEnabled(changeable)
        self.not_held.setVisible(sheet.status is SessionStatus.PLANNED and may_mark)
        self.did_happen.setVisible(sheet.status is SessionStatus.DID_NOT_HAPPEN and may_mark)
        if not self.visitors.hasFocus():
            self.visitors.setValue(sheet.visitors)
        self.from_paper.setChecked(sheet.paper_on is not None)
        if self.guests_panel.isVisible():
            self.guests_panel.show_sheet(sheet)

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

    @Slot()
    def _on_row(self) -> None:
        self.after_panel.choose(self.table.current_row())

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
        row_ = self.marking.member(member_id)
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
