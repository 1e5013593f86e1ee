"""The open goals of one member at a session: progress, setback, next step; and a line for a new one or a pledge."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.care.goals import MOST_WORDS, QUESTIONS, GoalKind, GoalRow, GoalWordKind, GoalWordRow
from peerdesk.domain.dates import short_date
from peerdesk.domain.screens.session_page import SheetRow
from peerdesk.errors import InvalidInput
from peerdesk.i18n import gettext as _
from peerdesk.services.care import goals
from peerdesk.services.sessions import attendance
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.name_warning import Names, NameWarning
from peerdesk.ui.sessions.new_goal import NewGoalLine
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.parts import button, clear_layout, label, offer, quiet, row, wide
from peerdesk.ui.widgets.tips import set_tip
from peerdesk.words.goals import said


class GoalBlock(QWidget, HoldsTyping):
    """One goal, what was said about it at this session, and a line for each of the three questions.

    Enter keeps a line, and so does leaving it; nothing typed is lost.
    """

    said = Signal(int, GoalWordKind, str)
    taken_back = Signal(int)

    def __init__(self, goal: GoalRow, named: Names) -> None:
        super().__init__()
        self.goal = goal
        self._text = label("", "goalText", wrap=True)
        self._facts = label("", "hint", wrap=True)
        self._said = QWidget()
        self._said_lines = QVBoxLayout(self._said)
        self._said_lines.setContentsMargins(0, 0, 0, 0)
        self._said_lines.setSpacing(0)
        self._shown: Sequence[GoalWordRow] = ()
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self.editors = {kind: self._editor(kind) for kind in QUESTIONS}
        self.warning = NameWarning(named, self.editors.values())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 6)
        lines.setSpacing(4)
        for part in (self._text, self._facts, self._said, *self.editors.values(), self.warning, self.problem):
            lines.addWidget(part)

    def _editor(self, kind: GoalWordKind) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(f"goal-{self.goal.id}-{kind.value}")
        made.setMaxLength(MOST_WORDS)
        made.setPlaceholderText(words.of(kind))
        made.setAccessibleName(_("{question} about {goal}").format(question=words.of(kind), goal=self.goal.text))
        made.setProperty("kind", kind.value)
        made.editingFinished.connect(self._on_finished)
        return made

    def show_goal(self, goal: GoalRow, session_id: int, *, may_say: bool) -> None:
        """Show the goal as the file has it now; a line that is being typed stays."""
        self.goal = goal
        self._text.setText(goal.text)
        here = [word for word in goal.said if word.session_id == session_id]
        before = [word for word in goal.said if word.session_id != session_id]
        parts = [words.of(goal.kind)] if goal.kind is GoalKind.PLEDGE else []
        parts += [_("until {day}").format(day=short_date(goal.due_on))] if goal.due_on else []
        if before:
            parts.append(_("{day}: {what}").format(day=short_date(before[-1].day), what=_in_words(before[-1])))
        self._facts.setText(" · ".join(parts))
        self._facts.setVisible(bool(parts))
        if here != self._shown:
            self._show_said(here, may_say=may_say)
        for editor in self.editors.values():
            editor.setVisible(may_say)

    def _show_said(self, here: Sequence[GoalWordRow], *, may_say: bool) -> None:
        self._shown = here
        clear_layout(self._said)
        for word in here:
            remove = quiet(button("", f"unsay-{word.id}", flat=True, icon="x"))
            remove.setAccessibleName(_("Take back: {what}").format(what=_in_words(word)))
            set_tip(remove, _("Take back"))
            remove.setProperty("id", word.id)
            remove.clicked.connect(self._on_take_back)
            offer(remove, allowed=may_say)
            self._said_lines.addWidget(row(wide(label(_in_words(word), "said", wrap=True)), remove, spacing=4))

    def keep(self) -> None:
        """Keep every line that was typed into and not left yet."""
        for kind, editor in self.editors.items():
            if editor.text().strip():
                self.said.emit(self.goal.id, kind, editor.text())

    def unsaved(self) -> Sequence[str]:
        """Words that could not be kept, and stand where they can be put right."""
        return [_("Goals")] if any(editor.text().strip() for editor in self.editors.values()) else []

    @Slot()
    def _on_finished(self) -> None:
        self.keep()

    @Slot()
    def _on_take_back(self) -> None:
        self.taken_back.emit(self.sender().property("id"))


class GoalsPanel(QWidget):
    """The goals of the member on whose row the cursor is."""

    left = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._session_id = 0
        self._day: date | None = None
        self.member: SheetRow | None = None
        self.blocks: dict[int, GoalBlock] = {}
        self._caption = label("", "section", wrap=True)
        self._empty = label(_("No open goals."), "hint", wrap=True)
        self._ahead = label(_("What is said can be written down from the day of the session on."), "hint", wrap=True)
        self._list = QWidget()
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self.new = NewGoalLine(context, messages, self._named)
        self.back = quiet(button(_("Back to the roster"), "goalsDone", flat=True))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for part in (self._caption, self._empty, self._ahead, self._list, self.new, row(self.back, None)):
            lines.addWidget(part)
        self.back.clicked.connect(self.left)

    def show_goals(
        self, session_id: int, day: date, member: SheetRow | None, open_goals: Sequence[GoalRow], *, may_say: bool
    ) -> None:
        """Show a member's goals. What was typed about another member's is kept first."""
        found = {goal.id: goal for goal in open_goals}
        if session_id != self._session_id or found.keys() != self.blocks.keys():
            self.keep_now()
            self._session_id, self._day = session_id, day
            self._rebuild(open_goals)
        ahead = day > self._context.today()
        name = (member.name_latin or member.name_native) if member else ""
        self.new.show_for(session_id, day, member.member_id if member else None, name)
        self.new.setVisible(member is not None and may_say and not ahead)
        self.member = member
        for goal_id, goal in found.items():
            self.blocks[goal_id].show_goal(goal, session_id, may_say=may_say and not ahead)
        self._caption.setText(_("Goals of {name}").format(name=name))
        self._caption.setVisible(member is not None)
        self._empty.setVisible(member is not None and not found)
        self._ahead.setVisible(bool(found) and ahead)

    def begin(self) -> None:
        """Put the cursor into the first line, if there is one."""
        for block in self.blocks.values():
            block.editors[GoalWordKind.PROGRESS].setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        if self.new.isVisible():
            self.new.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep_now(self) -> None:
        """Keep what was typed without waiting for the line to be left."""
        for block in list(self.blocks.values()):
            block.keep()
        self.new.keep()

    def _rebuild(self, open_goals: Sequence[GoalRow]) -> None:
        clear_layout(self._list)
        self.blocks = {}
        for goal in open_goals:
            block = GoalBlock(goal, self._named)
            block.said.connect(self._on_said)
            block.taken_back.connect(self._on_taken_back)
            self.blocks[goal.id] = block
            self._lines.addWidget(block)

    def _named(self, text: str) -> Sequence[str]:
        storage, actor, member = self._context.storage, self._context.actor, self.member
        with self._messages.reporting():
            return attendance.names_in(storage, actor, self._session_id, text, member.member_id if member else None)
        return ()

    @Slot(int, GoalWordKind, str)
    def _on_said(self, goal_id: int, kind: GoalWordKind, text: str) -> None:
        block = self.blocks.get(goal_id)
        if block is None or self._day is None:
            return
        editor = block.editors[kind]
        editor.clear()  # so that it is kept once, whatever the announcement makes happen
        block.problem.hide()
        storage, actor = self._context.storage, self._context.actor
        with self._messages.reporting():
            try:
                goals.say(storage, actor, goal_id, kind, text, day=self._day, session_id=self._session_id)
            except InvalidInput as error:
                editor.setText(text)
                block.problem.setText("\n".join(words.problem(problem) for problem in error.problems))
                block.problem.show()
            return
        editor.setText(text)

    @Slot(int)
    def _on_taken_back(self, word_id: int) -> None:
        with self._messages.reporting():
            goals.unsay(self._context.storage, self._context.actor, word_id)


def _in_words(word: GoalWordRow) -> str:
    """``Progress: four times``."""
    return said(word.kind, word.text)
