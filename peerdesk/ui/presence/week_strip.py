"""The seven days of a week, each with how far its presence is filled."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from peerdesk import words
from peerdesk.domain.dates import short_date
from peerdesk.domain.presence import WEEK, Headcount
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.tips import set_tip


class WeekStrip(QWidget):
    """One button per day, Monday to Sunday: how many were present, or that the day is still to be filled."""

    day_chosen = Signal(int)
    """The place of the day in the week, Monday is 0."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("weekStrip")
        self.setAccessibleName(_("The days of this week"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self._buttons = [self._button(place) for place in range(WEEK)]
        for made in self._buttons:
            line.addWidget(made)

    def _button(self, place: int) -> QToolButton:
        made = QToolButton()
        made.setObjectName(f"weekday-{place}")
        made.setAccessibleName(words.weekday(place))
        made.setMinimumSize(76, 44)
        made.setCheckable(True)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        made.setProperty("place", place)
        made.clicked.connect(self._on_clicked)
        return made

    def show_week(self, days: Sequence[date], counts: Sequence[Headcount], chosen: date, today: date) -> None:
        """Show a week; days ahead cannot be chosen."""
        for made, day, count in zip(self._buttons, days, counts, strict=True):
            ahead = day > today
            spoken = f"{words.weekday(day)} {short_date(day)}: {_state(count, ahead=ahead)}"
            made.setText(f"{words.short_weekday(day)} {day.day}\n{_sign(count, ahead=ahead)}")
            set_tip(made, spoken)
            made.setAccessibleName(spoken)
            made.setEnabled(not ahead)
            made.setChecked(day == chosen)

    @Slot()
    def _on_clicked(self) -> None:
        self.day_chosen.emit(self.sender().property("place"))


def _sign(count: Headcount, *, ahead: bool) -> str:
    """``28 P``, with a ``!`` while somebody is unmarked; empty where there is nothing to fill."""
    if ahead or not (count.marked or count.unmarked):
        return " "
    if not count.marked:
        return "–"
    return f"{count.present} P !" if count.unmarked else f"{count.present} P"


def _state(count: Headcount, *, ahead: bool) -> str:
    if ahead:
        return _("ahead")
    if not (count.marked or count.unmarked):
        return _("nobody is expected")
    if not count.marked:
        return _("not filled in yet")
    return words.headcount(count)
