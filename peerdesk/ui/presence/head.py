"""The head of the presence page: which day it is, the ways to another one, and the days of its week."""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.domain.dates import unread_date, week_of
from peerdesk.domain.presence import Headcount
from peerdesk.errors import Problem
from peerdesk.i18n import gettext as _
from peerdesk.ui.presence.week_strip import WeekStrip
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import button, label, row
from peerdesk.ui.widgets.tips import set_tip


class PresenceHead(QWidget):
    """Asks for a day by ◂ and ▸, by typing it, from the strip, or for today. Days ahead are refused here."""

    day_asked = Signal(object)
    """A ``date`` up to today."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._day, self._today = today, today
        self._build()
        self.previous.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        self.today_button.clicked.connect(self._go_to_today)
        self.day.day_changed.connect(self._on_day)
        self.strip.day_chosen.connect(self._on_strip)

    def _build(self) -> None:
        self.previous = button("", "dayBefore", flat=True, icon="chevron-left")
        self.previous.setAccessibleName(_("Day before"))
        set_tip(self.previous, _("Day before (←)"))
        self.day = DayEdit()
        self.day.setObjectName("presenceDay")
        self.day.setAccessibleName(_("Day"))
        self.weekday = label("", "section")
        self.next = button("", "dayAfter", flat=True, icon="chevron-right")
        self.next.setAccessibleName(_("Day after"))
        set_tip(self.next, _("Day after (→)"))
        self.today_button = button(_("Today"), "presenceToday", flat=True)
        self.problem = label("", "problem")
        self.strip = WeekStrip()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        ways = (self.previous, self.day, self.next, self.weekday, self.today_button, self.problem)
        lines.addWidget(row(*ways, None, spacing=6))
        lines.addWidget(row(self.strip, None))

    def show_day(self, day: date, today: date) -> None:
        """Another day is shown; what is being typed there is replaced."""
        self._day, self._today = day, today
        self.day.set_day(day)
        self.problem.setText("")

    def show_week(self, counts: Mapping[date, Headcount], day: date, today: date) -> None:
        """Show how far the week of the day is filled; ``counts`` from Monday to Sunday."""
        self._day, self._today = day, today
        self.strip.show_week(list(counts), list(counts.values()), day, today)
        self.weekday.setText(words.weekday(day))
        self.next.setEnabled(day < today)
        self.today_button.setEnabled(day != today)

    @Slot(int)
    def step(self, days: int) -> None:
        """Go some days back or on, as far as today."""
        day = self._day + timedelta(days)
        if day <= self._today:
            self.day_asked.emit(day)

    @Slot()
    def _go_back(self) -> None:
        self.step(-1)

    @Slot()
    def _go_on(self) -> None:
        self.step(1)

    @Slot()
    def _go_to_today(self) -> None:
        self.day_asked.emit(self._today)

    @Slot()
    def _on_day(self) -> None:
        day = self.day.day()
        ahead = day is not None and day > self._today
        unread = Problem("day", unread_date(self.day.text()), {"value": self.day.text()}) if day is None else None
        wrong = Problem("day", "day-ahead") if ahead else unread
        self.problem.setText(words.problem(wrong) if wrong else "")
        if day is not None and not ahead and day != self._day:
            self.day_asked.emit(day)

    @Slot(int)
    def _on_strip(self, place: int) -> None:
        self.day_asked.emit(week_of(self._day)[0] + timedelta(place))
