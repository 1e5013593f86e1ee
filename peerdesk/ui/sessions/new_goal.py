"""A line in which a member's pledge or goal is written down at the session at which it was said."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.care.goals import MOST_TEXT, GoalKind, GoalText, text_problems
from peerdesk.errors import InvalidInput
from peerdesk.i18n import gettext as _
from peerdesk.services.care import goals
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.name_warning import Names, NameWarning
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.inputs.choice import Choice
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import label, row


class NewGoalLine(QWidget, HoldsTyping):
    """What it is, by when, and the words. Enter keeps it, and so does leaving the words; nothing typed is lost."""

    kept = Signal(int)
    """The goal."""

    def __init__(self, context: AppContext, messages: Messages, named: Names) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._member_id = self._session_id = 0
        self._day: date | None = None
        self._name = self._warned = ""
        self.kind: Choice[GoalKind] = Choice((GoalKind.PLEDGE, GoalKind.GOAL), empty=False)
        self.kind.setObjectName("newGoalKind")
        self.kind.setAccessibleName(_("A pledge to the group, or a goal"))
        self.due_on = DayEdit()
        self.due_on.setObjectName("newGoalDue")
        self.due_on.setAccessibleName(_("By when"))
        self.text = QLineEdit()
        self.text.setObjectName("newGoalText")
        self.text.setMaxLength(MOST_TEXT)
        self.text.setAccessibleName(_("What the member wants to do"))
        self.text.setPlaceholderText(_("What the member promises or wants to do; Enter keeps it"))
        self.warning = NameWarning(named, [self.text])
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self._whose = label("", "hint", wrap=True)
        self._whose.hide()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for part in (self._whose, row(self.kind, self.due_on, None), self.text, self.warning, self.problem):
            lines.addWidget(part)
        self.kind.activated.connect(self._on_kind)
        self.text.editingFinished.connect(self.keep)

    def show_for(self, session_id: int, day: date, member_id: int | None, name: str) -> None:
        """Serve another member. What was typed of the one before is kept first, or says of whom it still is."""
        another = (session_id, member_id or 0) != (self._session_id, self._member_id)
        if another:
            self.keep()
        left = another and bool(self.unsaved())
        self._whose.setText(_("Of {name}, not kept yet:").format(name=self._name))
        self._whose.setVisible(left)
        if another and not left:
            self._session_id, self._day, self._member_id, self._name = session_id, day, member_id or 0, name
            self._suggest()

    def unsaved(self) -> list[str]:
        """Words that could not be kept."""
        return [_("Goals")] if self.text.text().strip() else []

    @Slot()
    def keep(self) -> None:
        """Keep what was typed, if anything was; one that names a member is warned of first, and kept the next time."""
        text, context = " ".join(self.text.text().split()), self._context
        if not text or not self._member_id or self._day is None:
            return
        self.warning.look()
        if not self.warning.isHidden() and text != self._warned:
            self._warned = text
            return
        self.text.clear()  # so that it is kept once, whatever the announcement makes happen
        self.problem.hide()
        with self._messages.reporting():
            try:
                if unreadable := self.due_on.problems("due_on", required=False):
                    raise InvalidInput([*text_problems(text, MOST_TEXT), *unreadable])
                goal = GoalText(text, self.due_on.day(), self.kind.code() or GoalKind.PLEDGE)
                number = goals.add(
                    context.storage, context.actor, self._member_id, goal, today=context.today(), set_on=self._day
                )
            except InvalidInput as error:
                self.text.setText(text)
                self.problem.setText("\n".join(words.problem(problem) for problem in error.problems))
                self.problem.show()
                return
            self._suggest()
            self.kept.emit(number)
            return
        self.text.setText(text)

    @Slot()
    def _on_kind(self) -> None:
        self._suggest()

    def _suggest(self) -> None:
        """A pledge has the day of the group's next session; when a goal is to be reached is the member's word."""
        self.due_on.set_day(None)
        if self.kind.code() is GoalKind.PLEDGE and self._member_id and self._day is not None:
            context = self._context
            with self._messages.reporting():
                self.due_on.set_day(
                    goals.pledge_day(
                        context.storage, context.actor, self._member_id, day=self._day, session_id=self._session_id
                    )
                )
