"""The fields of an admission: at registration, and when a member comes back."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from peerdesk.domain.stays import Admission, Series
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.choice import Choice
from peerdesk.ui.widgets.day_edit import DayEdit
from peerdesk.ui.widgets.field_grid import FieldGrid
from peerdesk.ui.widgets.fields import Field


class AdmissionFields(QWidget):
    """Date, series and number. The next free number is filled in until somebody types another one.

    Args:
        next_number: asks for the next number of a series on a day.
    """

    def __init__(self, next_number: Callable[[Series, date], str]) -> None:
        super().__init__()
        self._next_number = next_number
        self._suggested = ""
        self.day = DayEdit()
        self.series: Choice[Series] = Choice(Series, empty=False)
        self.number = QLineEdit()
        self.fields = (
            Field(_("Admitted on"), self.day, "admitted_on"),
            Field(_("Kind of stay"), self.series, "series"),
            Field(_("Admission number"), self.number, "number", hint=_("As it stands in the centre's book.")),
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(FieldGrid(self.fields[:2], self.fields[2:]))
        self.day.textChanged.connect(self.suggest_number)
        self.day.day_changed.connect(self.suggest_number)
        self.series.currentIndexChanged.connect(self.suggest_number)

    def start(self, today: date) -> None:
        """Begin anew, from today."""
        self.day.set_day(today)
        self.series.choose(Series.RESIDENTIAL)
        self.number.setText("")
        self._suggested = ""
        self.suggest_number()

    @Slot()
    def suggest_number(self) -> None:
        """Fill in the next number, unless another one was typed."""
        day, series = self.day.day(), self.series.code()
        if self.number.text() != self._suggested or day is None or series is None:
            return
        self._suggested = self._next_number(series, day)
        self.number.setText(self._suggested)

    def admission(self) -> Admission:
        """What was typed; a number that was only suggested is left to be given when the stay is kept.

        Raises:
            InvalidInput: if there is no day.
        """
        day = self.day.required_day("admitted_on")
        number = self.number.text().strip()
        return Admission(self.series.code() or Series.RESIDENTIAL, day, "" if number == self._suggested else number)

    def typed(self) -> tuple[object, ...]:
        """Everything as it stands; a number that was only suggested is not typed."""
        number = self.number.text()
        return self.day.text(), self.series.code(), None if number == self._suggested else number
