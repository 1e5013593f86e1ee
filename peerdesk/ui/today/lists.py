"""Today: the day's sessions, each with the one button that comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.domain.dates import short_time
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.sessions import SessionRow
from peerdesk.domain.screens.today import DayBegins
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.i18n import gettext as _
from peerdesk.ui.actions import Command
from peerdesk.ui.messages import Messages
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.widgets.parts import button, clear_layout, label, row, wide
from peerdesk.ui.widgets.steady import SteadyBar
from peerdesk.ui.widgets.tables.column_widths import Widths
from peerdesk.ui.widgets.tables.elided import Elided
from peerdesk.ui.widgets.tables.rows_model import Column, RowsModel
from peerdesk.ui.widgets.tables.table import Table

Row = TypeVar("Row")

_LEAST_HEIGHT = 92  # the heading and two rows

HEAD_HEIGHT = 28
"""Pixels of a heading: as many as one that has a button beside it needs, so that neighbours stand level."""


class ListCard(QFrame, Generic[Row]):
    """A heading, perhaps with a button beside it, and a table or the sentence that stands in its place."""

    def __init__(self, title: str, name: str, columns: Sequence[Column[Row]], widths: Widths, empty: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self._empty = empty
        self.model: RowsModel[Row] = RowsModel(columns, self)
        self.table = Table(self.model, name, title)
        self.hint = label(empty, "hint", wrap=True)
        self._body = TableOrHint(self.table, widths, self.hint)
        self._head = row(wide(label(title, "section")))
        self._head.setFixedHeight(HEAD_HEIGHT)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 12, 12, 12)
        lines.setSpacing(6)
        lines.addWidget(self._head)
        lines.addWidget(self._body, 1)

    def add_beside_title(self, widget: QWidget) -> None:
        """Put a small button at the end of the heading."""
        layout = self._head.layout()
        if layout is not None:
            layout.addWidget(widget)

    def show_rows(self, rows: Sequence[Row], empty: str = "") -> None:
        """Show rows, or the sentence where there are none, which may be another one than usual."""
        self.model.set_rows(rows)
        self.hint.setText(empty or self._empty)
        self._body.show_table(bool(rows))


class TableOrHint(QStackedWidget):
    """A table, or the sentence that stands in its place.

    It takes the room that its card has, whichever is shown; until somebody knows, the table without rows. Headings do
    not move when rows come.
    """

    def __init__(self, table: Table, widths: Widths, hint: QLabel) -> None:
        super().__init__()
        self._table, self._hint = table, hint
        table.setVerticalScrollBar(SteadyBar())
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        table.share_width(widths)
        table.keep_low(_LEAST_HEIGHT)
        hint.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.addWidget(table)
        self.addWidget(hint)

    def show_table(self, wanted: bool) -> None:
        """Show the table, or the sentence."""
        self.setCurrentWidget(self._table if wanted else self._hint)


class SessionLines(QWidget):
    """The sessions below each other, or why there are none."""

    def __init__(self, messages: Messages) -> None:
        super().__init__()
        self._messages = messages
        self._shown: object = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)

    def show_day(self, day: DayBegins, *, writes_notes: bool) -> None:
        """Show them; where they are the same as before nothing is built, and nothing moves."""
        shown = day.day, day.holiday, bool(day.groups), list(day.sessions)
        if shown == self._shown:
            return
        self._shown = shown
        clear_layout(self)
        lines: list[QWidget] = [
            SessionLine(session, self._messages, writes_notes=writes_notes) for session in day.sessions
        ]
        for line in lines or [label(_no_sessions(day), "hint", wrap=True)]:
            self._lines.addWidget(line)
            line.show()  # a layout would show it in a later turn, and the page would move then


class SessionLine(QWidget):
    """One session of the day with its one button."""

    def __init__(self, session: SessionRow, messages: Messages, *, writes_notes: bool) -> None:
        super().__init__()
        self._id, self._messages = session.id, messages
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 2)
        time = label(short_time(session.starts), "section")
        time.setFixedWidth(52)
        name = Elided(session.group_name, "section")
        facts = label(f"{session.facilitator}  ·  {words.counter(session.tally)}", "hint", wrap=True)
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
        self._messages.lead_to_session(self._id)

    @Slot()
    def _ask_sheet(self) -> None:
        self._messages.lead_to(ReportPlace("sign-in-sheet", Choices(session=self._id)))


def _next_step(session: SessionRow, *, writes_notes: bool) -> str:
    if not session.state.is_open:
        return _("Open")
    if session.status is SessionStatus.PLANNED or session.tally.unmarked or not writes_notes:
        return _("Take attendance")
    return _("Sign") if session.has_note else _("Write note")


def _no_sessions(day: DayBegins) -> str:
    if day.holiday:
        return _("Today is a holiday: no groups meet.")
    if not day.groups:
        return _("No groups yet. Make the first one with New group ({key}), then put members on its roster.").format(
            key=Command.NEW_GROUP.shortcut
        )
    return _("No group meets today. A session besides the weekly times: New session ({key}).").format(
        key=Command.NEW_SESSION.shortcut
    )
