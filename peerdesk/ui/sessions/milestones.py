"""Milestones of the group's members this week: a tick says that one was celebrated."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.care.recovery import Milestone, MilestoneDue
from peerdesk.domain.dates import short_date
from peerdesk.i18n import gettext as _
from peerdesk.services.care import milestones
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.parts import clear_layout, label
from peerdesk.ui.widgets.tips import set_tip


class MilestoneToCelebrate(QWidget):
    """Whose milestone, which one, when; and the box that is ticked when it has been celebrated."""

    ticked = Signal(int, object, bool)
    """Member, milestone, celebrated or not."""

    def __init__(self, due: MilestoneDue) -> None:
        super().__init__()
        self.due = due
        text = _("{name}: {milestone}").format(name=due.name, milestone=words.milestone(due.milestone))
        self.box = QCheckBox(text.replace("&", "&&"))
        self.box.setObjectName(f"celebrated-{due.member_id}-{due.milestone.kind.value}-{due.milestone.count}")
        self.box.setAccessibleName(text)
        set_tip(self.box, _("Tick when it has been celebrated"))
        self.box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._days = label("", "hint", wrap=True)
        self._days.setIndent(24)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.box)
        lines.addWidget(self._days)
        self.box.clicked.connect(self._on_clicked)

    def show_due(self, due: MilestoneDue, *, may_celebrate: bool) -> None:
        self.due = due
        self.box.setChecked(due.celebrated_on is not None)
        self.box.setEnabled(may_celebrate)
        days = [_("reached on {day}").format(day=short_date(due.day))]
        if due.celebrated_on is not None:
            days.append(_("celebrated on {day}").format(day=short_date(due.celebrated_on)))
        self._days.setText(", ".join(days))
        self.box.setAccessibleDescription(self._days.text())

    @Slot(bool)
    def _on_clicked(self, celebrated: bool) -> None:
        self.ticked.emit(self.due.member_id, self.due.milestone, celebrated)


class MilestonesPanel(QWidget):
    """The list: those still to celebrate first."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._session_id = 0
        self._day: date | None = None
        self._may = False
        self.lines: dict[tuple[int, Milestone, date], MilestoneToCelebrate] = {}
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)

    def show_milestones(self, session_id: int, day: date, due: Sequence[MilestoneDue], *, may_celebrate: bool) -> None:
        """Show what was reached in the week up to a session. A list that only got ticks keeps its order."""
        self._session_id, self._day, self._may = session_id, day, may_celebrate
        found = {_key(one): one for one in due}
        if found.keys() != self.lines.keys():
            self._rebuild(sorted(due, key=_celebrated))
        for key, one in found.items():
            self.lines[key].show_due(one, may_celebrate=may_celebrate)

    def _rebuild(self, due: Sequence[MilestoneDue]) -> None:
        clear_layout(self)
        self.lines = {}
        for one in due:
            line = MilestoneToCelebrate(one)
            line.ticked.connect(self._on_ticked)
            self.lines[_key(one)] = line
            self._lines.addWidget(line)

    @Slot(int, object, bool)
    def _on_ticked(self, member_id: int, milestone: Milestone, celebrated: bool) -> None:
        storage, actor = self._context.storage, self._context.actor
        if self._day is None:
            return
        with self._messages.reporting():
            if celebrated:
                milestones.celebrate(storage, actor, member_id, milestone, day=self._day, session_id=self._session_id)
            else:
                milestones.take_back_celebration(storage, actor, member_id, milestone)
            return
        for line in self.lines.values():  # it was refused: the boxes say what the file says
            line.show_due(line.due, may_celebrate=self._may)


def _key(due: MilestoneDue) -> tuple[int, Milestone, date]:
    return due.member_id, due.milestone, due.day


def _celebrated(due: MilestoneDue) -> bool:
    return due.celebrated_on is not None
