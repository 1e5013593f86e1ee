"""What stands beside the note of a session: plan, duties, milestones, goals, incidents.

A strip of buttons says how things stand; one of them at a time opens its part above the note. Nothing here takes the
cursor away from the roster unless somebody goes there by Tab, by the key G or by clicking into a field.
"""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.changes import Announcement, Changed
from peerdesk.domain.screens.session_page import SessionScreen, SessionSheet, SheetRow, SideSections
from peerdesk.domain.sessions.plans import Suggestion
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.i18n import gettext as _
from peerdesk.services.sessions import session_page
from peerdesk.ui.keys import RowKey, with_key
from peerdesk.ui.messages import Messages
from peerdesk.ui.sessions.duties import DutiesPanel
from peerdesk.ui.sessions.goals import GoalsPanel
from peerdesk.ui.sessions.incidents import SessionIncidents
from peerdesk.ui.sessions.milestones import MilestonesPanel
from peerdesk.ui.sessions.plan import SessionPlanPanel
from peerdesk.ui.widgets.parts import button, card, quiet, row

AFTER_MARKS_MS = 1000
"""Turns and milestones follow the marks only when the marking pauses, so that a mark stays as quick as it was."""


class SessionBeside(QWidget):
    """The parts; :attr:`strip` with the buttons that open them and :attr:`incidents` find a place on the page."""

    watches = (
        Changed.GROUP_LIFE
        | Changed.RECOVERY
        | Changed.GOALS
        | Changed.ROSTERS
        | Changed.MEMBERS
        | Changed.THRESHOLDS
        | Changed.SESSIONS
    )

    left = Signal()
    fell_behind = Signal()
    """The marking paused while nobody saw it (locked, another page): read again when it is seen."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._sheet: SessionSheet | None = None
        self._sections: SideSections | None = None
        self._row: SheetRow | None = None
        self._stale = True
        self._build()
        self._connect()

    def _build(self) -> None:
        context, messages = self._context, self._messages
        self.plan_panel = SessionPlanPanel(context, messages)
        self.duties_panel = DutiesPanel(context, messages)
        self.milestones_panel = MilestonesPanel(context, messages)
        self.goals_panel = GoalsPanel(context, messages)
        self.incidents = SessionIncidents(context, messages)
        self.plan_button = _opener("planOpen", _("Plan"))
        self.duties_button = _opener("dutiesOpen", _("Duties"))
        self.milestones_button = _opener("milestonesOpen", _("Milestones"))
        self.goals_button = _opener("goalsOpen", _("Goals"))
        self.goals_button.setToolTip(with_key(_("Goals of the member in the chosen row"), RowKey.GOALS))
        self._parts: dict[QPushButton, QWidget] = {
            self.plan_button: card(self.plan_panel, margin=10),
            self.duties_button: card(self.duties_panel, margin=10),
            self.milestones_button: card(self.milestones_panel, margin=10),
            self.goals_button: card(self.goals_panel, margin=10),
        }
        self.strip = row(*self._parts, None, spacing=4)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        for part in self._parts.values():
            part.hide()
            lines.addWidget(part)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AFTER_MARKS_MS)

    def _connect(self) -> None:
        for opener in self._parts:
            opener.clicked.connect(self._on_opener)
        self.plan_panel.done.connect(self.left)
        self.duties_panel.done.connect(self.left)
        self._pause.timeout.connect(self._on_pause)

    # Showing

    def note_change(self, change: Announcement) -> None:
        """Something was kept: read again with the next sheet, or when the marking pauses."""
        changed = change.kinds
        if changed & Changed.ATTENDANCE:
            self._pause.start()
            changed &= ~(Changed.ATTENDANCE | Changed.SESSIONS)
        if changed & self.watches:
            self._stale = True

    def is_stale(self, session_id: int) -> bool:
        """Whether something of what belongs to a session may have changed, so that the file is to be asked."""
        return self._stale or self._sections is None or self._sections.session_id != session_id

    def suggests(self) -> bool:
        """Whether plans to choose from are in sight, where there is no plan."""
        return self.plan_panel.isVisible()

    def show_screen(self, screen: SessionScreen) -> None:
        """Show what belongs to a session; without them what was found of it before."""
        sheet = screen.sheet
        if self._sheet is None or self._sheet.id != sheet.id:
            self.goals_panel.keep_now()
            self._row = None
        self._sheet = sheet
        if screen.sections is not None:
            self._take(screen.sections)
        self._show(screen.suggestions)

    def _take(self, sections: SideSections) -> None:
        self._stale = False
        self._pause.stop()
        self._sections = sections

    def _show(self, suggestions: Sequence[Suggestion] | None = None) -> None:
        sheet, sections, may = self._sheet, self._sections, self._context.actor.may
        if sheet is None or sections is None:
            return
        may_mark = may(Permission.MARK_ATTENDANCE)
        may_choose = sheet.open and may(Permission.WRITE_NOTES)
        self.plan_panel.show_plan(sheet.id, sections.plan, suggestions, may_choose=may_choose)
        self.duties_panel.show_duties(sheet.id, sections.duties, may_change=sheet.open and may_mark)
        self.milestones_panel.show_milestones(
            sheet.id, sheet.day, sections.milestones, may_celebrate=may_mark and self._has_begun(sheet)
        )
        self.incidents.show_incidents(sheet, sections.incidents)
        given = sum(found.holder is not None for found in sections.duties)
        waiting = sum(due.celebrated_on is None for due in sections.milestones)
        _name(self.plan_button, _("Plan ✓") if sections.plan else _("Plan"), shown=may(Permission.SEE_NOTES))
        text = _("Duties {given}/{all}").format(given=given, all=len(sections.duties))
        _name(self.duties_button, text, shown=bool(sections.duties))
        text = _("Milestones {count}").format(count=waiting) if waiting else _("Milestones ✓")
        _name(self.milestones_button, text, shown=bool(sections.milestones))
        self._show_goals(sheet, sections)
        for opener, part in self._parts.items():
            part.setVisible(opener.isChecked() and not opener.isHidden())

    def _show_goals(self, sheet: SessionSheet, sections: SideSections) -> None:
        found = sections.goals.get(self._row.member_id, ()) if self._row else ()
        may = self._context.actor.may
        if self.goals_button.isChecked():  # closed, it need not be built anew for every row that the cursor comes to
            may_say = may(Permission.KEEP_GOALS) and self._has_begun(sheet)
            self.goals_panel.show_goals(sheet.id, sheet.day, self._row, found, may_say=may_say)
        text = _("Goals {count}").format(count=len(found)) if found else _("Goals")
        _name(self.goals_button, text, shown=may(Permission.SEE_GOALS))

    def _has_begun(self, sheet: SessionSheet) -> bool:
        """Whether something can have happened at the session by now."""
        return sheet.day <= self._context.today() and sheet.status is not SessionStatus.DID_NOT_HAPPEN

    def choose(self, member: SheetRow | None) -> None:
        """The cursor of the roster went to a row: its member's goals are shown."""
        before, self._row = self._row, member
        if member is not None and before is not None and member.member_id == before.member_id:
            return  # another mark of theirs changes no goal
        if self._sheet is not None and self._sections is not None:
            self._show_goals(self._sheet, self._sections)

    # Opening

    def open_goals(self) -> None:
        """Open the goals of the chosen row and go there."""
        if not self.goals_button.isHidden():
            self._open(self.goals_button)
            self.goals_panel.begin()

    def keep_now(self) -> None:
        """Keep what was typed about goals."""
        self.goals_panel.keep_now()

    @Slot()
    def _on_opener(self) -> None:
        opener = self.sender()
        self._open(opener if isinstance(opener, QPushButton) and opener.isChecked() else None)

    def _open(self, chosen: QPushButton | None) -> None:
        for opener, part in self._parts.items():
            opener.setChecked(opener is chosen)
            part.setVisible(opener is chosen)
        if chosen is self.plan_button:
            self.plan_panel.begin()
        if self._sheet is not None and self._sections is not None:
            self._show_goals(self._sheet, self._sections)

    @Slot()
    def _on_pause(self) -> None:
        self._stale = True
        if not self.strip.isVisible():
            self.fell_behind.emit()
        elif self._sheet is not None:
            with self._messages.reporting():
                self._take(session_page.side_sections(self._context.storage, self._context.actor, self._sheet.id))
                self._show()


def _opener(name: str, text: str) -> QPushButton:
    made = quiet(button(text, name))
    made.setProperty("chip", True)
    made.setCheckable(True)
    made.hide()
    return made


def _name(opener: QPushButton, text: str, *, shown: bool) -> None:
    opener.setText(text)
    opener.setAccessibleName(text)
    opener.setVisible(shown)
