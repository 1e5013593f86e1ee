"""The small forms of a member's goals: a new one, its text and day, what was said about it."""

from collections.abc import Hashable, Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot

from peerdesk.context import AppContext
from peerdesk.domain.care.goals import (
    MOST_TEXT,
    MOST_WORDS,
    QUESTIONS,
    GoalKind,
    GoalRow,
    GoalText,
    GoalWordKind,
    text_problems,
)
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.errors import InvalidInput
from peerdesk.i18n import gettext as _
from peerdesk.services.care import goals
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.name_warning import NameWarning
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.choice import Choice, worded
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import label, text_edit


def _named_beside(context: AppContext, messages: Messages, member_id: int, text: str) -> Sequence[str]:
    with messages.reporting():
        return goals.names_in(context.storage, context.actor, member_id, text, today=context.today())
    return ()


class GoalPanel(RecordPanel[MemberPage]):
    """Text, kind and day of a goal. A pledge begins with the day on which the group will hear of it."""

    def __init__(self, context: AppContext, messages: Messages, name: str, title: str) -> None:
        super().__init__(context, messages, name, title, _("Keep"))
        self.text, self.due_on = text_edit(52), DayEdit()
        self.kind: Choice[GoalKind] = Choice(GoalKind, empty=False)
        self._suggested: date | None = None
        own_words = _("In the member's own words. Small steps are easier to keep.")
        text = Field(_("What the member wants to do"), self.text, "text", hint=own_words)
        promised = _("A pledge is promised to the group, and read out on its day: kept or not yet.")
        kind = Field(_("It is a"), self.kind, "kind", hint=promised)
        due_on = Field(_("By when"), self.due_on, "due_on", hint=_("Of a goal it may stay empty."))
        self.warning = NameWarning(self._named, [self.text])
        self.take_fields((text, kind, due_on), (text, self.warning, FieldGrid((kind, due_on))))
        self.kind.activated.connect(self._on_kind)

    def _named(self, text: str) -> Sequence[str]:
        return _named_beside(self._context, self._messages, self.record.id, text)

    def show_goal(self, text: str, due_on: date | None, kind: GoalKind) -> None:
        self.text.setPlainText(text)
        self.due_on.set_day(due_on)
        self.kind.choose(kind)
        self._suggested = None

    @Slot()
    def _on_kind(self) -> None:
        """The day that was suggested comes and goes with the pledge; one that was typed stays."""
        if self.kind.code() is not GoalKind.PLEDGE:
            if self._suggested is not None and self.due_on.day() == self._suggested:
                self.due_on.set_day(None)
        elif not self.due_on.text().strip():
            context = self._context
            with self._messages.reporting():
                self._suggested = goals.pledge_day(context.storage, context.actor, self.record.id, day=context.today())
                self.due_on.set_day(self._suggested)

    def goal(self) -> GoalText:
        """What is typed, on one line.

        Raises:
            InvalidInput: if the day cannot be read.
        """
        text = " ".join(self.text.toPlainText().split())
        if unreadable := self.due_on.problems("due_on", required=False):
            raise InvalidInput([*text_problems(text, MOST_TEXT), *unreadable])
        return GoalText(text, self.due_on.day(), self.kind.code() or GoalKind.GOAL)


class NewGoalPanel(GoalPanel):
    """Keeps a goal that the member sets today."""

    kept = Signal(int)
    """The goal."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "newGoal", _("A new goal"))

    def start(self, member: MemberPage) -> None:
        self.show_goal("", None, GoalKind.GOAL)

    def keep(self) -> None:
        context = self._context
        self.kept.emit(goals.add(context.storage, context.actor, self.record.id, self.goal(), today=context.today()))


class ChangeGoalPanel(GoalPanel):
    """Changes text, kind and day of a goal."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "changeGoal", _("Change the goal"))
        self._goal: GoalRow | None = None

    def about(self, goal: GoalRow) -> None:
        """Begin with a goal. Something changed in the one before is kept on screen until it is kept or left."""
        before = self._goal
        shown = self.text.toPlainText(), self.due_on.day(), self.kind.code()
        typed = before and shown != (before.text, before.due_on, before.kind)
        if self.is_open and before and typed and before.id != goal.id:
            return
        if before is None or before.id != goal.id:
            self.is_open = False
        self._goal = goal

    def start(self, member: MemberPage) -> None:
        if self._goal:
            self.show_goal(self._goal.text, self._goal.due_on, self._goal.kind)

    def about_what(self, member: MemberPage) -> Hashable:
        return self._goal.id if self._goal else None

    def keep(self) -> None:
        if self._goal:
            goals.change(self._context.storage, self._context.actor, self._goal.id, self.goal())


class SayPanel(RecordPanel[MemberPage]):
    """Keeps what the member told about a goal: progress, a setback, the next step."""

    kept = Signal(int)
    """The words said."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages, "sayGoal", _("An update on the goal"), _("Keep"))
        self._goal: GoalRow | None = None
        self._goal_text = label("", "goal", wrap=True)
        self.kind: Choice[GoalWordKind] = Choice(QUESTIONS, empty=False)
        self.day = DayEdit()
        self.text = text_edit(72)
        heads = (Field(_("It was about"), self.kind, "kind"), Field(_("Said on"), self.day, "day"))
        text = Field(_("In the member's own words"), self.text, "text")
        self.warning = NameWarning(self._named, [self.text])
        self.take_fields((text, *heads), (self._goal_text, FieldGrid(heads), text, self.warning))

    def _named(self, text: str) -> Sequence[str]:
        return _named_beside(self._context, self._messages, self.record.id, text)

    def about(self, goal: GoalRow) -> None:
        """Speak of a goal; what is typed already stays."""
        self._goal = goal
        self._goal_text.setText(goal.text)
        self.kind.set_options(worded(GoalWordKind if goal.kind is GoalKind.PLEDGE else QUESTIONS))
        if self.kind.code() is None:
            self.kind.choose(GoalWordKind.PROGRESS)

    def start(self, member: MemberPage) -> None:
        self.kind.choose(GoalWordKind.PROGRESS)
        self.day.set_day(self._context.today())
        self.text.setPlainText("")

    def about_what(self, member: MemberPage) -> Hashable:
        return self._goal.id if self._goal else None

    def keep(self) -> None:
        kind, text = self.kind.code(), self.text.toPlainText().strip()
        day = self.day.day()
        if day is None:
            told = [] if kind is GoalWordKind.NOT_YET else text_problems(text, MOST_WORDS)
            raise InvalidInput([*told, *self.day.problems("day")])
        if self._goal and kind:
            context = self._context
            self.kept.emit(goals.say(context.storage, context.actor, self._goal.id, kind, text, day=day))
