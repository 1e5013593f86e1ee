"""The days that a report covers: a usual span by its name, or any two days."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.domain.papers.choices import CHOSEN_BY_REPORT, UsualDays, days_of
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.inputs.calm import CalmCombo
from peerdesk.ui.widgets.inputs.day_edit import DayEdit

Days = tuple[date | None, date | None]
"""First and last day; ``None`` where the report chooses."""


class PeriodFields(QWidget):
    """A span and its two days. Typing other days chooses *Other days* by itself."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._spans: Sequence[UsualDays] = ()
        self._known = ("", "")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.span_box = CalmCombo()
        self.first, self.last = DayEdit(), DayEdit()
        self._first_field = Field(_("From"), self.first, "from")
        self._last_field = Field(_("To"), self.last, "to")
        self.fields = (Field(_("Period"), self.span_box, "period"), self._first_field, self._last_field)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        self._days = FieldGrid((self._first_field, self._last_field))
        lines.addWidget(self.fields[0])
        lines.addWidget(self._days)

    def _connect(self) -> None:
        self.span_box.currentIndexChanged.connect(self._on_span)
        for editor in (self.first, self.last):
            editor.editingFinished.connect(self._on_days)
            editor.day_changed.connect(self._on_days)

    def offer(self, spans: Sequence[UsualDays]) -> None:
        """Offer these spans; the chosen one stays so where it is among them."""
        if spans == self._spans:
            return
        chosen = self.span() if self._spans else spans[0]
        blocked = self.span_box.blockSignals(True)
        self._spans = spans
        self.span_box.clear()
        self.span_box.addItems([words.of(span) for span in spans])
        self.span_box.blockSignals(blocked)
        self.choose(chosen if chosen in spans else spans[0], self.days_typed())

    def set_today(self, today: date) -> None:
        """Reckon from another day: a window stays open over night."""
        self._today = today
        if self._spans and self.span() is not UsualDays.OTHER:
            self.choose(self.span())

    def span(self) -> UsualDays:
        return self._spans[self.span_box.currentIndex()]

    def choose(self, span: UsualDays, days: Days = (None, None)) -> None:
        """Show a span as chosen, announcing nothing; ``days`` are those of *Other days*."""
        blocked = self.span_box.blockSignals(True)
        self.span_box.setCurrentIndex(self._spans.index(span))
        self.span_box.blockSignals(blocked)
        self._show_days(days if span is UsualDays.OTHER else days_of(span, self._today))

    def days_typed(self) -> Days:
        """The days as they stand there, readable or not."""
        return self.first.day(), self.last.day()

    def days(self) -> Days:
        """The days to be covered.

        Raises:
            InvalidInput: if a day is missing or cannot be read, or the last is before the first.
        """
        if self.span() in CHOSEN_BY_REPORT:
            return None, None
        problems = self.first.problems("from") + self.last.problems("to")
        first, last = self.days_typed()
        if first and last and last < first:
            problems.append(Problem("to", "dates-out-of-order"))
        if problems:
            raise InvalidInput(problems)
        return first, last

    def _show_days(self, days: Days) -> None:
        self.first.set_day(days[0])
        self.last.set_day(days[1])
        self._known = (self.first.text(), self.last.text())
        self._days.setVisible(self.span() not in CHOSEN_BY_REPORT)

    @Slot()
    def _on_span(self) -> None:
        if self.span() is UsualDays.OTHER:
            self._days.show()
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.first.selectAll()
        else:
            self._show_days(days_of(self.span(), self._today))
        self.changed.emit()

    @Slot()
    def _on_days(self) -> None:
        typed = (self.first.text(), self.last.text())
        if typed == self._known:
            return
        self._known = typed
        blocked = self.span_box.blockSignals(True)
        self.span_box.setCurrentIndex(self._spans.index(UsualDays.OTHER))
        self.span_box.blockSignals(blocked)
        self.changed.emit()
