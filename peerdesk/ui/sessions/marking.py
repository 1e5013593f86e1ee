"""Marking: the roster, the five letters and what belongs to them, and the way back."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.screens.session_page import SessionSheet, SheetRow
from peerdesk.domain.sessions.marks import MAX_PARTICIPATION, Attendance, LeaveReason, Mark, most_minutes
from peerdesk.i18n import gettext as _
from peerdesk.services.sessions import attendance
from peerdesk.ui.marking.undo import MarkUndo
from peerdesk.ui.messages import Messages
from peerdesk.ui.sessions.roster_model import RosterModel
from peerdesk.ui.sessions.roster_table import RosterTable
from peerdesk.ui.widgets.inputs.choice import Choice
from peerdesk.ui.widgets.parts import button, flow, label

_LEAST_HEIGHT = 92  # the heading and two rows


class MarkingPanel(QWidget):
    """The roster of one session. Every mark is kept at once; Ctrl+Z takes it back."""

    row_chosen = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._sheet: SessionSheet | None = None
        self._fresh = True
        self._build()
        self._connect()

    def _build(self) -> None:
        self.model = RosterModel(self)
        self.table = RosterTable(self.model, "roster", _("Roster"))
        self.table.keep_low(_LEAST_HEIGHT)
        self._empty_hint = label(
            _("Nobody is on this group's roster on this day. Add members on the group's page, or a walk-in below."),
            "hint",
            wrap=True,
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(self._empty_hint)
        lines.addWidget(self.table, 1)
        lines.addWidget(self._mark_bar())

    def _mark_bar(self) -> QWidget:
        self.mark_buttons = {mark: self._mark_button(mark) for mark in Mark}
        self.rest_present = button(_("* Rest present"), "restPresent")
        self.rest_present.setAccessibleName(_("Mark the rest present"))
        self.reason: Choice[LeaveReason] = Choice(LeaveReason, nothing=_("Reason"))
        self.reason.setObjectName("leaveReason")
        self.reason.setAccessibleName(_("Reason for leave"))
        self._undo = MarkUndo(self._messages, self.table)
        self.undo_button = self._undo.button
        self.mark_bar = flow(
            *self.mark_buttons.values(), self.rest_present, self.reason, None, self.undo_button, spacing=4
        )
        return self.mark_bar

    def _mark_button(self, mark: Mark) -> QPushButton:
        made = button(f"{mark.value} {words.of(mark)}", f"mark-{mark.value}")
        made.setAccessibleName(words.of(mark))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setProperty("mark", mark.value)
        return made

    def _connect(self) -> None:
        self.table.marked.connect(self._mark)
        self.table.minutes_typed.connect(self._set_minutes)
        self.table.participation_stepped.connect(self._step_participation)
        self.table.rest_present_asked.connect(self._mark_rest)
        self.table.clear_asked.connect(self._clear)
        self.table.selected.connect(self._on_row)
        for made in self.mark_buttons.values():
            made.clicked.connect(self._on_mark_button)
        self.rest_present.clicked.connect(self._mark_rest)
        self.reason.activated.connect(self._set_reason)

    def begin(self) -> None:
        """Another session comes: nothing of the one before can be undone, the cursor goes to the first unmarked row."""
        self._undo.forget()
        self.table.forget_keys()
        self._fresh = True

    def show_sheet(self, sheet: SessionSheet, *, may_mark: bool) -> None:
        self.show_marks(sheet)
        if self._fresh:
            self._fresh = False
            unmarked = [number for number, row_ in enumerate(sheet.rows) if row_.mark is None]
            self.table.go_to(unmarked[0] if unmarked else 0)
        self._empty_hint.setVisible(not sheet.rows)
        self.table.takes_marks = sheet.open and may_mark
        self.mark_bar.setVisible(self.table.takes_marks)

    def show_marks(self, sheet: SessionSheet) -> None:
        """Show other marks of the same people."""
        self._sheet = sheet
        self.model.set_rows(sheet.rows)
        self.table.most_minutes = most_minutes(sheet.minutes)
        self._on_row()

    def member(self, member_id: int) -> SheetRow | None:
        return next((row_ for row_ in self.model.rows() if row_.member_id == member_id), None)

    @Slot(int, str)
    def _mark(self, member_id: int, letter: str) -> None:
        row_ = self.member(member_id)
        mark = Mark(letter)
        there = row_.attendance if row_ else None
        self._set({member_id: there.with_mark(mark) if there else Attendance(mark)})

    @Slot()
    def _on_mark_button(self) -> None:
        self.table.forget_keys()
        self.table.mark(self.sender().property("mark"))

    @Slot(int, int)
    def _set_minutes(self, member_id: int, minutes: int) -> None:
        row_ = self.member(member_id)
        if row_ is not None and row_.attendance is not None:
            there = row_.attendance
            self._set({member_id: Attendance(there.mark, minutes, None, there.participation)})

    @Slot(int, int)
    def _step_participation(self, member_id: int, step: int) -> None:
        row_ = self.member(member_id)
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
        row_ = self.member(member_id)
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
        storage, actor = self._context.storage, self._context.actor
        if before and self._sheet is not None:
            session_id = self._sheet.id
            self._undo.remember(lambda: attendance.mark(storage, actor, session_id, before))

    @Slot()
    @Slot(QModelIndex)
    def _on_row(self, _index: QModelIndex | None = None) -> None:
        row_ = self.table.current_row()
        on_leave = row_ is not None and row_.mark is Mark.LEAVE
        self.reason.setEnabled(on_leave)
        self.reason.choose(row_.attendance.reason if on_leave and row_ and row_.attendance else None)
        self.row_chosen.emit()
