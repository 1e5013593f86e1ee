"""The weekly meeting times of a group, as they are typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.domain.groups.groups import MeetingTime
from peerdesk.errors import Problem
from peerdesk.i18n import gettext as _
from peerdesk.i18n import pgettext
from peerdesk.ui.widgets.inputs.calm import CalmCombo, CalmSpin
from peerdesk.ui.widgets.inputs.time_edit import TimeEdit
from peerdesk.ui.widgets.parts import button, label, row
from peerdesk.ui.widgets.tips import set_tip

DAYS = 7
LONGEST = 480


class TimeRow(QWidget):
    """One weekly time: weekday, time, minutes."""

    removed = Signal(QWidget)

    def __init__(self, meeting: MeetingTime | None) -> None:
        super().__init__()
        self.weekday = CalmCombo()
        self.weekday.addItems([words.weekday(day) for day in range(DAYS)])
        self.starts = TimeEdit()
        self.minutes = CalmSpin()
        self.minutes.setRange(5, LONGEST)
        self.minutes.setSingleStep(5)
        self.minutes.setValue(60)
        self.remove_button = button("", "removeTime", flat=True, icon="x")
        set_tip(self.remove_button, _("Remove this time"))
        if meeting is not None:
            self.weekday.setCurrentIndex(meeting.weekday)
            self.starts.set_time(meeting.starts)
            self.minutes.setValue(meeting.minutes)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.weekday, 1)
        line.addWidget(self.starts)
        line.addWidget(self.minutes)
        line.addWidget(label(pgettext("minutes", "min"), "hint"))
        line.addWidget(self.remove_button)
        self.remove_button.clicked.connect(self._on_remove)

    def number(self, number: int) -> None:
        """Say which of the rows it is, for those who do not see it."""
        for editor, name, spoken in (
            (self.weekday, "weekday", _("Weekday {number}")),
            (self.starts, "starts", _("Time {number}")),
            (self.minutes, "minutes", _("Minutes {number}")),
            (self.remove_button, "removeTime", _("Remove time {number}")),
        ):
            editor.setObjectName(f"{name}-{number}")
            editor.setAccessibleName(spoken.format(number=number))

    def snapshot(self) -> tuple[int, str, int]:
        return self.weekday.currentIndex(), self.starts.text(), self.minutes.value()

    def meeting(self) -> MeetingTime | None:
        """What was typed; ``None`` if the time cannot be read."""
        starts = self.starts.moment()
        return MeetingTime(self.weekday.currentIndex(), starts, self.minutes.value()) if starts else None

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self)


class TimesEdit(QWidget):
    """Any number of weekly times; a new one is suggested for the next day at the same time."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[TimeRow] = []
        self.add_button = button(_("Add a weekly time"), "addTime", flat=True, icon="plus")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addLayout(self._lines)
        lines.addWidget(row(self.add_button, None))
        self.setFocusProxy(self.add_button)
        self.add_button.clicked.connect(self._on_add)

    def set_times(self, times: Sequence[MeetingTime]) -> None:
        for shown in tuple(self.rows):
            self._remove(shown)
        for meeting in times:
            self._append(meeting)

    def times(self) -> tuple[MeetingTime, ...]:
        """What was typed, as far as it can be read."""
        return tuple(meeting for shown in self.rows if (meeting := shown.meeting()) is not None)

    def problems(self, field: str) -> list[Problem]:
        """What is wrong with every time that cannot be read."""
        return [problem for shown in self.rows for problem in shown.starts.problems(field)]

    def snapshot(self) -> tuple[object, ...]:
        return tuple(shown.snapshot() for shown in self.rows)

    @Slot()
    def _on_add(self) -> None:
        added = self._append(self._suggestion())
        added.weekday.setFocus(Qt.FocusReason.OtherFocusReason)

    def _suggestion(self) -> MeetingTime | None:
        if not self.rows:
            return None
        weekday, _typed, minutes = self.rows[-1].snapshot()
        starts = self.rows[-1].starts.moment()
        return MeetingTime((weekday + 1) % DAYS, starts, minutes) if starts else None

    def _append(self, meeting: MeetingTime | None) -> TimeRow:
        added = TimeRow(meeting)
        added.removed.connect(self._on_removed)
        self.rows.append(added)
        self._lines.addWidget(added)
        self._order_before_button(added)
        self._number()
        return added

    def _order_before_button(self, added: TimeRow) -> None:
        """Tab goes through the rows in their order and then to the button that adds one."""
        before = self.add_button.previousInFocusChain()
        while before is not None and before.focusPolicy() is Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain()  # Qt orders only what can have the focus
        for after in (added.weekday, added.starts, added.minutes, added.remove_button):
            if before is not None:
                QWidget.setTabOrder(before, after)
            before = after

    @Slot(QWidget)
    def _on_removed(self, removed: TimeRow) -> None:
        self._remove(removed)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, removed: TimeRow) -> None:
        self.rows.remove(removed)
        self._lines.removeWidget(removed)
        removed.hide()
        removed.deleteLater()
        self._number()

    def _number(self) -> None:
        for number, shown in enumerate(self.rows, 1):
            shown.number(number)
