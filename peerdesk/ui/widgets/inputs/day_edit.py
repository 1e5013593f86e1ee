"""A day typed as DD-MM-YYYY, in any script's digits, or picked from a calendar."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QDialog, QLineEdit, QToolButton, QVBoxLayout

from peerdesk.domain.dates import parse_date, short_date, unread_date
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.ui import theme
from peerdesk.ui.widget_keys import DAY_STEPS
from peerdesk.ui.widgets.inputs.digits_edit import DigitsEdit


class DayEdit(DigitsEdit):
    """A line for one day. ↑ and ↓ go by days, the button at its end opens a calendar."""

    day_changed = Signal()

    def __init__(self, day: date | None = None) -> None:
        super().__init__()
        self.setPlaceholderText(_("DD-MM-YYYY"))
        self.setMaxLength(40)  # of what is pasted some signs go
        self.setMaximumWidth(170)
        self._calendar = QAction(theme.icon("calendar-days", self.palette()), _("Choose from a calendar"), self)
        self.addAction(self._calendar, QLineEdit.ActionPosition.TrailingPosition)
        for tool in self.findChildren(QToolButton):
            tool.setAccessibleName(_("Choose from a calendar"))
            tool.setObjectName("calendar")
        self._calendar.triggered.connect(self._open_calendar)
        self.editingFinished.connect(self._on_finished)
        self.set_day(day)

    def day(self) -> date | None:
        """The day, or ``None`` where nothing (or nothing readable) is typed."""
        return parse_date(self.text())

    def required_day(self, field: str) -> date:
        """The day.

        Raises:
            InvalidInput: if there is none.
        """
        day = self.day()
        if day is None:
            raise InvalidInput(self.problems(field))
        return day

    def problems(self, field: str, *, required: bool = True) -> list[Problem]:
        """What is wrong with a day that must be there, or may be missing; to be said with what else is wrong."""
        typed = self.text().strip()
        if self.day() is not None or not (typed or required):
            return []
        return [Problem(field, unread_date(typed) if typed else "date-missing", {"value": typed})]

    def set_day(self, day: date | None) -> None:
        """Show a day, without announcing it."""
        self.setText(short_date(day) if day else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = DAY_STEPS.get(Qt.Key(event.key()))
        day = self.day()
        if step and day:
            self.set_day(day + timedelta(days=step))
            self.day_changed.emit()
            return
        super().keyPressEvent(event)

    @Slot()
    def _on_finished(self) -> None:
        if day := self.day():
            self.set_day(day)
            self.day_changed.emit()

    @Slot()
    def _open_calendar(self) -> None:
        popup = QDialog(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = _calendar(self.palette())
        if day := self.day():
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.activated.connect(self._take)
        calendar.clicked.connect(self._take)
        calendar.clicked.connect(popup.close)
        calendar.activated.connect(popup.close)
        lines = QVBoxLayout(popup)
        lines.setContentsMargins(2, 2, 2, 2)
        lines.addWidget(calendar)
        popup.move(self.mapToGlobal(self.rect().bottomLeft()))
        popup.show()
        calendar.setFocus()

    @Slot(QDate)
    def _take(self, picked: QDate) -> None:
        self.set_day(date(picked.year(), picked.month(), picked.day()))
        self.day_changed.emit()


def _calendar(palette: QPalette) -> QCalendarWidget:
    """A calendar in the colours of the theme; its arrows and its red are otherwise the same on any ground."""
    calendar = QCalendarWidget()
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    for name, icon in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
        for tool in calendar.findChildren(QToolButton, name):
            tool.setIcon(theme.icon(icon, palette))
    free = QTextCharFormat()
    free.setForeground(QColor(theme.colours(palette).danger))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, free)
    return calendar
