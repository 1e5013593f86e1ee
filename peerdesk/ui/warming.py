"""While a password is typed: what the day begins with is loaded, a little at each turn of the event loop."""

import gc
from collections.abc import Callable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from peerdesk.ui import theme

MODULES = (
    "locale",
    "calendar",
    "decimal",
    "socket",
    "uuid",
    "sqlite3",
    "secrets",
    "peerdesk.domain.names",
    "peerdesk.security.passwords",
    "peerdesk.security.master",
    "peerdesk.security.keyfile",
    "peewee",
    "sqlcipher3",
    "peerdesk.domain.access",
    "peerdesk.domain.members.members",
    "peerdesk.domain.members.stays",
    "peerdesk.domain.care.contacts",
    "peerdesk.domain.care.recovery",
    "peerdesk.domain.care.follow_ups",
    "peerdesk.domain.care.goals",
    "peerdesk.domain.groups.groups",
    "peerdesk.domain.groups.memberships",
    "peerdesk.domain.groups.incidents",
    "peerdesk.domain.sessions.marks",
    "peerdesk.domain.sessions.sessions",
    "peerdesk.domain.sessions.signing",
    "peerdesk.domain.measures.scales",
    "peerdesk.domain.mentoring.mentorships",
    "peerdesk.domain.groups.duties",
    "peerdesk.domain.sessions.notes",
    "peerdesk.domain.sessions.guests",
    "peerdesk.db.tables.member",
    "peerdesk.db.tables.session",
    "peerdesk.db.tables.group_life",
    "peerdesk.db.models",
    "peerdesk.domain.clock",
    "peerdesk.db.storage",
    "peerdesk.services.clock",
    "peerdesk.services.checking",
    "peerdesk.services.access",
    "peerdesk.services.centre",
    "peerdesk.domain.screens.sessions",
    "peerdesk.domain.groups.balance",
    "peerdesk.domain.screens.groups",
    "peerdesk.domain.groups.fit",
    "peerdesk.domain.measures.results",
    "peerdesk.domain.mentoring.mentors",
    "peerdesk.domain.screens.mentoring",
    "peerdesk.domain.screens.member_page",
    "peerdesk.domain.screens.today",
    "peerdesk.records.care.follow_ups",
    "peerdesk.records.mentoring.mentors",
    "peerdesk.records.endings",
    "peerdesk.records.members",
    "peerdesk.records.sessions.signing",
    "peerdesk.records.papers.choices",
    "peerdesk.services.groups.groups",
    "peerdesk.services.sessions.sessions",
    "peerdesk.context",
    "peerdesk.domain.care.attention",
    "peerdesk.domain.screens.follow_ups",
    "peerdesk.domain.groups.suggestions",
    "peerdesk.domain.screens.members",
    "peerdesk.domain.papers.attendance_register",
    "peerdesk.domain.presence",
    "peerdesk.domain.sessions.plans",
    "peerdesk.words",
    "peerdesk.ui.actions",
    "peerdesk.ui.messages",
    "peerdesk.ui.widgets.bars.banner",
    "peerdesk.ui.window.pages",
    "peerdesk.ui.widgets.bars.step_bar",
    "peerdesk.ui.window.side_bar",
    "peerdesk.ui.window.main_window",
    "peerdesk.ui.log_in.greeting",
    "peerdesk.services.today",
    "peerdesk.services.care.follow_ups",
    "peerdesk.ui.widgets.tables.table",
    "zipfile",
    "peerdesk.db.backups.package",
    "peerdesk.services.backups.finding",
    "peerdesk.services.backups.making",
    "peerdesk.services.backups.places",
    "peerdesk.services.backups.state",
    "peerdesk.words.record.backups",
    "peerdesk.ui.backups.keeper",
    "peerdesk.ui.today.lists",
    "peerdesk.ui.today.attention",
    "peerdesk.ui.today.today_page",
)
"""What the day begins with, the parts before the whole: none takes longer than a key may wait (`make bench`)."""

SHARED = (
    "peerdesk.ui.log_in.lock_page",
    "peerdesk.ui.widgets.inputs.search_edit",
    "peerdesk.ui.widgets.tables.two_tone",
    "peerdesk.ui.widgets.inputs.day_edit",
    "peerdesk.ui.widgets.inputs.calm",
    "peerdesk.ui.widgets.inputs.choice",
    "peerdesk.ui.widgets.inputs.chips",
    "peerdesk.ui.widgets.forms.form",
    "peerdesk.ui.widgets.tables.check_list",
    "peerdesk.ui.widgets.forms.typed",
    "peerdesk.ui.widgets.forms.tab_order",
    "peerdesk.ui.widgets.forms.inline_panel",
    "peerdesk.ui.widgets.bars.undo_bar",
    "peerdesk.ui.widgets.tables.record_table",
    "peerdesk.ui.widgets.forms.record_panel",
    "peerdesk.services.members.members",
    "peerdesk.services.staff",
    "peerdesk.services.care.thresholds",
    "peerdesk.domain.screens.session_page",
    "peerdesk.services.sessions.session_page",
    "peerdesk.ui.people.member_columns",
    "peerdesk.ui.people.member_search",
    "peerdesk.ui.marking.marking_model",
    "peerdesk.ui.marking.marking_table",
    "peerdesk.ui.marking.painting",
    "peerdesk.ui.marking.undo",
    "peerdesk.ui.groups.columns",
)
"""What most pages are made of, loaded last; a page itself is loaded when somebody goes there."""

PAINTED_MS = 50
"""So long after the log-in it begins: by then it is painted."""

REST_MS = 100
"""So long after a key it goes on."""


class Warmer(QObject):
    """Goes on while nobody types.

    What is left of the day's modules when the password is right is loaded where it is needed; the shared ones go on
    once the day is shown.
    """

    ended = Signal()
    """Everything is loaded, or somebody called it off."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        day = [partial(import_module, name) for name in MODULES]
        shared = [partial(import_module, name) for name in SHARED]
        self._steps: list[Callable[[], object]] = [*day, self._know_widgets, self._add_icons, *shared]
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._step)

    @property
    def goes_on(self) -> bool:
        """Whether something is left, and nobody has called it off."""
        return self._turn.isActive()

    def start(self) -> None:
        """Begin, or go on, once the window is painted."""
        if self._steps:
            self._turn.start(PAINTED_MS)

    @Slot()
    def rest(self) -> None:
        """A key was pressed: go on when no other follows."""
        if self._turn.isActive():
            self._turn.start(REST_MS)

    def stop(self) -> None:
        """The password is right, or the program ends."""
        self._turn.stop()
        del self._steps[: -len(SHARED)]
        self.ended.emit()

    @Slot()
    def _step(self) -> None:
        try:
            self._steps.pop(0)()
        finally:  # what cannot be loaded is told of where it is needed; the rest goes on
            if self._steps:
                self._turn.start(0)
            else:
                self.ended.emit()

    def _know_widgets(self) -> None:
        """PySide makes a class of every kind of widget when it first has to tell of which kind one of Qt's own is."""
        from PySide6.QtWidgets import QTableView

        QTableView().viewport()

    def _add_icons(self) -> None:
        """The signs of the side bar and of the commands, which are drawn from their lines once."""
        from peerdesk.ui.actions import SPECS

        palette = QGuiApplication.palette()
        icons = [partial(theme.icon, spec.icon, palette) for spec in SPECS.values()]
        self._steps[:0] = [*icons, gc.freeze]  # what is loaded stays: no sweep need look at it again
