"""The strip of the last fourteen days: held, note missing, did not happen, none."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from peerdesk import words
from peerdesk.domain.dates import short_date
from peerdesk.domain.screens.session_page import StripDay
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.tips import set_tip

DAYS = 14
FEWEST = 7
"""So many days are shown however narrow the window."""

_DAY = QSize(34, 40)
_BETWEEN = 2


class DayStrip(QWidget):
    """One button per day that has a session; the sign below the day says how far its record is."""

    day_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("dayStrip")
        self.setAccessibleName(_("The last fourteen days"))
        self._buttons = [self._button(place) for place in range(DAYS)]

    def _button(self, place: int) -> QToolButton:
        made = QToolButton(self)
        made.setObjectName(f"day-{place}")
        made.setAccessibleName(_("No session"))
        made.setFixedSize(_DAY)
        made.setCheckable(True)
        made.clicked.connect(self._on_clicked)
        return made

    def show_days(self, last: date, days: Sequence[StripDay], current: int) -> None:
        """Show the fourteen days up to and with ``last``."""
        by_day: dict[date, StripDay] = {day.day: day for day in days}
        for day in days:
            if day.session_id == current:
                by_day[day.day] = day
        for offset, made in enumerate(reversed(self._buttons)):
            shown = last - timedelta(days=offset)
            _show(made, shown, by_day.get(shown), current)

    def sizeHint(self) -> QSize:
        return _size(DAYS)

    def minimumSizeHint(self) -> QSize:
        return _size(FEWEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for all days the oldest go. A layout would begin anew while it is under way."""
        super().resizeEvent(event)
        top = (self.height() - _DAY.height()) // 2
        for count, made in enumerate(reversed(self._buttons), start=1):
            made.move(self.width() - _size(count).width(), top)
            made.setVisible(count <= FEWEST or made.x() >= 0)

    @Slot()
    def _on_clicked(self) -> None:
        chosen = self.sender().property("session")
        self.day_chosen.emit(chosen)


def _size(days: int) -> QSize:
    return QSize(days * (_DAY.width() + _BETWEEN) - _BETWEEN, _DAY.height())


def _show(made: QToolButton, day: date, found: StripDay | None, current: int) -> None:
    spoken = f"{words.weekday(day)} {short_date(day)}: {_state(found)}"
    made.setObjectName(f"day-{day.isoformat()}")
    made.setText(f"{day.day}\n{_sign(found)}")
    set_tip(made, spoken)
    made.setAccessibleName(spoken)
    made.setEnabled(found is not None)
    made.setChecked(found is not None and found.session_id == current)
    made.setProperty("session", found.session_id if found else 0)


def _sign(day: StripDay | None) -> str:
    if day is None:
        return " "
    if day.status is SessionStatus.DID_NOT_HAPPEN:
        return "N"
    if day.status is SessionStatus.PLANNED:
        return "…"
    if day.signed:
        return "S"
    return "D" if day.has_note else "!"


def _state(day: StripDay | None) -> str:
    if day is None:
        return _("no session")
    if day.status is SessionStatus.DID_NOT_HAPPEN:
        return _("did not happen")
    if day.status is SessionStatus.PLANNED:
        return _("not recorded")
    if day.signed:
        return _("signed")
    return _("held, not signed") if day.has_note else _("note missing")
