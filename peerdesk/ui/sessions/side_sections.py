"""What stands beside the note of a session: plan, duties, milestones, pledges, goals, incidents.

A strip of buttons says how things stand; one of them at a time opens its part above the note. Nothing here takes the
cursor away from the roster unless somebody goes there by Tab, by the key G or by clicking into a field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.goals import GoalRow, GoalState
from peerdesk.domain.changes import Announcement, Changed
from peerdesk.domain.screens.session_page import SessionScreen, SessionSheet, SheetRow, SideSections
from peerdesk.domain.sessions.plans import Suggestion
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.i18n import gettext as _
from peerdesk.services.sessions import session_page
from peerdesk.ui.keys import RowKey, with_key
from peerdesk.ui.messages import Messages
from peerdesk.ui.sessions.incidents import SessionIncidents
from peerdesk.ui.widgets.parts import button, card, flow, quiet, reveal, row
from peerdesk.ui.widgets.seen import Seen
from peerdesk.ui.widgets.steady import SteadyRoom
from peerdesk.ui.widgets.tips import set_tip

if TYPE_CHECKING:  # loaded and built when they are first opened
    from peerdesk.ui.sessions.duties import DutiesPanel
    from peerdesk.ui.sessions.goals import GoalsPanel
    from peerdesk.ui.sessions.milestones import MilestonesPanel
    from peerdesk.ui.sessions.plan import SessionPlanPanel
    from peerdesk.ui.sessions.pledges import PledgesPanel

AFTER_MARKS_MS = 1000
"""Turns and milestones follow the marks only when the marking pauses, so that a mark stays as quick as it was."""


@dataclass(frozen=True, slots=True)
class _Shown:
    sheet: SessionSheet
    sections: SideSections
    suggestions: Sequence[Suggestion] | None = None


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

    done_with = Signal()
    keep_asked = Signal()
    fell_behind = Signal()
    """The marking paused while nobody saw it (locked, another page): read again when it is seen."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._shown: _Shown | None = None
        self._row: SheetRow | None = None
        self._stale = True
        self._seen: Seen[_Shown] = Seen()
        self._cards: dict[QPushButton, QWidget] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        self.incidents = SessionIncidents(self._context, self._messages)
        self.plan_button = _opener("planOpen", _("Plan"))
        self.duties_button = _opener("dutiesOpen", _("Duties"))
        self.milestones_button = _opener("milestonesOpen", _("Milestones"))
        self.pledges_button = _opener("pledgesOpen", _("Pledges"))
        set_tip(self.pledges_button, _("Read out what was promised: kept, or not yet"))
        self.goals_button = _opener("goalsOpen", _("Goals"))
        set_tip(self.goals_button, with_key(_("Goals of the member in the chosen row"), RowKey.GOALS))
        self.openers = {
            self.plan_button: "plan_panel",
            self.duties_button: "duties_panel",
            self.milestones_button: "milestones_panel",
            self.goals_button: "goals_panel",
            self.pledges_button: "pledges_panel",
        }
        self._goals_room = SteadyRoom(self.goals_button)
        always = row(self.plan_button, self.duties_button, self.milestones_button, self._goals_room, spacing=4)
        self.strip = flow(always, self.pledges_button, None, spacing=4)  # below the others in a narrow window
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AFTER_MARKS_MS)

    def _connect(self) -> None:
        for opener in self.openers:
            opener.clicked.connect(self._on_opener)
        self._pause.timeout.connect(self._on_pause)

    # The parts

    @cached_property
    def plan_panel(self) -> SessionPlanPanel:
        from peerdesk.ui.sessions.plan import SessionPlanPanel

        panel = SessionPlanPanel(self._context, self._messages)
        panel.about_to_write.connect(self.keep_asked)
        panel.done.connect(self.done_with)
        self._put(self.plan_button, panel, partial(self._show_plan, panel))
        return panel

    @cached_property
    def duties_panel(self) -> DutiesPanel:
        from peerdesk.ui.sessions.duties import DutiesPanel

        panel = DutiesPanel(self._context, self._messages)
        panel.done.connect(self.done_with)
        self._put(self.duties_button, panel, partial(self._show_duties, panel))
        return panel

    @cached_property
    def milestones_panel(self) -> MilestonesPanel:
        from peerdesk.ui.sessions.milestones import MilestonesPanel

        panel = MilestonesPanel(self._context, self._messages)
        self._put(self.milestones_button, panel, partial(self._show_milestones, panel))
        return panel

    @cached_property
    def pledges_panel(self) -> PledgesPanel:
        from peerdesk.ui.sessions.pledges import PledgesPanel

        panel = PledgesPanel(self._context, self._messages)
        self._put(self.pledges_button, panel, partial(self._show_pledges, panel))
        return panel

    @cached_property
    def goals_panel(self) -> GoalsPanel:
        from peerdesk.ui.sessions.goals import GoalsPanel

        panel = GoalsPanel(self._context, self._messages)
        panel.left.connect(self.done_with)
        self._put(self.goals_button, panel, partial(self._show_goals, panel))
        return panel

    def _put(self, opener: QPushButton, panel: QWidget, show: Callable[[_Shown], None]) -> None:
        around = self._cards[opener] = card(panel, margin=10)
        around.hide()
        self._lines.addWidget(around)
        self._seen.add(self.openers[opener], show)

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
        return self._stale or self._shown is None or self._shown.sections.session_id != session_id

    def suggests(self) -> bool:
        """Whether plans to choose from are in sight, where there is no plan."""
        return "plan_panel" in self._seen and self.plan_panel.isVisible()

    def show_screen(self, screen: SessionScreen) -> None:
        """Show what belongs to a session; without them what was found of it before."""
        sheet, before = screen.sheet, self._shown
        if before is None or before.sheet.id != sheet.id:
            self.keep_now()
            self._row = None
        if screen.sections is not None:
            self._show(_Shown(sheet, screen.sections, screen.suggestions), fresh=True)
        elif before is not None:
            self._show(_Shown(sheet, before.sections, screen.suggestions))

    def _show(self, shown: _Shown, *, fresh: bool = False) -> None:
        if fresh:
            self._stale = False
            self._pause.stop()
        self._shown, sections, may = shown, shown.sections, self._context.actor.may
        self.incidents.show_incidents(shown.sheet, sections.incidents)
        given = sum(found.holder is not None for found in sections.duties)
        waiting = sum(due.celebrated_on is None for due in sections.milestones)
        _name(self.plan_button, _("Plan ✓") if sections.plan else _("Plan"), shown=may(Permission.SEE_NOTES))
        text = _("Duties {given}/{all}").format(given=given, all=len(sections.duties))
        _name(self.duties_button, text, shown=bool(sections.duties))
        text = _("Milestones {count}").format(count=waiting) if waiting else _("Milestones ✓")
        _name(self.milestones_button, text, shown=bool(sections.milestones))
        self._name_pledges(shown)
        self._name_goals(shown)
        self._seen.show(shown)
        for opener, part in self._cards.items():
            part.setVisible(opener.isChecked() and not opener.isHidden())

    def _show_plan(self, panel: SessionPlanPanel, shown: _Shown) -> None:
        sheet, may = shown.sheet, self._context.actor.may
        may_choose = sheet.open and may(Permission.WRITE_NOTES)
        panel.show_plan(sheet.id, shown.sections.plan, shown.suggestions, may_choose=may_choose)

    def _show_duties(self, panel: DutiesPanel, shown: _Shown) -> None:
        sheet, may = shown.sheet, self._context.actor.may
        panel.show_duties(sheet.id, shown.sections.duties, may_change=sheet.open and may(Permission.MARK_ATTENDANCE))

    def _show_milestones(self, panel: MilestonesPanel, shown: _Shown) -> None:
        sheet, may = shown.sheet, self._context.actor.may
        may_celebrate = may(Permission.MARK_ATTENDANCE) and self._has_begun(sheet)
        panel.show_milestones(sheet.id, sheet.day, shown.sections.milestones, may_celebrate=may_celebrate)

    def _show_goals(self, panel: GoalsPanel, shown: _Shown) -> None:
        sheet, may = shown.sheet, self._context.actor.may
        may_say = may(Permission.KEEP_GOALS) and self._has_begun(sheet)
        panel.show_goals(sheet.id, sheet.day, self._row, self._goals(shown), may_say=may_say)

    def _show_pledges(self, panel: PledgesPanel, shown: _Shown) -> None:
        sheet = shown.sheet
        names = {row.member_id: row.name_latin or row.name_native for row in sheet.rows}
        may_say = self._context.actor.may(Permission.KEEP_GOALS) and self._has_begun(sheet)
        panel.show_pledges(sheet.id, sheet.day, shown.sections.pledges, names, may_say=may_say)

    def _name_pledges(self, shown: _Shown) -> None:
        pledges = shown.sections.pledges
        waiting = sum(one.state is GoalState.OPEN and one.put_off_at(shown.sheet.id) is None for one in pledges)
        text = _("Pledges {count}").format(count=waiting) if waiting else _("Pledges ✓")
        _name(self.pledges_button, text, shown=bool(pledges))

    def _name_goals(self, shown: _Shown) -> None:
        count = len(self._goals(shown))
        text = _("Goals {count}").format(count=count) if count else _("Goals")
        _name(self.goals_button, text, shown=self._context.actor.may(Permission.SEE_GOALS))
        self._goals_room.fit()

    def _goals(self, shown: _Shown) -> Sequence[GoalRow]:
        return shown.sections.goals.get(self._row.member_id, ()) if self._row else ()

    def _has_begun(self, sheet: SessionSheet) -> bool:
        """Whether something can have happened at the session by now."""
        return sheet.day <= self._context.today() and sheet.status is not SessionStatus.DID_NOT_HAPPEN

    def choose(self, member: SheetRow | None) -> None:
        """The cursor of the roster went to a row: its member's goals are shown."""
        before, self._row = self._row, member
        if member is not None and before is not None and member.member_id == before.member_id:
            return  # another mark of theirs changes no goal
        if self._shown is not None:
            self._name_goals(self._shown)
            if self.goals_button.isChecked():  # closed, it is not built anew for every row that the cursor comes to
                self._show_goals(self.goals_panel, self._shown)

    # Opening

    def open_goals(self) -> None:
        """Open the goals of the chosen row and go there."""
        if not self.goals_button.isHidden():
            self._open(self.goals_button)
            self.goals_panel.begin()

    def keep_now(self) -> None:
        """Keep what was typed about goals."""
        if "goals_panel" in self._seen:
            self.goals_panel.keep_now()

    @Slot()
    def _on_opener(self) -> None:
        opener = self.sender()
        self._open(opener if isinstance(opener, QPushButton) and opener.isChecked() else None)

    def _open(self, chosen: QPushButton | None) -> None:
        """What is opened for the first time is built by being named."""
        if chosen is not None:
            getattr(self, self.openers[chosen])
        for opener in self.openers:
            opener.setChecked(opener is chosen)
        for opener, part in self._cards.items():
            part.setVisible(opener is chosen)
        if chosen is self.plan_button:
            self.plan_panel.begin()
        if chosen is self.goals_button and self._shown is not None:
            self._show_goals(self.goals_panel, self._shown)
        if chosen is not None:
            QTimer.singleShot(0, self, self._reveal)  # once it has its place

    @Slot()
    def _reveal(self) -> None:
        """Whoever writes further below sees what was opened."""
        for part in self._cards.values():
            if part.isVisible():
                reveal(part)

    @Slot()
    def _on_pause(self) -> None:
        self._stale = True
        if not self.strip.isVisible():
            self.fell_behind.emit()
        elif self._shown is not None:
            sheet = self._shown.sheet
            with self._messages.reporting():
                sections = session_page.side_sections(self._context.storage, self._context.actor, sheet.id)
                self._show(_Shown(sheet, sections), fresh=True)


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
