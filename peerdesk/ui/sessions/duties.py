"""Who has which duty at a session: by turn, changed with one click."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.dates import short_date
from peerdesk.domain.groups.duties import Candidate, Duty, DutyRow
from peerdesk.i18n import gettext as _
from peerdesk.services.groups import duties
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.inputs.calm import CalmCombo
from peerdesk.ui.widgets.parts import button, label, quiet
from peerdesk.ui.widgets.tips import set_tip

_LIST = 300
"""Pixels: in the open list a name stands with the day on which they last did it."""


class HolderChoice(CalmCombo):
    """Who has a duty: nobody yet, or one of those who are there in the order of their turn."""

    chosen = Signal(Duty, object)
    """The duty and the member's id, ``None`` for nobody."""

    def __init__(self, duty: Duty) -> None:
        super().__init__()
        self._duty = duty
        self._ids: list[int | None] = []
        self.setObjectName(f"duty-{duty.value}")
        self.setAccessibleName(words.of(duty))
        self.setMinimumContentsLength(13)
        self.view().setMinimumWidth(_LIST)
        self.activated.connect(self._on_activated)

    def show_row(self, shown: DutyRow) -> None:
        """Show the holder and who else may be; nothing is rebuilt while all stay the same."""
        people = list(shown.candidates)
        if shown.holder and shown.holder.member_id not in {person.member_id for person in people}:
            people.insert(0, shown.holder)
        following = next((person.name for person in people if person.member_id == shown.next_id), "")
        nobody = _("turn of {name}").format(name=following) if following else "–"
        texts = [nobody, *(_text(person, shown.holder) for person in people)]
        if texts != [self.itemText(place) for place in range(self.count())]:
            self.clear()
            self.addItems(texts)
        self._ids = [None, *(person.member_id for person in people)]
        self.setCurrentIndex(self._ids.index(shown.holder.member_id) if shown.holder else 0)

    @Slot(int)
    def _on_activated(self, place: int) -> None:
        self.chosen.emit(self._duty, self._ids[place])


class DutiesPanel(QWidget):
    """One line for each duty that the group shares."""

    done = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._session_id = 0
        self._held: Mapping[Duty, int | None] = {}
        self._build()
        self.give_all.clicked.connect(self._give_all)

    def _build(self) -> None:
        self.undo_bar = UndoBar(self)
        self.holders = {duty: HolderChoice(duty) for duty in Duty}
        self._labels = {duty: label(words.of(duty), "fieldLabel") for duty in Duty}
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, duty in enumerate(Duty):
            self._labels[duty].setBuddy(self.holders[duty])
            grid.addWidget(self._labels[duty], place, 0)
            grid.addWidget(self.holders[duty], place, 1)
            self.holders[duty].chosen.connect(self._assign)
        self.give_all = quiet(button(_("Give by turn"), "dutiesByTurn"))
        set_tip(self.give_all, _("Give every duty that nobody has yet to whoever did it longest ago"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addLayout(grid)
        lines.addWidget(self.give_all, 0, Qt.AlignmentFlag.AlignLeft)

    def show_duties(self, session_id: int, rows: Sequence[DutyRow], *, may_change: bool) -> None:
        if session_id != self._session_id:
            self.undo_bar.leave()
        self._session_id = session_id
        self._held = {found.duty: found.holder.member_id if found.holder else None for found in rows}
        shown = {found.duty: found for found in rows}
        for duty, holder in self.holders.items():
            holder.setVisible(duty in shown)
            self._labels[duty].setVisible(duty in shown)
            holder.setEnabled(may_change)
            if duty in shown:
                holder.show_row(shown[duty])
        self.give_all.setVisible(may_change and any(found.next_id is not None for found in rows))

    @Slot(Duty, object)
    def _assign(self, duty: Duty, member_id: int | None) -> None:
        context, session_id, before = self._context, self._session_id, self._held.get(duty)
        text = f"{words.of(duty)}: {self.holders[duty].currentText()}"
        with self._messages.reporting():
            duties.assign(context.storage, context.actor, session_id, duty, member_id)
            self.undo_bar.offer(text, partial(self._give_back, session_id, {duty: before}))
        self.done.emit()

    def _give_back(self, session_id: int, turns: Mapping[Duty, int | None]) -> None:
        with self._messages.reporting():
            for duty, member_id in turns.items():
                duties.assign(self._context.storage, self._context.actor, session_id, duty, member_id)

    @Slot()
    def _give_all(self) -> None:
        with self._messages.reporting():
            given = duties.assign_by_turn(self._context.storage, self._context.actor, self._session_id)
            undo = partial(self._give_back, self._session_id, dict.fromkeys(given))
            self.undo_bar.offer(_("The duties are given by turn."), undo)
        self.done.emit()


def _text(person: Candidate, holder: Candidate | None) -> str:
    if person.last_on is None or person == holder:
        return person.name
    return _("{name} (last on {day})").format(name=person.name, day=short_date(person.last_on))
