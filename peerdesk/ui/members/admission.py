"""The fields of an admission: at registration, and when a member comes back."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.domain.dates import short_date
from peerdesk.domain.members.stays import Admission, Series, SinceThen
from peerdesk.domain.screens.key_counsellors import CounsellorChoice
from peerdesk.errors import InvalidInput, Problem
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.forms.far_day import FarDayReason
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.inputs.choice import Choice, OneOf
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.inputs.digits_edit import DigitsEdit
from peerdesk.ui.widgets.parts import label


class AdmissionFields(QWidget):
    """Date, series, number and recovery date.

    The next free number is filled in until somebody types another one, and so is the admission date as the recovery
    date. Of somebody whose days of recovery have gone on counting it is asked whether they returned to use: an old date
    is never taken over unasked.

    Args:
        next_number: asks for the next number of a series on a day.
    """

    def __init__(self, next_number: Callable[[Series, date], str]) -> None:
        super().__init__()
        self._next_number = next_number
        self._suggested = ""
        self._recovery_suggested = ""
        self._open_since: date | None = None
        self.day = DayEdit()
        self.series: Choice[Series] = Choice(Series, empty=False)
        self.number = DigitsEdit()
        self.since_then: Choice[SinceThen] = Choice(SinceThen)
        self.recovery_on, self.returned_on = DayEdit(), DayEdit()
        self.counsellor: OneOf[int] = OneOf(nothing=_("Nobody yet"))
        self._counsellor_suggested: int | None = None
        counted = _("The day from which the days of recovery are counted. Leave it empty where it is not known.")
        stays_counted = _("The days before stay counted: longest and total keep them.")
        self.far = FarDayReason()
        self.fields = (
            Field(_("Admitted on"), self.day, "admitted_on"),
            Field(_("Kind of stay"), self.series, "series"),
            Field(_("Did they return to use since?"), self.since_then, "since_then", required=True),
            Field(_("Returned to use on"), self.returned_on, "returned_on", hint=stays_counted, required=True),
            Field(_("Admission number"), self.number, "number", hint=_("As it stands in the centre's book.")),
            Field(_("Recovery date"), self.recovery_on, "recovery_on", hint=counted),
            Field(_("Key counsellor"), self.counsellor, "counsellor", hint=_("Who answers for the member")),
            self.far,
        )
        self._counting = label("", "hint", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._counting)
        asked, number = self.fields[2:4], self.fields[4:6]
        lines.addWidget(FieldGrid(self.fields[:2], [self.far], asked, number, self.fields[6:7]))
        self.day.textChanged.connect(self.suggest)
        self.day.day_changed.connect(self.suggest)
        self.series.currentIndexChanged.connect(self.suggest)
        self.since_then.currentIndexChanged.connect(self._show_asked)

    def start(self, today: date, counsellors: CounsellorChoice, open_since: date | None = None) -> None:
        """Begin anew, from today.

        Args:
            today: suggested as the day of admission.
            counsellors: who can answer for the member, and who is suggested.
            open_since: recovery date of the member's open span.
        """
        self._suggested = self._recovery_suggested = ""
        self._open_since = open_since
        self.far.start()
        self.number.setText("")
        self.recovery_on.set_day(None)
        self.returned_on.set_day(None)
        self.since_then.choose(None)
        self.counsellor.set_options([(who.id, who.name) for who in counsellors.candidates])
        self.counsellor.choose(counsellors.suggested)
        self._counsellor_suggested = counsellors.suggested
        self.series.choose(Series.RESIDENTIAL)
        self.day.set_day(today)
        self.suggest()
        self._show_asked()

    @Slot()
    def suggest(self) -> None:
        """Fill in the next number and the recovery date, unless others were typed."""
        day, series = self.day.day(), self.series.code()
        if day is None or series is None:
            return
        if self.number.text() == self._suggested:
            self._suggested = self._next_number(series, day)
            self.number.setText(self._suggested)
        if self.recovery_on.text() == self._recovery_suggested:
            self.recovery_on.set_day(day)
            self._recovery_suggested = self.recovery_on.text()

    def unreadable(self) -> list[Problem]:
        """What was typed and is no day; the day of admission must be one."""
        found = self.day.problems("admitted_on")
        if self._open_since is not None and self.since_then.code() is None:
            found.append(Problem("since_then", "since-then-missing"))
        for editor, name in self._optional_days():
            found += editor.problems(name, required=editor is self.returned_on)
        return found

    def admission(self) -> Admission:
        """What was typed; a number that was only suggested is left to be given when the stay is kept.

        Raises:
            InvalidInput: if a day cannot be read.
        """
        if unreadable := self.unreadable():
            raise InvalidInput(unreadable)
        day = self.day.required_day("admitted_on")
        number = self.number.text().strip()
        days = {name: editor.day() for editor, name in self._optional_days()}
        return Admission(
            self.series.code() or Series.RESIDENTIAL,
            day,
            "" if number == self._suggested else number,
            recovery_on=days.get("recovery_on"),
            returned_on=days.get("returned_on"),
            counsellor=self.counsellor.chosen(),
        )

    def typed(self) -> tuple[object, ...]:
        """Everything as it stands; a number or a recovery date that was only suggested is not typed."""
        number, recovery_on = self.number.text(), self.recovery_on.text()
        return (
            self.day.text(),
            self.series.code(),
            self.since_then.code(),
            None if number == self._suggested else number,
            None if recovery_on == self._recovery_suggested else recovery_on,
            self.returned_on.text(),
            None if self.counsellor.chosen() == self._counsellor_suggested else self.counsellor.chosen(),
            self.far.line.text(),
        )

    def _optional_days(self) -> tuple[tuple[DayEdit, str], ...]:
        """The days of recovery that are asked for."""
        days = (self.returned_on, self._returned_field), (self.recovery_on, self._recovery_field)
        return tuple((editor, field.name) for editor, field in days if not field.isHidden())

    @property
    def _returned_field(self) -> Field:
        return self.fields[3]

    @property
    def _recovery_field(self) -> Field:
        return self.fields[5]

    @Slot()
    def _show_asked(self) -> None:
        """Ask whether they returned to use where days are counted, and for the days that follow from the answer."""
        since = self._open_since
        self.fields[2].setVisible(since is not None)
        returned = since is not None and self.since_then.code() is SinceThen.RETURNED
        self._returned_field.setVisible(returned)
        self._recovery_field.setVisible(returned or since is None)
        self._counting.setVisible(since is not None)
        if since is not None:
            counted = _("Their days of recovery are counted from {day} on.").format(day=short_date(since))
            self._counting.setText(counted)
