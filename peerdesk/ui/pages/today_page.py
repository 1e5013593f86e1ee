"""Today: the day's sessions with their one button, what is unfinished, who needs contact, who came and went."""

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.changes import Changed
from peerdesk.domain.dates import short_date, short_time
from peerdesk.domain.marks import ABSENCES_FOR_CONTACT
from peerdesk.domain.registers import Choices
from peerdesk.domain.sessions import RecordState, SessionRow, SessionStatus
from peerdesk.domain.today import AbsentRow, MovementRow
from peerdesk.domain.today import TodayPage as Day
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services import today
from peerdesk.ui.messages import Messages
from peerdesk.ui.models.rows_model import Column, RowsModel
from peerdesk.ui.pages.page import Page
from peerdesk.ui.widgets.parts import button, card, clear_layout, label, row, scrolled
from peerdesk.ui.widgets.table import Table


class SessionLine(QWidget):
    """One session of the day with its one button."""

    opened = Signal(int)
    sheet_asked = Signal(int)

    def __init__(self, session: SessionRow, *, writes_notes: bool) -> None:
        super().__init__()
        self._id = session.id
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 2)
        time = label(short_time(session.starts), "section")
        time.setFixedWidth(52)
        name = label(session.group_name, "section")
        facts = label(f"{session.facilitator}  ·  {words.counter(session.tally)}", "hint")
        state = label(words.of(session.state), "badge")
        self.open_button = button(_next_step(session, writes_notes=writes_notes), f"open-{session.id}", primary=True)
        self.open_button.setAccessibleName(f"{self.open_button.text()}: {session.group_name}")
        self.sheet_button = button(_("Print sheet"), f"sheet-{session.id}", flat=True, icon="printer")
        self.sheet_button.setAccessibleName(f"{self.sheet_button.text()}: {session.group_name}")
        words_column = QWidget()
        lines = QVBoxLayout(words_column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(row(name, state, None))
        lines.addWidget(facts)
        line.addWidget(time)
        line.addWidget(words_column, 1)
        line.addWidget(self.sheet_button)
        line.addWidget(self.open_button)
        self.open_button.clicked.connect(self._open)
        self.sheet_button.clicked.connect(self._ask_sheet)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self._id)

    @Slot()
    def _ask_sheet(self) -> None:
        self.sheet_asked.emit(self._id)


