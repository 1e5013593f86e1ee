"""A member's goals on their page: what they want to do, by when, and what they told of it."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.goals import GoalKind, GoalRow, GoalState, GoalWordRow
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.states import Part
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext, pgettext
from peerdesk.services.care import goals
from peerdesk.ui.members.goal_panels import ChangeGoalPanel, NewGoalPanel, SayPanel
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.lines import Lines, heading
from peerdesk.ui.widgets.links import link
from peerdesk.ui.widgets.parts import button, column, label, row, wide
from peerdesk.ui.widgets.tips import set_tip
from peerdesk.words.goals import state_of


class Act(StrEnum):
    """What the buttons of a line ask for."""

    REACHED = "reached"
    SET_ASIDE = "setAside"
    SAY = "say"
    CHANGE = "change"
    UNFOLD = "unfold"
    REOPEN = "reopen"


class GoalLines(Lines):
    """Lines whose buttons say which goal they belong to and what they ask for."""

    asked = Signal(int, str)
    """A goal, and what is asked for it (``Act``)."""

    session_chosen = Signal(int)

    def show_lines(self, lines: Iterable[QWidget], nothing: str) -> None:
        shown = list(lines)
        super().show_lines(shown, nothing)
        for line in shown:
            for made in line.findChildren(QPushButton):
                made.clicked.connect(self._on_pressed)

    @Slot()
    def _on_pressed(self) -> None:
        pressed = self.sender()
        if act := pressed.property("act"):
            self.asked.emit(pressed.property("id"), act)
        else:
            self.session_chosen.emit(pressed.property("id"))


def open_line(goal: GoalRow, *, keeps: bool, unfolded: bool) -> QWidget:
    """A goal under way: text, by when, the last word said (or all of them), and what can be done."""
    said = goal.said[::-1] if unfolded else goal.said[-1:]
    parts: list[QWidget] = [
        label(goal.text, "goal", wrap=True),
        label(_days(goal), "hint", wrap=True),
        *(_word(word) for word in said),
    ]
    if len(goal.said) > 1:
        count = len(goal.said)
        text = ngettext("All updates ({count})", "All updates ({count})", count).format(count=count)
        fold = _button(_("Only the last update") if unfolded else text, goal, Act.UNFOLD)
        parts.append(row(fold, None))
    if keeps:
        change = _button("", goal, Act.CHANGE, _("Change the goal: {goal}"), icon="pencil")
        set_tip(change, _("Change the goal"))
        acts = (
            _reached_button(goal),
            _button(_("Set aside"), goal, Act.SET_ASIDE, _("Set aside: {goal}")),
            _button(_("Add an update"), goal, Act.SAY, _("Add an update on: {goal}")),
        )
        parts.append(row(*acts, None, change, spacing=0))
    return column(*parts, spacing=0)


def _reached_button(goal: GoalRow) -> QPushButton:
    """What was reached; a pledge is kept."""
    if goal.kind is GoalKind.PLEDGE:
        return _button(pgettext("pledge", "Kept"), goal, Act.REACHED, _("Kept: {goal}"))
    return _button(_("Reached"), goal, Act.REACHED, _("Reached: {goal}"))


def closed_line(goal: GoalRow, *, keeps: bool) -> QWidget:
    """``✓ Call my brother`` and when it was reached or set aside, with the button that takes it up again."""
    sign = "✓" if goal.state is GoalState.REACHED else "–"
    day = short_date(goal.closed_on) if goal.closed_on else ""
    text = label(f"{sign}  {goal.text}", "goal", wrap=True)
    state = state_of(goal.kind, goal.state)
    text.setAccessibleName(f"{goal.text}: {state}")
    when = label(" · ".join((*_kind(goal), state, day)), "hint", wrap=True)
    if not keeps:
        return column(text, when, spacing=0)
    again = _button(_("Take up again"), goal, Act.REOPEN, _("Take up again: {goal}"))
    return column(text, row(wide(when), again), spacing=0)


def _days(goal: GoalRow) -> str:
    due = [_("by {day}").format(day=short_date(goal.due_on))] if goal.due_on else []
    return " · ".join((*_kind(goal), *due, _("set on {day}").format(day=short_date(goal.set_on))))


def _kind(goal: GoalRow) -> tuple[str, ...]:
    """Said of a pledge alone: everything else is a goal."""
    return () if goal.kind is GoalKind.GOAL else (words.of(goal.kind),)


def _word(word: GoalWordRow) -> QWidget:
    """What was said: the kind and day lead to the session, where it was said at one."""
    head = f"{words.of(word.kind)} · {short_date(word.day)}"
    if word.session_id is None:
        told: QWidget = label(head, "hint")
    else:
        told = link(head, f"said-{word.id}", word.session_id)
    text = [label(word.text, "noteText", wrap=True)] if word.text else []
    return column(row(told, None), *text, spacing=0, margins=(10, 2, 0, 2))


def _button(text: str, goal: GoalRow, act: Act, spoken: str = "", icon: str = "") -> QPushButton:
    made = button(text, f"{act.value}-{goal.id}", flat=True, icon=icon)
    made.setProperty("id", goal.id)
    made.setProperty("act", act.value)
    if spoken:
        made.setAccessibleName(spoken.format(goal=goal.text))
    return made


LATEST = 4
"""So many closed goals are shown."""


class GoalsSection(QWidget):
    """Shows them, and changes them in panels where they stand. Hidden from who may not see goals."""

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
        self.open_goals.session_chosen.connect(self._messages.lead_to_session)
        self.add_panel.kept.connect(self._offer_removing)
        self.say_panel.kept.connect(self._offer_unsaying)

    def show_member(self, member: MemberPage, found: Sequence[GoalRow] | None) -> None:
        """Show a member's goals as the file has them now, out of the same reading as the page.

        Panels under way stay as they are; with ``None`` the reader may not see goals.
        """
        self.setVisible(found is not None)
        if self._member is None or self._member.id != member.id:
            self.undo_bar.leave()
            self._unfolded.clear()
        self._member, self._goals = member, {goal.id: goal for goal in found or ()}
        keeps = self._context.actor.may(Permission.KEEP_GOALS) and member.stands_in(Part.GOALS)
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

    def _open(self, panel: RecordPanel[MemberPage]) -> None:
        panel.open_for(self._shown())
        self.panel_opened.emit(panel)

    def _close(self, goal: GoalRow, state: GoalState) -> None:
        context, today = self._context, self._context.today()
        with self._messages.reporting():
            goals.close(context.storage, context.actor, goal.id, state, day=today, today=today)
            said = _("“{goal}”: {state}").format(goal=goal.text, state=state_of(goal.kind, state))
            self.undo_bar.offer(said, partial(self._reopen, goal.id))

    def _reopen(self, goal_id: int) -> None:
        self._do(goals.reopen, goal_id)

    @Slot(int)
    def _offer_removing(self, goal_id: int) -> None:
        self.undo_bar.offer(_("The goal is kept."), partial(self._do, goals.remove, goal_id))

    @Slot(int)
    def _offer_unsaying(self, word_id: int) -> None:
        self.undo_bar.offer(_("The update is kept."), partial(self._do, goals.unsay, word_id))

    def _do(self, act: Callable[..., object], number: int) -> None:
        with self._messages.reporting():
            act(self._context.storage, self._context.actor, number)
