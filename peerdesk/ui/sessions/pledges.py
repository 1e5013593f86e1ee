"""Pledges that the group hears of today: whose, what was promised, and two buttons without a verdict."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.care.goals import GoalRow, GoalState, GoalWordKind
from peerdesk.domain.dates import short_date
from peerdesk.i18n import gettext as _
from peerdesk.i18n import pgettext
from peerdesk.services.care import goals
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.parts import button, clear_layout, label, quiet, row, wide


class PledgeLine(QWidget):
    """One pledge; once it is answered, what was said, and the way to take that back."""

    kept = Signal(int)
    not_yet = Signal(int)
    taken_back = Signal(int)

    def __init__(self, goal: GoalRow, name: str) -> None:
        super().__init__()
        self.goal = goal
        text = _("{name}: {pledge}").format(name=name, pledge=goal.text)
        self._text = label(text, "goalText", wrap=True)
        self._facts = label("", "hint", wrap=True)
        self.kept_button = self._button(pgettext("pledge", "Kept"), "pledgeKept", text)
        self.not_yet_button = self._button(words.of(GoalWordKind.NOT_YET), "pledgeNotYet", text)
        self.back_button = self._button(_("Take back"), "pledgeBack", text)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 4)
        lines.setSpacing(0)
        lines.addWidget(self._text)
        lines.addWidget(row(wide(self._facts), self.kept_button, self.not_yet_button, self.back_button, spacing=4))
        self.kept_button.clicked.connect(self._on_kept)
        self.not_yet_button.clicked.connect(self._on_not_yet)
        self.back_button.clicked.connect(self._on_back)

    def _button(self, text: str, name: str, about: str) -> QPushButton:
        made = quiet(button(text, f"{name}-{self.goal.id}", flat=True))
        made.setAccessibleName(_("{answer}: {pledge}").format(answer=text, pledge=about))
        return made

    def show_pledge(self, goal: GoalRow, session_id: int, *, may_say: bool) -> None:
        """Show how it stands at a session."""
        self.goal = goal
        kept = goal.state is GoalState.REACHED
        put_off = goal.put_off_at(session_id) is not None
        answer = pgettext("pledge", "Kept") if kept else words.of(GoalWordKind.NOT_YET) if put_off else ""
        day = [_("promised on {day}").format(day=short_date(goal.set_on))]
        self._facts.setText(" · ".join([*filter(None, (answer,)), *day]))
        for made in (self.kept_button, self.not_yet_button):
            made.setVisible(may_say and not answer)
        self.back_button.setVisible(may_say and bool(answer))

    @Slot()
    def _on_kept(self) -> None:
        self.kept.emit(self.goal.id)

    @Slot()
    def _on_not_yet(self) -> None:
        self.not_yet.emit(self.goal.id)

    @Slot()
    def _on_back(self) -> None:
        self.taken_back.emit(self.goal.id)


class PledgesPanel(QWidget):
    """The pledges of everybody on the roster whose day has come, in the order of the roster."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._session_id = 0
        self._day: date | None = None
        self.lines: dict[int, PledgeLine] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)

    def show_pledges(
        self, session_id: int, day: date, pledges: Sequence[GoalRow], names: Mapping[int, str], *, may_say: bool
    ) -> None:
        """Show what the group hears of; a list that only got answers keeps its order."""
        self._session_id, self._day = session_id, day
        found = {goal.id: goal for goal in pledges if goal.member_id in names}
        if found.keys() != self.lines.keys():
            order = list(names)
            self._rebuild(sorted(found.values(), key=lambda goal: order.index(goal.member_id)), names)
        for goal_id, goal in found.items():
            self.lines[goal_id].show_pledge(goal, session_id, may_say=may_say)

    def _rebuild(self, pledges: Sequence[GoalRow], names: Mapping[int, str]) -> None:
        clear_layout(self)
        self.lines = {}
        for goal in pledges:
            line = PledgeLine(goal, names[goal.member_id])
            line.kept.connect(self._on_kept)
            line.not_yet.connect(self._on_not_yet)
            line.taken_back.connect(self._on_taken_back)
            self.lines[goal.id] = line
            self._lines.addWidget(line)

    @Slot(int)
    def _on_kept(self, goal_id: int) -> None:
        if self._day is not None:
            today = self._context.today()
            self._do(partial(goals.close, state=GoalState.REACHED, day=self._day, today=today), goal_id)

    @Slot(int)
    def _on_not_yet(self, goal_id: int) -> None:
        if self._day is not None:
            said = partial(goals.say, kind=GoalWordKind.NOT_YET, text="", day=self._day, session_id=self._session_id)
            self._do(said, goal_id)

    @Slot(int)
    def _on_taken_back(self, goal_id: int) -> None:
        goal = self.lines[goal_id].goal
        if goal.state is GoalState.REACHED:
            self._do(goals.reopen, goal_id)
        elif (word := goal.put_off_at(self._session_id)) is not None:
            self._do(goals.unsay, word.id)

    def _do(self, act: Callable[..., object], number: int) -> None:
        with self._messages.reporting():
            act(self._context.storage, self._context.actor, number)
