"""The plan of a session: suggested with the reason, chosen with one click, read while the session runs."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.sessions.plans import Plan, PlanDetails, Suggestion
from peerdesk.i18n import gettext as _
from peerdesk.services.sessions import plans
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.links import link_button
from peerdesk.ui.widgets.parts import button, clear_layout, column, label, quiet, row
from peerdesk.ui.widgets.tips import set_tip

AT_FIRST = 4
"""So many suggestions are shown before somebody asks for all."""


class SuggestionLine(QWidget):
    """A plan's name, why it is suggested, and its text once the name is clicked."""

    used = Signal(str)

    def __init__(self, suggestion: Suggestion) -> None:
        super().__init__()
        plan = suggestion.plan
        self.key = plan.key
        self.name = quiet(link_button(plan.details.name, f"read-{plan.key}"))
        self.name.setCheckable(True)
        self.name.setAccessibleName(_("Read {plan}").format(plan=plan.details.name))
        set_tip(self.name, facts(plan.details))
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.use = quiet(button(_("Use"), f"use-{plan.key}"))
        self.use.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.use.setAccessibleName(_("Use {plan}").format(plan=plan.details.name))
        self.text = label(plan.details.text, "planText", wrap=True)
        self.text.hide()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(row(self.name, self.use))
        lines.addWidget(label(words.why(suggestion), "hint", wrap=True))
        lines.addWidget(self.text)
        self.name.toggled.connect(self.text.setVisible)
        self.use.clicked.connect(self._on_use)

    @Slot()
    def _on_use(self) -> None:
        self.used.emit(self.key)


class SessionPlanPanel(QWidget):
    """Either the session's plan to read, or the list of suggestions."""

    about_to_write = Signal()
    done = Signal()
    """Something was chosen by key or click; the cursor may go back to the roster."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._session_id = 0
        self._plan: Plan | None = None
        self._open = False
        self._suggestions: Sequence[Suggestion] = ()
        self._all = False
        self.lines: list[SuggestionLine] = []
        self._build()
        self.another.clicked.connect(self._suggest)
        self.without.clicked.connect(self._put_aside)
        self.more.clicked.connect(self._show_all)

    def _build(self) -> None:
        self.name = label("", "section", wrap=True)
        self.facts = label("", "hint", wrap=True)
        self.text = label("", "planText", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.another = quiet(button(_("Another plan"), "anotherPlan", flat=True))
        self.without = quiet(button(_("Without a plan"), "withoutPlan", flat=True))
        self._choices = row(self.another, self.without, None, spacing=4)
        self._reading = column(self.name, self.facts, self.text, self._choices, spacing=4)
        self._hint = label(_("Click a name to read the plan."), "hint", wrap=True)
        self._list = QWidget()
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self.more = quiet(button(_("All plans"), "allPlans", flat=True))
        self._choosing = column(self._hint, self._list, row(self.more, None), spacing=6)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(self._reading)
        lines.addWidget(self._choosing)

    def show_plan(
        self, session_id: int, plan: Plan | None, suggestions: Sequence[Suggestion] | None, *, may_choose: bool
    ) -> None:
        """Show the plan that a session follows, or suggestions, which are asked for unless they came along."""
        another = session_id != self._session_id or plan != self._plan
        self._session_id, self._plan, self._open = session_id, plan, may_choose
        self._choices.setVisible(may_choose)
        if plan is not None:
            self.name.setText(plan.details.name)
            self.facts.setText(facts(plan.details))
            self.text.setText(plan.details.text)
        if another:
            self._forget_suggestions()
        if self.isVisible():
            if plan is None and suggestions is not None and not self._suggestions:
                self._take(suggestions)
            self.begin()

    def begin(self) -> None:
        """The panel is seen: where there is no plan yet, suggest some."""
        if self._plan is None and self._open and not self._suggestions:
            self._suggest()
        self._show_either()

    def _show_either(self) -> None:
        choosing = bool(self._suggestions)
        self._choosing.setVisible(choosing)
        self._reading.setVisible(not choosing)
        if self._plan is None:
            self.name.setText(_("No plan was chosen for this session."))
            self.facts.setText("")
            self.text.setText("")
            self._choices.hide()

    def _forget_suggestions(self) -> None:
        self._suggestions, self._all, self.lines = (), False, []
        clear_layout(self._list)

    @Slot()
    def _suggest(self) -> None:
        with self._messages.reporting():
            self._take(plans.suggestions(self._context.storage, self._context.actor, self._session_id))
            self._show_either()

    def _take(self, suggestions: Sequence[Suggestion]) -> None:
        """All of them but the plan that the session follows."""
        self._suggestions = [found for found in suggestions if self._plan is None or found.plan.key != self._plan.key]
        self._show_lines()

    @Slot()
    def _show_all(self) -> None:
        self._all = True
        self._show_lines()

    def _show_lines(self) -> None:
        clear_layout(self._list)
        self.lines = [SuggestionLine(found) for found in self._suggestions[: None if self._all else AT_FIRST]]
        for line in self.lines:
            line.used.connect(self._use)
            self._lines.addWidget(line)
        self.more.setVisible(not self._all and len(self._suggestions) > AT_FIRST)

    @Slot(str)
    def _use(self, key: str) -> None:
        self.about_to_write.emit()
        with self._messages.reporting():
            self._forget_suggestions()
            plans.use(self._context.storage, self._context.actor, self._session_id, key)
        self.begin()
        self.done.emit()

    @Slot()
    def _put_aside(self) -> None:
        self.about_to_write.emit()
        with self._messages.reporting():
            plans.put_aside(self._context.storage, self._context.actor, self._session_id)
        self.done.emit()


def facts(details: PlanDetails) -> str:
    """``Handling craving · 60 min · Meditation, Group discussion``."""
    parts = [
        words.of(details.objective) if details.objective else "",
        _("{minutes} min").format(minutes=details.minutes),
        ", ".join(words.of(activity) for activity in sorted(details.activities)),
    ]
    return " · ".join(part for part in parts if part)
