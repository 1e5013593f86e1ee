"""The lines of a member's goals: one under way with what was said of it, one that is closed."""

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from peerdesk import words
from peerdesk.domain.care.goals import GoalRow, GoalState, GoalWordRow
from peerdesk.domain.dates import short_date
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.ui.pages.member_sections import link
from peerdesk.ui.widgets.lines import Lines
from peerdesk.ui.widgets.parts import button, column, label, row, wide


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

    session_opened = Signal(int)

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
            self.session_opened.emit(pressed.property("id"))


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
        change.setToolTip(_("Change the goal"))
        acts = (
            _button(_("Reached"), goal, Act.REACHED, _("Reached: {goal}")),
            _button(_("Set aside"), goal, Act.SET_ASIDE, _("Set aside: {goal}")),
            _button(_("Add an update"), goal, Act.SAY, _("Add an update on: {goal}")),
        )
        parts.append(row(*acts, None, change, spacing=0))
    return column(*parts, spacing=0)


def closed_line(goal: GoalRow, *, keeps: bool) -> QWidget:
    """``✓ Call my brother`` and when it was reached or set aside, with the button that takes it up again."""
    sign = "✓" if goal.state is GoalState.REACHED else "–"
    day = short_date(goal.closed_on) if goal.closed_on else ""
    text = label(f"{sign}  {goal.text}", "goal", wrap=True)
    text.setAccessibleName(f"{goal.text}: {words.of(goal.state)}")
    when = label(f"{words.of(goal.state)} · {day}", "hint", wrap=True)
    if not keeps:
        return column(text, when, spacing=0)
    again = _button(_("Take up again"), goal, Act.REOPEN, _("Take up again: {goal}"))
    return column(text, row(wide(when), again), spacing=0)


def _days(goal: GoalRow) -> str:
    set_on = _("set on {day}").format(day=short_date(goal.set_on))
    if goal.due_on is None:
        return set_on
    return _("by {day}").format(day=short_date(goal.due_on)) + " · " + set_on


def _word(word: GoalWordRow) -> QWidget:
    """What was said: the kind and day lead to the session, where it was said at one."""
    head = f"{words.of(word.kind)} · {short_date(word.day)}"
    if word.session_id is None:
        told: QWidget = label(head, "hint")
    else:
        told = link(head, f"said-{word.id}", word.session_id)
    return column(row(told, None), label(word.text, "noteText", wrap=True), spacing=0, margins=(10, 2, 0, 2))


def _button(text: str, goal: GoalRow, act: Act, spoken: str = "", icon: str = "") -> QPushButton:
    made = button(text, f"{act.value}-{goal.id}", flat=True, icon=icon)
    made.setProperty("id", goal.id)
    made.setProperty("act", act.value)
    if spoken:
        made.setAccessibleName(spoken.format(goal=goal.text))
    return made
