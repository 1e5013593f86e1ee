"""The strip of the last fourteen days: held, note missing, did not happen, none."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from peerdesk import words
from peerdesk.domain.dates import short_date
from peerdesk.domain.sessions import SessionStatus, StripDay
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.parts import clear_layout

DAYS = 14


class DayStrip(QWidget):
    """One button per day that has a session; the sign below the day says how far its record is."""

    day_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("dayStrip")
        self.setAccessibleName(_("The last fourteen days"))
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(2)

    def show_days(self, last: date, days: Sequence[StripDay], current: int) -> None:
        """Show the fourteen days up to and with ``last``."""
        clear_layout(self)
        by_day: dict[date, StripDay] = {day.day: day for day in days}
        for day in days:
            if day.session_id == current:
                by_day[day.day] = day
        for offset in range(DAYS - 1, -1, -1):
            day_shown = last - timedelta(days=offset)
            self._line.addWidget(self._button(day_shown, by_day.get(day_shown), current))

    def _button(self, day: date, found: StripDay | None, current: int) -> QToolButton:
        made = QToolButton()
        made.setFixedSize(34, 40)
        made.setObjectName(f"day-{day.isoformat()}")
        made.setCheckable(True)
        made.setText(f"{day.day}\n{_sign(found)}")
        spoken = f"{words.weekday(day)} {short_date(day)}: {_state(found)}"
        made.setToolTip(spoken)
        made.setAccessibleName(spoken)
        made.setEnabled(found is not None)
        if found is not None:
            made.setChecked(found.session_id == current)
            made.setProperty("session", found.session_id)
            made.clicked.connect(self._on_clicked)
        return made

    @Slot()
    def _on_clicked(self) -> None:
        chosen = self.sender().property("session")
        self.day_chosen.emit(chosen)


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