class TodayPage(Page):
    """The first page of the day. Every line opens its thing."""

    watches = ~Changed(0)

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._build()
        self._connect()

    def _build(self) -> None:
        self._title = label("", "title")
        self._subtitle = label("", "subtitle")
        self._sessions = QWidget()
        self._session_lines = QVBoxLayout(self._sessions)
        self._session_lines.setContentsMargins(0, 0, 0, 0)
        self._session_lines.setSpacing(4)
        self.unfinished: RowsModel[SessionRow] = RowsModel(_unfinished_columns(), self)
        self.absent: RowsModel[AbsentRow] = RowsModel(_absent_columns(), self)
        self.movements: RowsModel[MovementRow] = RowsModel(_movement_columns(), self)
        self.unfinished_table = Table(self.unfinished, "unfinished", _("Unfinished records"))
        self.unfinished_table.set_widths(110, 56, 170)
        self.absent_table = Table(self.absent, "absent", _("Contact needed"))
        self.absent_table.set_widths(150, 130, 66, 92)
        self.movement_table = Table(self.movements, "movements", _("Joined and left this week"))
        self.movement_table.set_widths(96, 70, 170)
        self._rule = label(
            _("Absent in the last {count} sessions of a group that counted; leave does not count.").format(
                count=ABSENCES_FOR_CONTACT
            ),
            "hint",
            wrap=True,
        )
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        day = card(label(_("Sessions today"), "section"), self._sessions)
        grid.addWidget(day, 0, 0, 1, 2)
        self._hints = [label("", "hint", wrap=True) for _place in range(3)]
        grid.addWidget(self._list(_("Unfinished"), self.unfinished_table, self._hints[0]), 1, 0)
        grid.addWidget(self._list(_("Contact needed"), self.absent_table, self._hints[1], self._rule), 1, 1)
        grid.addWidget(self._list(_("Joined and left this week"), self.movement_table, self._hints[2]), 2, 0, 1, 2)
        grid.setRowStretch(1, 3)
        grid.setRowStretch(2, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(18, 12, 14, 10)
        lines.setSpacing(4)
        lines.addWidget(self._title)
        lines.addWidget(self._subtitle)
        lines.addWidget(scrolled(inside, "todayScroll"), 1)

    def _list(self, title: str, table: Table, hint: QWidget, *more: QWidget) -> QWidget:
        table.setMinimumHeight(96)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        policy.setRetainSizeWhenHidden(True)  # the heading stays on top of an empty card
        table.setSizePolicy(policy)
        return card(label(title, "section"), *more, hint, table, margin=12, stretch=2 + len(more))

    def _connect(self) -> None:
        self.unfinished_table.opened.connect(self._open_unfinished)
        self.absent_table.opened.connect(self._open_absent)
        self.movement_table.opened.connect(self._open_movement)

    def refresh(self) -> None:
        day = today.page(self._context.storage, self._context.actor, today=self._context.today())
        self._title.setText(f"{words.weekday(day.day)}, {short_date(day.day)}")
        members = ngettext("{count} member in the programme", "{count} members in the programme", day.members)
        groups = ngettext("{count} active group", "{count} active groups", day.groups)
        facts = [day.centre, members.format(count=day.members), groups.format(count=day.groups)]
        if day.holiday:
            facts.append(_("Holiday: {name}").format(name=day.holiday))
        self._subtitle.setText("  ·  ".join(facts))
        self._show_sessions(day)
        self._show_list(self.unfinished, self.unfinished_table, self._hints[0], day.unfinished, self._all_done())
        self._show_list(self.absent, self.absent_table, self._hints[1], day.absent, self._nobody_away())
        self._show_list(self.movements, self.movement_table, self._hints[2], day.movements, self._no_moves())
        self._rule.setVisible(bool(day.absent))

    def _show_sessions(self, day: Day) -> None:
        clear_layout(self._sessions)
        writes = self._context.actor.may(Permission.WRITE_NOTES)
        for session in day.sessions:
            line = SessionLine(session, writes_notes=writes)
            line.opened.connect(self.session_opened)
            line.sheet_asked.connect(self._ask_sheet)
            self._session_lines.addWidget(line)
        if not day.sessions:
            self._session_lines.addWidget(label(_no_sessions(day), "hint", wrap=True))

    def _show_list(
        self,
        model: RowsModel[SessionRow] | RowsModel[AbsentRow] | RowsModel[MovementRow],
        table: Table,
        hint: QWidget,
        rows: object,
        empty: str,
    ) -> None:
        model.set_rows(rows)  # type: ignore[arg-type]  # each model is given the rows of its own kind
        table.setVisible(bool(rows))
        hint.setVisible(not rows)
        hint.setText(empty)  # type: ignore[attr-defined]

    def _all_done(self) -> str:
        return _("Every record of the last sixty days is marked, written and signed.")

    def _nobody_away(self) -> str:
        return _("Nobody was absent in their last {count} sessions of a group.").format(count=ABSENCES_FOR_CONTACT)

    def _no_moves(self) -> str:
        return _("Nobody joined or left a group this week.")

    @Slot(QModelIndex)
    def _open_unfinished(self, index: QModelIndex) -> None:
        self.session_opened.emit(self.unfinished.row(index).id)

    @Slot(QModelIndex)
    def _open_absent(self, index: QModelIndex) -> None:
        self.member_opened.emit(self.absent.row(index).member_id)

    @Slot(QModelIndex)
    def _open_movement(self, index: QModelIndex) -> None:
        self.member_opened.emit(self.movements.row(index).member_id)

    @Slot(int)
    def _ask_sheet(self, session_id: int) -> None:
        self.report_asked.emit("sign-in-sheet", Choices(session=session_id))


def _next_step(session: SessionRow, *, writes_notes: bool) -> str:
    if session.state in (RecordState.SIGNED, RecordState.ADDENDUM, RecordState.DID_NOT_HAPPEN):
        return _("Open")
    if session.status is SessionStatus.PLANNED or session.tally.unmarked or not writes_notes:
        return _("Take attendance")
    return _("Sign") if session.has_note else _("Write note")


def _missing(session: SessionRow) -> str:
    if session.status is SessionStatus.PLANNED:
        return _("Attendance not taken")
    missing = []
    if session.tally.unmarked:
        missing.append(_("{count} unmarked").format(count=session.tally.unmarked))
    missing.append(_("Not signed") if session.has_note else _("Note missing"))
    return ", ".join(missing)


def _no_sessions(day: Day) -> str:
    if day.holiday:
        return _("Today is a holiday: no groups meet.")
    if not day.groups:
        return _("No groups yet. Make the first one with New group (Ctrl+G), then put members on its roster.")
    return _("No group meets today. A session besides the weekly times: New session (Ctrl+T).")


def _unfinished_columns() -> list[Column[SessionRow]]:
    return [
        Column(_("Day"), lambda s: f"{words.short_weekday(s.day)} {short_date(s.day)}", lambda s: s.day),
        Column(_("Time"), lambda s: short_time(s.starts), lambda s: s.starts),
        Column(_("Group"), lambda s: s.group_name),
        Column(_("What is missing"), _missing),
    ]


def _last_there(absent: AbsentRow) -> str:
    return short_date(absent.last_attended) if absent.last_attended else "–"


def _absent_columns() -> list[Column[AbsentRow]]:
    return [
        Column(_("Member"), lambda a: a.name),
        Column(_("Group"), lambda a: a.group_name),
        Column(_("Running"), lambda a: str(a.absences), lambda a: a.absences, right=True),
        Column(
            _("Last there"),
            _last_there,
            lambda a: a.last_attended,
        ),
        Column(_("Phone"), lambda a: a.phone),
    ]


def _movement_columns() -> list[Column[MovementRow]]:
    return [
        Column(_("Day"), lambda m: short_date(m.day), lambda m: m.day),
        Column(_("What"), lambda m: _("joined") if m.joined else _("left")),
        Column(_("Member"), lambda m: m.name),
        Column(_("Group"), lambda m: m.group_name),
    ]
