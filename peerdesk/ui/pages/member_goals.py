"""A member's goals on their page: what they want to do, by when, and what they told of it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.goals import GoalRow, GoalState
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services.care import goals
from peerdesk.ui.messages import Messages
from peerdesk.ui.pages.member_goal_lines import Act, GoalLines, closed_line, open_line
from peerdesk.ui.pages.member_goal_panels import ChangeGoalPanel, NewGoalPanel, SayPanel
from peerdesk.ui.pages.member_panels import MemberPanel
from peerdesk.ui.widgets.lines import heading
from peerdesk.ui.widgets.parts import button, label
from peerdesk.ui.widgets.undo_bar import UndoBar

LATEST = 4
"""So many closed goals are shown."""


class GoalsSection(QWidget):
    """Shows them, and changes them in panels where they stand. Hidden from who may not see goals."""

    session_opened = Signal(int)
    panel_opened = Signal(QWidget)

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._member: MemberPage | None = None
        self._goals: dict[int, GoalRow] = {}
        self._unfolded: set[int] = set()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.add_button = button(_("Add a goal"), "addGoal", icon="target")
        self.undo_bar = UndoBar(self)
        self.add_panel = NewGoalPanel(self._context, self._messages)
        self.change_panel = ChangeGoalPanel(self._context, self._messages)
        self.say_panel = SayPanel(self._context, self._messages)
        self._panels = (self.add_panel, self.change_panel, self.say_panel)
        self.open_goals = GoalLines("openGoals", _("Goals under way"))
        self.closed_goals = GoalLines("closedGoals", _("Earlier goals"))
        self._closed_heading = label(_("Earlier goals"), "fieldLabel")
        self._more = label("", "hint", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        for part in (
            heading(_("Goals"), self.add_button),
            *self._panels,
            self.open_goals,
            self._closed_heading,
            self.closed_goals,
            self._more,
        ):
            lines.addWidget(part)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add)
        self.open_goals.asked.connect(self._on_asked)
        self.closed_goals.asked.connect(self._on_asked)
        self.open_goals.session_opened.connect(self.session_opened)
        self.add_panel.kept.connect(self._offer_removing)
        self.say_panel.kept.connect(self._offer_unsaying)

    def show_member(self, member: MemberPage, found: Sequence[GoalRow] | None) -> None:
        """Show a member's goals as the file has them now, as `goals.of_member` gives them.

        Panels under way stay as they are; with ``None`` the reader may not see goals.
        """
        self.setVisible(found is not None)
        if self._member is None or self._member.id != member.id:
            self.undo_bar.leave()
            self._unfolded.clear()
        self._member, self._goals = member, {goal.id: goal for goal in found or ()}
        keeps = self._context.actor.may(Permission.KEEP_GOALS)
        still = [goal for goal in self._goals.values() if goal.state is GoalState.OPEN]
        done = [goal for goal in self._goals.values() if goal.state is not GoalState.OPEN]
        nothing = _("No goal yet. A small one with a day is easiest to keep: “Call my brother by Sunday”.")
        shown = (open_line(goal, keeps=keeps, unfolded=goal.id in self._unfolded) for goal in still)
        self.open_goals.show_lines(shown, nothing)
        self.closed_goals.show_lines((closed_line(goal, keeps=keeps) for goal in done[:LATEST]), "")
        for part in (self._closed_heading, self.closed_goals):
            part.setVisible(bool(done))
        more = len(done) - LATEST
        self._more.setText(ngettext("and {count} before", "and {count} before", max(more, 0)).format(count=more))
        self._more.setVisible(more > 0)
        self.add_button.setVisible(keeps)
        for panel in self._panels:
            panel.show_for(member)

    def _shown(self) -> MemberPage:
        assert self._member is not None, "buttons are seen only with a member"  # noqa: S101
        return self._member

    # Slots

    @Slot()
    def _on_add(self) -> None:
        self._open(self.add_panel)

    @Slot(int, str)
    def _on_asked(self, goal_id: int, act: str) -> None:
        goal = self._goals[goal_id]
        match Act(act):
            case Act.REACHED:
                self._close(goal, GoalState.REACHED)
            case Act.SET_ASIDE:
                self._close(goal, GoalState.SET_ASIDE)
            case Act.SAY:
                self.say_panel.about(goal)
                self._open(self.say_panel)
            case Act.CHANGE:
                self.change_panel.about(goal)
                self._open(self.change_panel)
            case Act.UNFOLD:
                self._unfolded ^= {goal_id}
                self.show_member(self._shown(), list(self._goals.values()))
            case Act.REOPEN:
                self._reopen(goal_id)

    def _open(self, panel: MemberPanel) -> None:
        panel.open_for(self._shown())
        panel.begin()
        self.panel_opened.emit(panel)

    def _close(self, goal: GoalRow, state: GoalState) -> None:
        context, today = self._context, self._context.today()
        with self._messages.reporting():
            goals.close(context.storage, context.actor, goal.id, state, day=today, today=today)
            said = _("“{goal}”: {state}").format(goal=goal.text, state=words.of(state))
            self.undo_bar.offer(said, partial(self._reopen, goal.id))

    def _reopen(self, goal_id: int) -> None:
        self._do(goals.reopen, goal_id)

    @Slot(int)
    def _offer_removing(self, goal_id: int) -> None:
        self.undo_bar.offer(_("The goal is kept."), partial(self._do, goals.remove, goal_id))

    @Slot(int)
    def _offer_unsaying(self, word_id: int) -> None:
        self.undo_bar.offer(_("The update is kept."), partial(self._do, goals.unsay, word_id))

    def _do(self, act: Callable[..., None], number: int) -> None:
        with self._messages.reporting():
            act(self._context.storage, self._context.actor, number)
